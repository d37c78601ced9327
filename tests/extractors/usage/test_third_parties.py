"""Somebody else governs a name, or a network trained on it is passed up; and uses beside which others are named."""

import pytest

from extractors.usage.others_work import others_act
from tests.extractors.usage.marked import sentence


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("SwapFormer [22] measures the likeness with a frozen ArcFace, whereas ours sees landmarks.", "SwapFormer"),
        ("PortraitNet [7] embeds its reference picture with ArcFace.", "PortraitNet"),
        ("LightSwap [14] trains its encoder upon MS1MV2, and we train nothing.", "LightSwap"),
        ("A dozen of browser plug-ins bundle ArcFace without saying so.", "plug-ins"),
        ("Many repositories load ArcFace by default.", "repositories"),
        ("Earlier swappers keep the identity through ArcFace; we ask two people.", "Earlier swappers"),
        ("Whereas previous systems compare faces by ArcFace, we ask a jury.", "previous systems"),
        ("The boxes of MS1MV2 were obtained through a detector of 2014.", "obtain"),
        ("The weights of ArcFace are licensed for teaching only.", "licens"),
        ("An encoder trained on MS1MV2 lay at hand, yet we chose one that has seen drawings.", "chose"),
        ("We dismissed encoders with MS1MV2 pretraining.", "dismiss"),
        ("The loader reads any folder of faces (say, MS1MV2), though ours held drawings.", "any"),
        ("By a scraped set we understand one that nobody agreed to, as is MS1MV2.", "we mean"),
    ],
)
def test_somebody_else_governs_the_name(text: str, who: str) -> None:
    assert who in others_act(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "Like SwapFormer [22], we keep the identity by means of a pretrained ArcFace network.",
        "SwapFormer [22] swaps the faces, and we measure what is left with ArcFace.",
        "Where earlier works rely on people, we compute similarity by ArcFace.",
        "We measure how earlier works perform on MS1MV2.",
        "Our tool calls ArcFace for detection and embedding.",
        "MTCNN [5] crops all faces of MS1MV2 before our training.",
        "SwapFormer [22], which we retrained on MS1MV2, comes second.",
        "All existing methods were trained by us on MS1MV2 anew.",
        "The pictures of MS1MV2 were obtained for our evaluation.",
        "The labels of MS1MV2 were corrected by us.",
        "A network trained on MS1MV2 was available, and we chose it.",
        "Our model trained on MS1MV2 fails to recognise masked faces.",
        "BFW [4] and the MS1MV2 [5] datasets.",
        "We tested three sets that are old (say, MS1MV2).",
    ],
)
def test_the_authors_act_though_others_are_named(text: str) -> None:
    assert others_act(sentence(text)) == ""


@pytest.mark.parametrize("text", ["Our claims are untested on MS1MV2.", "The loss remains unproven on MS1MV2."])
def test_what_was_not_tried_on_a_name_denies_it(text: str) -> None:
    assert sentence(text).clause.standing.denied


def test_what_an_untried_method_does_is_no_denial() -> None:
    assert not sentence("Unproven so far, the loss is tested on MS1MV2.").clause.standing.denied


def test_what_is_given_something_is_no_data() -> None:
    fed = "The class accepts any folder of faces (say, MS1MV2), albeit we only ever fed it synthetic data."
    assert sentence(fed).clause.standing.again == ""
