"""`citetrail decisions`: the log of decisions out and in."""

import sys
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.runs import open_known_store
from citetrail.commands.user_errors import UserError
from citetrail.records.counted import counted

app = typer.Typer(
    no_args_is_help=True, help="Export, import and verify the log of decisions.", pretty_exceptions_enable=False
)
Form = Annotated[
    str,
    typer.Option(
        "--format", help="csv or jsonl; to export also jsonld (annotations); by the file's name when not given"
    ),
]


@app.command("export")
def export_log(
    out: Annotated[
        Path | None, typer.Argument(help="file to write; standard output when not given", parser=named_path)
    ] = None,
    form: Form = "",
    target: Annotated[str, typer.Option("--target", "-t", help="only this target's decisions")] = "",
    waiting: Annotated[
        bool, typer.Option("--waiting", help="a worksheet of the claims that wait, to fill in and import")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="votes on claims that wait for another vote too: for no reviewer to read")
    ] = False,
) -> None:
    """Write the decisions in the order of the log. The same log gives the same bytes.

    Where sensitive claims want two reviewers, votes on those that are not settled are left out and counted: whoever
    votes next must not have read them.
    """
    from citetrail.publish.decision_annotations import export_annotations
    from citetrail.records.settings import load
    from citetrail.store.decision_files import count_kept_back, export_decisions, export_waiting

    chosen = _form(form, out, "csv", "jsonl", *(() if waiting else ("jsonld",)))
    with open_known_store(load()).connect() as connection:
        kept = 0 if waiting or everything else count_kept_back(connection, target or None)
        if kept:
            told = f"{kept:,} {'decision' if kept == 1 else 'decisions'} on claims that wait for another vote"
            typer.echo(f"{told} are left out (--all).", err=True)
        if waiting:
            write = partial(export_waiting, connection, form=chosen, target=target or None)
        elif chosen == "jsonld":
            write = partial(export_annotations, connection, target=target or None, everything=everything)
        else:
            write = partial(export_decisions, connection, form=chosen, target=target or None, everything=everything)
        if out is None:
            write(sys.stdout)
            return
        part = out.with_name(out.name + ".part")
        with part.open("w", encoding="utf-8", newline="") as file:
            count = write(file)
        part.replace(out)
    typer.echo(f"{out}: {count:,} {'claims that wait' if waiting else 'decisions'}")


@app.command("import")
def import_log(
    source: Annotated[
        Path, typer.Argument(help="a file that export wrote, or a worksheet that was filled in", parser=named_path)
    ],
    form: Form = "",
    encoding: Annotated[
        str, typer.Option("--encoding", help="of the file, where it is not UTF-8 or UTF-16: windows-1252")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would happen, change nothing")] = False,
) -> None:
    """Append the decisions of a file to the log; what is there already stays as it is.

    UTF-8 and UTF-16 are read as they are, with commas, semicolons or tabs; any other encoding must be named. Lines
    with unknown claims or values are refused by number, and the exit code is 1; a file that cannot be read is refused
    whole.
    """
    from citetrail.records.settings import load
    from citetrail.records.spreadsheet_text import TableError, decode
    from citetrail.records.target_files import members_of
    from citetrail.store.decision_imports import import_decisions
    from citetrail.store.engine import open_store, writing

    chosen = _form(form, source, "csv", "jsonl")
    try:
        lines = StringIO(decode(source.read_bytes(), encoding))
        with writing(open_store(load())) as connection:
            done = import_decisions(connection, lines, chosen, members_of)
            if dry_run:
                connection.rollback()
    except TableError as error:
        raise UserError(f"{source}: {error}") from error
    would = "would be " if dry_run else ""
    typer.echo(
        f"{counted(done.added, 'decision')} {would}added, {done.known:,} known before, {done.empty:,} without a vote"
    )
    if done.stale:
        typer.echo(f"of those added {would}without effect: {len(done.stale):,}")
    for words in (*done.refused, *done.conflicts, *done.stale):
        typer.echo(words, err=True)
    for claim in done.disputed:
        typer.echo(f"claim {claim}: the votes differ now; it waits for a third person", err=True)
    if done.refused or done.conflicts:
        raise typer.Exit(1)


@app.command("verify")
def verify_log(
    head: Annotated[
        str | None, typer.Option("--head", help="a head printed earlier, in a release or by this command: 64 digits")
    ] = None,
) -> None:
    """Check that the log is what its chain of hashes says, and what it was when a head was printed.

    The first break is named, and the exit code is 1. Without a head printed elsewhere the log is only shown to agree
    with itself: whoever can write to the database can compute the chain anew.
    """
    from citetrail.records.settings import load
    from citetrail.store.decision_chain import verify

    printed = "" if head is None else head.strip().lower()
    # An empty one is a script's variable that was never set: to pass over it would prove nothing and say 0.
    if head is not None and (len(printed) != 64 or set(printed) - set("0123456789abcdef")):
        raise UserError(f"--head {head!r}: a head is 64 hexadecimal digits, as a release or this command prints it")
    with open_known_store(load()).connect() as connection:
        told = verify(connection, printed)
    if told.broken:
        typer.echo(f"broken: {told.broken}", err=True)
        raise typer.Exit(1)
    typer.echo(f"{counted(told.links, 'decision')}, each with its link; head {told.head}")
    if told.covered is None:
        typer.echo(
            "The log agrees with itself. That proves nothing against whoever computed the chain anew: "
            "give a head printed earlier with --head."
        )
        return
    typer.echo(
        f"{counted(told.covered, 'decision is as it was', 'decisions are as they were')} when that head was printed."
    )
    if rest := told.links - told.covered:
        typer.echo(f"{counted(rest, 'later one is', 'later ones are')} not covered by it: unproven.")


def _form(form: str, path: Path | None, *known: str) -> str:
    chosen = form or (path.suffix.lstrip(".") if path else "csv")
    if chosen not in known:
        raise UserError(f"{path or form}: choose --format {' or --format '.join(known)}")
    return chosen
