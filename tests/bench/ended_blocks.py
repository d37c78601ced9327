"""What the rules take off real first pages that end a block of authors and addresses: each line, to be read.

    .venv/bin/python -m tests.bench.ended_blocks FILE|FOLDER [FILE|FOLDER ...]

PDFs are read as `citetrail read` reads them. A `.txt` holds headers as text: a line a line, blank lines between
blocks, a form feed between headers; they are set in one column and one size, in which a rule takes most. One line of
output a line taken: rule, what the line looks like (organisation, names or neither), paper, words. Counts come last.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from extractors.header import (
    blocks,
    lone_foot,
    marked_lines,
    marks,
    pages_wanted,
    read_header,
    reader,
    title,
    title_pages,
)
from extractors.header.header_words import names_organisation, names_place
from extractors.header.people_names import looks_like_names
from extractors.header.segments import Segment, flat
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from extractors.text.open_pdf import OpenPdf

MOST_BYTES, MOST_PAGES = 10**8, 2_000
# Rules that return the segments they leave, and those that are asked line by line.
FILTERS = {
    "sentence": (reader, "without_sentences"),
    "role": (title, "without_role_blocks"),
    "reference": (reader, "without_entries"),
    "degree": (reader, "without_degree_lines"),
}
QUESTIONS = {
    "honour": ((blocks, "tells_of_honour"), (marks, "tells_of_honour")),
    "told": ((blocks, "tells_of_body"), (marks, "tells_of_body"), (marked_lines, "tells_of_body")),
    "noise": (
        (blocks, "is_noise"),
        (marks, "is_noise"),
        (marked_lines, "is_noise"),
        (title_pages, "is_noise"),
        (lone_foot, "is_noise"),
    ),
    "closing role": ((title_pages, "opens_with_role"), (lone_foot, "opens_with_role")),
}
# Lines of text, in points: one size, blank lines between blocks.
SIZE, LINE, WIDTH = 10.0, 12.0, 4.5


class Taken(NamedTuple):
    """A line that a rule took."""

    rule: str
    text: str

    @property
    def kind(self) -> str:
        """What it looks like: names and organisations are those that may be missed."""
        if names_organisation(self.text) or names_place(self.text):
            return "organisation"
        return "names" if looks_like_names(self.text) else "neither"


def taken_from_pdf(data: bytes) -> list[Taken]:
    """What was taken while the header of one PDF was read, each line once a rule."""
    taken: dict[Taken, None] = {}
    with ExitStack() as stack, OpenPdf(data) as opened:
        document = read_document(opened, max_bytes=MOST_BYTES, max_pages=MOST_PAGES)
        layout = read_layout(opened, pages_wanted(document))
        for rule, (module, name) in FILTERS.items():
            asked = partial(_filtered, rule, getattr(module, name), taken)
            stack.enter_context(patch.object(module, name, asked))
        for rule, places in QUESTIONS.items():
            for module, name in places:
                asked = partial(_answered, rule, getattr(module, name), taken)
                stack.enter_context(patch.object(module, name, asked))
        read_header(layout, document)
    return list(taken)


def taken_from_text(header: str) -> list[Taken]:
    """What the same rules take from the lines of a header."""
    lines = _set(header)
    taken: dict[Taken, None] = {}
    for rule, (module, name) in FILTERS.items():
        _filtered(rule, getattr(module, name), taken, lines)
    for rule, places in QUESTIONS.items():
        for module, name in places:
            for line in lines:
                _answered(rule, getattr(module, name), taken, line.text)
    return list(taken)


def _filtered(
    rule: str, asked: Callable[[Sequence[Segment]], list[Segment]], taken: dict[Taken, None], lines: Sequence[Segment]
) -> list[Segment]:
    left = asked(lines)
    kept = set(map(id, left))
    taken.update(dict.fromkeys(Taken(rule, flat(line.text)) for line in lines if id(line) not in kept))
    return left


def _answered(rule: str, asked: Callable[[str], bool], taken: dict[Taken, None], line: str) -> bool:
    answer = asked(line)
    if answer:
        taken[Taken(rule, flat(line))] = None
    return answer


def _set(header: str) -> list[Segment]:
    """The lines below each other, flush left; a blank line is a gap."""
    set_lines: list[Segment] = []
    for row, line in enumerate(header.split("\n")):
        if text := line.strip():
            y0 = row * LINE
            set_lines.append(Segment(text, 0.0, y0, WIDTH * len(text), y0 + SIZE, SIZE, "Text", row))
    return set_lines


def read_all(places: Sequence[Path]) -> Iterator[tuple[str, list[Taken]]]:
    """Each paper by its name, and what was taken from it."""
    for place in places:
        files = sorted(place.rglob("*.pdf")) if place.is_dir() else [place]
        for path in files:
            if path.suffix == ".txt":
                headers = path.read_text("utf-8").split("\f")
                yield from ((f"{path.name} {i}", taken_from_text(h)) for i, h in enumerate(headers, start=1))
            else:
                yield path.name, taken_from_pdf(path.read_bytes())


def main(places: Sequence[str]) -> None:
    """Print each line taken, and how many of which kind."""
    counted: Counter[tuple[str, str]] = Counter()
    papers = 0
    for paper, taken in read_all(list(map(Path, places))):
        papers += 1
        for one in taken:
            counted[one.rule, one.kind] += 1
            print(one.rule, one.kind, paper, " ".join(one.text.split()), sep="\t")
    print(f"{papers} first pages")
    for (rule, kind), count in sorted(counted.items()):
        print(f"{rule}, {kind}: {count}")


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    main(sys.argv[1:])
