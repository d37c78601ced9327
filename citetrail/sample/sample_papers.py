"""The sample's papers: their records, read from data/sample/papers.toml, and their PDFs, typeset when asked for.

Every file is the same to the byte each time: dates are fixed, only the fonts that typst brings are used.
"""

import io
import json
import time
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pypdfium2
import typst
from PIL import Image

from citetrail.paths import SAMPLE as DATA
from citetrail.records.identifiers import short_hash
from citetrail.sample.encrypted import encrypted_pdf

# The sample's corpus ids; real ones are below 400 million.
FIRST_CORPUS_ID = 990_000_001
# Low, so that the picture stays small: nothing reads its letters.
SCAN_DPI = 110
_DAY = time.struct_time((2021, 1, 1, 0, 0, 0, 4, 1, 0))


@dataclass(frozen=True, slots=True)
class SampleAuthor:
    name: str
    affiliations: tuple[int, ...]
    email: str | None = None


@dataclass(frozen=True, slots=True)
class SampleCopy:
    """A further copy of a paper: where it is served, and in what it differs from the paper's own file.

    `at` is "arxiv v1" and so on, or a place of `answers.PLACES`. What is left out is as in the paper's record; `told`
    changes parts of its text, `cover` are the words of a sheet before it.
    """

    at: str
    file: str = "pdf"
    title: str = ""
    affiliations: tuple[str, ...] | None = None
    columns: int = 0
    cover: str = ""
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SamplePaper:
    """One record of papers.toml or copies.toml; see the comments there."""

    slug: str
    title: str
    abstract: str
    year: int
    venue: str
    file: str
    corpus_id: int
    authors: tuple[SampleAuthor, ...] = ()
    affiliations: tuple[str, ...] = ()
    arxiv: str | None = None
    doi: str | None = None
    cites: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    influential: bool = False
    snippets: tuple[str, ...] = ()
    columns: int = 2
    header: str = "marks"
    expected: dict[str, Any] = field(default_factory=dict)
    day: str | None = "06-01"  # of its year; None when the service knows the year only
    source: str = ""  # the text of the paper, where it is not papers/<slug>.typ
    told: dict[str, Any] = field(default_factory=dict)  # its text, for copies/told.typ
    newest: int = 1  # version on arXiv
    withdrawn: str = ""  # the comment of arXiv's newest version, which has no file then
    types: tuple[str, ...] = ("Conference",)  # of publication, as Semantic Scholar says
    withdrawal: tuple[str, ...] = ()  # what is to be found of it: the kind, and who says so
    copies: tuple[SampleCopy, ...] = ()
    differences: tuple[dict[str, str], ...] = ()  # that a careful reader finds between its copies

    @property
    def s2_id(self) -> str:
        """Forty hexadecimal digits, as Semantic Scholar's ids are."""
        return (short_hash("sample", self.slug) * 3)[:40]

    @property
    def published_on(self) -> str | None:
        return f"{self.year}-{self.day}" if self.day else None

    @property
    def passages(self) -> tuple[str, ...]:
        """What a search in its full text finds."""
        return self.snippets or self.contexts


@dataclass(frozen=True, slots=True)
class Seed:
    """A paper that introduced a data set, by all its ids ("CorpusId:…", "ARXIV:…", "DOI:…" or a plain S2 id)."""

    title: str
    ids: tuple[str, ...]
    year: int | None = None

    @property
    def s2_id(self) -> str:
        return (short_hash("seed", self.ids[0]) * 3)[:40]


@cache
def sample_papers() -> tuple[SamplePaper, ...]:
    """The papers in the order of the file. An unknown key is a TypeError that names it."""
    rows = _data()["paper"]
    return tuple(_paper(row, FIRST_CORPUS_ID + i) for i, row in enumerate(rows))


@cache
def papers_in_copies() -> tuple[SamplePaper, ...]:
    """The papers that are there in several copies, read from copies.toml; they are no part of the sample proper."""
    rows = tomllib.loads((DATA / "copies.toml").read_text("utf-8"))["paper"]
    first = FIRST_CORPUS_ID + 1_000
    return tuple(_paper(row, first + i) for i, row in enumerate(rows))


