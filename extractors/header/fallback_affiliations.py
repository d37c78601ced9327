"""Affiliations from elsewhere where the PDF yields none: Semantic Scholar's lists, then e-mail domains."""

from collections.abc import Sequence
from dataclasses import replace

from citetrail.records.organisations import AffiliationString, Author, Header, HeaderLayout
from citetrail.records.papers import SourceAuthor
from citetrail.records.vocabulary import Origin
from extractors.header.header_words import plain

# Addresses of these hosts say nothing of where somebody works.
_FREE = frozenset(
    [
        *(
            "gmail.com",
            "googlemail.com",
            "qq.com",
            "163.com",
            "126.com",
            "139.com",
            "yahoo.com",
            "hotmail.com",
            "outlook.com",
        ),
        *("live.com", "foxmail.com", "sina.com", "sohu.com", "icloud.com", "protonmail.com", "mail.ru", "yandex.ru"),
        *(
            "naver.com",
            "gmx.de",
            "web.de",
            "ieee.org",
            "acm.org",
            "computer.org",
            "aol.com",
            "msn.com",
            "me.com",
            "live.in",
        ),
    ]
)


def stand_in(header: Header, s2_authors: Sequence[SourceAuthor]) -> Header:
    """The header unchanged when it has affiliations; else with those of the service or of the e-mail domains.

    Authors are the PDF's where it names any, else the service's. Every string carries its origin.
    """
    printed = _as_printed(header)
    if any(not a.note for a in printed.affiliations):
        return header
    header = printed
    authors = header.authors or tuple(Author(s.name) for s in s2_authors if s.name.strip())
    filled = replace(header, authors=authors)
    return _from_service(filled, s2_authors) or _from_emails(filled) or filled


def _as_printed(header: Header) -> Header:
    """Without what stood in before: e-mail domains give way to the service's lists."""
    kept = tuple(a for a in header.affiliations if a.origin is Origin.PDF)
    if len(kept) == len(header.affiliations):
        return header
    numbers = {i: kept.index(a) for i, a in enumerate(header.affiliations) if a in kept}
    authors = (
        replace(a, affiliations=tuple(numbers[i] for i in a.affiliations if i in numbers)) for a in header.authors
    )
    return replace(header, authors=tuple(authors), affiliations=kept)


def _from_service(header: Header, s2_authors: Sequence[SourceAuthor]) -> Header | None:
    known = {_key(s.name): s for s in s2_authors}
    strings = list(header.affiliations)
    authors: list[Author] = []
    for i, author in enumerate(header.authors):
        source = known.get(_key(author.name))
        if (
            source is None
            and len(s2_authors) == len(header.authors)
            and _family(s2_authors[i].name) == _family(author.name)
        ):
            source = s2_authors[i]
        given = [" ".join(a.split()) for a in source.affiliations if a.strip()] if source else []
        numbers = [_number(strings, AffiliationString(raw, origin=Origin.S2_AFFILIATION)) for raw in given]
        authors.append(replace(author, affiliations=(*author.affiliations, *numbers)))
    if len(strings) == len(header.affiliations):
        return None
    return replace(
        header, authors=tuple(authors), affiliations=tuple(strings), layout=header.layout or HeaderLayout.STAND_IN
    )


def _from_emails(header: Header) -> Header | None:
    strings = list(header.affiliations)
    authors = list(header.authors)
    for i, author in enumerate(authors):
        domain = _domain(author.email or "")
        if domain:
            number = _number(strings, AffiliationString(domain, origin=Origin.EMAIL))
            authors[i] = replace(author, affiliations=(*author.affiliations, number))
    domains = [_domain(email) for email in header.emails]
    numbers = {_number(strings, AffiliationString(domain, origin=Origin.EMAIL)) for domain in domains if domain}
    if len(numbers) == 1 and "" not in domains and len(domains) == len(authors):
        # An address for each author, all of one place: no matter which is whose.
        authors = [a if a.affiliations else replace(a, affiliations=tuple(numbers)) for a in authors]
    if len(strings) == len(header.affiliations):
        return None
    return replace(
        header, authors=tuple(authors), affiliations=tuple(strings), layout=header.layout or HeaderLayout.STAND_IN
    )


def _number(strings: list[AffiliationString], string: AffiliationString) -> int:
    if string not in strings:
        strings.append(string)
    return strings.index(string)


def _domain(email: str) -> str:
    domain = email.rpartition("@")[2].strip().lower()
    return "" if domain in _FREE or "." not in domain else domain


def _key(name: str) -> str:
    return "".join(c for c in plain(name) if c.isalpha())


def _family(name: str) -> str:
    return _key(name.split()[-1]) if name.split() else ""
