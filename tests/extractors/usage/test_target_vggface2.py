"""Sentences about VGGFace2, its derivatives and the models that saw it, each made up for this table.

Covers: extractors.usage.
"""

import pytest

from citetrail.records.target_files import load_target
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import USE_ROLES, Role
from extractors.usage.document_usage import find_mentions
from tests.extractors.usage.conftest import paper
from tests.extractors.usage.test_sentences import SURE, strongest, told


def found(sentence: str, target: str = "vggface2") -> dict[str, Mention]:
    return strongest(find_mentions(paper(sentence), load_target(target)))


@pytest.mark.parametrize(
    ("sentence", "member", "role"),
    [
        ("We train our network on VGGFace2 for 40 epochs.", "vggface2", Role.TRAINED_ON),
        ("We train it on VGG-Face2 with its 3.31 million images.", "vggface2", Role.TRAINED_ON),
        ("We train the swapping network on VGGFace2-HQ.", "vggface2-hq", Role.TRAINED_ON),
        ("We report the accuracy on VGG2-FP.", "vggface2-fp", Role.EVALUATED_ON),
        ("We train an attribute classifier on MAAD-Face.", "maad-face", Role.TRAINED_ON),
        (
            "Features are extracted with a ResNet-50 pre-trained on VGGFace2.",
            "vggface2-model",
            Role.USES_PRETRAINED_MODEL,
        ),
        ("We use an SENet-50 pretrained on VGGFace2 to embed faces.", "vggface2-model", Role.USES_PRETRAINED_MODEL),
        ("We use the resnet50_ft weights to embed faces.", "vggface2-model", Role.USES_PRETRAINED_MODEL),
        (
            "Identity is measured with facenet-pytorch (InceptionResnetV1, pretrained on vggface2).",
            "facenet-model",
            Role.USES_PRETRAINED_MODEL,
        ),
        ("The recogniser is FaceNet, release 20180402-114759.", "facenet-model", Role.USES_PRETRAINED_MODEL),
    ],
)
def test_uses(sentence: str, member: str, role: Role) -> None:
    best = found(sentence)
    assert member in best, told(list(best.values()))
    assert best[member].role is role
    assert best[member].score >= SURE


@pytest.mark.parametrize(
    "sentence",
    [
        "We fine-tune VGG-Face on our data.",
        "The VGG-Face network was trained on 2,622 people.",
        "The recogniser is FaceNet, release 20170512-110547.",
        "We extract features by ArcFace [2] trained on MS1MV2.",
    ],
)
def test_other_data_and_models_that_saw_other_data(sentence: str) -> None:
    best = found(sentence)
    assert not {slug for slug, m in best.items() if m.role in USE_ROLES and m.score >= SURE}, told(
        list(best.values())
    )


def test_what_is_a_familys_own_is_another_datas_to_other_targets() -> None:
    sentence = "We use FaceNet [6] trained on VGGFace2 [4]."
    own, others = found(sentence), found(sentence, "ms-celeb-1m")
    assert own["facenet-model"].score >= SURE
    assert others["facenet-model"].role not in USE_ROLES or others["facenet-model"].score < SURE


@pytest.mark.parametrize("footnote", ["", "3", "12"])
def test_the_number_of_a_footnote_behind_the_data_of_a_model(footnote: str) -> None:
    best = found(f"We use ArcFace [2] trained on MS-Celeb-1M{footnote} to embed faces.", "ms-celeb-1m")
    assert best["arcface-model"].role is Role.USES_PRETRAINED_MODEL
