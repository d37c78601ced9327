"""Affiliations against the public sets and the labelled papers: organisations, countries, sectors, speed, memory."""

import csv
import re
import resource
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from citetrail.evaluation.header_scores import GoldAffiliation, GoldHeader, Score, read_gold_papers
from citetrail.evaluation.place_scores import score_places
from citetrail.records.organisations import OrganisationMatch
from citetrail.records.vocabulary import MatchMethod, Sector
from extractors.organisations.address import agree
from extractors.organisations.name_tokens import key
from extractors.organisations.resolver import Resolver

SETS = ("springer", "crossref", "s2aff")
ROR = "https://ror.org/"


@dataclass(frozen=True, slots=True)
class GoldString:
    raw: str
    rors: frozenset[str]


@dataclass(slots=True)
class MethodScore:
    """How far one method reaches, and how often it is right there."""

    strings: int = 0  # that it gave an organisation with a ROR id for
    right: int = 0  # pairs of string and id
    wrong: int = 0

    def __add__(self, other: "MethodScore") -> "MethodScore":
        return MethodScore(self.strings + other.strings, self.right + other.right, self.wrong + other.wrong)


@dataclass(slots=True)
class SetScores:
    """One public set: ROR ids pair by pair, on the two thirds used for tuning and the third kept aside."""

    name: str
    tuned: Score = field(default_factory=Score)
    held_out: Score = field(default_factory=Score)
    countries_right: int = 0
    countries: int = 0
    strings: int = 0
    seconds: float = 0.0
    military: list[tuple[str, str]] = field(default_factory=list)  # string, why
    by_method: dict[MatchMethod, MethodScore] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        for title, score in (
            ("all", self.tuned + self.held_out),
            ("tuned on", self.tuned),
            ("held out", self.held_out),
        ):
            yield f"{self.name:9} {title:9} {_told(score)}"
        rate = self.countries_right / self.countries if self.countries else 1.0
        speed = self.strings / self.seconds if self.seconds else 0.0
        yield f"{self.name:9} country   {rate:.3f} of {self.countries:,} · {speed:,.0f} strings/s of one core"


@dataclass(slots=True)
class PaperScores:
    """Labelled papers; every score is over the papers' sets, so that an organisation counts once a paper."""

    papers: int = 0
    organisations: Score = field(default_factory=Score)
    countries: Score = field(default_factory=Score)
    sectors: Score = field(default_factory=Score)
    of_sector: dict[Sector, Score] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"papers {self.papers}"
        for name in ("organisations", "countries", "sectors"):
            yield f"{name:14} {_told(getattr(self, name))}"
        for sector, score in sorted(self.of_sector.items()):
            yield f"  {sector:12} {_told(score)} ({score.right + score.missed} labelled)"


def read_strings(path: Path) -> list[GoldString]:
    """A set of the ROR API or of S2AFF. Labels that are names and no ids say nothing here and are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(r["affiliation"], r["ror_ids"].split()) for r in csv.DictReader(file)]
    strings = [(raw, labels, frozenset(x for x in labels if x.startswith(ROR))) for raw, labels in rows]
    return [GoldString(raw, rors) for raw, labels, rors in strings if rors or not labels]


def held_out(raw: str) -> bool:
    """A third of the strings, by a hash of their text."""
    return zlib.crc32(raw.encode()) % 3 == 0


def score_strings(name: str, strings: Sequence[GoldString], resolver: Resolver) -> SetScores:
    """The scores of one set; the clock counts the time of this process alone."""
    scores = SetScores(name, strings=len(strings))
    started = time.process_time()
    found = [resolver.named(s.raw) for s in strings]
    scores.seconds = time.process_time() - started
    for string, matches in zip(strings, found, strict=True):
        rors = {m.organisation.ror for m in matches if m.organisation and m.organisation.ror}
        score = Score(len(rors & string.rors), len(rors - string.rors), len(string.rors - rors))
        if held_out(string.raw):
            scores.held_out += score
        else:
            scores.tuned += score
        _count_country(scores, string, matches, resolver)
        _count_methods(scores, string, matches)
        scores.military += [(string.raw, _why(m)) for m in matches if m.sector is Sector.MILITARY]
    return scores


def _count_methods(scores: SetScores, string: GoldString, matches: Iterable[OrganisationMatch]) -> None:
    """Pairs by the method that found them; a string counts once for each method that speaks."""
    told: dict[MatchMethod, set[str]] = {}
    for match in matches:
        if match.organisation and match.organisation.ror:
            told.setdefault(match.method, set()).add(match.organisation.ror)
    for method, rors in told.items():
        found = MethodScore(1, len(rors & string.rors), len(rors - string.rors))
        scores.by_method[method] = scores.by_method.get(method, MethodScore()) + found


def method_lines(sets: Sequence[SetScores]) -> Iterator[str]:
    """Coverage and precision of each method over the sets together, in the order tried."""
    strings = sum(s.strings for s in sets)
    yield f"by method, of {strings:,} strings (the same in other tools: docs/measuring.md):"
    for method in MatchMethod:
        total = sum((s.by_method[method] for s in sets if method in s.by_method), MethodScore())
        if total.strings:
            precision, coverage = total.right / (total.right + total.wrong), total.strings / strings
            yield f"  {method:12} coverage {coverage:.3f}  P {precision:.3f}  ({total.strings:,} strings)"


def _count_country(
    scores: SetScores, string: GoldString, matches: Iterable[OrganisationMatch], resolver: Resolver
) -> None:
    """A string counts where its labels' organisations are all of one known country; an answer is asked for."""
    labelled = [resolver.organisation(f"ror:{r.removeprefix(ROR)}") for r in string.rors]
    countries = {o.country for o in labelled if o and o.country}
    if len(countries) == 1:
        scores.countries += 1
        (country,) = countries
        scores.countries_right += any(m.country and agree(m.country, str(country)) for m in matches)


