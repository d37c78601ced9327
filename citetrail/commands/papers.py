"""`citetrail papers`: papers that people name, those without text, and which records are one paper."""

import csv
import getpass
import sys
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.runs import open_known_store
from citetrail.commands.user_errors import INCOMPLETE, REFUSED, UserError
from citetrail.records.counted import counted
from citetrail.records.shortened import shortened

if TYPE_CHECKING:
    from citetrail.records.reference_lists import ListEntry
    from citetrail.store.wanted_papers import WantedPaper

app = typer.Typer(
    no_args_is_help=True,
    help="Papers of your own, those without text, and doubtful pairs of records.",
    pretty_exceptions_enable=False,
)
# What ends so and is no file was mistyped: no paper is called that.
LIST_ENDINGS = (".bib", ".ris", ".json", ".csv", ".tsv", ".txt", ".asreview", ".pdf")
Target = Annotated[str, typer.Option("--target", "-t", help="slug or file of the target")]
Key = Annotated[str, typer.Argument(help="a paper's id, or s2:…, doi:…, arxiv:… or corpus:…")]


@app.command()
def add(
    what: Annotated[
        list[str],
        typer.Argument(
            help="DOIs, arXiv ids, titles, or files: BibTeX, RIS, CSL-JSON, CSV, ASReview, one a line",
            metavar="WHAT…",
        ),
    ],
    target: Target = "ms-celeb-1m",
    by: Annotated[str, typer.Option("--by", help="who names them; your user name when left out")] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="of the files, where it is not UTF-8 or UTF-16")] = "",
) -> None:
    """Add papers that you name; they are fetched and read like those that were found. No file is needed for that."""
    from citetrail.records.settings import load
    from flows.steps.add_named_papers import add_named_papers
    from flows.steps.run_context import attach

    entries = [e for words in what for e in _entries(words, encoding)]
    context = attach(load(), target)
    try:
        added = add_named_papers(context, entries, by or getpass.getuser())
    finally:
        context.engine.dispose()
    if added.failure:
        typer.echo(f"Semantic Scholar did not answer for all ({added.failure}): give the command again later.")
    for place in added.unknown:
        typer.echo(f"not found: {place} is not known to Semantic Scholar; give its title too")
    for place in added.unreadable:
        typer.echo(f"not read: {place}: no DOI or arXiv id is there, and no title of more than a word or two")
    if added.put_aside:
        typer.echo(f"{added.put_aside:,} were put aside in ASReview")
    typer.echo(f"{added.new:,} new, {added.known:,} known. `citetrail mine {target}` fetches and reads them.")
    if added.failure or added.unknown or added.unreadable:
        raise typer.Exit(INCOMPLETE if added.new or added.known or added.failure else REFUSED)


def _entries(words: str, encoding: str) -> "list[ListEntry]":
    from citetrail.records.reference_lists import named, read_list

    path = Path(words)
    # A title may be longer than a file's name can be.
    if len(words) < 1000 and path.is_file():
        return read_list(path, encoding)
    if words.strip() and len(words) < 1000 and path.is_dir():
        raise UserError(f"{words} is a folder: name the files in it")
    if path.suffix.lower() in LIST_ENDINGS and " " not in words.strip():
        raise UserError(f"{words}: no such file")
    return [named(words, f"“{shortened(words, 80)}”")]


@app.command()
def wanted(
    target: Annotated[str, typer.Argument(help="slug or file of the target")] = "ms-celeb-1m",
    out: Annotated[
        Path | None, typer.Option("--out", help="file to write; standard output when left out", parser=named_path)
    ] = None,
) -> None:
    """The papers without readable text as CSV, the most promising first: for a library, or to be added by hand."""
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target, target_path
    from citetrail.store.wanted_papers import wanted_papers

    engine = open_known_store(load())
    with engine.connect() as connection:
        found = wanted_papers(connection, load_target(target_path(target)).slug)
        if out is None:
            count = _write(sys.stdout, found)
        else:
            with out.open("w", encoding="utf-8", newline="") as file:
                count = _write(file, found)
    engine.dispose()
    sys.stderr.write(f"citetrail: {counted(count, 'paper')} without readable text\n")


def _write(file: IO[str], found: "Iterable[WantedPaper]") -> int:
    from citetrail.publish.spreadsheets import neutral
    from citetrail.store.wanted_papers import WantedPaper

    sheet = csv.writer(file, lineterminator="\r\n")
    sheet.writerow(field.name for field in fields(WantedPaper))
    count = 0
    for paper in found:
        # Titles come from outside: none may run as a formula.
        sheet.writerow(neutral(v) if isinstance(v, str) else v for v in astuple(paper))
        count += 1
    return count


@app.command()
def doubtful(target: Annotated[str, typer.Argument(help="slug or file of the target")] = "ms-celeb-1m") -> None:
    """Pairs of records that may or may not be one paper; nobody has ruled on them yet."""
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target, target_path
    from citetrail.store.part_papers import doubtful as pairs

    engine = open_known_store(load())
    with engine.connect() as connection:
        found = pairs(connection, load_target(target_path(target)).slug)
    engine.dispose()
    for pair in found:
        told = f"told as one, {pair.papers[0]}" if len(pair.papers) == 1 else f"told as two, {', '.join(pair.papers)}"
        typer.echo(f"{pair.first}  {pair.second}\n  {told}: {pair.reason}\n  {' / '.join(pair.titles)}")
    typer.echo(counted(len(found), "doubtful pair"))


@app.command()
def join(one: Key, other: Key) -> None:
    """Make two papers one, and keep them so in later runs."""
    from citetrail.records.settings import load
    from citetrail.store.engine import now, writing
    from citetrail.store.part_papers import join as join_papers

    engine = open_known_store(load())
    with writing(engine) as connection:
        kept = join_papers(connection, one, other, now())
    engine.dispose()
    typer.echo(f"{kept} is now both. Run `citetrail mine` to assess it anew.")


@app.command()
def part(
    paper: Key,
    records: Annotated[list[str], typer.Argument(help="keys of the records that are another paper")],
) -> None:
    """Take records out of a paper as one of its own; each gets its own identifiers, copies, readings and claims."""
    from citetrail.records.settings import load
    from citetrail.store.engine import now, writing
    from citetrail.store.part_papers import part as part_papers

    engine = open_known_store(load())
    with writing(engine) as connection:
        kept, new = part_papers(connection, paper, records, now())
    engine.dispose()
    typer.echo(f"{kept} and {new} are two papers now. Run `citetrail mine` to fetch and assess them anew.")
