"""Headers against hand-labelled papers: titles, authors in order, affiliation strings, who belongs where."""

import json
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from citetrail.records.organisations import AffiliationString, Header


@dataclass(frozen=True, slots=True)
class GoldAffiliation:
    raw: str
    org: str
    country: str | None
    city: str | None
    sector: str | None
    flags: tuple[str, ...] = ()
    ror: str | None = None


@dataclass(frozen=True, slots=True)
class GoldHeader:
    """What two people read on one paper. `links` is None where the page does not make them plain."""

    sha: str
    title: str
    is_paper: bool
    authors: tuple[str, ...]
    affiliations: tuple[GoldAffiliation, ...]
    other_reading: tuple[GoldAffiliation, ...]
    links: dict[str, tuple[str, ...]] | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was found rightly, found wrongly and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class HeaderScores:
    """Sums over papers; `titles` and `authors_in_order` count whole papers."""

    papers: int = 0
    titles: int = 0
    authors_in_order: int = 0
    authors: Score = field(default_factory=Score)
    organisations: Score = field(default_factory=Score)
    links: Score = field(default_factory=Score)

    def lines(self) -> Iterator[str]:
        yield f"papers {self.papers} · titles right {self.titles} · all authors in order {self.authors_in_order}"
        for name in ("authors", "organisations", "links"):
            score: Score = getattr(self, name)
            yield f"{name:14} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"


def read_gold_papers(shared: Path) -> tuple[GoldHeader, ...]:
    """The labelled papers. Raises KeyError for a row that lacks a field."""
    lines = (shared / "gold" / "papers" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_paper(json.loads(line)) for line in lines if line.strip())


def _paper(row: dict[str, Any]) -> GoldHeader:
    links = row["author_affiliation_links"]
    return GoldHeader(
        sha=row["sha"],
        title=row["title"],
        is_paper=row["is_paper"],
        authors=tuple(row["authors"]),
        affiliations=tuple(map(_affiliation, row["affiliations"] or [])),
        other_reading=tuple(map(_affiliation, row["other_reading_of_affiliations"] or [])),
        links={name: tuple(orgs) for name, orgs in links.items()} if links is not None else None,
        note=row.get("note") or "",
    )


def _affiliation(row: dict[str, Any]) -> GoldAffiliation:
    return GoldAffiliation(
        *(row["raw"], row["org"], row["country"], row.get("city"), row.get("sector")),
        flags=tuple(row.get("flags") or ()),
        ror=row.get("ror"),
    )


def held_out(sha: str) -> bool:
    """A third of the papers, by a hash of their names: kept aside while the rules are written."""
    return int(sha256(sha.encode()).hexdigest()[:8], 16) % 3 == 0


def key(text: str) -> str:
    """Letters and digits without accents and case."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]", "", bare.casefold())


OrganisationsOf = Callable[[AffiliationString], Iterable[str]]


def named_organisations(paper: GoldHeader) -> OrganisationsOf:
    """Which of the paper's labelled organisations a string means, judged by the words alone.

    A string that means none of them is an organisation of its own (and so counts as wrong).
    """
    known = [(a.org, form) for a in (*paper.affiliations, *paper.other_reading) for form in (a.raw, a.org)]

    def organisations(string: AffiliationString) -> set[str]:
        raw = string.raw
        forms = {(org, key(form)) for org, form in known if len(form) > 3 and key(form) in key(raw)}
        # "University of Chinese Academy of Sciences" names no Chinese Academy of Sciences.
        inside = {form for _, form in forms for _, longer in forms if form != longer and form in longer}
        found = {org for org, form in forms if form not in inside or key(raw).count(form) > 1}
        if not found:
            scored = [(max(fuzz.ratio(raw, f), 0.97 * fuzz.token_set_ratio(raw, f)), org) for org, f in known]
            best = max(scored, default=(0.0, ""))
            found = {best[1]} if best[0] >= 72 else {_by_acronym(raw, known) or raw}
        return {canonical(paper, org) for org in found}

    return organisations


def _by_acronym(raw: str, known: Iterable[tuple[str, str]]) -> str:
    """The organisation that a string in capitals stands for where the label spells or shortens it as well."""
    for acronym in re.findall(r"\b[A-Z]{3,}\b", raw):
        for org, form in known:
            initials = "".join(w[0] for w in form.split() if w[0].isupper())
            if re.search(rf"\b{acronym}", form) or acronym in initials:
                return org
    return ""


def canonical(paper: GoldHeader, org: str) -> str:
    """The first annotator's name for what the second calls otherwise."""
    if any(a.org == org for a in paper.affiliations):
        return org
    near = max(((fuzz.token_set_ratio(a.org, org), a.org) for a in paper.affiliations), default=(0.0, org))
    return near[1] if near[0] >= 85 else org


def score_header(paper: GoldHeader, header: Header, organisations_of: OrganisationsOf | None = None) -> HeaderScores:
    """One paper's scores. Former and present addresses (strings with a note) are no ordinary affiliations."""
    organisations_of = organisations_of or named_organisations(paper)
    names = [key(a.name) for a in header.authors]
    wanted = [key(n) for n in paper.authors]
    scores = HeaderScores(papers=1, titles=int(key(header.title) == key(paper.title)))
    scores.authors_in_order = int(names == wanted)
    scores.authors = _compare(set(names), set(wanted))
    found = {o for a in header.affiliations if not a.note for o in organisations_of(a)}
    if paper.affiliations:
        scores.organisations = _compare(found, {a.org for a in paper.affiliations})
    if paper.links is not None:
        links = {
            (key(a.name), o)
            for a in header.authors
            for i in a.affiliations
            if not header.affiliations[i].note
            for o in organisations_of(header.affiliations[i])
        }
        scores.links = _compare(links, {(key(n), o) for n, orgs in paper.links.items() for o in orgs})
    return scores


def _compare(found: AbstractSet[Hashable], wanted: AbstractSet[Hashable]) -> Score:
    return Score(len(found & wanted), len(found - wanted), len(wanted - found))


def total(scores: Sequence[HeaderScores]) -> HeaderScores:
    """The sum over papers."""
    summed = HeaderScores()
    for one in scores:
        summed.papers += one.papers
        summed.titles += one.titles
        summed.authors_in_order += one.authors_in_order
        summed.authors += one.authors
        summed.organisations += one.organisations
        summed.links += one.links
    return summed