@cache
def sample_seeds() -> tuple[Seed, ...]:
    return tuple(Seed(row["title"], tuple(row["ids"]), row.get("year")) for row in _data()["seed"])


def _data() -> dict[str, Any]:
    return tomllib.loads((DATA / "papers.toml").read_text("utf-8"))


def _paper(row: dict[str, Any], corpus_id: int) -> SamplePaper:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    plain["authors"] = tuple(
        SampleAuthor(a["name"], tuple(a["affiliations"]), a.get("email")) for a in row.get("authors", ())
    )
    plain["copies"] = tuple(
        SampleCopy(**c | ({"affiliations": tuple(c["affiliations"])} if "affiliations" in c else {}))
        for c in row.get("copies", ())
    )
    return SamplePaper(corpus_id=corpus_id, **plain)


def paper(slug: str) -> SamplePaper:
    """The paper of that slug; KeyError when there is none."""
    return {p.slug: p for p in sample_papers()}[slug]


@cache
def pdf_of(slug: str) -> bytes | None:
    """The bytes of a paper's file; None when nobody has one (missing, behind a sign-in page, never put up)."""
    return served(slug)


@cache
def served(slug: str, at: str = "") -> bytes | None:
    """The bytes of a paper's own file, or of its copy at that place; None where there is none."""
    wanted = {p.slug: p for p in (*papers_in_copies(), *sample_papers())}[slug]
    copy = next((c for c in wanted.copies if c.at == at), None)
    if at and copy is None:
        return None
    kind = copy.file if copy else wanted.file
    if kind == "pdf":
        return typeset(wanted, copy)
    if kind == "scan":
        return scanned(typeset(wanted, copy))
    if kind == "preview":
        return first_lines(wanted)
    if kind == "encrypted":
        return encrypted_pdf(f"{wanted.title}. {wanted.abstract}", password="sealed")  # noqa: S106 it is no secret
    return None


def typeset(wanted: SamplePaper, copy: SampleCopy | None = None) -> bytes:
    """The paper, or a copy of it, as PDF."""
    affiliations = wanted.affiliations if copy is None or copy.affiliations is None else copy.affiliations
    people = [
        {"name": a.name, "affiliations": [i for i in a.affiliations if i < len(affiliations)]}
        | ({"email": a.email} if a.email else {})
        for a in wanted.authors
    ]
    record = {
        "title": (copy.title if copy else "") or wanted.title,
        "abstract": wanted.abstract,
        "year": wanted.year,
        "columns": (copy.columns if copy else 0) or wanted.columns,
        "header": wanted.header,
        "affiliations": affiliations,
        "authors": people,
        "copy": copy.at if copy else "",
        "cover": copy.cover if copy else "",
        "told": wanted.told | (copy.told if copy else {}),
    }
    made = typst.compile(
        DATA / (wanted.source or f"papers/{wanted.slug}.typ"),
        root=DATA,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(record)},
        timestamp=0,
    )
    return bytes(made)


def first_lines(wanted: SamplePaper) -> bytes:
    """What some publishers show of a paper: its title and the first lines."""
    words = json.dumps([wanted.title, wanted.abstract, "To read the rest of this article, sign in."])
    page = "#for words in json(bytes(sys.inputs.words)) [#words #parbreak()]"
    made = typst.compile(page.encode(), ignore_system_fonts=True, sys_inputs={"words": words}, timestamp=0)
    return bytes(made)


def scanned(pdf: bytes) -> bytes:
    """The pages as grey pictures without any text, like a scan."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages: list[Image.Image] = [page.render(scale=SCAN_DPI / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()
    out = io.BytesIO()
    pages[0].save(
        out,
        format="PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=SCAN_DPI,
        quality=60,
        creationDate=_DAY,
        modDate=_DAY,
    )
    return out.getvalue()
