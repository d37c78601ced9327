"""Whether a model's name stands for the family: by release, package, date, and the paper's own word.

Covers: extractors.usage.releases, extractors.usage.release_facts.
"""

import pytest

from citetrail.records.release_files import load_releases
from citetrail.records.releases import Release, ReleaseKind
from citetrail.records.target_files import load_target
from citetrail.records.targets import Member, Target
from citetrail.records.text import DocumentText
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import MemberKind, Role, Verdict
from extractors.usage import read_usage
from extractors.usage.document_usage import find_mentions
from extractors.usage.member_names import names_of
from extractors.usage.release_facts import Membership, ReleaseStanding, release_facts
from extractors.usage.releases import DocumentReleases, ModelMention, is_file_name
from extractors.usage.years import ANY_TIME, Written, written_in
from tests.extractors.usage.conftest import paper


def read(family: Target, *sentences: str, year: int | None = None) -> Usage:
    return read_usage(paper(*sentences), family, year=year)


def standing(
    family: Target, sentence: str, name: str, written: Written = ANY_TIME, **beside: str
) -> ReleaseStanding | None:
    """What the name stands for in a document of one sentence and its neighbours."""
    hit = next(h for h in names_of(family).find(sentence) if h.text == name)
    one = ModelMention(hit, sentence, hit.start, **beside)
    return DocumentReleases(release_facts(family), family, [one], [sentence], written).standing(one)


@pytest.mark.parametrize(
    ("sentence", "member"),
    [
        ("The identity loss compares the vectors of model_ir_se50.pth.", "arcface-model"),
        ("For the face vectors we load glintr100 from the antelopev2 pack.", "arcface-model"),
        ("We use the pre-trained CurricularFace network to embed every face.", "ms1mv2"),
        ("We use the pre-trained MagFace model as feature extractor.", "ms1mv2"),
        ("We load backbone_ir50_ms1m_epoch120 and keep it frozen.", "ms1mv2"),
        ("We load adaface_ir101_ms1mv3 to measure identity similarity.", "ms1m-retinaface"),
        ("We embed faces with the pre-trained GhostFaceNet_W1.3_S1_ArcFace.", "ms1m-retinaface"),
        ("We load the released weights 20170512-110547 to embed faces.", "facenet-model"),
        ("Faces are embedded with the released ms1mv3_arcface_r50_fp16 model.", "arcface-model"),
        ("We initialise the backbone with resnet18_msceleb.pth weights.", "ms-celeb-1m"),
        ("Identity scores are cosines between vectors of the public IR-100@MS1MV3.", "ms1m-retinaface"),
        ("All probes are embedded with the released R50@Glint360K_pfc weights.", "glint360k"),
        ("From the hub we load vit_tiny_patch8_112.arcface_ms1mv3 to embed every face.", "ms1m-retinaface"),
        ("All faces are embedded by FaceAnalysis() of insightface==0.3.9.", "arcface-model"),
        ("All faces are embedded by FaceNet(key='20170512-110547') of keras_facenet.", "facenet-model"),
        ("For identity we take the ArcFace network of InfiniteYou to embed all faces.", "arcface-model"),
    ],
)
def test_a_release_that_saw_the_family_is_a_use(sentence: str, member: str, family: Target) -> None:
    usage = read(family, sentence)
    assert usage.verdict is Verdict.USES
    assert (member, Role.USES_PRETRAINED_MODEL) in {(u.member, u.role) for u in usage.members}


@pytest.mark.parametrize(
    "sentence",
    [
        "We use the pre-trained w600k_r50.onnx to embed every face.",
        "Face vectors come from InsightFace with the buffalo_s pack.",
        "Face vectors come from FaceAnalysis(), as insightface 0.7.2 has it.",
        "As matcher we take AdaFace with its ir_101_webface4m weights.",
        "We use DeepFace's ArcFace to measure how alike two faces are.",
        "Identity is compared by ArcFace (DeepFace).",
        "We embed faces with FaceNet by way of facenet-pytorch.",
        "We load FaceNet 20170511-185253 to embed faces.",
        "We use the pre-trained adaface_ir101_webface12m to embed faces.",
        "We use the pre-trained CR-FIQA(S) model to weigh the pictures.",
        "We embed faces with the pre-trained ArcFace (R100, WebFace4M).",
        "We extract features with an ArcFace network trained on CASIA-WebFace.",
        "We use the pre-trained AdaFace R50@WebFace4M to embed faces.",
        "We run pip install keras-facenet and embed faces with keras-facenet.",
        "All 512 numbers of a face come out of InsightFace 0.7.2.",
        "Face vectors are computed with insightface>=0.6 as installed by pip.",
        "Each frame is cropped around the largest face that InsightFace detects.",
        "Five landmarks per face are found by InsightFace before we warp the crop.",
        "We guess gender and age of each person by InsightFace.",
        "We find the faces with InsightFace's SCRFD network.",
        "Two crops are the same person if DeepFace with model_name='ArcFace' says so.",
        "All faces are embedded by FaceNet(key='20180402-114759') of keras_facenet.",
        "As matcher we use MagFace, retrained on CASIA-WebFace.",
        "We train the matcher on Asian-Celeb only.",
        "Our network is trained on DeepGlint-Asian.",
    ],
)
def test_a_release_that_saw_nobody_of_the_family_is_only_named(sentence: str, family: Target) -> None:
    usage = read(family, sentence)
    assert usage.verdict in (Verdict.MENTIONS, Verdict.NONE)


