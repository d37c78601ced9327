"""The affiliation strings of one header, each with the organisations it names."""

from extractors.organisations.resolver import Resolver
from records.organisations import Header, ResolvedAffiliation


def resolve_header(header: Header, resolver: Resolver) -> tuple[ResolvedAffiliation, ...]:
    """Each affiliation string with what it resolves to; the e-mail domains of its authors help."""
    resolved = []
    for index, string in enumerate(header.affiliations):
        emails = [a.email for a in header.authors if index in a.affiliations and a.email]
        if not emails and len(header.affiliations) == 1:
            emails = list(header.emails)
        domains = sorted({e.rpartition("@")[2].lower() for e in emails})
        matches = resolver.resolve(string.address or string.raw, email_domains=domains)
        resolved.append(ResolvedAffiliation(string, matches))
    return tuple(resolved)
