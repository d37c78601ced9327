"""The affiliation strings of one header, each with the organisations it names."""

from collections.abc import Sequence
from dataclasses import replace

from citetrail.records.organisations import Header, OrganisationMatch, ResolvedAffiliation
from citetrail.records.vocabulary import MatchMethod, Sector
from extractors.organisations.glued_words import parted_words
from extractors.organisations.marker_place import placed
from extractors.organisations.resolver import Resolver

# What is told with the help of the paper's other affiliations is that much less sure.
_BY_CONTEXT = 0.1


def resolve_header(header: Header, resolver: Resolver) -> tuple[ResolvedAffiliation, ...]:
    """Each affiliation string with what it resolves to.

    The e-mail domains of its authors help; where a string by itself names nobody and no country, so does the country
    that all others agree on.
    """
    strings = [string.address or string.raw for string in header.affiliations]
    found = [resolver.resolve(raw) for raw in strings]
    named = [any(m.organisation for m in matches) for matches in found]
    domains = [_domains(header, index, named) for index in range(len(strings))]
    for index, raw in enumerate(strings):
        if domains[index] and _listens(raw, found[index]):
            found[index] = resolver.resolve(raw, email_domains=domains[index])
    for index, raw in enumerate(strings):
        country = _country_of_others(found, index) if _is_open(found[index]) else None
        if country:
            found[index] = _told_by_context(resolver, raw, domains[index], country) or found[index]
    told = [placed(raw, m, resolver.countries, resolver.places) for raw, m in zip(strings, found, strict=True)]
    return tuple(ResolvedAffiliation(s, m) for s, m in zip(header.affiliations, told, strict=True))


def _listens(raw: str, matches: Sequence[OrganisationMatch]) -> bool:
    """Whether a domain could tell more: where no printed name was found as it stands."""
    printed = any(m.method in (MatchMethod.GAZETTEER, MatchMethod.ROR_EXACT) for m in matches)
    return not printed or parted_words(raw) != raw


def _domains(header: Header, index: int, named: Sequence[bool]) -> list[str]:
    """What the e-mails of its authors tell; of who has another place that names a body, they may be of that."""
    emails = [
        a.email
        for a in header.authors
        if index in a.affiliations and a.email and not any(named[i] for i in a.affiliations if i != index)
    ]
    if not emails and len(header.affiliations) == 1:
        emails = list(header.emails)
    return sorted({e.rpartition("@")[2].lower() for e in emails})


def _is_open(matches: Sequence[OrganisationMatch]) -> bool:
    return all(m.organisation is None and m.country is None and m.sector is not Sector.MILITARY for m in matches)


def _country_of_others(found: Sequence[Sequence[OrganisationMatch]], index: int) -> str | None:
    """The one country of the paper's other strings; None where they tell none or several."""
    countries = {m.country for i, matches in enumerate(found) if i != index for m in matches if m.country}
    return countries.pop() if len(countries) == 1 else None


def _told_by_context(
    resolver: Resolver, raw: str, domains: Sequence[str], country: str
) -> tuple[OrganisationMatch, ...] | None:
    """What the string names in that country. The company that one keeps makes nobody military: that stays open."""
    matches = resolver.resolve(raw, email_domains=domains, context_country=country)
    if any(m.organisation is None or m.sector is Sector.MILITARY for m in matches):
        return None
    return tuple(
        replace(
            m,
            score=round(m.score - _BY_CONTEXT, 2),
            explanation=f"{m.explanation}; country by the paper's other affiliations",
        )
        for m in matches
    )
