"""One paper read in several copies gives one set of claims, and what was decided on one copy stays decided."""

from dataclasses import replace

from citetrail.records.organisations import AffiliationString, Author, Funding, OrganisationMatch, ResolvedAffiliation
from citetrail.records.readings import Reading
from citetrail.records.text import Evidence
from citetrail.records.usage import MemberUse, Usage
from citetrail.records.vocabulary import ClaimKind, MatchMethod, Role, Sector, Verdict
from extractors.claims.proposals import ProposedClaim, assess
from extractors.claims.several_copies import CopyRead, assess_copies
from tests.extractors.claims.test_proposals import NAVY, PAGE, PAPER, QUOTE, TARGET, reading

OTHER_PAGE = "Example University, Example Country\nFor training we took the Example Faces set."
OTHER_QUOTE = "For training we took the Example Faces set."


def using(quote: str, page: str, sha: str, score: float = 0.9) -> Reading:
    at = page.index(quote)
    evidence = Evidence(1, at, at + len(quote), quote, "experiments")
    use = MemberUse("example-faces", Role.TRAINED_ON, score, (evidence,), ("verb",))
    return reading(usage=Usage(Verdict.USES, score, (use,)), sha256=sha * 64)


def copy(read: Reading, page: str = PAGE) -> CopyRead:
    return CopyRead("a copy", read, [page])


def uses(claims: tuple[ProposedClaim, ...]) -> list[ProposedClaim]:
    return [c for c in claims if c.kind is ClaimKind.USE]


def test_two_copies_that_say_use_make_one_claim_with_the_sentence_of_each() -> None:
    one = copy(using(QUOTE, PAGE, "1", 0.8))
    other = copy(using(OTHER_QUOTE, OTHER_PAGE, "2", 0.9), OTHER_PAGE)
    _, found, _ = assess_copies(PAPER, TARGET, [one, other])
    (claim,) = uses(found.claims)
    assert [e.quote for e in claim.evidence] == [QUOTE, OTHER_QUOTE]
    assert claim.score == 0.9


def test_the_same_sentence_in_another_copy_is_no_new_evidence() -> None:
    first = using(QUOTE, PAGE, "1")
    (alone,) = uses(assess(PAPER, TARGET, first, [PAGE]).claims)
    spaced = PAGE.replace("the Example Faces set.", "the Example  Faces set.")
    same = using("We train our network on the Example  Faces set.", spaced, "2")
    _, found, _ = assess_copies(PAPER, TARGET, [copy(first), copy(same, spaced)])
    (claim,) = uses(found.claims)
    assert len(claim.evidence) == 2
    assert claim.evidence_hash == alone.evidence_hash, "a decision on the first copy stays"
    other = copy(using(OTHER_QUOTE, OTHER_PAGE, "3"), OTHER_PAGE)
    _, more, _ = assess_copies(PAPER, TARGET, [copy(first), other])
    assert uses(more.claims)[0].evidence_hash != alone.evidence_hash, "other words are to be looked at"


def test_a_copy_that_is_silent_takes_nothing_back() -> None:
    silent = reading(Verdict.NONE, sha256="1" * 64, usage=Usage(Verdict.NONE, 0.0))
    merged, found, _ = assess_copies(PAPER, TARGET, [copy(silent), copy(using(QUOTE, PAGE, "2"))])
    assert merged.usage is not None
    assert merged.usage.verdict is Verdict.USES
    assert len(uses(found.claims)) == 1
    kinds = {c.kind for c in found.claims}
    assert ClaimKind.AFFILIATION in kinds, "who wrote the paper follows from what the paper does"


def test_affiliations_and_funders_that_only_another_copy_prints_are_added_once() -> None:
    first = using(QUOTE, PAGE, "1")
    college = replace(NAVY, id="ct:example-college", name="Example Naval College")
    page = f"{OTHER_PAGE}\nExample Naval College. Funded by the Example Navy."
    string = AffiliationString("Example Naval College", 1, page.index("Example Naval"), page.index(". Funded"))
    match = OrganisationMatch(college, MatchMethod.GAZETTEER, 0.9, Sector.MILITARY)
    at = page.index("Funded")
    funding = Funding("Example Navy", True, "Funded by the Example Navy.", 1, at, len(page))
    base = using(OTHER_QUOTE, page, "2")
    assert base.header is not None
    second = replace(
        base,
        affiliations=(*base.affiliations, ResolvedAffiliation(string, (match,))),
        header=replace(base.header, authors=(Author("A. Author", (0, 1)),)),
        funding=(funding,),
    )
    merged, found, _ = assess_copies(PAPER, TARGET, [copy(first), copy(second, page), copy(second, page)])
    names = [m.organisation.name for a in merged.affiliations for m in a.matches if m.organisation]
    assert names == ["Example Naval Laboratory", "Example Naval College"]
    assert merged.header is not None
    assert merged.header.authors[0].affiliations == (0, 1)
    assert [f.funder for f in merged.funding] == ["Example Navy"]
    assert [e.quote for e in found.funding_evidence] == ["Funded by the Example Navy."]
    assert len(found.affiliation_evidence) == len(merged.affiliations)
