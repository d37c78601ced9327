"""Small real PDFs made from invented sentences, with the place of each sentence on its page."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
import typst

from citetrail.records.identifiers import Sha256, sha256_of

FILLER = (
    "The images were aligned by five points and cropped to the same size. Each identity has at least ten images. "
    "The learning rate falls by a factor of ten at three fixed steps. Results are averaged over five runs, and the "
    "spread is given where it matters. We follow the protocol of earlier work in all other respects. "
)


@dataclass(frozen=True, slots=True)
class Place:
    page: int
    start: int
    end: int
    quote: str
    before: str
    after: str
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Made:
    data: bytes
    sha256: Sha256
    pages: tuple[str, ...]
    places: tuple[Place, ...]  # of each sentence, in the order given


def make_pdf(title: str, sentences: list[str], number: int) -> Made:
    """A paper of three pages: affiliations under the title, the first sentence among experiments on page two."""
    return _made(title, tuple(sentences), number)


@lru_cache(maxsize=64)
def _made(title: str, sentences: tuple[str, ...], number: int) -> Made:
    use, *strings = sentences
    heads = "\n\n".join(_escaped(s) for s in strings)
    source = f"""
#set document(title: "{title}", date: none)
#set page(paper: "us-letter", margin: 2cm, columns: 2, numbering: "1")
#set text(size: 10pt, hyphenate: false)
#set par(justify: true)
#place(top + center, scope: "parent", float: true)[
  #text(17pt, weight: "bold")[{_escaped(title)}]

  A. Author{number % 997} #h(2em) B. Writer{number % 991}

  {heads}
]
= Abstract
{_escaped(FILLER * 4)}
= 1 Introduction
{_escaped(FILLER * 6)}
#pagebreak()
= 4 Experiments
== 4.1 Implementation details
{_escaped(FILLER * 3)} {_escaped(use)} {_escaped(FILLER * 5)}
#pagebreak()
= 5 Conclusion
{_escaped(FILLER * 2)}
"""
    data = typst.compile(source.encode())
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = tuple(pdf[n].get_textpage().get_text_range().replace("\r\n", "\n") for n in range(len(pdf)))
        places = tuple(_place(pdf, pages, s) for s in sentences)
    finally:
        pdf.close()
    return Made(data, sha256_of(data), pages, places)


def _escaped(text: str) -> str:
    return re.sub(r"([#$*_`<>@\\\[\]])", r"\\\1", text)


def _pattern(sentence: str) -> re.Pattern[str]:
    """The sentence with its words on any lines; PDFium writes a hyphen at a line's end as U+FFFE."""
    words = (re.escape(w).replace(r"\-", r"[-\ufffe]\s*") for w in sentence.split())
    return re.compile(r"\s+".join(words))


def _place(pdf: pypdfium2.PdfDocument, pages: tuple[str, ...], sentence: str) -> Place:
    pattern = _pattern(sentence)
    for index, text in enumerate(pages):
        if found := pattern.search(text):
            start, end = found.span()
            boxes = _boxes(pdf, index, sentence)
            before, after = text[max(0, start - 300) : start], text[end : end + 300]
            return Place(index + 1, start, end, found[0], before, after, boxes)
    raise ValueError(f"the PDF does not print {sentence!r}")


def _boxes(pdf: pypdfium2.PdfDocument, index: int, sentence: str) -> tuple[tuple[float, float, float, float], ...]:
    """One box a line, in points from the top left."""
    page = pdf[index]
    height = page.get_height()
    text_page = page.get_textpage()
    raw = text_page.get_text_range()
    found = _pattern(sentence).search(raw)
    if found is None:
        return ()
    count = text_page.count_rects(found.start(), found.end() - found.start())
    rects = [text_page.get_rect(n) for n in range(count)]
    return tuple((x0, height - top, x1, height - bottom) for x0, bottom, x1, top in rects)


def plain_pdf(lines: list[str]) -> bytes:
    """A page with these lines in Helvetica, the first of them large, written by hand: a thousand take no time."""
    shown = [b"BT /F1 16 Tf 60 780 Td (%s) Tj ET" % _literal(lines[0])]
    shown += [
        b"BT /F1 10 Tf 60 %d Td (%s) Tj ET" % (760 - 14 * at, _literal(line)) for at, line in enumerate(lines[1:])
    ]
    content = b"\n".join(shown)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj%sendobj\n" % (number, each)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + head + b"".join(places) + tail


def _literal(text: str) -> bytes:
    return re.sub(rb"([\\()])", rb"\\\1", text.encode("latin-1"))
