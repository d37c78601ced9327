"""From one paper's reading to the claims that people decide."""

from dataclasses import replace

import pytest

from citetrail.records.identifiers import PaperId
from citetrail.records.organisations import (
    AffiliationNote,
    AffiliationString,
    Author,
    Header,
    Organisation,
    OrganisationMatch,
    ResolvedAffiliation,
)
from citetrail.records.papers import Paper
from citetrail.records.readings import Reading
from citetrail.records.targets import Member, Target
from citetrail.records.text import Evidence
from citetrail.records.usage import MemberUse, Mention, Usage
from citetrail.records.vocabulary import (
    Basis,
    ClaimKind,
    MatchMethod,
    MemberKind,
    Origin,
    Outcome,
    Role,
    Sector,
    Verdict,
)
from extractors.claims.proposals import assess, raw_key

PAGE = "Example University, Example Country\nWe train our network on the Example Faces set. It is large."
QUOTE = "We train our network on the Example Faces set."
AT = PAGE.index(QUOTE)
MEMBER = Member("example-faces", "Example Faces", MemberKind.DATASET, None, "https://example.org", 1)
TARGET = Target("example-faces", "Example Faces", "", (MEMBER,))
PAPER = Paper(PaperId("p1"), "A title")
NAVY = Organisation(
    "ct:example-navy", "Example Naval Laboratory", "US", sector=Sector.MILITARY, basis=Basis.GAZETTEER
)
EVIDENCE = Evidence(1, AT, AT + len(QUOTE), QUOTE, "experiments", match_start=AT + 28, match_end=AT + 41)


