"""In what two copies of a paper differ: what one says of the data, its authors or its money and the other leaves out.

A copy is silent only when its text was read and is as long as a paper's: a scan, a cover sheet, an abstract, slides,
a poster, a supplement or a failure leaves nothing out. A name that stands anywhere in a copy's letters is not missing
from it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from citetrail.records.copies import BESIDE_THE_PAPER, CopyKind
from citetrail.records.identifiers import short_hash, title_key
from citetrail.records.papers import Paper
from citetrail.records.readings import Reading
from citetrail.records.targets import Target
from citetrail.records.text import Evidence
from citetrail.records.usage import MemberUse
from citetrail.records.vocabulary import USE_ROLES, ClaimKind, Origin, Sector, Verdict
from extractors.claims.proposals import ROLE_WORDS, ProposedClaim
from extractors.claims.quotations import FoundEvidence, quote_affiliation, quote_span

# Letters below which a text is no paper, and the share of another copy's letters below which it is no whole copy.
FEWEST_LETTERS = 1_800
LEAST_SHARE = 0.4
# What a copy is held to say; less sure readings are no ground to call another copy silent.
SURE_USE, SURE_AFFILIATION = 0.5, 0.7
# Organisations whose names are shorter than this are found in other words.
SHORTEST_NAME = 6
# How like a sentence must be to be shown as what the other copy has in its place, 0..100.
LIKE = 60
LONGEST_SENTENCE = 600


class DifferenceKind(StrEnum):
    """What differs, as it is published."""

    NAMED = "named"  # one copy uses a member, the other does not name it
    USED = "used"  # the other names it and does not say that it was used
    AFFILIATION = "affiliation"
    FUNDER = "funder"  # military money


@dataclass(frozen=True, slots=True)
class ReadableCopy:
    """A copy with a text of its own."""

    label: str  # what a reader calls it
    reading: Reading
    pages: Sequence[str]
    letters: str  # of the whole text, as `title_key` makes them
    kind: CopyKind = CopyKind.OTHER


@dataclass(frozen=True, slots=True)
class Difference:
    """One copy says something, another leaves it out. `claim` is what a person is asked."""

    kind: DifferenceKind
    subject: str  # the member, the organisation's id or the funder's name
    claim: ProposedClaim
    stated_in: str  # SHA-256 of the copy that says it
    missing_from: str
    evidence: FoundEvidence
    counterpart: FoundEvidence | None = None  # the nearest sentence of the other copy


@dataclass(frozen=True, slots=True)
class _Stated:
    """What one copy says, before it is compared."""

    kind: DifferenceKind
    subject: str
    words: str  # "trained a model on MS1MV2"
    evidence: FoundEvidence
    score: float
    sector: Sector = Sector.UNKNOWN
    member: str | None = None
    organisation_id: str | None = None


def differences(
    paper: Paper, target: Target, copies: Sequence[ReadableCopy], headline: Sector
) -> tuple[Difference, ...]:
    """What copies of a paper leave out that others say; one difference for each subject and silent copy."""
    found: dict[tuple[str, str, str], Difference] = {}
    for one in copies:
        for other in copies:
            if one is other or not _is_comparable(other, one):
                continue
            for difference in _between(paper, target, one, other, headline):
                # Two copies with the same sentence tell one difference: the first of them stands for both.
                key = (difference.kind, difference.subject, difference.missing_from)
                found.setdefault(key, difference)
    return tuple(found.values())


def _is_comparable(silent: ReadableCopy, saying: ReadableCopy) -> bool:
    """Whether what a copy lacks is left out: it is a paper, and long enough. What a supplement adds is no
    contradiction either: it belongs to the paper."""
    if silent.kind in BESIDE_THE_PAPER or saying.kind is CopyKind.SUPPLEMENT:
        return False
    return len(silent.letters) >= max(FEWEST_LETTERS, LEAST_SHARE * len(saying.letters))


def _between(
    paper: Paper, target: Target, one: ReadableCopy, other: ReadableCopy, headline: Sector
) -> Iterator[Difference]:
    for stated in (
        *_uses(paper, target, one, other),
        *_affiliations(paper, one, other),
        *_funders(paper, one, other),
    ):
        sector = stated.sector if stated.sector is not Sector.UNKNOWN else headline
        counterpart = _counterpart(paper, stated.evidence, other)
        text = f"{_capital(one.label)} says that {stated.words}; {_missing(stated, other)}."
        proof = (stated.evidence, *([counterpart] if counterpart else []))
        claim = ProposedClaim(
            id=short_hash("difference", target.slug, paper.id, stated.kind, stated.subject, other.reading.sha256),
            kind=ClaimKind.DIFFERENCE,
            text=text,
            score=stated.score,
            headline=sector,
            evidence=proof,
            evidence_hash=short_hash(*(e.id for e in proof), other.reading.sha256),
            paper_id=paper.id,
            member=stated.member,
            organisation_id=stated.organisation_id,
            rule=f"copies_{stated.kind}",
            reasons=(f"compared: {one.label} and {other.label}",),
            sensitive=sector in (Sector.MILITARY, Sector.COMMERCIAL),
        )
        yield Difference(
            stated.kind,
            stated.subject,
            claim,
            one.reading.sha256,
            other.reading.sha256,
            stated.evidence,
            counterpart,
        )


def _uses(paper: Paper, target: Target, one: ReadableCopy, other: ReadableCopy) -> Iterator[_Stated]:
    theirs = other.reading.usage
    if theirs is None or theirs.verdict in (Verdict.NO_TEXT, Verdict.UNCLEAR):
        return  # what the machine cannot tell is no silence
    used = {u.member for u in theirs.members if u.role in USE_ROLES}
    # What others were made from is named with them: it is no sign of yet another that was made from it.
    nearest = used - {above for slug in used for above in _above(target, slug)}
    for use in _told_once(target, _sure_uses(one.reading)):
        family = _names_of(target, use.member)
        if use.member in used or nearest & _relatives(target, use.member):
            continue
        named = any(key in other.letters for key in family)
        evidence = quote_span(paper.id, one.reading, use.evidence[0], one.pages)
        name = target.member(use.member).name
        kind = DifferenceKind.USED if named else DifferenceKind.NAMED
        yield _Stated(
            kind, use.member, f"its authors {ROLE_WORDS[use.role]} {name}", evidence, use.score, member=use.member
        )


def _sure_uses(reading: Reading) -> list[MemberUse]:
    """The uses that a copy states surely, the surest of each member."""
    usage = reading.usage
    if usage is None or usage.verdict is not Verdict.USES:
        return []
    found: dict[str, MemberUse] = {}
    for use in sorted(usage.members, key=lambda u: -u.score):
        if use.role in USE_ROLES and use.score >= SURE_USE and use.origin is Origin.PDF and use.evidence:
            found.setdefault(use.member, use)
    return list(found.values())


def _told_once(target: Target, uses: Sequence[MemberUse]) -> Iterator[MemberUse]:
    """The uses without those that a surer one of the same family makes of the same sentence."""
    kept: list[MemberUse] = []
    for use in uses:
        family = _relatives(target, use.member)
        quotes = {e.quote for e in use.evidence}
        if not any(k.member in family and quotes & {e.quote for e in k.evidence} for k in kept):
            kept.append(use)
            yield use


def _relatives(target: Target, slug: str) -> set[str]:
    """The members that a member was made from or that were made from it: readings take one for the other."""
    below = {m.slug for m in target.members if slug in _above(target, m.slug)}
    return _above(target, slug) | below


def _above(target: Target, slug: str) -> set[str]:
    """What a member was made from, and what that was made from."""
    return set(_line({m.slug: m.parent for m in target.members}, slug)) - {slug}


def _line(parents: Mapping[str, str | None], slug: str) -> Iterator[str]:
    while (above := parents.get(slug)) is not None:
        yield above
        slug = above


def _names_of(target: Target, slug: str) -> set[str]:
    """The letters of a member's names, and of what it was made from: a copy that names those is not silent of it."""
    members = [target.member(slug), *(target.member(r) for r in _relatives(target, slug))]
    names = (n for m in members for n in (m.name, *m.aliases, *m.shorthand))
    return {key for n in names if len(key := title_key(n)) >= SHORTEST_NAME - 1}