def _why(match: OrganisationMatch) -> str:
    return match.organisation.name if match.organisation else match.explanation


def score_papers(
    papers: Iterable[GoldHeader], matches_of: Callable[[GoldHeader], Sequence[OrganisationMatch]]
) -> PaperScores:
    """Sets per paper. `matches_of` gives what was resolved for a paper: from its labels, or read from its PDF."""
    total = PaperScores()
    for paper in papers:
        if not paper.is_paper or not paper.affiliations:
            continue
        total.papers += 1
        matches = matches_of(paper)
        _add_organisations(total, paper, matches)
        wanted = {a.country for a in paper.affiliations if a.country}
        found = {m.country for m in matches if m.country}
        total.countries += Score(len(found & wanted), len(found - wanted), len(wanted - found))
        sectors = {_sector(a.sector) for a in paper.affiliations} - {Sector.UNKNOWN}
        told = {m.sector for m in matches} - {Sector.UNKNOWN}
        total.sectors += Score(len(told & sectors), len(told - sectors), len(sectors - told))
    return total


def _add_organisations(total: PaperScores, paper: GoldHeader, matches: Sequence[OrganisationMatch]) -> None:
    """Pairs labels with matches by ROR id, else by name; sectors are compared organisation by organisation."""
    labels = {a.ror or key(a.org): a for a in paper.affiliations}
    found: dict[str, OrganisationMatch] = {}
    for match in matches:
        if match.organisation:
            found.setdefault(_label_of(match, labels), match)
    right = set(labels) & set(found)
    total.organisations += Score(len(right), len(found) - len(right), len(labels) - len(right))
    total.errors += [f"{paper.sha[:7]} missed {labels[x].org}" for x in labels if x not in right]
    total.errors += [f"{paper.sha[:7]} wrong {_why(m)}" for x, m in found.items() if x not in right]
    told = {x: m.sector for x, m in found.items()}
    for sector in (Sector.MILITARY, Sector.COMMERCIAL, Sector.GOVERNMENT, Sector.ACADEMIC):
        wanted = {x for x, a in labels.items() if _sector(a.sector) is sector}
        given = {x for x, s in told.items() if s is sector}
        score = Score(len(given & wanted), len(given - wanted), len(wanted - given))
        total.of_sector[sector] = total.of_sector.get(sector, Score()) + score


def _label_of(match: OrganisationMatch, labels: dict[str, GoldAffiliation]) -> str:
    """The label that a match answers, by ROR address, else by name; of its unit, where that was labelled."""
    organisations = [o for o in (match.organisation, match.unit) if o]
    known = {o.ror for o in organisations if o.ror} | {key(o.name) for o in organisations}
    found = next((x for x, a in labels.items() if known & {a.ror, key(a.org)}), None)
    return found or organisations[0].id


def _sector(label: str | None) -> Sector:
    """Research organisations count as academic in labels of papers."""
    return Sector.ACADEMIC if label == "research" else Sector(label or "unknown")


def from_labels(resolver: Resolver) -> Callable[[GoldHeader], list[OrganisationMatch]]:
    """What the resolver makes of the strings that people copied from the page: its own share of the errors."""

    def matches(paper: GoldHeader) -> list[OrganisationMatch]:
        raws = dict.fromkeys(a.raw for a in paper.affiliations)
        return [m for raw in raws for m in resolver.resolve(raw)]

    return matches


def memory() -> int:
    """The memory that this process holds now, in bytes (Linux); elsewhere the most it has held."""
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def evaluate(
    shared: Path, resolver: Resolver, read: Callable[[GoldHeader], Sequence[OrganisationMatch]] | None = None
) -> Iterator[str]:
    """Lines that give every figure; `read` gives what the whole program finds in a paper's PDF, where wanted."""
    yield f"resolver: {resolver.version}"
    military: list[tuple[str, str]] = []
    strings = 0
    sets: list[SetScores] = []
    for name in SETS:
        scores = score_strings(name, read_strings(shared / "gold" / "affiliations" / f"{name}.csv"), resolver)
        yield from scores.lines()
        military += scores.military
        strings += scores.strings
        sets.append(scores)
    yield from method_lines(sets)
    yield f"memory {memory() / 1e6:,.0f} MB"
    yield f"military in {strings:,} strings of science at large: {len(military)}, each to be looked at:"
    yield from (f"  {why}: {raw[:150]}" for raw, why in military)
    papers = read_gold_papers(shared)
    sources: list[tuple[str, Callable[[GoldHeader], Sequence[OrganisationMatch]]]]
    sources = [("from the strings as labelled", from_labels(resolver))]
    if read:
        sources.append(("from the PDFs", read))
    for title, matches_of in sources:
        total = score_papers(papers, matches_of)
        yield f"-- papers, {title}"
        yield from total.lines()
        yield from (f"  {error}" for error in total.errors)
    yield "-- places, from the strings as labelled"
    yield from score_places(papers, resolver).lines()


def _told(score: Score) -> str:
    return f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