def reading(verdict: Verdict = Verdict.USES, **changes: object) -> Reading:
    use = MemberUse("example-faces", Role.TRAINED_ON, 0.9, (EVIDENCE,), ("verb train",))
    string = AffiliationString("Example University, Example Country", 1, 0, 35)
    match = OrganisationMatch(NAVY, MatchMethod.GAZETTEER, 0.8, Sector.MILITARY)
    made = Reading(
        "0" * 64,
        Outcome.OK,
        1,
        "A title",
        Usage(verdict, 0.9, (use,) if verdict is Verdict.USES else ()),
        Header("A title", (Author("A. Author", (0,)),), (string,)),
        (ResolvedAffiliation(string, (match,)),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_one_judgement_a_claim_each_with_its_quote() -> None:
    found = assess(PAPER, TARGET, reading(), [PAGE])
    assert [c.kind for c in found.claims] == [ClaimKind.USE, ClaimKind.AFFILIATION, ClaimKind.SECTOR]
    use = found.claims[0]
    assert use.text == "This paper trained a model on Example Faces."
    assert use.evidence[0].quote == QUOTE
    assert use.evidence[0].quote[use.evidence[0].match_start : use.evidence[0].match_end] == "Example Faces"
    assert use.evidence[0].before.endswith("Example Country\n")
    assert use.sensitive
    assert use.headline is Sector.MILITARY


def test_a_span_that_is_not_its_quote_is_never_shown() -> None:
    wrong = replace(EVIDENCE, start=AT + 1)
    use = MemberUse("example-faces", Role.TRAINED_ON, 0.9, (wrong,))
    with pytest.raises(ValueError, match="is not its quote"):
        assess(PAPER, TARGET, reading(usage=Usage(Verdict.USES, 0.9, (use,))), [PAGE])


def test_the_authors_of_a_paper_that_does_not_use_the_data_are_left_alone() -> None:
    mention = Mention("example-faces", Role.MENTIONED, 0.9, EVIDENCE)
    found = assess(PAPER, TARGET, reading(usage=Usage(Verdict.MENTIONS, 0.1, (), (mention,))), [PAGE])
    assert [(c.kind, c.cleared) for c in found.claims] == [(ClaimKind.USE, True)]


def test_what_the_machine_cannot_tell_is_asked() -> None:
    mention = Mention("example-faces", Role.MENTIONED, 0.5, EVIDENCE)
    found = assess(PAPER, TARGET, reading(usage=Usage(Verdict.UNCLEAR, 0.5, (), (mention,))), [PAGE])
    assert not found.claims[0].cleared
    assert found.claims[0].priority > 0.5


def test_an_unknown_string_is_one_claim_whatever_its_case() -> None:
    string = AffiliationString("Unheard-of Lab,  Nowhere.")
    unresolved = ResolvedAffiliation(string, (OrganisationMatch(None, MatchMethod.UNRESOLVED, 0.0),))
    found = assess(PAPER, TARGET, reading(affiliations=(unresolved,)), [PAGE])
    claim = found.claims[-1]
    assert (claim.kind, claim.raw_key) == (ClaimKind.RESOLUTION, raw_key("UNHEARD-OF LAB, nowhere"))
    assert claim.paper_id is None


def test_without_text_the_services_words_are_marked_as_such() -> None:
    context = Evidence(0, 0, 12, "we use MS1M …", match_start=7, match_end=11)
    use = MemberUse("example-faces", Role.TRAINED_ON, 0.6, (context,), origin=Origin.S2_CONTEXT)
    bare = Reading("", Outcome.NO_OPEN_PDF, usage=Usage(Verdict.UNCLEAR, 0.6, (use,)))
    found = assess(PAPER, TARGET, bare, [])
    evidence = found.claims[0].evidence[0]
    assert (evidence.origin, evidence.page, evidence.sha256) == (Origin.S2_CONTEXT, None, None)


def test_the_same_reading_gives_the_same_claims() -> None:
    assert assess(PAPER, TARGET, reading(), [PAGE]) == assess(PAPER, TARGET, reading(), [PAGE])


def _at_the_navy(note: str) -> ResolvedAffiliation:
    string = AffiliationString("Example Naval Laboratory", 1, note=note)
    return ResolvedAffiliation(string, (OrganisationMatch(NAVY, MatchMethod.GAZETTEER, 0.8, Sector.MILITARY),))


ELSEWHERE = [n for n in AffiliationNote if n is not AffiliationNote.WORK_DONE_AT]


@pytest.mark.parametrize("note", ELSEWHERE)
def test_where_an_author_was_is_now_or_is_a_guest_is_no_claim_and_no_sector(note: str) -> None:
    left = reading(affiliations=(_at_the_navy(note),))
    assert left.sectors == ()
    assert left.headline is None
    kinds = {c.kind for c in assess(PAPER, TARGET, left, [PAGE]).claims}
    assert kinds == {ClaimKind.USE}
    assert reading().headline is Sector.MILITARY


def test_where_the_work_was_done_is_a_claim_in_its_own_words_and_no_sector() -> None:
    """Somebody at a school who did the work as an intern of the navy: people may confirm it, no headline says it."""
    school = ResolvedAffiliation(
        AffiliationString("Harbour School, Narvik", 1),
        (OrganisationMatch(None, MatchMethod.NAME_RULE, 0.6, Sector.ACADEMIC),),
    )
    done = reading(affiliations=(school, _at_the_navy(AffiliationNote.WORK_DONE_AT)))
    assert done.sectors == (Sector.ACADEMIC,)
    told = [c.text for c in assess(PAPER, TARGET, done, [PAGE]).claims if c.kind is ClaimKind.AFFILIATION]
    assert told == [f"Authors of this paper did its work while at {NAVY.name}."]


def test_where_all_places_are_where_the_work_was_done_they_count() -> None:
    """ "The authors were with the laboratory when this work was done", and no other place is printed."""
    assert reading(affiliations=(_at_the_navy(AffiliationNote.WORK_DONE_AT),)).headline is Sector.MILITARY


def test_a_model_of_the_data_is_no_model_of_that_name() -> None:
    """ "Used a released model: Example Faces" would call the data a model."""
    use = MemberUse("example-faces", Role.USES_PRETRAINED_MODEL, 0.9, (EVIDENCE,), (), "tool")
    found = assess(PAPER, TARGET, reading(usage=Usage(Verdict.USES, 0.9, (use,))), [PAGE])
    told = [c.text for c in found.claims if c.kind is ClaimKind.USE]
    assert told == ["This paper used a released model trained on Example Faces."]
    model = replace(MEMBER, kind=MemberKind.MODEL)
    found = assess(PAPER, replace(TARGET, members=(model,)), reading(usage=Usage(Verdict.USES, 0.9, (use,))), [PAGE])
    assert "This paper used a released model: Example Faces." in [c.text for c in found.claims]
