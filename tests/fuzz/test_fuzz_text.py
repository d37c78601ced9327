"""Page text, sections and bibliographies of broken pieces, and broken PDFs: nothing is raised, every offset is sound.

Runs for seconds with the other tests; `CITETRAIL_FUZZ_SECONDS` makes it run longer. A failure prints its seed.

Covers: extractors.text.
"""

import os
import random
import time
from collections.abc import Iterator
from itertools import accumulate, chain, count

from citetrail.records.text import DocumentText, PageText
from citetrail.records.vocabulary import Outcome
from extractors.text.boxes import boxes_of
from extractors.text.glyphs import clean
from extractors.text.hyphens import Vocabulary
from extractors.text.layout import read_layout
from extractors.text.legibility import judge_text
from extractors.text.line_numbers import hide_line_numbers
from extractors.text.page_parts import find_parts
from extractors.text.printed_lines import Look
from extractors.text.references import author_year, find_references
from tests.extractors.text.papers import check_offsets, compiled, read, source

# Of all the seconds half go to headers (tests/fuzz/test_fuzz_header.py), a quarter to each test here.
SECONDS = float(os.environ.get("CITETRAIL_FUZZ_SECONDS", "8")) / 4
HEADINGS = """Abstract|ABSTRACT|A B S T R A C T|Abstract—We|1 Introduction|1. Introduction|I. INTRODUCTION|
II. RELATED WORK|
2 Related Work|3 Method|IV. EXPERIMENTS|
4.1 Implementation Details|A. Datasets|1) Quantitative: a|B.|5 Conclusion|
References|REFERENCES|[1]|Acknowledgements|Appendix A|Supplementary Material|9999 Results|
0 Introduction|XVIII. ON|3.9.9.9 X|
IIII. BAD|- 12 -|Page 3 of 9|arXiv:1801.07698v3 [cs.CV] 9 Feb 2022|© 2019 IEEE""".replace("\n", "").split("|")
WORDS = [
    "the",
    "of",
    "faces",
    "kiln",
    "recog\ufffenition",
    "MS-Celeb\ufffe1M",
    "recog-\r\nnition",
    "-\r\n",
    "93.4",
    "91.2",
    "—",
    "±",
    "[12]",
    "[Guo",
    "et",
    "al.,",
    "2016]",
    "Guo,",
    "Y.,\nand",
    "Zhang,",
    "L.",
    "(2016).",
    "et",
    "al.",
    "12.",
    "[GZH+16]",
    "Table",
    "1:",
    "Figure",
    "2.",
    "Fig.",
    "3",
    "received",
    "the",
    "B.E.",
    "degree",
    "ﬁre",
    "oﬃce",
    "Fr´echet",
    "Mu¨ller\n\x00",
    "\x02",
    "\u202e",
    "\u200b",
    "�",
    "(cid:12)",
    "(cid:",
    "�",
    "�",
    "��",
    "é",
    "̸",
    "我们",
    "ᄀ",
    "ᅡ",
    "ᆨ",
    "1",
    "2",
    "3",
    "4",
    "\u2028",
    "\x0c",
    "\ufffe",
    "\xad",
]
BREAKS = ("\r\n", "\n", "\r", " ", "\r\n\r\n")


def raw_page(chance: random.Random) -> str:
    pieces: list[str] = []
    for _ in range(chance.randrange(60)):
        if chance.random() < 0.2:
            pieces += ["\r\n", chance.choice(HEADINGS), "\r\n"]
        else:
            pieces += [chance.choice(WORDS), chance.choice((" ", " ", " ", *BREAKS))]
    if chance.random() < 0.1:
        pieces = [f"{number} {piece}\r\n" for number, piece in enumerate(pieces, start=chance.randrange(900))]
    return "".join(pieces)


def looks(chance: random.Random, raw: str) -> tuple[Look, ...]:
    """Lines anywhere, in any font and of any size, infinite ones among them."""
    starts = accumulate((len(line) for line in raw.splitlines(keepends=True)), initial=0)
    odd = (0.0, -5.0, 50.0, 300.0, 1e9, float("inf"), float("nan"))

    def place() -> float:
        return chance.choice(odd) if chance.random() < 0.1 else chance.uniform(0, 800)

    return tuple(
        Look(at, place(), place(), place(), place(), chance.choice((8.0, 10.0, 12.0, 0.0)), chance.choice("abc"))
        for at in starts
        if at < len(raw)
    )


def documents(seed: int) -> Iterator[tuple[DocumentText, list[tuple[Look, ...]]]]:
    chance = random.Random(seed)
    raws = [hide_line_numbers(raw_page(chance)) for _ in range(chance.randrange(1, 5))]
    words = Vocabulary(raws)
    pages = []
    for number, raw in enumerate(raws, start=1):
        text, index = clean(raw, words)
        judge_text(text)
        pages.append(PageText(number, 612, chance.choice((0, 792)), text, index))
    printed = [looks(chance, raw) if chance.random() < 0.7 else () for raw in raws]
    parts = find_parts(pages, printed)
    references = find_references(pages, parts, printed)
    yield DocumentText(Outcome.OK, tuple(pages), parts, references), printed


def test_text_made_of_broken_pieces() -> None:
    until, seed = time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        try:
            for document, _ in documents(seed):
                check_offsets(document)
                for reference in document.references:
                    author_year(reference.text)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
        seed += 1
    assert seed > 20


def broken(seed: int) -> bytes:
    """A sound paper with bytes changed, moved, repeated or lost."""
    chance = random.Random(seed)
    data = bytearray(compiled(source(chance.choice((1, 2)))))
    for _ in range(chance.choice((1, 3, 30, 300))):
        at, kind = chance.randrange(len(data)), chance.randrange(4)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at : at + 4] = chance.choice((b"9999", b"-1  ", b"null", b"<<<<", b">>  ", b"0 0 "))
        elif kind == 2:
            data[at:at] = data[at : at + chance.randrange(200)]
        else:
            del data[at : at + chance.randrange(20)]
    return bytes(data)


# Seeds that once failed: 1750 makes a letter that is larger than its page.
FOUND = (1750,)


def test_broken_pdfs() -> None:
    until = time.monotonic() + SECONDS
    for seed in chain(FOUND, count()):
        if time.monotonic() > until and seed not in FOUND:
            assert seed > 2
            return
        data = broken(seed)
        try:
            document = read(data)
            check_offsets(document)
            read_layout(data, [1])
            for page in document.pages[:1]:
                for boxes in boxes_of(data, page, [(0, len(page.text)), (5, 9)]):
                    assert all(0 <= b.x0 <= b.x1 and 0 <= b.y0 <= b.y1 for b in boxes)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
