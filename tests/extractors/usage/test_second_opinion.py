"""Two models read a sentence: what they say together.

Covers: extractors.usage.second_opinion, docs/how-it-decides.md.
"""

import re

import pytest

from citetrail.paths import CHECKOUT
from citetrail.records.targets import Target
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import USE_ROLES, Role, Section, Verdict, Zone
from extractors.usage import read_usage, second_opinion
from extractors.usage.document_usage import find_mentions
from extractors.usage.second_opinion import A_USE, DOUBTED, OPEN, OTHERWISE
from extractors.usage.sentence_encoder import Opinion
from tests.extractors.usage.conftest import paper

PLAIN = "We trained our network on MS-Celeb-1M."
WEIGHED = "All networks of Table 2 saw MS-Celeb-1M during training."
NEITHER = "The identities of MS-Celeb-1M stand in a list."


def mention(sentence: str, family: Target) -> Mention:
    return next(m for m in find_mentions(paper(sentence), family) if m.member == "ms-celeb-1m")


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the encoder answers, whatever it is asked: the last number of the list."""
    told = [0.5]
    roles = {str(role): 0.0 for role in USE_ROLES} | {"trained_on": 0.9, "mentioned": 0.1}
    monkeypatch.setattr(second_opinion, "opinion_of", lambda seen: Opinion(told[-1], roles))
    return told


def test_a_use_stands_where_the_second_agrees(family: Target, says: list[float]) -> None:
    says.append(0.9)
    found = mention(WEIGHED, family)
    assert found.score >= 0.5
    assert OTHERWISE not in found.reasons


@pytest.mark.parametrize("sentence", [PLAIN, WEIGHED])
def test_a_use_that_the_second_does_not_see_is_doubtful(sentence: str, family: Target, says: list[float]) -> None:
    says.append(0.02)
    found = mention(sentence, family)
    assert found.score == DOUBTED
    assert found.role in USE_ROLES
    assert found.reasons[0] == OTHERWISE


def test_what_the_parse_tells_plainly_stands_longer(family: Target, says: list[float]) -> None:
    says.append(0.2)
    assert mention(PLAIN, family).score >= 0.5
    assert mention(WEIGHED, family).score == DOUBTED


def test_what_only_the_second_sees_is_open_at_most(family: Target, says: list[float]) -> None:
    says.append(0.95)
    found = mention(NEITHER, family)
    assert found.role is Role.TRAINED_ON
    assert OPEN <= found.score <= DOUBTED
    assert A_USE in found.reasons


@pytest.mark.parametrize(("second", "least", "most"), [(0.85, 0.0, 0.1), (0.99, OPEN, DOUBTED)])
def test_a_denial_is_believed_unless_the_second_plainly_sees_a_use(
    family: Target, says: list[float], second: float, least: float, most: float
) -> None:
    says.append(second)
    found = mention("Lacking disks, we could not train on MS-Celeb-1M.", family)
    assert least <= found.score <= most
    assert (A_USE in found.reasons) == (second > 0.95)


def test_a_denial_beside_a_use_is_not_asked_about(
    family: Target, says: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    roles = {"trained_on": 0.9}
    monkeypatch.setattr(
        second_opinion, "opinion_of", lambda seen: asked.append(seen.passage.quote) or Opinion(0.99, roles)
    )
    find_mentions(paper(WEIGHED, "We did not test on MS-Celeb-1M."), family)
    assert asked == [WEIGHED]


def test_rows_of_tables_are_not_asked_about(
    family: Target, says: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(second_opinion, "opinion_of", asked.append)
    find_mentions(paper(("Ours MS-Celeb-1M 97.1 98.2", Section.EXPERIMENTS, Zone.TABLE)), family)
    assert not asked


@pytest.mark.parametrize(
    "sentence",
    [
        "What PartFace reaches above stems from MS-Celeb-1M, and so is not comparable to our model.",
        "The portraits in our training set were paid for, and that is what sets it apart from MS-Celeb-1M.",
    ],
)
def test_sentences_about_others_and_sizes_are_no_certain_use(sentence: str, family: Target) -> None:
    assert mention(sentence, family).score < 0.5


def test_uses_that_nobody_could_ask_about_fall_with_the_surer_ones(family: Target, says: list[float]) -> None:
    says.append(0.02)
    found = find_mentions(
        paper(*[f"All networks of Table {n} saw MS-Celeb-1M during training." for n in range(20)]), family
    )
    assert len(found) == 20
    assert max(m.score for m in found) == DOUBTED


def test_a_doubt_of_others_work_stays_under_any_heading(family: Target, says: list[float]) -> None:
    says.append(0.95)
    document = paper("According to Brink [2], PartFace was trained on MS-Celeb-1M.", heading="4 Experiments")
    assert max(m.score for m in find_mentions(document, family)) < 0.5


def test_of_a_model_nothing_is_told_but_its_use(family: Target, says: list[float]) -> None:
    says.append(0.95)
    found = find_mentions(paper("The identities of ArcFace [2] stand in a list."), family)
    assert {m.role for m in found} <= {Role.USES_PRETRAINED_MODEL, Role.MENTIONED, Role.COMPARED}


def test_the_page_that_tells_the_thresholds_has_those_of_the_code() -> None:
    page = (CHECKOUT / "docs" / "how-it-decides.md").read_text("utf-8")
    told = re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+) \|", page, re.M)
    assert {name: float(value) for name, value in told} == {name: getattr(second_opinion, name) for name, _ in told}
    numbers = {n for n, v in vars(second_opinion).items() if n.isupper() and isinstance(v, int | float)}
    assert {name for name, _ in told} == numbers
    for line in (OTHERWISE, A_USE):
        assert f"*{line}*" in page


def test_several_doubtful_sentences_make_no_use(family: Target, says: list[float]) -> None:
    says.append(0.02)
    said = [f"All networks of Table {n} saw MS-Celeb-1M during training." for n in range(3)]
    for sentences in (said[:1], said):
        found = read_usage(paper(*sentences), family)
        assert (found.verdict, found.members) == (Verdict.UNCLEAR, ())
        assert OTHERWISE in found.reasons
