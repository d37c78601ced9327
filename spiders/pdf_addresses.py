"""Where a paper's PDF may be taken from, best address first."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

from citetrail.paths import RULES
from citetrail.records.identifiers import arxiv_id
from citetrail.records.papers import Paper
from citetrail.records.settings import Settings
from spiders.addresses import is_loopback, split

OPEN_HOSTS = RULES / "open_hosts.toml"
MOST = 12  # addresses tried for one paper
MOST_VERSIONS = 3  # versions tried before a withdrawn one
_KEYS = {"name", "doi", "venue", "landing", "pdf", "source"}
# British Machine Vision Conference: the DOI counts editions, the address counts years.
_BMVC_FIRST = 1986


@dataclass(frozen=True, slots=True)
class OpenHost:
    """One row of data/rules/open_hosts.toml."""

    name: str
    pdf: str
    source: str
    doi: re.Pattern[str] | None = None
    venue: re.Pattern[str] | None = None
    landing: re.Pattern[str] | None = None


def candidates(paper: Paper, settings: Settings, hosts: tuple[OpenHost, ...] | None = None) -> tuple[str, ...]:
    """Addresses in the order to try: arXiv, those that sources named, hosts known to be open by pattern.

    A run against a stand-in of arXiv on this machine stays on this machine: no address is made up by pattern.
    """
    found = _of_arxiv(paper, settings)
    at_home = is_loopback(urlsplit(settings.arxiv_pdf_url).hostname or "")
    rows = () if at_home else (open_hosts() if hosts is None else hosts)
    for url in paper.pdf_urls:
        on_arxiv = _id_on_arxiv(url)
        if on_arxiv is None:
            found.append(_from_landing(url, rows) or url)
        elif on_arxiv != paper.arxiv_id:
            found.append(arxiv_address(settings, on_arxiv))
    found += _by_pattern(paper, rows)
    # A page that leads to the PDF comes last: now and then it is the PDF.
    found += [url for url in paper.pdf_urls if not _id_on_arxiv(url)]
    return tuple(dict.fromkeys(found))[:MOST]


def arxiv_address(settings: Settings, number: str, version: int | None = None) -> str:
    """Where arXiv serves a paper's PDF. Its robots.txt lets programs take /pdf there, and nothing from its
    export host: https://arxiv.org/robots.txt, https://export.arxiv.org/robots.txt"""
    suffix = f"v{version}" if version else ""
    return f"{settings.arxiv_pdf_url.rstrip('/')}/pdf/{quote(number)}{suffix}"


def open_versions(paper: Paper) -> list[int | None]:
    """The versions worth asking for, the newest first; None is whatever arXiv serves without a number."""
    if paper.arxiv is None or paper.arxiv.arxiv_id != paper.arxiv_id or not paper.arxiv.withdrawn:
        return [None]
    before = paper.arxiv.number - 1
    return list(range(before, max(0, before - MOST_VERSIONS), -1))


def _of_arxiv(paper: Paper, settings: Settings) -> list[str]:
    if paper.arxiv_id is None:
        return []
    return [arxiv_address(settings, paper.arxiv_id, version) for version in open_versions(paper)]


def _id_on_arxiv(url: str) -> str | None:
    """The arXiv id that an address of arXiv's names; its hosts all mean the same paper."""
    parts = split(url)
    if parts is None or parts.hostname not in ("arxiv.org", "www.arxiv.org", "export.arxiv.org"):
        return None
    return arxiv_id(re.sub(r"^/(?:pdf|abs)/", "", parts.path))


def _from_landing(url: str, hosts: tuple[OpenHost, ...]) -> str | None:
    for host in hosts:
        if host.landing and (found := host.landing.fullmatch(url)):
            return host.pdf.format(**found.groupdict())
    return None


def _by_pattern(paper: Paper, hosts: tuple[OpenHost, ...]) -> Iterator[str]:
    words = _words(paper)
    for host in hosts:
        found = host.doi.fullmatch(paper.doi) if host.doi and paper.doi else None
        if found is None and host.venue and not paper.doi:
            found = host.venue.fullmatch(f"{paper.venue} {paper.year}")
        if found is None:
            continue
        groups = found.groupdict()
        # DOIs compare without case and are kept in lower case; some addresses want capitals.
        filling: dict[str, object] = words | groups | {k.upper(): v.upper() for k, v in groups.items()}
        if "venue" in groups:
            filling["venue"] = groups["venue"].lower()
        if "number" in groups:
            filling["number"] = int(groups["number"])
        if "edition" in groups:
            filling["bmvc_year"] = _BMVC_FIRST + int(groups["edition"])
        try:
            yield host.pdf.format(**filling)
        except KeyError:  # the record has no authors
            continue


def _words(paper: Paper) -> dict[str, str]:
    """The parts of a CVF address: ASCII words of the title and the first author's last name."""
    title = re.sub(r"[^\w\s-]", "", _ascii(paper.title)).split()
    words = {"title": "_".join(title), "title3": "_".join(title[:3])}
    name = re.sub(r"[^\w\s-]", "", _ascii(paper.authors[0].name)).split() if paper.authors else []
    return words | ({"surname": name[-1]} if name else {})


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


@cache
def open_hosts() -> tuple[OpenHost, ...]:
    """The rows of the rules file, read strictly: an unknown or missing key is a ValueError that names the row."""
    return tuple(_row(row) for row in tomllib.loads(OPEN_HOSTS.read_text("utf-8"))["host"])


def _row(row: dict[str, str]) -> OpenHost:
    label = row.get("name", "a row without a name")
    if unknown := set(row) - _KEYS:
        raise ValueError(f"{OPEN_HOSTS.name}: {label}: unknown keys {sorted(unknown)}")
    if missing := {"name", "pdf", "source"} - set(row):
        raise ValueError(f"{OPEN_HOSTS.name}: {label}: {sorted(missing)} missing")
    patterns = {key: re.compile(row[key], re.I) for key in ("doi", "venue", "landing") if key in row}
    if not patterns:
        raise ValueError(f"{OPEN_HOSTS.name}: {label}: one of doi, venue, landing is needed")
    return OpenHost(row["name"], row["pdf"], row["source"], **patterns)
