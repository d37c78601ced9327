"""Whose copy of a paper an address gives."""

import re
import tomllib
from functools import cache
from urllib.parse import urlsplit

from citetrail.paths import RULES
from citetrail.records.copies import CopyKind
from citetrail.records.papers import Paper
from citetrail.records.settings import Settings

COPY_HOSTS = RULES / "copy_hosts.toml"
_KEYS = {"name", "address", "kind", "source"}
_ARXIV = re.compile(r"(?:\w+\.)?arxiv\.org", re.I)
_OLD_PLACE = re.compile(r"/[a-z-]+/pdf/\d{4}/\d{7}v\d{1,3}\.pdf")
_VERSION = re.compile(r"(?:\d{4}\.\d{4,5}|/\d{7})v(\d{1,3})(?:\.pdf)?$", re.I)


def kind_of(address: str, settings: Settings) -> CopyKind:
    """Whose copy is had from this address; OTHER where no rule knows its host."""
    if is_arxivs(address, settings):
        return CopyKind.ARXIV
    lowered = address.lower()
    return next((kind for pattern, kind in copy_hosts() if pattern.search(lowered)), CopyKind.OTHER)


def is_arxivs(address: str, settings: Settings) -> bool:
    """Whether an address is arXiv's, its mirror's or those of what stands in for it."""
    if settings.arxiv_mirror and _is_mirrors(address, settings.arxiv_mirror.rstrip("/")):
        return True
    if address.startswith(f"{settings.arxiv_pdf_url.rstrip('/')}/pdf/"):
        return True
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return _ARXIV.fullmatch(host) is not None


def _is_mirrors(address: str, mirror: str) -> bool:
    """Whether a mirror gives this address: in its folder, or for ids of before April 2007 in one beside it."""
    scheme, _, root = mirror.partition("://")
    beside = f"{scheme}://{root.rsplit('/', 2)[0]}"
    return address.startswith(f"{mirror}/") or (
        address.startswith(beside) and _OLD_PLACE.fullmatch(address.removeprefix(beside)) is not None
    )


def version_at(address: str, paper: Paper | None = None) -> int | None:
    """Which version an address of arXiv's gives: as it says itself, else the newest that arXiv told of."""
    if found := _VERSION.search(address):
        return int(found[1])
    told = paper.arxiv if paper else None
    newest = told is not None and told.arxiv_id == (paper.arxiv_id if paper else None) and not told.withdrawn
    return told.number if told and newest else None


@cache
def copy_hosts() -> tuple[tuple[re.Pattern[str], CopyKind], ...]:
    """The rows of the rules file, read strictly: an unknown or missing key is a ValueError that names the row."""
    rows = []
    for row in tomllib.loads(COPY_HOSTS.read_text("utf-8"))["host"]:
        if set(row) != _KEYS:
            raise ValueError(f"{COPY_HOSTS.name}: {row.get('name', 'a row')}: keys are {sorted(_KEYS)}")
        rows.append((re.compile(row["address"]), CopyKind(row["kind"])))
    return tuple(rows)