def _affiliations(paper: Paper, one: ReadableCopy, other: ReadableCopy) -> Iterator[_Stated]:
    theirs = [a for a in other.reading.affiliations if a.string.origin is Origin.PDF]
    if not theirs:
        return  # its header could not be read: it is not known what it leaves out
    known = {m.organisation.id for a in theirs for m in a.matches if m.organisation}
    seen: set[str] = set()
    for affiliation in one.reading.affiliations:
        evidence = quote_affiliation(paper.id, one.reading, affiliation.string, one.pages)
        for match in affiliation.matches:
            organisation = match.organisation
            if organisation is None or evidence is None or evidence.page is None or match.score < SURE_AFFILIATION:
                continue
            if organisation.id in known or organisation.id in seen:
                continue
            if _is_printed((organisation.name, affiliation.string.raw.split(",")[0]), other):
                continue
            seen.add(organisation.id)
            yield _Stated(
                DifferenceKind.AFFILIATION,
                organisation.id,
                f"authors are affiliated with {organisation.name}",
                evidence,
                match.score,
                sector=organisation.sector,
                organisation_id=organisation.id,
            )


def _funders(paper: Paper, one: ReadableCopy, other: ReadableCopy) -> Iterator[_Stated]:
    for fact in one.reading.funding:
        # The list of funders adds an acronym that papers do not print: "Office of Naval Research (ONR)".
        plain = re.sub(r"\s*\([^)]*\)", "", fact.funder)
        if fact.military and not _is_printed((plain, fact.grant), other):
            evidence = quote_span(paper.id, one.reading, fact, one.pages)
            words = f"{fact.funder} paid for the work"
            yield _Stated(DifferenceKind.FUNDER, fact.funder, words, evidence, 0.8, sector=Sector.MILITARY)


