"""Papers compiled to real PDFs, from text written for these tests."""

import io
from functools import lru_cache
from itertools import pairwise

import pypdfium2
import typst

from citetrail.records.text import DocumentText, PageText, Part
from citetrail.records.vocabulary import Section, Zone
from extractors.text.document import read_document

STYLE = """
#set page(paper: "us-letter", columns: COLUMNS, margin: (x: 0.8in, y: 0.9in),
  header: context if counter(page).get().first() > 1 {
    align(right, text(size: 8pt)[Kiln and Clay: Faces under Glaze]) },
  footer: context align(center, text(size: 8pt, counter(page).display())))
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true)
#set heading(numbering: "1.1")
#show figure.caption: set text(size: 8.5pt)
"""
BODY = """
#align(center)[#text(size: 16pt, weight: "bold")[Faces under Glaze] \\ Ada Brink, University of Vellmark]
#heading(numbering: none)[Abstract]
We measure how a coat of glaze changes the faces of clay figures and how efficient filters find the difference.
= Introduction
Recognising glazed faces is difficult. Offices of the first potters were fluffy with flour, and their official
affidavits were affixed to the kilns. #lorem(60)#footnote[The kiln was fired in an old office near the harbour.]
= Related Work
Earlier potters recognised unglazed faces by their contours. #lorem(40)
= Firing Faces in Thin Layers
We fire each face twice, once without and once with glaze. #lorem(60)
== Datasets for training
Our network is trained on KilnFaces-2M, which holds two million fired faces. #lorem(30)
= Experiments
== Implementation Details
The learning rate falls by ten at three steps. #lorem(40)
#figure(caption: [Accuracy on glazed faces after training on each of the three collections, in percent of the
probes that find their own figure first.])[
#table(columns: 4, [Method], [Training data], [Matt], [Gloss],
  [ClayNet], [KilnFaces-2M], [91.2], [88.1], [PotNet], [Shards], [85.0], [79.9],
  [Ours], [KilnFaces-2M], [93.4], [90.2])]
#lorem(120)
= Conclusion
Glaze hides less than feared. #lorem(30)
#heading(numbering: none)[Acknowledgements]
This work was supported by the Vellmark Ceramics Board.
#heading(numbering: none)[References]
#set text(size: 8.5pt)
#set par(hanging-indent: 1.4em)
REFERENCES
"""
NUMBERED = """
[1] A. Brink and B. Lindqvist. ClayNet: Faces of the kiln. In Conference on Fired Things, pages 1–9, 2016.

[2] C. Moreau, D. Okafor, and E. Sato. Shards: a benchmark of broken faces for those who glue. Journal
of Pottery, 12(3):4–19, 2018.

[3] F. Weiss. KilnFaces-2M. arXiv:1907.01234, 2019.
"""
NAMED = """
Brink, A. and Lindqvist, B. (2016). ClayNet: Faces of the kiln. In _Conference on Fired Things_, pages 1–9,
held in the harbour hall.

Moreau, C., Okafor, D., and Sato, E. (2018). Shards: a benchmark of broken faces for those who
glue. _Journal of Pottery_, 12(3).

Weiss, F. (2019). KilnFaces-2M and what became of it when the kiln was sold to a maker of bricks. _Preprint_.
"""


def source(columns: int = 2, references: str = NUMBERED) -> str:
    return (STYLE + BODY).replace("COLUMNS", str(columns)).replace("REFERENCES", references)


@lru_cache(maxsize=32)
def compiled(text: str) -> bytes:
    return bytes(typst.compile(text.encode()))


def read(data: bytes) -> DocumentText:
    return read_document(data, max_bytes=10**8, max_pages=400)


def part_of(document: DocumentText, words: str) -> Part:
    """The part in which these words stand; white space folded on both sides."""
    for page in document.pages:
        if (at := page.text.replace("\n", " ").find(words)) >= 0:
            return next(p for p in document.parts if p.page == page.number and p.start <= at < p.end)
    raise AssertionError(f"{words!r} is not in the text")


def section_of(document: DocumentText, words: str) -> Section:
    return part_of(document, words).section


def zone_of(document: DocumentText, words: str) -> Zone:
    return part_of(document, words).zone


def turned(data: bytes, rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """The same PDF with its pages rotated, or cut to a crop box."""
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        page.set_rotation(rotation)
        if crop:
            page.set_cropbox(*crop)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def check_offsets(document: DocumentText) -> None:
    """What every document keeps, whatever its bytes were."""
    for page in document.pages:
        check_page(page)
        at = 0
        for part in document.parts:
            if part.page == page.number:
                assert part.start == at
                assert part.end > part.start
                at = part.end
        assert at == len(page.text), "parts tile the page"
    for reference in document.references:
        text = document.pages[reference.page - 1].text
        assert 0 <= reference.start < reference.end <= len(text)


def check_page(page: PageText) -> None:
    assert len(page.raw_index) == len(page.text)
    assert all(a <= b for a, b in pairwise(page.raw_index))


def written(objects: list[str]) -> bytes:
    """A PDF of these objects, the first its catalogue, with a table of where they stand."""
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<</Size {size}/Root 1 0 R>>\n"
    return body + f"{table}startxref\n{len(body)}\n%%EOF\n".encode()
