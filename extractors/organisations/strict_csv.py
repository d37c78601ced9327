"""CSV files of facts read strictly: a faulty row is an error that names the file and the line."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


class GazetteerError(ValueError):
    """A data file is faulty; the message gives file, line and reason. Correct the row."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One line of a table: its cells by column name, and where it stands."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """The parts of a list column."""
        return tuple(part for part in (p.strip() for p in self[column].split("|")) if part)

    def fault(self, reason: str) -> GazetteerError:
        return GazetteerError(f"{self.path}:{self.line}: {reason}")


def read_rows(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[CsvRow]:
    """The rows of a UTF-8 CSV file, white space trimmed.

    Raises GazetteerError for a missing, repeated or unknown column and for a row of another width.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            _check_header(path, header, required, optional)
            for cells in reader:
                if cells:
                    yield _row(path, reader.line_num, header, cells)
        except (csv.Error, UnicodeDecodeError) as error:
            raise GazetteerError(f"{path}:{reader.line_num}: {error}") from error


def _check_header(path: Path, header: list[str], required: Sequence[str], optional: Sequence[str]) -> None:
    unknown = [c for c in header if c not in required and c not in optional]
    missing = [c for c in required if c not in header]
    if unknown or missing or len(set(header)) != len(header):
        raise GazetteerError(f"{path}:1: unknown columns {unknown}, missing columns {missing}, in {header}")


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> CsvRow:
    if len(cells) != len(header):
        raise GazetteerError(f"{path}:{line}: {len(cells)} cells where the header has {len(header)}")
    return CsvRow(path, line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
