"""Calls that load a network by an argument stand for that release.

Covers: extractors.usage.loading_calls.
"""

import pytest

from citetrail.records.target_files import load_target
from citetrail.records.targets import Target
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import Role, Verdict
from extractors.usage import read_usage
from extractors.usage.loading_calls import calls_of, with_calls
from extractors.usage.member_names import Hit, names_of
from tests.extractors.usage.conftest import paper


@pytest.fixture(scope="module")
def vggface2() -> Target:
    return load_target("vggface2")


def read(target: Target, sentence: str) -> Usage:
    return read_usage(paper(sentence), target)


@pytest.mark.parametrize(
    ("call", "release"),
    [
        ("VGGFace(model='senet50')", "keras-vggface-resnet50"),
        ("keras_vggface.vggface.VGGFace(model=“resnet50”, include_top=False)", "keras-vggface-resnet50"),
        ("InceptionResnetV1(pretrained='vggface2')", "facenet-2018-vggface2"),
        ("InceptionResnetV1 (classify=False, pretrained=\n’casia-webface’)", "facenet-2018-casia"),
        ('DeepFace.build_model("Facenet512")', "deepface-facenet512"),
        ("DeepFace.represent(crop, model_name = 'Facenet')", "deepface-facenet"),
        ("deepface.DeepFace.find with model_name='Facenet512'", "deepface-facenet512"),
        ("DeepFace.verify() using model_name=`Facenet512`", "deepface-facenet512"),
    ],
)
def test_a_call_is_one_name_of_its_release(call: str, release: str, vggface2: Target) -> None:
    text = f"The faces are embedded by {call}, once each."
    (hit,) = calls_of(vggface2).find(text)
    assert (hit.text, hit.release, hit.model) == (call, release, True)
    assert text[hit.start : hit.end] == call


@pytest.mark.parametrize(
    "text",
    [
        "VGGFace (Parkhi et al., 'Deep face recognition')",
        "VGGFace(model='resnet18')",
        "VGGFace()",
        "myVGGFace(model='senet50')",
        "build_model('ArcFace')",
        "the call VGGFace(model='senet50'",
        "InceptionResnetV1(pretrained=None)",
        "DeepFace.verify with care: 'Facenet' is slow",
    ],
)
def test_what_loads_nothing_that_is_known_is_no_call(text: str, vggface2: Target) -> None:
    assert calls_of(vggface2).find(text) == []


def test_names_inside_a_call_are_not_read_again(vggface2: Target) -> None:
    text = "VGGFace2 is what InceptionResnetV1(pretrained='vggface2') saw."
    hits = with_calls(names_of(vggface2).find(text), calls_of(vggface2).find(text))
    assert [h.text for h in hits] == ["VGGFace2", "InceptionResnetV1(pretrained='vggface2')"]


def test_without_calls_the_hits_stay() -> None:
    hit = Hit(0, 4, "name", "member")
    assert with_calls([hit], []) == [hit]


@pytest.mark.parametrize(
    ("sentence", "member"),
    [
        ("Every portrait goes through keras-vggface, VGGFace(model='senet50', pooling='avg').", "vggface2-model"),
        ("Our identity network is VGGFace(model='resnet50') and stays frozen.", "vggface2-model"),
        ("We load InceptionResnetV1(pretrained='vggface2').eval() to embed both crops.", "facenet-model"),
        ('We call DeepFace.build_model("Facenet512") and store its vectors.', "facenet-model"),
    ],
)
def test_a_call_that_loads_the_family_is_a_use(sentence: str, member: str, vggface2: Target) -> None:
    usage = read(vggface2, sentence)
    assert usage.verdict is Verdict.USES
    assert not usage.unresolved
    assert {(u.member, u.role) for u in usage.members} == {(member, Role.USES_PRETRAINED_MODEL)}


@pytest.mark.parametrize(
    "sentence",
    [
        "We load InceptionResnetV1(pretrained='casia-webface') from facenet_pytorch to embed both crops.",
        "We use VGGFace(model='vgg16') of keras-vggface to embed both crops.",
        'We call DeepFace.build_model("ArcFace") and store its vectors.',
    ],
)
def test_a_call_that_loads_another_release_is_only_named(sentence: str, vggface2: Target, family: Target) -> None:
    for target in (vggface2, family):
        assert read(target, sentence).verdict in (Verdict.MENTIONS, Verdict.NONE)


def test_a_call_may_load_another_familys_data(family: Target) -> None:
    usage = read(family, "We use DeepFace.represent with model_name='GhostFaceNet' to embed both crops.")
    assert usage.verdict is Verdict.USES
    assert [u.member for u in usage.members] == ["ms1m-retinaface"]


@pytest.mark.parametrize("call", ["VGGFace(model='senet50')", "VGGFace(model='resnet50')"])
def test_whether_converted_weights_began_on_other_data_is_open(call: str, family: Target) -> None:
    """Its makers tell of VGGFace2; the networks that they converted come with and without MS-Celeb-1M before it."""
    usage = read(family, f"We use {call} of keras-vggface to embed both crops.")
    assert usage.verdict is Verdict.UNCLEAR
    assert any("whether on MS-Celeb-1M too, is not said" in r for m in usage.mentions for r in m.reasons)


def test_a_package_that_names_no_weights_is_no_flat_use(vggface2: Target) -> None:
    sentence = "We use facenet-pytorch to embed both crops."
    assert read(vggface2, sentence).verdict is Verdict.UNCLEAR
    assert read(vggface2, f"{sentence[:-1]}, with its weights 20180402-114759.").verdict is Verdict.USES


def test_brackets_without_end_are_no_calls(vggface2: Target) -> None:
    assert calls_of(vggface2).find("VGGFace" * 20_000 + "(" * 20_000 + "VGGFace(model='" * 5_000) == []


def test_a_call_is_found_behind_words_that_call_nothing(vggface2: Target) -> None:
    call = "InceptionResnetV1(pretrained='vggface2')"
    text = f"We verify and represent faces, find InceptionResnetV1 good, and load {call}."
    assert [h.text for h in calls_of(vggface2).find(text)] == [call]