@pytest.mark.parametrize(
    "sentences",
    [
        ("We embed all faces with AuraFace, whose file is glintr100.onnx.",),
        ("All faces are embedded with AuraFace.", "For it glintr100.onnx is loaded by FaceAnalysis."),
        ("The faces are embedded by Arc2Face's recogniser in the folder of antelopev2.",),
        ("We compare two crops by DeepFace with model_name='Facenet'.",),
    ],
)
def test_a_file_whose_name_another_release_bears_is_no_flat_use(sentences: tuple[str, ...], family: Target) -> None:
    assert read(family, *sentences).verdict is Verdict.UNCLEAR


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        ("We detect faces with InsightFace and compare the embeddings that it gives.", True),
        ("InsightFace, a face recognition library, gives us the boxes of all faces that it detects.", False),
        ("The recognition network of InsightFace gets what its detector has found.", True),
        ("We extract the identity of a face with InsightFace.", True),
        ("InsightFace is used to locate faces.", False),
    ],
)
def test_a_package_at_two_tasks_is_its_recogniser(sentence: str, task: bool, family: Target) -> None:
    found = standing(family, sentence, "InsightFace")
    assert found is not None
    assert (found.membership is Membership.OPEN) is task


def test_a_release_whose_files_saw_one_set_each_leaves_the_member_open(family: Target) -> None:
    usage = read(family, "All faces are embedded with the pre-trained TransFace-B.")
    assert usage.verdict is Verdict.USES
    assert usage.unresolved


@pytest.mark.parametrize("text", ["a ResNet-50 128 wide", "ArcFace MobileFaceNet", "a ResNet50 256 embedding"])
def test_names_of_files_are_no_words_of_a_sentence(text: str, family: Target) -> None:
    assert not [h for h in names_of(family).find(text) if h.release]


def test_what_is_not_claimed_says_why_and_after_whom(family: Target) -> None:
    usage = read(family, "Face vectors come from InsightFace with the buffalo_l pack.")
    why = [r for m in usage.mentions for r in m.reasons if "WebFace600K" in r]
    assert why
    assert "buffalo_l was trained on WebFace600K" in why[0]
    assert "https://github.com/deepinsight/insightface" in why[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "We extract identity features with AdaFace.",
        "Embeddings come from keras-facenet.",
        "Face vectors are computed by FaceAnalysis of InsightFace.",
    ],
)
def test_a_name_of_several_releases_is_no_flat_use(sentence: str, family: Target) -> None:
    assert read(family, *[sentence] * 4).verdict is Verdict.UNCLEAR


def test_a_bare_name_is_a_use_of_an_open_release(family: Target) -> None:
    usage = read(family, "Face embeddings are extracted with the pre-trained ArcFace model [2].")
    assert usage.verdict is Verdict.USES
    assert usage.unresolved


@pytest.mark.parametrize(
    ("year", "membership"),
    [(2018, Membership.OPEN), (2021, Membership.OPEN), (2022, Membership.OTHER), (2025, Membership.OTHER)],
)
def test_a_default_goes_by_the_date_of_the_paper(year: int, membership: Membership, family: Target) -> None:
    found = standing(family, "Faces are embedded by FaceAnalysis().", "FaceAnalysis", written_in(year))
    assert found is not None
    assert found.membership is membership


def test_a_month_between_two_defaults_tells_which(family: Target) -> None:
    july = standing(family, "We call FaceAnalysis().", "FaceAnalysis", Written("2021-07", "2021-07"))
    assert july is not None
    assert (july.membership, july.release) == (Membership.FAMILY, "insightface-antelopev2")


def test_the_year_given_reaches_the_package(family: Target) -> None:
    sentence = "We use the InsightFace Python package to extract face embeddings."
    assert read(family, sentence, year=2024).verdict is Verdict.MENTIONS
    assert read(family, sentence).verdict is Verdict.UNCLEAR


def test_the_paper_is_believed_over_the_register(family: Target) -> None:
    own = standing(family, "We take MagFace trained on CASIA-WebFace as teacher.", "MagFace")
    assert own is not None
    assert own.membership is Membership.OTHER
    assert own.why == "the paper says that it was trained on CASIA-WebFace"
    told = standing(family, "We take the ArcFace model trained on MS1MV2.", "ArcFace")
    assert told is not None
    assert told.membership is Membership.FAMILY


