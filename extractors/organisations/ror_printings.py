"""Further printings of ROR's names, by the rows of `ror_printings.csv`: "University of X" for "X University"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.organisations.strict_csv import CsvRow, read_rows

_COLUMNS = ("name", "printings", "not", "last", "example", "printed")
# What may stand for a slot: words of a name, no comma and no bracket.
_SLOTS = {"a": r"[\w .'’-]+?", "b": r"[\w .'’-]+?", "w": r"\w+"}
_PIECE = re.compile(r"\{([abw])\}|\[([^\]]+)\]|\(([^)]+)\)|([^{}\[\]()]+)")
# A name of ROR is a line; what is longer is none.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Printing:
    """How a kind of name is printed too. `example` is a name of the kind, `printed` one of its printings."""

    name: re.Pattern[str]
    printings: tuple[str, ...]
    last: bool
    example: str
    printed: str
    line: str

    def of(self, value: str) -> list[str]:
        """The printings of a name; none where it is of another kind."""
        found = self.name.fullmatch(value) if len(value) <= _LONGEST else None
        return [form.format(**found.groupdict()) for form in self.printings] if found else []


def load_printings(path: Path) -> tuple[Printing, ...]:
    """The rows in the order of the file. Raises GazetteerError for a faulty one, its example among the reasons."""
    return tuple(_printing(row) for row in read_rows(path, _COLUMNS))


def printings_of(value: str, rows: Sequence[Printing]) -> Iterator[str]:
    """How else a name is printed: by every row that fits it, up to one that is the last."""
    for row in rows:
        forms = row.of(value)
        yield from forms
        if forms and row.last:
            return


def _printing(row: CsvRow) -> Printing:
    if row["last"] not in ("", "yes"):
        raise row.fault("`last` is neither empty nor yes")
    name, printings, line = _kind(row), row.items("printings"), f"{row.path.name}:{row.line}"
    unknown = {slot for form in printings for slot in re.findall(r"\{(.*?)\}", form)} - set(name.groupindex)
    if unknown:
        raise row.fault(f"slots {sorted(unknown)} of the printings are not in the name")
    made = Printing(name, printings, row["last"] == "yes", row["example"], row["printed"], line)
    if made.printed not in made.of(made.example):
        raise row.fault(f"no printing of the example {made.example!r} is {made.printed!r}")
    return made


def _kind(row: CsvRow) -> re.Pattern[str]:
    """The name of a row as a pattern: {slots}, [what may be/be missing], (one/or/the other)."""
    pattern, at, text = "", 0, row["name"]
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:
            raise row.fault(f"brackets in {text!r} are not closed, or a slot is neither a, b nor w")
        slot, optional, either, words = piece.groups()
        if slot:
            others = "|".join(map(re.escape, row.items("not"))) if slot == "a" else ""
            pattern += (rf"(?!(?:{others})\b)" if others else "") + f"(?P<{slot}>{_SLOTS[slot]})"
        elif optional:
            pattern += f"{_either(optional)}?"
        else:
            pattern += _either(either) if either else re.escape(words)
        at = piece.end()
    return re.compile(pattern, re.I)


def _either(text: str) -> str:
    return f"(?:{'|'.join(map(re.escape, text.split('/')))})"
