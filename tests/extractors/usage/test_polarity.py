"""Denials and what takes them back: each row by its own examples, and clauses beside each other."""

import pytest

from citetrail.records.targets import Target
from citetrail.records.vocabulary import USE_ROLES, MemberKind, Section, Zone
from extractors.usage.document_usage import find_mentions
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import mask
from extractors.usage.polarity import PhraseRow, denials
from extractors.usage.version_words import version_rows
from tests.extractors.usage.conftest import paper


@pytest.mark.parametrize("row", denials().rows, ids=lambda r: r.id)
def test_row(row: PhraseRow) -> None:
    assert len(row.hits) == 2
    assert all(row.pattern.search(hit) for hit in row.hits)
    assert not row.pattern.search(row.miss)
    assert len(row.phrase) <= 120


def test_rows_of_versions_hit_what_they_say() -> None:
    for row in version_rows():
        assert all(row.pattern.search(hit) for hit in row.hits), row.id
        assert not row.pattern.search(row.miss), row.id
        assert len(row.pattern.pattern) <= 120, row.id


def denies(sentence: str, name: str = "MS1MV2") -> bool:
    at = sentence.index(name)
    masked = mask(sentence, at, at + len(name), model=False)
    return Sentence(MemberKind.DATASET, masked, Section.EXPERIMENTS, Zone.PROSE).denial() is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "For lack of consent, no network of ours has ever been trained on MS1MV2.",
        "Pictures from MS1MV2 were never shown to the network.",
        "We deliberately stay away from MS1MV2.",
        "MS1MV2 was left out for legal reasons.",
        "At no time did our models see MS1MV2.",
        "The encoder learns without access to MS1MV2.",
    ],
)
def test_denied(sentence: str) -> None:
    assert denies(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Although the set was withdrawn and is no longer hosted, we train on MS1MV2.",
        "We compare networks trained with and without MS1MV2.",
        "No dataset other than MS1MV2 is used.",
        "Without any warm-up, we train on MS1MV2.",
        "We do not use synthetic faces, but MS1MV2.",
        "MS1MV2 is not the only training set.",
    ],
)
def test_not_denied(sentence: str) -> None:
    assert not denies(sentence)


@pytest.mark.parametrize(
    "apostrophe", ["'", "\u2018", "\u2019", "\u02bc", "\u2032", "\u00b4", "`", "\u2019 ", " \u2019", " ' "]
)
@pytest.mark.parametrize(
    "sentence",
    [
        "We didn't use MS-Celeb-1M for training.",
        "Our model isn't trained on MS-Celeb-1M.",
        "We can't use MS-Celeb-1M since it was withdrawn.",
        "We don't train our network on MS-Celeb-1M but on CASIA-WebFace.",
    ],
)
def test_a_denial_with_a_printed_apostrophe_is_a_denial(sentence: str, apostrophe: str, family: Target) -> None:
    printed = sentence.replace("'", apostrophe)
    (mention,) = find_mentions(paper(printed), family)
    assert mention.role not in USE_ROLES
    assert mention.score < 0.1
    assert mention.evidence.quote == printed, "what is published stays as it is printed"


@pytest.mark.parametrize("lost", ["", " "])
@pytest.mark.parametrize(
    "sentence",
    [
        "We didn't use MS-Celeb-1M for training.",
        "Our model wasn't trained on MS-Celeb-1M.",
        "We haven't tested on MS-Celeb-1M.",
    ],
)
def test_a_denial_that_lost_its_apostrophe_is_a_denial(sentence: str, lost: str, family: Target) -> None:
    (mention,) = find_mentions(paper(sentence.replace("'", lost)), family)
    assert mention.role not in USE_ROLES
    assert mention.score < 0.1
