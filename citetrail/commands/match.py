"""`citetrail match`: affiliation strings of a CSV file to organisations, one row in, one row out."""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.user_errors import UserError
from citetrail.paths import DATA
from citetrail.records.counted import counted

COLUMNS = ("affiliation", "ror_ids", "organisation", "country", "sector", "method", "score")


def command(
    source: Annotated[Path, typer.Option("--in", help="CSV file with a column `affiliation`", parser=named_path)],
    target: Annotated[Path, typer.Option("--out", help="CSV file to write", parser=named_path)],
    encoding: Annotated[
        str, typer.Option("--encoding", help="of the file, where it is not UTF-8 or UTF-16: windows-1252")
    ] = "",
) -> None:
    """Resolve the affiliation strings of a CSV file.

    Written are affiliation, ror_ids (full addresses, a space between them), organisation, country, sector,
    method and score. Institutes and laboratories stand as printed, beside the body they belong to. Where a
    string names several organisations, their parts have " | " between them. The order of the rows is kept.
    """
    from citetrail.records.settings import load
    from extractors.organisations import open_resolver

    settings = load()
    index = settings.ror_index
    resolver = open_resolver(DATA, index, settings.gazetteer)
    rows = read_strings(source, encoding)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(matched_row(raw, resolver.named(raw)) for raw in rows)
    sys.stderr.write(f"citetrail: {counted(len(rows), 'string')} matched with {resolver.version}\n")


def read_strings(source: Path, encoding: str = "") -> list[str]:
    """The column `affiliation`, whatever the case of its name. UserError when the file cannot be read whole."""
    from citetrail.records.spreadsheet_text import TableError, decode, read_table

    try:
        text = decode(source.read_bytes(), encoding).replace("\0", " ")
        return [row.cells["affiliation"] for row in read_table(text, {"affiliation"})]
    except TableError as error:
        raise UserError(f"{source}: {error}") from error


def matched_row(raw: str, matches: Iterable[Any]) -> tuple[str, ...]:
    """One output row; `matches` as the resolver gives them, never empty."""
    matches = tuple(matches)
    named = [m for m in matches if m.organisation]
    rors = dict.fromkeys(m.organisation.ror for m in named if m.organisation.ror)
    shown = named or matches
    return (
        raw,
        " ".join(rors),
        " | ".join(m.organisation.name for m in named),
        " | ".join(dict.fromkeys(m.country for m in matches if m.country)),
        " | ".join(dict.fromkeys(str(m.sector) for m in matches)),
        " | ".join(dict.fromkeys(str(m.method) for m in shown)),
        f"{min(m.score for m in shown):.2f}",
    )
