"""A copy is silent only where it could have spoken: read, whole, and without the name in any letter of it."""

from dataclasses import replace

import pytest

from citetrail.records.identifiers import title_key
from citetrail.records.organisations import Funding
from citetrail.records.readings import Reading
from citetrail.records.targets import Member, Target
from citetrail.records.text import Evidence
from citetrail.records.usage import MemberUse, Usage
from citetrail.records.vocabulary import MemberKind, Role, Sector, Verdict
from extractors.claims.copy_differences import Difference, DifferenceKind, ReadableCopy, differences
from tests.extractors.claims.test_proposals import PAPER, reading

QUOTE = "We train our network on the Example Faces set of 2016."
FILLING = "This sentence of the paper speaks of other things entirely. " * 40
FAMILY = Target(
    "example-faces",
    "Example Faces",
    "",
    (
        Member("example-faces", "Example Faces", MemberKind.DATASET, None, "https://example.org", 1),
        Member("refined-faces", "Refined Examples", MemberKind.DATASET, "example-faces", "https://example.org", 2),
    ),
)


def saying(quote: str = QUOTE, sha: str = "1", **changes: object) -> ReadableCopy:
    page = f"Example University, Example Country.\n{quote} {FILLING}"
    at = page.index(quote)
    use = MemberUse("example-faces", Role.TRAINED_ON, 0.9, (Evidence(1, at, at + len(quote), quote, "method"),))
    usage = Usage(Verdict.USES, 0.9, (use,))
    return copy(reading(usage=usage, sha256=sha * 64, **changes), page, "arXiv v1")


def silent(
    text: str = "", verdict: Verdict = Verdict.NONE, filling: str = FILLING, **changes: object
) -> ReadableCopy:
    page = f"Example University, Example Country.\n{text} {filling}"
    return copy(reading(usage=Usage(verdict, 0.0), sha256="2" * 64, **changes), page, "the publisher’s copy")


def copy(read: Reading, page: str, label: str) -> ReadableCopy:
    return ReadableCopy(label, read, [page], title_key(page))


def found(*copies: ReadableCopy) -> list[Difference]:
    return list(differences(PAPER, FAMILY, copies, Sector.COMMERCIAL))


def test_what_one_copy_names_and_the_other_does_not() -> None:
    (told,) = found(saying(), silent("We train our network on a set of our own of 2016."))
    assert (told.kind, told.subject) == (DifferenceKind.NAMED, "example-faces")
    assert told.claim.text == (
        "arXiv v1 says that its authors trained a model on Example Faces; the publisher’s copy does not name it."
    )
    assert told.evidence.quote == QUOTE
    assert told.counterpart is not None
    assert told.counterpart.quote == "We train our network on a set of our own of 2016."
    shown = told.counterpart
    assert shown.quote[shown.match_start : shown.match_end] == "a set of our own", "the words that differ are marked"
    assert (told.evidence.sha256, told.counterpart.sha256) == ("1" * 64, "2" * 64)


def test_a_copy_that_cites_it_and_does_not_say_use() -> None:
    (told,) = found(saying(), silent("References. The Example-\nFaces set. 2016.", Verdict.MENTIONS))
    assert told.kind is DifferenceKind.USED


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(silent(filling=""), id="a cover sheet"),
        pytest.param(silent(filling=FILLING[:900]), id="an abstract"),
        pytest.param(silent(verdict=Verdict.UNCLEAR), id="the machine cannot tell"),
        pytest.param(saying("For training we took the Example Faces set.", "2"), id="the same in other words"),
    ],
)
def test_what_is_no_silence(other: ReadableCopy) -> None:
    assert found(saying(), other) == []


def test_another_member_of_the_family_in_its_place_is_a_reading_of_the_same() -> None:
    other = saying("We train on Refined Examples of 2016 as others do.", "2")
    use = MemberUse("refined-faces", Role.TRAINED_ON, 0.9, other.reading.usage.members[0].evidence)  # type: ignore[union-attr]
    refined = replace(other, reading=replace(other.reading, usage=Usage(Verdict.USES, 0.9, (use,))))
    assert found(saying(), refined) == []


def test_one_sentence_that_gives_two_members_is_one_difference() -> None:
    both = saying()
    assert both.reading.usage is not None
    (first,) = both.reading.usage.members
    second = replace(first, member="refined-faces", score=0.8)
    told = replace(both, reading=replace(both.reading, usage=Usage(Verdict.USES, 0.9, (first, second))))
    assert [d.subject for d in found(told, silent())] == ["example-faces"]


def test_an_affiliation_that_vanishes() -> None:
    without = silent("Example Faces set.", Verdict.MENTIONS)
    other = replace(without, reading=replace(without.reading, affiliations=()))
    named = [d for d in found(saying(), other) if d.kind is DifferenceKind.AFFILIATION]
    assert named == [], "a header that could not be read leaves nobody out"
    elsewhere = replace(saying().reading.affiliations[0], matches=())
    other = replace(without, reading=replace(without.reading, affiliations=(elsewhere,)))
    kinds = {d.kind for d in found(saying(), other)}
    assert DifferenceKind.AFFILIATION not in kinds, "its string is printed there, whatever was made of it"


def test_military_money_that_vanishes() -> None:
    quote = "Paid for by the Example Navy."
    page = f"Example University, Example Country.\n{QUOTE} {FILLING} {quote}"
    at = page.index(quote)
    funding = Funding("Example Navy (EN)", True, quote, 1, at, at + len(quote))
    base = saying(funding=(funding,))
    one = replace(base, pages=[page], letters=title_key(page))
    (told,) = [d for d in found(one, silent(QUOTE, Verdict.MENTIONS)) if d.kind is DifferenceKind.FUNDER]
    assert told.subject == "Example Navy (EN)"
    assert told.claim.headline is Sector.MILITARY
    assert told.claim.sensitive
    printed = silent("We thank the Example Navy.", Verdict.MENTIONS)
    assert [d for d in found(one, printed) if d.kind is DifferenceKind.FUNDER] == []
    assert [
        d
        for d in found(
            replace(one, reading=replace(one.reading, funding=(replace(funding, military=False),))), silent()
        )
        if d.kind is DifferenceKind.FUNDER
    ] == []


def test_the_same_copies_give_the_same_claims() -> None:
    pair = (saying(), silent())
    assert [d.claim for d in found(*pair)] == [d.claim for d in found(*pair)]
    assert found(*pair)[0].claim.id == found(*reversed(pair))[0].claim.id
