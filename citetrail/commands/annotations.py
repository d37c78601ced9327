"""`citetrail annotations`: what readers wrote on the papers in tools of their own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.runs import open_known_store
from citetrail.commands.user_errors import UserError
from citetrail.records.counted import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection

app = typer.Typer(
    no_args_is_help=True,
    help="Import, list and settle what readers wrote on the papers elsewhere.",
    pretty_exceptions_enable=False,
)
By = Annotated[str, typer.Option("--by", help="who does it: a reviewer or adjudicator of this store")]


@app.command("import")
def import_(
    source: Annotated[
        Path, typer.Argument(help="W3C Web Annotations (JSON-LD) or an answer of Hypothesis' API", parser=named_path)
    ],
    by: By = "local",
    decisions: Annotated[
        bool, typer.Option("--decisions", help="append decisions among them that you know to be yours to the log")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would happen, change nothing")] = False,
) -> None:
    """Keep each annotation at the words that it quotes, for a person to look into; it decides nothing.

    A source is known by its SHA-256, else by the address, DOI or arXiv identifier of a paper whose document is held.
    Each annotation that finds no place is named with the reason, and the exit code is 1.
    """
    from citetrail.records.annotation_files import LARGEST, AnnotationError, read_annotations
    from citetrail.records.settings import load
    from citetrail.records.target_files import members_of
    from citetrail.store.annotation_imports import Importer, import_annotations
    from citetrail.store.documents import DocumentStore
    from citetrail.store.engine import open_store, writing
    from extractors.versions import text_version

    settings = load()
    importer = Importer(by, source.name, text_version(), members_of, decisions)
    try:
        with source.open("rb") as file:
            found = list(read_annotations(file.read(LARGEST + 1)))
    except AnnotationError as error:
        raise UserError(f"{source}: {error}") from error
    with writing(open_store(settings)) as connection:
        _ensure_local(connection, by)
        done = import_annotations(connection, DocumentStore(settings.store_documents_url), found, importer)
        if dry_run:
            connection.rollback()
    would = "would be " if dry_run else ""
    typer.echo(f"{counted(len(done.matched), 'annotation')} {would}kept at words that claims quote")
    typer.echo(f"{len(done.beside):,} {would}kept at other words of documents")
    typer.echo(f"{counted(done.decided, 'decision')} {would}appended, {done.known:,} known before")
    for number, claims in done.matched.items():
        typer.echo(f"{number}: claim {', '.join(claims)}")
    for words in (*done.told, *done.refused):
        typer.echo(words, err=True)
    if done.refused:
        raise typer.Exit(1)


@app.command(name="list")
def list_(
    target: Annotated[
        str, typer.Option("--target", "-t", help="only on documents that this target's claims quote")
    ] = "",
) -> None:
    """The annotations that nobody looked into yet, with the claims that quote the same words."""
    from citetrail.records.settings import load
    from citetrail.store.kept_annotations import claims_at, titles_of_documents, waiting_annotations

    with open_known_store(load()).connect() as connection:
        waiting = waiting_annotations(connection, target)
        titles = titles_of_documents(connection, {each.sha256 for each in waiting})
        for each in waiting:
            claims = ", ".join(claims_at(connection, each)) or "no claim"
            typer.echo(f"{each.id}\t{claims}\t{titles.get(each.sha256, each.sha256)}, p. {each.page}")
            typer.echo(f"  “{_line(each.quote)}”")
            typer.echo(f"  {each.creator or 'unnamed'}: {_line(each.note) or '(marked, without words)'}")
    if not waiting:
        typer.echo("No annotation waits.")


@app.command()
def settle(
    annotation: Annotated[str, typer.Argument(help="its number, as list prints it")],
    text: Annotated[str, typer.Option("--text", help="what came of it, in a few words")],
    by: By = "local",
) -> None:
    """Say that somebody looked into an annotation. Whether a claim holds is decided in the queue, not here."""
    from citetrail.records.settings import load
    from citetrail.store.engine import writing
    from citetrail.store.kept_annotations import AnnotationRefused
    from citetrail.store.kept_annotations import settle as record

    try:
        with writing(open_known_store(load())) as connection:
            record(connection, annotation, text, by)
    except AnnotationRefused as error:
        raise UserError(str(error)) from error
    typer.echo(f"Annotation {annotation} is settled.")


def _line(text: str) -> str:
    return " ".join(text.split())


def _ensure_local(connection: "Connection", by: str) -> None:
    from citetrail.store.accounts import LOCAL, ensure_local

    if by == LOCAL:
        ensure_local(connection)