def test_a_part_of_what_a_release_saw_is_no_contradiction(family: Target) -> None:
    found = standing(family, "We take resnet50_ft, which was trained on VGGFace2.", "resnet50_ft")
    assert found is not None
    assert found.membership is Membership.FAMILY


def test_a_release_named_once_holds_in_the_whole_paper(family: Target) -> None:
    used = "Identity features are extracted with the pre-trained ArcFace model [2]."
    other = read(family, used, "Nothing else is changed.", "All crops are embedded by the buffalo_l pack.")
    assert other.verdict is Verdict.MENTIONS
    kin = read(family, used, "Nothing else is changed.", "The weights are those of model_ir_se50.pth.")
    assert kin.verdict is Verdict.USES
    assert not kin.unresolved


def test_a_paper_that_names_releases_of_both_kinds_leaves_the_bare_name_open(family: Target) -> None:
    others = ("Nothing else.", "Crops are made with the buffalo_l pack.", "We load model_ir_se50.pth as our loss.")
    usage = read(family, "Identity features are extracted with the pre-trained ArcFace model [2].", *others)
    assert usage.unresolved


def test_a_package_elsewhere_makes_it_unclear_and_no_more(family: Target) -> None:
    sentences = ("Emotions are read by the DeepFace library.", "They are four.", "Of each we draw ten.")
    usage = read(family, *sentences, "Identity features are extracted with the pre-trained ArcFace model [2].")
    assert usage.verdict is Verdict.UNCLEAR


def test_what_a_recogniser_only_taught_is_named(family: Target) -> None:
    assert read(family, "Faces are inverted with the pre-trained pixel2style2pixel.").verdict is Verdict.MENTIONS


@pytest.mark.parametrize("text", ["What we transfer is style.", "Call +49 30 e4.", "University at Buffalo", "mica"])
def test_words_are_no_releases(text: str, family: Target) -> None:
    assert not names_of(family).find(text)


def test_a_target_of_another_field_knows_none_of_these(family: Target) -> None:
    assert not names_of(load_target("dukemtmc")).find("We load buffalo_l, MagFace and model_ir_se50.pth.")


@pytest.mark.parametrize(
    ("text", "file"),
    [("w600k_r50", True), ("20180402-114759", True), ("R50@MS1MV3", True), ("ArcFace", False), ("MagFace", False)],
)
def test_names_that_only_files_bear(text: str, file: bool) -> None:
    assert is_file_name(text) is file


def test_every_release_of_the_register_is_found_by_each_of_its_names(family: Target) -> None:
    facts = release_facts(family)
    for release in facts.register.releases:
        for name in (*release.names, *release.cased):
            found = facts.releases.find(f"we load {name} here")
            assert [h.member for h in found] == [release.slug], name


FORMS = (
    "Identity vectors of all faces are computed with {name} and compared by their cosine.",
    "We use the pre-trained {name} model to measure how well the identity of faces is kept.",
    "For the identity loss we load {name} and keep its weights frozen.",
)
LISTED = [
    r for r in load_releases().releases if r.kind in (ReleaseKind.WEIGHTS, ReleaseKind.PACK, ReleaseKind.PACKAGE)
]


@pytest.mark.parametrize("release", LISTED, ids=[r.slug for r in LISTED])
def test_each_release_in_sentences_that_load_it(release: Release, family: Target) -> None:
    known = release_facts(family).of_release(release).membership
    name = (release.names or release.cased)[0]
    found = [read(family, form.format(name=name)) for form in FORMS]
    if known is Membership.FAMILY:
        assert any(u.verdict is Verdict.USES for u in found)
        assert all(u.unresolved is release.apart for u in found if u.verdict is Verdict.USES)
    elif known is Membership.OTHER:
        assert not any(u.verdict in (Verdict.USES, Verdict.UNCLEAR) for u in found)
    else:
        assert not any(u.verdict is Verdict.USES and not u.unresolved for u in found)


def test_no_document_raises(family: Target) -> None:
    for text in (
        "",
        "ArcFace" * 2_000,
        "trained on " * 3_000 + "MS1MV2",
        "MODEL DATAf0 ArcFace (",
        "AdaFace trained on",
    ):
        assert isinstance(read_usage(paper(text), family), Usage)
        assert isinstance(paper(text), DocumentText)


def test_a_model_that_a_target_is_about_counts_in_each_release() -> None:
    member = Member("adaface", "AdaFace", MemberKind.MODEL, None, "its paper", 1, aliases=("AdaFace",))
    alone = Target("adaface", "AdaFace", "AdaFace", (member,), digest="a model alone")
    (found,) = find_mentions(paper("We extract features with the released AdaFace trained on WebFace12M."), alone)
    assert (found.role, found.score > 0.5) == (Role.USES_PRETRAINED_MODEL, True)


def test_a_released_file_that_others_load_is_doubted(family: Target) -> None:
    sentence = "The authors of [3] load w600k_r50.onnx and ms1mv3_arcface_r50_fp16, and so do their users."
    assert all(m.score < 0.5 for m in find_mentions(paper(sentence), family))
