"""`citetrail publish`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.runs import AsJson, Target, open_known_store, refuse_empty
from citetrail.commands.user_errors import UserError
from citetrail.records.counted import counted

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from citetrail.publish.release import WrittenRelease
    from citetrail.records.settings import Settings


Out = Annotated[
    Path, typer.Option("--out", help="folder of the releases; each gets a folder of its own", parser=named_path)
]
Language = Annotated[
    list[str] | None, typer.Option("--language", help="write report and map in this language too: de")
]


def command(
    target: Target = "ms-celeb-1m",
    out: Out = Path("release"),
    provisional: Annotated[
        bool, typer.Option("--provisional", help="add what only the machine says, marked as such everywhere")
    ] = False,
    language: Language = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="for your own files: the marked page of each use, in the var folder")
    ] = False,
    disputed: Annotated[
        bool,
        typer.Option("--disputed", help="tell claims on which votes differ, as disputed, in a table of their own"),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a release: tables, map, report. Only what people confirmed is called verified.

    The same store gives the same bytes. When an assertion of data/assertions.toml does not hold, everything that
    fails is listed, nothing is written and the exit code is 2.
    """
    from citetrail.publish.release import Publisher, publish
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target, target_path
    from citetrail.store.documents import DocumentStore

    settings = load()
    path = target_path(target)
    loaded = load_target(path)
    engine = open_known_store(settings)
    refuse_empty(engine, loaded.slug)
    languages = _languages(language or [])
    made = publish(
        engine,
        DocumentStore(settings.store_documents_url),
        loaded,
        out,
        provisional=provisional,
        publisher=Publisher(settings.publisher, settings.corrections, settings.author_names, languages, disputed),
        beside=path.parent / loaded.slug,
    )
    packs = _write_packs(settings, engine, loaded.slug, made.path) if evidence else None
    told = _told(loaded.slug, made, packs)
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
    else:
        _tell(told, provisional=provisional, corrections=settings.corrections)


def _write_packs(settings: "Settings", engine: "Engine", slug: str, release: Path) -> dict[str, Any]:
    """The marked page of each use of a release, in the var folder: where, how many were written, how many stood."""
    from citetrail.publish.evidence_packs import write_packs
    from citetrail.publish.people_named import Naming
    from citetrail.store.documents import DocumentStore

    folder = settings.var / "evidence" / slug
    queue = f"http://{settings.review_host}:{settings.review_port}"
    documents, naming = DocumentStore(settings.store_documents_url), Naming(settings.author_names)
    written, stood = write_packs(release, engine, documents, folder, queue, naming)
    return {"folder": str(folder), "written": written, "unchanged": stood}


def _told(slug: str, made: "WrittenRelease", packs: dict[str, Any] | None) -> dict[str, Any]:
    """What `--json` prints of a release."""
    return {
        "target": slug,
        "version": made.version,
        "folder": str(made.path),
        "unchanged": made.unchanged,
        "previous": made.previous,
        "changes": made.changes,
        "tables": made.counts,
        "log_head": made.log_head,
        "withheld": list(made.withheld),
        "evidence": packs,
    }


def _languages(wanted: list[str]) -> tuple[str, ...]:
    from citetrail.publish.wording import LANGUAGES

    if unknown := [code for code in wanted if code not in LANGUAGES]:
        raise UserError(f"--language {unknown[0]}: there are {', '.join(LANGUAGES)}")
    return tuple(code for code in LANGUAGES if code in wanted and code != "en")


def _tell(told: dict[str, Any], *, provisional: bool, corrections: str) -> None:
    if told["unchanged"]:
        typer.echo(f"Nothing has changed since release {told['version']}; it stands.")
    else:
        typer.echo(
            f"Release {told['version']}: " + ", ".join(f"{name} {n:,}" for name, n in told["tables"].items() if n)
        )
        if told["previous"]:
            typer.echo(
                f"Against {told['previous']}: "
                + (", ".join(f"{op} {n:,}" for op, n in told["changes"].items()) or "no rows changed")
            )
    if told["log_head"]:
        typer.echo(f"Head of the log of decisions: {told['log_head']}")
    if told["withheld"]:
        typer.echo(
            "Accepted as military, and not told: no printed name says it, nobody opened the row's source, and no "
            f"reviewer named one: {', '.join(told['withheld'])}"
        )
    folder = Path(told["folder"]).resolve()
    typer.echo(f"Report: {(folder / 'report.html').as_uri()}")
    typer.echo(f"Map:    {(folder / 'map.html').as_uri()}")
    if told["evidence"]:
        packs = told["evidence"]
        typer.echo(
            f"Evidence of {counted(packs['written'] + packs['unchanged'], 'use')}: {Path(packs['folder']).resolve()}"
        )
        typer.echo("Pages of papers are their publishers': these files are for checking, not for publication.")
    if not told["tables"]["uses"] and not provisional:
        typer.echo("Nobody has confirmed a use yet: `--provisional` publishes machine claims, marked as such.")
    if not corrections:
        typer.echo("No address for corrections is set (CITETRAIL_CORRECTIONS): a release should name one.")
