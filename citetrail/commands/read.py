"""`citetrail read`: what single files say, without store or network."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.user_errors import INCOMPLETE, REFUSED
from citetrail.records.opened_files import with_advice
from citetrail.records.shortened import printable, shortened

SHOWN = 3  # names of what could not be opened, at the end


def command(
    files: Annotated[
        list[Path],
        typer.Argument(help="PDF files, or folders whose PDFs are read", metavar="FILE|DIR…", parser=named_path),
    ],
    target: Annotated[str, typer.Option("--target", "-t", help="target whose family is looked for")] = "ms-celeb-1m",
    as_json: Annotated[
        bool, typer.Option("--json", help="one JSON object a line, in the order of the files")
    ] = False,
    year: Annotated[
        int | None,
        typer.Option(min=1990, max=2100, help="of the papers, where known: packages change what they load"),
    ] = None,
) -> None:
    """Read PDF files and say what each uses, who wrote it and who paid for it.

    Nothing is stored and nothing is fetched. A file that cannot be read has its line too, with its outcome.
    The exit code is 0 when every file could be opened, whatever is in it; 3 when some could not, 2 when none could.
    """
    from citetrail.records.settings import load
    from citetrail.records.vocabulary import Outcome

    settings = load()
    paths = list(dict.fromkeys(expand(files)))
    lost = []
    for row in read_files(paths, target, settings, year):
        if row["outcome"] == Outcome.DOCUMENT_LOST:
            lost.append(printable(row["file"]))
        if as_json:
            sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n")
            sys.stdout.flush()
        else:
            _print_row(row)
    if lost:
        shown = ", ".join(lost[:SHOWN]) + (", …" if len(lost) > SHOWN else "")
        typer.echo(f"citetrail: {len(lost)} of {len(paths)} could not be opened: {shown}", err=True)
        raise typer.Exit(INCOMPLETE if len(lost) < len(paths) else REFUSED)


def read_files(paths: list[Path], target: str, settings: Any, year: int | None = None) -> Iterator[dict[str, Any]]:
    """One contract row a file, in the order given; several processes read ahead."""
    from citetrail.records.target_files import target_path
    from extractors.claims.read_json import as_contract
    from extractors.workers.reading_pool import open_pool

    with open_pool(settings, target_path(target), settings.compiled_ror_index, year, threadless=True) as pool:
        waiting: dict[str, dict[str, Any]] = {}
        order = iter([str(p) for p in paths])
        expected = next(order, None)
        for key, reading in _readings(pool, paths, settings.max_bytes):
            waiting[key] = as_contract(key, reading)
            while expected is not None and expected in waiting:
                yield waiting.pop(expected)
                expected = next(order, None)


def _readings(pool: Any, paths: Iterable[Path], max_bytes: int) -> Iterator[tuple[str, Any]]:
    """Each file's reading as it is ready; those that no worker saw come between."""
    from citetrail.records.readings import Reading
    from extractors.workers.pool import Failed
    from extractors.workers.reading_pool import read_all

    unread: dict[str, Reading] = {}
    for key, result in read_all(pool, _bytes_of(paths, max_bytes, unread)):
        if isinstance(result, Failed):
            yield key, Reading(_digest(Path(key)), result.outcome, detail=result.detail)
        else:
            yield key, result[0]
        while unread:
            yield unread.popitem()
    yield from unread.items()


def _bytes_of(paths: Iterable[Path], max_bytes: int, unread: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The files' bytes; one that is too large or cannot be opened goes to `unread` with its outcome."""
    from citetrail.records.opened_files import Unopened, open_file
    from citetrail.records.readings import Reading
    from citetrail.records.vocabulary import Outcome

    for path in paths:
        data = open_file(path, max_bytes)
        if isinstance(data, Unopened):
            sha256 = _digest(path) if data.outcome is Outcome.TOO_LARGE else ""
            unread[str(path)] = Reading(sha256, data.outcome, detail=data.detail)
        else:
            yield str(path), data


def _digest(path: Path) -> str:
    """SHA-256 of a file of any size."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def expand(files: Iterable[Path]) -> Iterator[Path]:
    """The files, and the PDFs in folders among them; what a folder holds besides is told.

    What is not there, and a folder without a PDF, stays in its place: whoever opens it meets its outcome.
    """
    from citetrail.records.pdf_folders import pdf_folder

    for path in files:
        if not os.path.isdir(path):  # noqa: PTH112 -- Path.is_dir raises where a name is too long
            yield path
            continue
        inside = pdf_folder(path, follow_files=True)
        for sentence in inside.left_out():
            typer.echo(printable(sentence), err=True)
        yield from inside.files or [path]


def _print_row(row: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.text import Text

    # Lines are left whole: pipes and searches want them so, and a terminal folds them by itself.
    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(row["file"], style="bold"))
    if "usage" not in row:
        console.print(Text(f"  {with_advice(row['outcome'], row.get('detail', ''))}"))
        return
    usage = row["usage"]
    console.print(Text(f"  {row['title']}"))
    # Where no use is shown below, the reason stands beside the verdict, and the words that it rests on follow.
    why = "" if usage["members"] else "".join(f": {reason}" for reason in usage["reasons"][:1])
    console.print(Text(f"  {usage['verdict']} ({usage['score']:.2f}){printable(why)}"))
    for mention in [] if usage["members"] else usage["mentions"][:1]:
        quote = printable(shortened(mention["quote"], 300))
        console.print(Text(f"    {mention['member']}, p. {mention['page']}: “{quote}”"))
    for use in usage["members"]:
        console.print(Text(f"    {use['member']} · {use['role']} ({use['score']:.2f})"))
        for evidence in use["evidence"][:1]:
            console.print(Text(f"      p. {evidence['page']}: “{shortened(evidence['quote'], 300)}”"))
    for name in usage["unknown_datasets"]:
        quote = printable(shortened(name["quote"], 300))
        console.print(Text(f"    beside it, unknown: {name['name']}, p. {name['page']}: “{quote}”"))
    for affiliation in row["affiliations"]:
        organisation = affiliation["organisation"] or {}
        known = f"{organisation.get('name') or '?'} · {organisation.get('country') or '?'}"
        console.print(
            Text(f"    {shortened(affiliation['raw'], 80)} → {known} · {organisation.get('sector', 'unknown')}")
        )
    for funder in row["funding"]:
        console.print(Text(f"    funded by {funder['funder']}{' (military)' if funder['military'] else ''}"))
