"""Whole documents: verdicts, evidence, and what no input may do."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citetrail.records.targets import Target
from citetrail.records.text import DocumentText, Evidence, PageText
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import Outcome, Role, Section, Verdict, Zone
from extractors.usage import read_usage
from extractors.usage.document_usage import find_mentions
from tests.extractors.usage.conftest import paper

WORDS = (
    *("We", "train", "our", "network", "on", "MS1MV2", "MS-Celeb-1M,", "MS1M", "[1]", "and", "[2]", "ArcFace."),
    *("Light CNN", "is", "pre-trained", "the", "cleaned", "(hereafter M)", "M", "dataset", "5.8M", "RFW", "(RFW)"),
    *("Deng et al.", "not", "used", "testing?", "Table 3:", "MS- Celeb\n-1M", "emore", "\u3000", "Ο", "١٢", "数据集"),
    *("DREAM", "FaceNet", "same training data as [2]", "(", ")", "\x0c", "\u202e", "شبكة"),
)


def all_evidence(usage: Usage) -> list[Evidence]:
    return [e for u in usage.members for e in u.evidence] + [m.evidence for m in usage.mentions]


def test_a_paper_that_trains_on_a_derivative_uses_the_family(family: Target) -> None:
    usage = read_usage(paper("Training data. We train on MS1MV2 [2], which has 5.8M images."), family)
    assert usage.verdict is Verdict.USES
    assert [(u.member, u.role) for u in usage.members] == [("ms1mv2", Role.TRAINED_ON)]
    assert usage.members[0].evidence[0].quote == "We train on MS1MV2 [2], which has 5.8M images."
    assert "verb “train” governs “MS1MV2”" in usage.members[0].reasons[0]


@pytest.mark.parametrize(
    ("sentences", "unresolved"),
    [
        (["We train on a cleaned version of MS-Celeb-1M."], True),
        (["We use a cleaned MS-Celeb-1M for training.", "Training on MS-Celeb-1M takes two days."], True),
        (["We train on a cleaned version of MS-Celeb-1M.", "The cleaned MS-Celeb-1M has 5.8M images."], False),
        (["We train on MS-Celeb-1M and drop nothing."], False),
        (["Faces are embedded with the pre-trained FaceNet model of David Sandberg."], True),
        (["We embed faces with Sandberg's pre-trained FaceNet model.", "It was trained on MS-Celeb-1M."], False),
    ],
)
def test_a_use_of_which_the_version_is_not_told_is_said_so(
    sentences: list[str], unresolved: bool, family: Target
) -> None:
    usage = read_usage(paper(" ".join(sentences)), family)
    assert usage.verdict is Verdict.USES
    assert usage.unresolved is unresolved


def test_a_paper_that_only_cites_mentions_it(family: Target) -> None:
    cited = ("[1] Y. Guo et al. MS-Celeb-1M: A dataset and benchmark.", Section.REFERENCES, Zone.PROSE)
    usage = read_usage(paper("We train on CASIA-WebFace [3].", cited), family)
    assert usage.verdict is Verdict.MENTIONS
    assert not usage.members
    assert [m.role for m in usage.mentions] == [Role.MENTIONED]


def test_a_paper_that_names_nothing_is_none(family: Target) -> None:
    assert read_usage(paper("We count birds in pictures of trees."), family).verdict is Verdict.NONE


@pytest.mark.parametrize(
    "document",
    [
        DocumentText(Outcome.ENCRYPTED),
        DocumentText(Outcome.OK),
        DocumentText(Outcome.OK, (PageText(1, 612, 792, ""), PageText(2, 612, 792, " \n ")), page_count=2),
    ],
)
def test_no_text_is_never_none(document: DocumentText, family: Target) -> None:
    assert read_usage(document, family).verdict is Verdict.NO_TEXT


def test_ten_mentions_make_no_use(family: Target) -> None:
    told = ("Large datasets such as MS-Celeb-1M [1] are noisy.", Section.RELATED_WORK, Zone.PROSE)
    row = ("CosFace [7] MS-Celeb-1M 10M 99.33 97.91", Section.EXPERIMENTS, Zone.TABLE)
    usage = read_usage(paper(*[told] * 5, *[row] * 5), family)
    assert usage.verdict is Verdict.MENTIONS


def test_a_pretrained_tool_without_named_data_is_no_confident_use(family: Target) -> None:
    usage = read_usage(paper(("Identity features come from ArcFace [2].", Section.METHOD, Zone.PROSE)), family)
    assert usage.verdict in (Verdict.USES, Verdict.UNCLEAR)
    assert usage.score < 0.85


def test_a_curriculum_vitae_makes_no_claim(family: Target) -> None:
    head = ("Curriculum Vitae\nEducation\nAwards\n", Section.FRONT, Zone.PROSE)
    usage = read_usage(
        paper(head, "We train on MS-Celeb-1M. CVPR 2018.", "1st place, MS-Celeb-1M challenge."), family
    )
    assert usage.verdict is Verdict.MENTIONS
    assert not usage.members


def test_the_paper_that_introduced_a_member_created_it(family: Target) -> None:
    title = ("Probabilistic Face Embeddings\nA. Author, B. Author\n", Section.FRONT, Zone.PROSE)
    usage = read_usage(paper(title, "We train our Probabilistic Face Embeddings on MS-Celeb-1M [1]."), family)
    assert ("pfe-model", Role.CREATED) in {(u.member, u.role) for u in usage.members}
    assert ("ms-celeb-1m", Role.TRAINED_ON) in {(u.member, u.role) for u in usage.members}


def test_one_version_is_carried_through_the_document(family: Target) -> None:
    usage = read_usage(
        paper("We use the refined MS-Celeb-1M [1] released by [2].", "The student is trained on MS-Celeb-1M too."),
        family,
    )
    assert {u.member for u in usage.members} == {"ms1mv2"}


def test_the_size_in_the_next_row_of_a_table_is_of_another_set(family: Target) -> None:
    rows = (
        ("MS1M [1] 100K 10M", Section.EXPERIMENTS, Zone.TABLE),
        ("MyFaces [5] 93K 5.1M", Section.EXPERIMENTS, Zone.TABLE),
    )
    assert {m.member for m in find_mentions(paper(*rows), family)} == {"ms-celeb-1m"}


def test_datasets_that_are_counted_and_then_named_are_used(family: Target) -> None:
    found = find_mentions(
        paper("We use two data sets for the test of fairness. BFW [4] and the RFW [5] datasets."), family
    )
    assert [(m.member, m.role) for m in found if m.score > 0.5] == [("rfw", Role.EVALUATED_ON)]


def test_own_cleaning_keeps_the_original(family: Target) -> None:
    usage = read_usage(
        paper(
            "We train on the refined MS-Celeb-1M [1].",
            "We removed images that are far from the centre of their class.",
        ),
        family,
    )
    assert {u.member for u in usage.members} == {"ms-celeb-1m"}


@pytest.mark.parametrize(
    "text",
    [
        "Note that the proposed MS1MV2 is a semi-automatically refined version of the MS-Celeb-1M dataset [1].",
        "In this work we release MS1MV2, which was cleaned from MS-Celeb-1M [1] by three people.",
    ],
)
def test_a_version_that_the_authors_make_is_derived_from_its_parent(family: Target, text: str) -> None:
    assert ("ms-celeb-1m", Role.DERIVED_FROM) in {(m.member, m.role) for m in find_mentions(paper(text), family)}


@pytest.mark.parametrize(
    "text",
    [
        "We build on MS1MV2, a refined version of MS-Celeb-1M [1].",
        "We train on MS1MV2 proposed in [2], a refined version of MS-Celeb-1M [1].",
    ],
)
def test_a_version_that_others_made_derives_nothing(family: Target, text: str) -> None:
    found = find_mentions(paper(text), family)
    assert not any(m.member == "ms-celeb-1m" and m.score > 0.5 for m in found)


def test_reasons_hold_no_names_that_stood_in_for_the_parser(family: Target) -> None:
    (found,) = find_mentions(paper("Our MobileNet trained on MS-Celeb-1M [1] is evaluated on LFW."), family)
    told = " ".join(found.reasons)
    assert "Reutersa" not in told
    assert "ResNet" not in told
    assert "ImageNet" not in told


def test_a_row_that_ends_before_a_version_does_not_rename_it(family: Target) -> None:
    rows = "CASIA, ResNet50, Refine\nMS1MV2, ResNet100, Raw\nMS1MV2, ResNet100, Refine\nMS1MV2, ResNet50"
    assert {m.member for m in find_mentions(paper(rows), family)} == {"ms1mv2"}


def test_a_name_that_the_document_gives_counts(family: Target) -> None:
    usage = read_usage(paper("MS-Celeb-1M [1] (hereafter MSC) is public.", "Our network is trained on MSC."), family)
    assert ("ms-celeb-1m", Role.TRAINED_ON) in {(u.member, u.role) for u in usage.members}


def test_the_same_data_as_another_paper_is_looked_up(family: Target) -> None:
    usage = read_usage(paper("We use the same training data as [2] to train our network."), family)
    assert [u.member for u in usage.members] == ["ms1mv2"]


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("trained on MS1MV2.", "ms1mv2"),
        ("trained on MS-Celeb-\n1M.", "ms-celeb-1m"),
        ("trained on MS- Celeb -1M.", "ms-celeb-1m"),
        ("trained on MSCeleb.", "ms-celeb-1m"),
        ("trained on the re-\nfined MS1M.", "ms1mv2"),
        ("trained on the refined\nMS-Celeb-1M.", "ms1mv2"),
        ("trained on MS1M-RetinaFace.", "ms1m-retinaface"),
        ("在MS-Celeb-1M数据集上训练 and trained.", "ms-celeb-1m"),
        ("trained on MS-Celeb-1M3.", "ms-celeb-1m"),
        ("trained on C-MS-\nCeleb.", "c-ms-celeb"),
        ("tested on IJB-C MS1MV2.", "ms1mv2"),
    ],
)
def test_names_in_every_spelling(text: str, member: str, family: Target) -> None:
    assert [m.member for m in find_mentions(paper(text), family)] == [member]


@pytest.mark.parametrize("text", ["rfw", "XMS1M", "MS1MX", "the farms1m", "dreams", "arcfaces2"])
def test_no_name_inside_a_longer_word(text: str, family: Target) -> None:
    assert not find_mentions(paper(f"We use {text} here."), family)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=60), junk=st.text(max_size=60))
def test_evidence_always_selects_its_quote(words: list[str], junk: str, family: Target) -> None:
    document = paper(
        " ".join(words), (junk, Section.METHOD, Zone.PROSE), (" ".join(words[::-1]), Section.BODY, Zone.TABLE)
    )
    usage = read_usage(document, family)
    for evidence in all_evidence(usage):
        text = document.pages[evidence.page - 1].text
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.start <= evidence.match_start < evidence.match_end <= evidence.end
    assert 0 <= usage.score <= 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_name_is_counted_twice(words: list[str], family: Target) -> None:
    """MS1M inside MS1MV2 is one mention of the derivative."""
    mentions = find_mentions(paper(" ".join(words)), family)
    spans = sorted({(m.evidence.match_start, m.evidence.match_end) for m in mentions})
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def _one_page(text: str) -> DocumentText:
    return DocumentText(Outcome.OK, (PageText(1, 612, 792, text),), page_count=1)


HOSTILE: dict[str, Callable[[], str]] = {
    "5 MB on one page": lambda: "We train networks on pictures of faces and test them. " * 95_000,
    "no spaces": lambda: "WetrainonMSCeleb1Mandtestit" * 40_000,
    "one word": lambda: "a" * 2_000_000,
    "10,000 hits": lambda: "We train on MS1MV2 [2] and MS-Celeb-1M. " * 10_000,
    "hits without full stops": lambda: "MS1MV2 ArcFace MS-Celeb-1M refined " * 10_000,
    "right to left": lambda: "شبكة التدريب على البيانات MS-Celeb-1M في هذا العمل. " * 5_000,
    "Chinese": lambda: "我们在MS-Celeb-1M上训练网络，并在LFW上测试。" * 5_000,
    "separators": lambda: "MS" + "- " * 200_000 + "Celeb",
    "open brackets": lambda: "MS1M (" * 50_000,
    "one long sentence": lambda: "we train " * 100_000 + "on MS1M",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bad_input_has_an_answer_in_bounded_time(name: str, family: Target) -> None:
    document = _one_page(HOSTILE[name]())
    start = time.process_time()
    usage = read_usage(document, family)
    assert time.process_time() - start < 20
    assert usage.verdict in tuple(Verdict)
    assert len(usage.mentions) <= 200


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("We go on fine-tuning the network pre-trained on VGGFace2 with the faces of MS1MV2.", Role.FINE_TUNED_ON),
        ("We fine-tune on VGGFace2 the network that we trained on MS1MV2.", Role.TRAINED_ON),
    ],
)
def test_fine_tuning_is_told_by_its_words(sentence: str, role: Role, family: Target) -> None:
    usage = read_usage(paper(sentence), family)
    assert [u.role for u in usage.members if u.member == "ms1mv2"][:1] == [role]


@pytest.mark.parametrize(
    "sentence",
    [
        "We go on fine-tuning the network pre-trained on MS1MV2 with the faces of our own cameras.",
        "We start the fine-tuning with the weights pre-trained on MS1MV2.",
        "We fine-tune an MS1MV2-pretrained network with VGGFace2.",
    ],
)
def test_what_a_network_saw_before_is_not_what_it_is_fine_tuned_on(sentence: str, family: Target) -> None:
    roles = {u.role for u in read_usage(paper(sentence), family).members if u.member == "ms1mv2"}
    assert roles
    assert roles <= {Role.TRAINED_ON, Role.USES_PRETRAINED_MODEL}


def test_a_phrase_of_denial_that_governs_nothing_raises_no_doubt_where_the_use_is_plain(family: Target) -> None:
    sentence = (
        "Table 4 shows that accuracy improves on VGGFace2 with the margin, but that it did not improve in MS1MV2 "
        "with a margin of 0.5 and a batch of 512."
    )
    assert "ms1mv2" in {u.member for u in read_usage(paper(sentence), family).members}


def test_a_row_of_a_cited_method_is_no_use(family: Target) -> None:
    row = ("RivalNet [12] MS1MV2 98.2", Section.EXPERIMENTS, Zone.TABLE)
    assert not read_usage(paper(row), family).members