def _is_printed(names: Iterable[str], copy: ReadableCopy) -> bool:
    """Whether a copy prints one of these names anywhere, whatever was read in it."""
    keys = [key for name in names if (key := title_key(name))]
    # A name too short to look for may stand anywhere: it is not said to be missing.
    return any(len(key) < SHORTEST_NAME or key in copy.letters for key in keys)


def _missing(stated: _Stated, other: ReadableCopy) -> str:
    if stated.kind is DifferenceKind.USED:
        return f"{other.label} names it or what it was made from, and does not say so"
    if stated.kind is DifferenceKind.NAMED:
        return f"{other.label} does not name it"
    return f"{other.label} does not print that name"


def _capital(words: str) -> str:
    # "arXiv v1" keeps its small letter.
    return words if words.startswith("arXiv") else words[:1].upper() + words[1:]


def _counterpart(paper: Paper, stated: FoundEvidence, other: ReadableCopy) -> FoundEvidence | None:
    """The sentence of the other copy that stands where this one would, when there is one like it."""
    best: tuple[float, Evidence] | None = None
    wanted = " ".join(stated.quote.split())
    for number, page in enumerate(other.pages, 1):
        for start, end in _sentences(page):
            text = page[start:end]
            likeness = fuzz.ratio(wanted, " ".join(text.split()), score_cutoff=LIKE)
            if likeness and (best is None or likeness > best[0]):
                first, last = _differing(stated.quote, text)
                spot = Evidence(number, start, end, text, stated.section, start + first, start + last)
                best = (likeness, spot)
    return quote_span(paper.id, other.reading, best[1], other.pages) if best else None


def _differing(stated: str, other: str) -> tuple[int, int]:
    """Where in `other` the words begin and end that `stated` does not share with it; equal where none differ."""
    mine, theirs = ([(m[0], m.span()) for m in re.finditer(r"\S+", text)] for text in (stated, other))
    before = _shared([w for w, _ in mine], [w for w, _ in theirs])
    after = _shared([w for w, _ in mine[before:][::-1]], [w for w, _ in theirs[before:][::-1]])
    left = theirs[before : len(theirs) - after]
    return (left[0][1][0], left[-1][1][1]) if left else (0, 0)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _sentences(page: str) -> Iterator[tuple[int, int]]:
    """The spans between full stops; good enough to set sentences side by side, none longer than can be shown."""
    start = 0
    for at, sign in enumerate(page):
        if sign in ".!?" and (at + 1 == len(page) or page[at + 1].isspace()):
            yield from _shown(page, start, at + 1)
            start = at + 1
    yield from _shown(page, start, len(page))


def _shown(page: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and page[start].isspace():
        start += 1
    if 0 < end - start <= LONGEST_SENTENCE:
        yield start, end
