"""`citetrail documents`: files that people add, and whose papers they are."""

import getpass
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.progress_bars import Lines, shown
from citetrail.commands.runs import open_known_store
from citetrail.commands.user_errors import INCOMPLETE, REFUSED, UserError
from citetrail.records.copies import CopyKind
from citetrail.records.counted import counted
from citetrail.records.opened_files import with_advice
from citetrail.records.shortened import printable

if TYPE_CHECKING:
    from flows.steps.add_files import FileAdded

# What became of a file that is kept; of any other the outcome says why it is not.
ATTACHED, ASKED = "attached", "to be asked about"
BEFORE, DENIED, SAME = "known before", "refused by somebody before", "the same as another"
KEPT = frozenset({ATTACHED, ASKED, BEFORE, DENIED, SAME})
app = typer.Typer(
    no_args_is_help=True, help="PDFs of your own: add, list, attach, refuse.", pretty_exceptions_enable=False
)
By = Annotated[str, typer.Option("--by", help="who says so; your user name when left out")]
Target = Annotated[str, typer.Option("--target", "-t", help="slug or file of the target")]
Kind = Annotated[
    str,
    typer.Option("--kind", help="whose copy it is: arxiv, publisher, author, supplement, slides, poster or other"),
]
File = Annotated[str, typer.Argument(help="the file's checksum, or its first letters, as `list` shows them")]


@app.command()
def add(
    files: Annotated[
        list[Path], typer.Argument(help="PDF files, or folders of them", metavar="FILE|DIR…", parser=named_path)
    ],
    target: Target = "ms-celeb-1m",
    by: By = "",
    kind: Kind = "",
) -> None:
    """Add PDFs of any origin. A file's paper is found by DOI, arXiv's stamp, title and authors on its first page.

    Where that is not certain the file is kept and asked about: `citetrail documents list`. Links to files are
    followed, links to folders are not. Stopped, the same command goes on where it was.
    """
    from citetrail.commands.read import expand
    from citetrail.records.settings import load
    from flows.steps.add_files import add_files
    from flows.steps.reading_version import versions_of
    from flows.steps.run_context import attach

    whose = _kind(kind)
    # No hold on the target: a run of hours may go on meanwhile, which reads what is attached now.
    with shown() as bars:
        context = attach(load(), target, bars)
        try:
            paths = list(dict.fromkeys(expand(files)))
            counts = _count(add_files(context, versions_of(context), paths, by or _user(), whose), bars, len(paths))
        finally:
            context.engine.dispose()
    typer.echo(_summary(counts))
    if counts[ATTACHED]:
        typer.echo(f"`citetrail mine {target}` or `citetrail extract` and `assess` judge them.")
    if refused := [outcome for outcome in counts if outcome not in KEPT]:
        raise typer.Exit(INCOMPLETE if len(refused) < len(counts) else REFUSED)


def _count(added: "Iterable[FileAdded]", bars: Lines, total: int) -> Counter[str]:
    """Tell of each file as it comes, and how many there are by what became of them."""
    counts: Counter[str] = Counter()
    shown = sys.stderr.isatty()  # else a line for each file is enough
    if shown:
        bars.begin("add", total)
    for one in added:
        _tell(one)
        what = _became(one)
        counts[what] += 1
        if shown:
            bars.advance("add", what)
    return counts


def _became(added: "FileAdded") -> str:
    if added.same_as:
        return SAME
    if added.paper:
        return BEFORE if added.before else ATTACHED
    if added.refused_by:
        return DENIED
    return ASKED if added.outcome == "ok" else str(added.outcome)


def _summary(counts: Counter[str]) -> str:
    refused = {outcome: count for outcome, count in counts.items() if outcome not in KEPT}
    why = f" ({', '.join(f'{count} {outcome}' for outcome, count in sorted(refused.items()))})" if refused else ""
    also = "".join(f", {counts[what]} {what}" for what in (BEFORE, DENIED, SAME) if counts[what])
    return f"{counts[ATTACHED]} attached, {counts[ASKED]} {ASKED}, {sum(refused.values())} not kept{why}{also}."


def _tell(added: "FileAdded") -> None:
    name = printable(added.file)
    if added.same_as:
        typer.echo(f"{name}: the same bytes as {printable(added.same_as)}")
    elif added.paper:
        why = next((m.reason for m in added.proposals if m.paper_id == added.paper), "it is a copy already")
        typer.echo(f"{name}: {added.paper} ({why})")
    elif added.refused_by:
        typer.echo(f"{name}: {added.refused_by} said that it is nobody's copy")
    elif added.outcome == "ok":
        told = "; ".join(f"{m.paper_id}: {m.reason}" for m in added.proposals[:3])
        typer.echo(f"{name}: not certain ({told or 'no known paper fits: `citetrail papers add` names one'})")
    else:
        typer.echo(f"{name}: not kept, {with_advice(added.outcome, added.detail)}")


@app.command("list")
def list_() -> None:
    """The files of which nobody has said yet whose they are."""
    from citetrail.records.settings import load
    from citetrail.store.added_files import questions

    engine = open_known_store(load())
    with engine.connect() as connection:
        found = questions(connection)
    engine.dispose()
    for question in found:
        typer.echo(
            f"{question.sha256[:12]}  {printable(question.file)}, added by {question.by} on {question.at[:10]}"
        )
        for paper, title, reason in question.papers:
            typer.echo(f"  {paper}  {title}\n    {reason}")
        if not question.papers:
            typer.echo("  no known paper fits; `citetrail papers add` names one")
    typer.echo(f"{counted(len(found), 'file')} to be asked about")


@app.command()
def attach(
    file: File,
    paper: Annotated[str, typer.Argument(help="a paper's id, or doi:…, arxiv:…, s2:… or corpus:…")],
    by: By = "",
    kind: Kind = "other",
) -> None:
    """Say that a file is a copy of this paper. Whoever added the file cannot say so."""
    from citetrail.records.settings import load
    from citetrail.store.added_files import answer
    from citetrail.store.engine import now, writing

    whose = _kind(kind) or CopyKind.OTHER
    engine = open_known_store(load())
    with writing(engine) as connection:
        found = answer(connection, file, paper, by or _user(), now(), whose)
    engine.dispose()
    typer.echo(f"{file} is a copy of {found} now; the next `citetrail mine` reads it.")


@app.command()
def refuse(file: File, by: By = "") -> None:
    """Say that a file is no copy of any paper here. Its bytes stay; nothing rests on them."""
    from citetrail.records.settings import load
    from citetrail.store.added_files import answer
    from citetrail.store.engine import now, writing

    engine = open_known_store(load())
    with writing(engine) as connection:
        answer(connection, file, None, by or _user(), now())
    engine.dispose()
    typer.echo(f"{file} is nobody's copy.")


def _user() -> str:
    return getpass.getuser()


def _kind(kind: str) -> CopyKind | None:
    try:
        return CopyKind(kind) if kind else None
    except ValueError:
        raise UserError(f"--kind {kind}: say {', '.join(CopyKind)}") from None
