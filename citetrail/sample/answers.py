"""What the stand-in services answer: the sample's records in the shapes of Semantic Scholar and arXiv. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import unquote

from citetrail.sample.sample_papers import SampleAuthor, SamplePaper, Seed

EDGE = ("contexts", "intents", "isInfluential")
# The fields that the service knows; it refuses a request that names another.
KNOWN = {
    *EDGE,
    *("paperId", "corpusId", "externalIds", "url", "title", "abstract", "venue", "publicationVenue", "year"),
    *("referenceCount", "citationCount", "influentialCitationCount", "isOpenAccess", "openAccessPdf"),
    *("fieldsOfStudy", "s2FieldsOfStudy", "publicationTypes", "publicationDate", "journal", "authors", "tldr"),
    *("contextsWithIntent", "citationStyles", "embedding"),
}


class BadRequest(Exception):
    """The service would answer 400 with this message."""


@dataclass(slots=True)
class Library:
    """The sample's papers and the papers that they cite, by every id."""

    papers: Sequence[SamplePaper]
    seeds: list[Seed]
    base: str = ""
    # More citations than can be had, as when the service counts papers that it does not list.
    uncounted: int = 0
    _index: dict[str, SamplePaper | Seed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for seed in self.seeds:
            self._index |= {key(i): seed for i in (*seed.ids, seed.s2_id)}
        for paper in self.papers:
            self._index |= {key(f"{kind}:{value}"): paper for kind, value in _external(paper).items()}
            self._index[paper.s2_id] = paper

    def find(self, raw: str) -> SamplePaper | Seed | None:
        return self._index.get(key(unquote(raw)))

    def citing(self, cited: SamplePaper | Seed) -> list[SamplePaper]:
        return [p for p in self.papers if any(self._index.get(key(i)) is cited for i in p.cites)]

    def shaped(self, paper: SamplePaper | Seed | None, fields: str) -> dict[str, Any] | None:
        """The paper with the fields asked for, and always its id."""
        if paper is None:
            return None
        whole = self._seed(paper) if isinstance(paper, Seed) else self._paper(paper)
        wanted = {"paperId", *(f.split(".")[0] for f in fields.split(",") if f)}
        return {name: whole.get(name) for name in sorted(wanted)}

    def _paper(self, paper: SamplePaper) -> dict[str, Any]:
        pdf = None
        if path := _open_address(paper):
            pdf = {"url": self.base + path, "status": "GREEN", "license": None}
        return {
            "paperId": paper.s2_id,
            "corpusId": paper.corpus_id,
            "externalIds": _external(paper),
            "url": f"https://www.semanticscholar.org/paper/{paper.s2_id}",
            "title": paper.title,
            "abstract": paper.abstract,
            "venue": paper.venue,
            "year": paper.year,
            "publicationDate": paper.published_on,
            "publicationTypes": list(paper.types),
            "isOpenAccess": pdf is not None,
            "openAccessPdf": pdf,
            "citationCount": 0,
            "authors": [
                {"authorId": None, "name": a.name, "affiliations": _affiliations(paper, a)} for a in paper.authors
            ],
        }

    def _seed(self, seed: Seed) -> dict[str, Any]:
        pairs = (i.partition(":") for i in seed.ids if ":" in i)
        names = {"CORPUSID": "CorpusId", "ARXIV": "ArXiv", "DOI": "DOI"}
        external = {names.get(kind.upper(), kind): value for kind, _, value in pairs}
        return {
            "paperId": seed.s2_id,
            "externalIds": external,
            "corpusId": int(external.get("CorpusId") or 0) or None,
            "title": seed.title,
            "year": seed.year,
            "citationCount": len(self.citing(seed)) + self.uncounted,
            "authors": [],
        }


def _affiliations(paper: SamplePaper, author: SampleAuthor) -> list[str]:
    # The newest version may leave out a place that an earlier one prints.
    return [paper.affiliations[i] for i in author.affiliations if i < len(paper.affiliations)]


# Where hosts of a kind put a copy of a paper, under the paper's slug.
PLACES = {
    "publisher": "/article/download/{}/pdf",
    "poster": "/~first.author/{}-poster.pdf",  # before the author's, whose form it has too
    "author": "/~first.author/{}.pdf",
    "supplement": "/article/download/{}/supplementary-material.pdf",
}


def _open_address(paper: SamplePaper) -> str:
    """The one open address that the service tells: a copy elsewhere than on arXiv where there is one."""
    for copy in paper.copies:
        if copy.at in PLACES:
            return PLACES[copy.at].format(paper.slug)
    if paper.file == "none":
        return ""
    return f"/pdf/{paper.arxiv}" if paper.arxiv else f"/files/{paper.slug}.pdf"


def key(raw: str) -> str:
    """An id however its prefix is written; arXiv ids without version."""
    kind, colon, value = raw.partition(":")
    if not colon:
        return kind.lower()
    if kind.lower() == "arxiv":
        value = re.sub(r"v\d+$", "", value)
    return f"{kind}:{value}".lower()


def _external(paper: SamplePaper) -> dict[str, str | int]:
    found = {"CorpusId": paper.corpus_id, "ArXiv": paper.arxiv, "DOI": paper.doi}
    return {name: value for name, value in found.items() if value}


def check_fields(fields: str) -> str:
    names = (f.removeprefix("citingPaper.").split(".")[0] for f in fields.split(",") if f)
    if bad := [f for f in names if f not in KNOWN]:
        raise BadRequest(f"Unrecognized or unsupported fields: [{', '.join(bad)}]")
    return fields


def citations(library: Library, cited: SamplePaper | Seed, query: dict[str, str], most: int) -> dict[str, Any]:
    """One page of citations, of `most` rows at the longest."""
    offset, limit = int(query.get("offset", 0)), int(query.get("limit", 100))
    if limit > 1000 or offset + limit >= 10_000:
        raise BadRequest("limit must be <= 1000 and offset + limit must be < 10000")
    wanted = [f.removeprefix("citingPaper.") for f in check_fields(query.get("fields", "title")).split(",")]
    plain = ",".join(f for f in wanted if f not in EDGE)
    rows = [p for p in library.citing(cited) if _within(p, query.get("publicationDateOrYear", ""))]
    page = rows[offset : offset + min(limit, most)]
    data = []
    for paper in page:
        edge = {
            "contexts": list(paper.contexts),
            "intents": list(paper.intents),
            "isInfluential": paper.influential,
        }
        told = {name: value for name, value in edge.items() if name in wanted}
        data.append({**told, "citingPaper": library.shaped(paper, plain)})
    out: dict[str, Any] = {"offset": offset, "data": data}
    if offset + len(page) < len(rows):
        out["next"] = offset + len(page)
    return out


def _within(paper: SamplePaper, dates: str) -> bool:
    """Whether a paper's publication date lies in a window "2016:2019" or "2016-03-01:2016-03-31"."""
    if not dates:
        return True
    if paper.published_on is None:
        return False
    first, _, last = dates.partition(":")
    return first <= paper.published_on[: len(first)] and paper.published_on[: len(last)] <= last


def _in_years(paper: SamplePaper, years: str) -> bool:
    first, _, last = years.partition("-")
    return not years or int(first) <= paper.year <= int(last or first)


def snippets(library: Library, query: dict[str, str]) -> dict[str, Any]:
    words = re.findall(r"\w+", query.get("query", "").lower())
    data = []
    for paper in (p for p in library.papers if _in_years(p, query.get("year", ""))):
        for passage in paper.passages:
            if words and all(w in passage.lower() for w in words):
                data.append(_snippet(paper, passage))
    return {"data": data[: int(query.get("limit", 10))], "retrievalVersion": "sample"}


def _snippet(paper: SamplePaper, passage: str) -> dict[str, Any]:
    return {
        "score": 0.5,
        "paper": {
            "corpusId": str(paper.corpus_id),
            "title": paper.title,
            "authors": [a.name for a in paper.authors],
            "openAccessInfo": {"license": None, "status": "GREEN", "disclaimer": ""},
        },
        "snippet": {
            "text": passage,
            "snippetKind": "body",
            "section": None,
            "snippetOffset": {"start": 0, "end": len(passage)},
            "annotations": {"sentences": [], "refMentions": []},
        },
    }


def bulk(library: Library, query: dict[str, str]) -> dict[str, Any]:
    words = re.findall(r"[\w-]+", query.get("query", "").lower())
    hits = [p for p in library.papers if words and all(w in f"{p.title} {p.abstract}".lower() for w in words)]
    fields = check_fields(query.get("fields", "title"))
    return {"total": len(hits), "token": None, "data": [library.shaped(p, fields) for p in hits]}


def feed(library: Library, query: dict[str, str], most: int) -> str:
    """arXiv's Atom for `search_query` (OR over ti:, abs: and all:) or `id_list`."""
    start, size = int(query.get("start", 0)), int(query.get("max_results", 10))
    papers = [p for p in library.papers if p.arxiv]
    if ids := query.get("id_list"):
        hits = [p for p in papers if p.arxiv in [re.sub(r"v\d+$", "", i) for i in ids.split(",")]]
    else:
        clauses = re.findall(r'(\w+):"?([^"()]+?)"?(?=\s+OR\s|$)', query.get("search_query", ""))
        hits = [p for p in papers if any(_holds(p, kind, words) for kind, words in clauses)]
    page = hits[start : start + min(size, most)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        f"<title>ArXiv Query</title><opensearch:totalResults>{len(hits)}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>"
        f"<opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>{''.join(_entries(page, library.base))}</feed>"
    )


def _holds(paper: SamplePaper, kind: str, words: str) -> bool:
    text = {"ti": paper.title, "abs": paper.abstract}.get(kind, f"{paper.title} {paper.abstract}")
    return words.strip().lower() in text.lower()


def _entries(papers: Iterable[SamplePaper], base: str) -> Iterable[str]:
    for p in papers:
        people = "".join(f"<author><name>{escape(a.name)}</name></author>" for a in p.authors)
        # The service shows the publisher's DOI only; its own is in no entry.
        doi = f"<arxiv:doi>{p.doi}</arxiv:doi>" if p.doi and not p.doi.startswith("10.48550/") else ""
        yield (
            f"<entry><id>http://arxiv.org/abs/{p.arxiv}v{p.newest}</id><updated>{p.year}-06-01T00:00:00Z</updated>"
            f"<published>{p.year}-06-01T00:00:00Z</published><title>{escape(p.title)}</title>"
            f"<summary>{escape(p.abstract)}</summary>{people}{doi}"
            f'<link href="http://arxiv.org/abs/{p.arxiv}v{p.newest}" rel="alternate" type="text/html"/>'
            f'<link title="pdf" href="{base}/pdf/{p.arxiv}v{p.newest}" rel="related" type="application/pdf"/>'
            f"{f'<arxiv:comment>{escape(p.withdrawn)}</arxiv:comment>' if p.withdrawn else ''}"
            '<arxiv:primary_category term="cs.CV"/><category term="cs.CV"/></entry>'
        )
