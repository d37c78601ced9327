"""Where things stand in a TOML file: `tomllib` gives values without their lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[\[?\s*([\w.\-]+)\s*\]\]?\s*(?:#.*)?$")
_TRIPLE = re.compile(r'"""|\'\'\'')


@dataclass(slots=True)
class TomlTable:
    """A table of the file: its first line (from 1), its lines, and the tables below it by name, in order."""

    first: int
    lines: Sequence[str]
    below: dict[str, list["TomlTable"]] = field(default_factory=dict)

    def holds(self, words: str) -> int:
        """The line that first holds these words; the table's own when none does."""
        return next((self.first + n for n, line in enumerate(self.lines) if words in line), self.first)

    def key(self, key: str) -> int:
        """The line that gives the key; the table's own when none does."""
        given = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        return next((self.first + n for n, line in enumerate(self.lines) if given.match(line)), self.first)

    def at(self, place: Sequence[int | str]) -> "TomlTable":
        """The innermost table on the way to a place such as ("members", 1, "papers", 0, "year")."""
        table, steps = self, list(place)
        while len(steps) > 1 and isinstance(steps[1], int):
            tables = table.below.get(str(steps[0]), [])
            if steps[1] >= len(tables):
                break
            table, steps = tables[steps[1]], steps[2:]
        return table

    def line(self, place: Sequence[int | str]) -> int:
        """The line of a place, or of the table where the place should be."""
        keys = [step for step in place if isinstance(step, str)]
        if not keys:
            return self.first
        table = self.at(place)
        return table.below[keys[-1]][0].first if keys[-1] in table.below else table.key(keys[-1])


def read_tables(text: str) -> TomlTable:
    """The head of a TOML text, with its tables below it."""
    lines = text.splitlines()
    starts = list(_headers(lines))
    ends = [*(start for start, _ in starts), len(lines)]
    head = TomlTable(1, lines[: ends[0]])
    for (start, path), end in zip(starts, ends[1:], strict=True):
        *way, name = path.split(".")
        above = head
        for step in way:
            above = above.below[step][-1] if above.below.get(step) else above
        above.below.setdefault(name, []).append(TomlTable(start + 1, lines[start:end]))
    return head


def _headers(lines: Sequence[str]) -> list[tuple[int, str]]:
    found, inside = [], False
    for number, line in enumerate(lines):
        if not inside and (header := _HEADER.match(line)):
            found.append((number, header[1]))
        # A line with one mark of a text over several lines begins or ends it.
        inside ^= len(_TRIPLE.findall(line)) % 2 == 1
    return found
