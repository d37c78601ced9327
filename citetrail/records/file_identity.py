"""Whose paper a file is, as its first page tells it. Pure: what is printed and what is known in, the answer out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citetrail.records.identifiers import arxiv_id, doi, title_key

# Shorter titles are shared by different works.
SHORTEST_TITLE_KEY = 20
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.I)
# arXiv's own stamp names the category and the day; a citation of another paper does not.
_STAMP = re.compile(r"arxiv\s*:\s*((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[a-z]{2})?/\d{7}))(?:v(\d{1,3}))?\s*\[", re.I)
# A first page prints its own DOI and a few of its references; more is a page of references.
_MOST_DOIS = 20
# Letters of a page within which its own title begins; another work's title stands further down.
_HEAD = 600
# What a page calls itself that is about a paper, and not the paper: letters as `title_key` makes them.
_ABOUT = (
    *("supplementarymaterial", "supplementalmaterial", "supportinginformation", "corrigendum", "erratum"),
    *("correctionto", "publishercorrection", "retractionnote", "retractionof", "expressionofconcern"),
    *("commenton", "commentson", "replyto", "responseto", "reviewof", "peerreview"),
)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What the first page of a file says of itself."""

    letters: str  # of the whole page, as `title_key` makes them
    title: str = ""  # as the header was read
    dois: tuple[str, ...] = ()
    arxiv_id: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A known paper that the file may be: whether that is certain, and what speaks for it and against it."""

    paper_id: str
    certain: bool
    reason: str


def printed(pages: Sequence[str], title: str) -> FirstPage:
    """What the first page that has text says; `title` is as the header was read."""
    page = next((p for p in pages if len(title_key(p)) >= SHORTEST_TITLE_KEY), "")
    dois = dict.fromkeys(d for raw in _DOI.findall(page)[:_MOST_DOIS] for d in _readings(raw))
    stamp = _STAMP.search(page)
    return FirstPage(
        letters=title_key(page),
        title=title,
        dois=tuple(dois),
        arxiv_id=arxiv_id(stamp[1]) if stamp else None,
        version=int(stamp[2]) if stamp and stamp[2] else None,
    )


def _readings(raw: str) -> Iterable[str]:
    """A printed DOI with and without the signs that may belong to the sentence around it."""
    text = raw
    while text:
        if found := doi(text):
            yield found
        shorter = text.rstrip(".,;:)]}'’”") if text[-1] in ".,;:)]}'’”" else ""
        text = shorter if shorter != text else ""


def match(page: FirstPage, papers: Iterable[Mapping[str, Any]]) -> list[Match]:
    """Which of these papers (id, title, doi, arxiv_id, authors) the file may be, the certain first.

    Certain is what two things say: an identifier and the title, or the title and an author; and nothing gainsays it.
    """
    found = [told for paper in papers if (told := _match(page, paper))]
    if sum(m.certain for m in found) > 1:
        found = [Match(m.paper_id, False, f"{m.reason}; another paper fits as well") for m in found]
    return sorted(found, key=lambda m: (not m.certain, m.paper_id))


def _match(page: FirstPage, paper: Mapping[str, Any]) -> Match | None:
    by = [
        name
        for name, fits in (
            ("its DOI", bool(paper["doi"]) and paper["doi"].lower() in page.dois),
            ("arXiv’s stamp", bool(paper["arxiv_id"]) and paper["arxiv_id"].lower() == page.arxiv_id),
        )
        if fits
    ]
    key = title_key(paper["title"])
    titled = len(key) >= SHORTEST_TITLE_KEY and (key in page.letters or key == title_key(page.title))
    headed = titled and (key == title_key(page.title) or 0 <= page.letters.find(key) <= _HEAD)
    written = any(_surname(a["name"]) in page.letters for a in paper["authors"] if _surname(a["name"]))
    if not by and not titled:
        return None
    told = [*by, *(["its title"] if titled else []), *(["an author"] if written else [])]
    against = _against(page, paper, key, titled=titled, by=by)
    certain = not against and headed and (bool(by) or written)
    said = f"the first page prints {' and '.join(told)}"
    return Match(paper["id"], certain, f"{said}, but {against}" if against else said)


def _against(page: FirstPage, paper: Mapping[str, Any], key: str, *, titled: bool, by: Sequence[str]) -> str:
    if page.arxiv_id and paper["arxiv_id"] and page.arxiv_id != paper["arxiv_id"].lower():
        return f"arXiv’s stamp is that of {page.arxiv_id}"
    if by and not titled:
        return "not its title"
    if about := next((word for word in _ABOUT if word in page.letters[:_HEAD] and word not in key), ""):
        return f"it begins as what is about a paper does ({about})"
    return ""


def _surname(name: str) -> str:
    """The letters of the last word of a name; "" where they are too few to tell anything."""
    surname, comma, _ = name.partition(",")
    words = (surname if comma else name).split()
    key = title_key(words[-1]) if words else ""
    return key if len(key) > 2 else ""
