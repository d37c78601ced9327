"""Which organisation a printed name means, and which of the names in a string count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.organisations.address import Address, agree
from extractors.organisations.gazetteer import Gazetteer
from extractors.organisations.index import ACRONYM, DERIVED, DISPLAY, LABEL, RorIndex, RorRecord
from extractors.organisations.spans import Span
from extractors.organisations.text import key

# Names whose words carry less than this many hundredths of a nat are borne by many unlisted organisations as well
# ("Department of Health", "Institute of Physics"): they need a country or a city that agrees.
COMMON_NAME = 1_150
# A name with a word this rare (in hundredths of a nat) is taken though nothing else tells where its bearer sits.
RARE_WORD = 850
LONG_NAME = 2_000
# Without a word at least this rare a name is no more than a description: "University Hospital".
GENERIC = 550
SHORTEST_ACRONYM = 3
COMPANY_FORMS = frozenset(
    ["incorporated", "limited", "company", "corporation", "gmbh", "ag", "llc", "plc", "sa", "spa", "srl", "bv", "kk"]
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One organisation that a span may mean, by its identifier ("ror:…", "ct:…")."""

    span: Span
    identifier: str
    kind: int  # of the name, see index.py
    country_agrees: bool
    city_agrees: bool
    own: bool  # the gazetteer knows it by this name
    active: bool = True
    record: RorRecord | None = None

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, int, bool]:
        return (self.kind < DERIVED, self.city_agrees, self.country_agrees, self.own, -self.kind, self.active)


def best_candidate(span: Span, address: Address, gazetteer: Gazetteer, index: RorIndex | None) -> Candidate | None:
    """The one organisation that the span means here; None when several are as likely, or none is likely enough."""
    candidates = sorted(
        (*_own_candidates(span, address, gazetteer), *_ror_candidates(span, address, index)),
        key=lambda c: (c.rank, c.identifier),
        reverse=True,
    )
    if not candidates:
        return None
    best = candidates[0]
    rivals = [c for c in candidates[1:] if c.identifier != best.identifier and c.rank[:5] == best.rank[:5]]
    if rivals or not _is_likely(best, len(candidates), address):
        return None
    return best


def _own_candidates(span: Span, address: Address, gazetteer: Gazetteer) -> Iterator[Candidate]:
    for identifier in span.gazetteer:
        organisation = gazetteer.entries[identifier].organisation
        agrees = _country_agrees(organisation.country or "", span, address)
        if agrees is not False:
            kind = ACRONYM if span.key in gazetteer.acronyms else DISPLAY
            city = bool(organisation.city) and address.names(key(organisation.city or ""))
            yield Candidate(span, identifier, kind, bool(agrees), city, own=True)


def _ror_candidates(span: Span, address: Address, index: RorIndex | None) -> Iterator[Candidate]:
    if index is None or span.ror is None:
        return
    for posting in span.ror.postings[:64]:
        record = index.record(posting.number)
        agrees = _country_agrees(record.country or record.guess, span, address)
        if agrees is not False:
            city = bool(record.city) and address.names(key(record.city))
            yield Candidate(
                span,
                f"ror:{record.ror}",
                posting.kind,
                bool(agrees),
                city,
                own=False,
                active=record.active,
                record=record,
            )


def _country_agrees(country: str, span: Span, address: Address) -> bool | None:
    """True or False where both countries are known, else None; a country inside the name itself never disagrees."""
    if not country:
        return None
    outside = [h for h in address.hits if not span.first <= h.first <= span.last]
    printed = address.country_for(span.last) if outside else None
    if printed:
        return agree(printed, country)
    if address.hits and any(agree(h.country, country) for h in address.hits):
        return True
    if address.context:
        return True if agree(address.context, country) else None
    return None


def _is_likely(best: Candidate, rivals: int, address: Address) -> bool:
    span = best.span
    whole = span.size == len(address.words)
    located = best.country_agrees or best.city_agrees
    if any(h.first <= span.first and span.last <= h.last for h in address.hits):
        return False
    if best.kind == ACRONYM:
        return whole or (len(span.key) >= SHORTEST_ACRONYM and located and _fills_segment(span, address))
    if best.own:
        return True
    if _crosses(span, address) and not (best.kind <= LABEL or _starts_segment(span, address)):
        return False
    entry = span.ror
    if entry is None or best.record is None:
        return False
    if span.size == 1 and (entry.weight < COMMON_NAME or not _fills_segment(span, address)):
        return False
    if entry.rarest < GENERIC and not best.city_agrees:
        return False
    if best.kind == DERIVED or "company" in best.record.types:
        return located and (best.kind <= LABEL or "university" in span.key or _fills_segment(span, address))
    if best.record.country or best.record.guess:
        return located or (rivals == 1 and (entry.weight >= COMMON_NAME or whole))
    return rivals == 1 and (entry.rarest >= RARE_WORD or entry.weight >= LONG_NAME or whole)


def _crosses(span: Span, address: Address) -> bool:
    return address.words[span.first].segment != address.words[span.last].segment


def _starts_segment(span: Span, address: Address) -> bool:
    return span.first == 0 or address.words[span.first - 1].segment != address.words[span.first].segment


def _fills_segment(span: Span, address: Address) -> bool:
    """Whether the span is all that stands between two commas, but for the form of a company."""
    words = address.words
    last = span.last
    while last + 1 < len(words) and words[last + 1].word in COMPANY_FORMS:
        last += 1
    after = last == len(words) - 1 or words[last + 1].segment != words[last].segment
    return _starts_segment(span, address) and after


def choose(spans: Sequence[Span], address: Address, gazetteer: Gazetteer, index: RorIndex | None) -> list[Candidate]:
    """The organisations named in a string, in the order printed: longer names first, no word used twice."""
    chosen: list[Candidate] = []
    used: set[int] = set()
    for span in sorted(spans, key=lambda s: (-s.size, s.first)):
        places = range(span.first, span.last + 1)
        if used.isdisjoint(places):
            candidate = best_candidate(span, address, gazetteer, index)
            if candidate:
                chosen.append(candidate)
                used.update(places)
    chosen.sort(key=lambda c: c.span.first)
    return _without_units(chosen)


def _without_units(chosen: list[Candidate]) -> list[Candidate]:
    """Without acronyms beside full names, nor the laboratories and ministries that stand beside a university."""
    if any(c.kind != ACRONYM for c in chosen):
        chosen = [c for c in chosen if c.kind != ACRONYM]
    if any(c.record and "education" in c.record.types for c in chosen):
        chosen = [c for c in chosen if not (c.record and _is_unit(c.record))]
    others = [c for c in chosen if "key laboratory" not in c.span.key]
    return others or chosen


def _is_unit(record: RorRecord) -> bool:
    kinds = set(record.types)
    return bool(kinds) and not kinds & {"education", "healthcare", "company"}
