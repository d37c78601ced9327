"""`citetrail targets`: the target files, begun, checked and shown."""

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from citetrail.commands.named_paths import named_path
from citetrail.commands.user_errors import UserError
from citetrail.records.sourced_tables import read_sourced_tables
from citetrail.records.target_files import FOLDER, TargetError, load_target, target_path, target_paths
from citetrail.records.target_template import (
    TargetDraft,
    introducing_paper,
    paper_address,
    placeholder_title,
    render,
    slug_of,
)
from citetrail.records.target_warnings import warnings_of
from citetrail.records.targets import IntroducingPaper, Member, Target
from citetrail.records.toml_faults import told
from citetrail.records.vocabulary import MemberKind

app = typer.Typer(
    no_args_is_help=True, help="Begin, list, check and show target files.", pretty_exceptions_enable=False
)
LookUp = Callable[[IntroducingPaper], IntroducingPaper | None]
# A person waits for the answer: what a run asks for ten times, for minutes, is asked for twice here.
LOOK_UP_TRIES = 2
LOOK_UP_SECONDS = 10.0


@app.command("list")
def list_targets() -> None:
    """Every target file, with the size of its family."""
    table = Table("target", "name", "datasets", "models", "papers")
    for path in target_paths():
        target = load_target(path)
        models = sum(m.kind is MemberKind.MODEL for m in target.members)
        papers = sum(len(m.papers) for m in target.members)
        table.add_row(target.slug, target.name, str(len(target.members) - models), str(models), str(papers))
    Console().print(table)


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="files to check; all that are shipped when none is named", parser=named_path),
    ] = None,
    strict: Annotated[bool, typer.Option(help="warnings count as faults")] = False,
) -> None:
    """Read target files, the tables beside them and data/releases strictly; list what is wrong or worth a look.

    Ends with code 2 when something is wrong. Aliases are compared with the shipped targets and with each other.
    """
    shipped = target_paths()
    loaded: dict[Path, Target] = {}
    faults = 0
    for path in files or shipped:
        try:
            loaded[path] = load_target(path)
            read_sourced_tables(path.parent / loaded[path].slug, loaded[path])
        except TargetError as error:
            typer.echo(str(error), err=True)
            faults += len(error.faults) or len(str(error).splitlines())
    others = {t.slug: t for t in (*_sound(shipped), *loaded.values())}
    warned = sum(_report(path, target, others) for path, target in loaded.items())
    faults += _check_releases()
    if faults or (strict and warned):
        raise typer.Exit(2)


def _sound(paths: list[Path]) -> list[Target]:
    """The targets of these files, without those that cannot be read: a fault elsewhere is not this file's."""
    found = []
    for path in paths:
        try:
            found.append(load_target(path))
        except TargetError:
            continue
    return found


def _report(path: Path, target: Target, others: dict[str, Target]) -> int:
    """Print what is to be said of a sound file; how many warnings."""
    aliases = sum(len(m.aliases) for m in target.members)
    warnings = warnings_of(target, [t for slug, t in others.items() if slug != target.slug])
    size = f"{_number(len(target.members), 'member')}, {_number(aliases, 'alias', 'aliases')}"
    typer.echo(f"{path}: ok, {size}, {_number(len(warnings), 'warning')}")
    for warning in warnings:
        typer.echo(told(str(path), [replace(warning, message=f"warning: {warning.message}")]), err=True)
    return len(warnings)


def _check_releases() -> int:
    """Check data/releases; how many faults."""
    from citetrail.records.release_files import ReleaseError, load_releases

    try:
        register = load_releases()
    except ReleaseError as error:
        typer.echo(str(error), err=True)
        return len(str(error).splitlines())
    size = f"{_number(len(register.releases), 'release')}, {_number(len(register.packages), 'package')}"
    typer.echo(f"data/releases: ok, {size}")
    return 0


def _number(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


@app.command()
def new(
    name: Annotated[str, typer.Option(help="the dataset's name, as papers print it")] = "",
    summary: Annotated[str, typer.Option(help="one sentence for readers of the report")] = "",
    title: Annotated[str, typer.Option(help="title of the paper that introduced it")] = "",
    paper: Annotated[str, typer.Option(help="that paper's DOI, arXiv id or Semantic Scholar id")] = "",
    source: Annotated[str, typer.Option(help="address that describes it; the paper's when none is given")] = "",
    alias: Annotated[list[str] | None, typer.Option(help="a further name; may be given several times")] = None,
    slug: Annotated[str, typer.Option(help="short name; made from the name when none is given")] = "",
    out: Annotated[
        Path | None, typer.Option(help="file to write; SLUG.toml here when none is given", parser=named_path)
    ] = None,
    look_up: Annotated[bool, typer.Option(help="ask Semantic Scholar about the paper")] = True,
) -> None:
    """Begin a target file: asks what is not given as an option, fills in what is known, explains the rest.

    The paper is looked up at Semantic Scholar where it can be reached; without a network the file is written all
    the same.
    """
    name = name or _asked("Name of the dataset, as papers print it")
    identifier = paper or _asked("DOI, arXiv id or Semantic Scholar id of the paper that introduced it", empty=True)
    try:
        introducing = introducing_paper(title, identifier)
    except ValueError as error:
        raise UserError(f"--paper: {error}") from error
    if look_up and identifier:
        introducing = _looked_up(introducing)
    if not introducing.title:
        introducing = replace(introducing, title=_title(name, identifier))
    source = source or paper_address(introducing) or _asked("Address that describes the dataset (https://…)")
    draft = TargetDraft(
        slug=slug or slug_of(name) or _asked("Short name: small letters, digits, hyphens"),
        name=name,
        summary=summary or _asked("What it is, in one sentence"),
        source=source,
        aliases=tuple(dict.fromkeys((name, *(alias or ())))),
        paper=introducing if introducing.title else None,
    )
    _write(draft, out or Path(f"{draft.slug}.toml"))


def _title(name: str, identifier: str) -> str:
    """The title that a person gives; an id without one is kept, under words that tell what is missing."""
    given = _asked("Title of that paper", empty=True)
    if given or not identifier:
        return given
    typer.echo("The paper's title is not known: write it into the file, references are matched by it.", err=True)
    return placeholder_title(name)


def _asked(question: str, *, empty: bool = False) -> str:
    """A person's answer; without a terminal nothing is asked, and what must be known is an error."""
    if sys.stdin.isatty():
        return str(typer.prompt(question, default="" if empty else None, show_default=False)).strip()
    if empty:
        return ""
    raise UserError(f"{question}: give it as an option (citetrail targets new --help); nobody is here to be asked.")


def _looked_up(paper: IntroducingPaper, find: LookUp | None = None) -> IntroducingPaper:
    """The paper with what Semantic Scholar has of it; the same paper when it cannot be asked."""
    from spiders.service_errors import ServiceError

    typer.echo("Asking Semantic Scholar about the paper (Ctrl-C goes on without) …", err=True)
    try:
        found = (find or _at_semantic_scholar)(paper)
    except (ServiceError, TimeoutError, KeyboardInterrupt) as error:
        typer.echo(f"  not looked up: {str(error) or 'stopped'}", err=True)
        typer.echo("  Going on without: --title gives the paper's title, --no-look-up asks nobody.", err=True)
        return paper
    if found is None:
        typer.echo("  it knows no such paper: check the id", err=True)
        return paper
    typer.echo(f"  “{found.title}” ({found.year or 'no year'})", err=True)
    return found


def _at_semantic_scholar(paper: IntroducingPaper) -> IntroducingPaper | None:
    """Raises ServiceError when it cannot be asked, TimeoutError when it says nothing in `LOOK_UP_SECONDS`."""
    from citetrail.records.settings import load
    from spiders.introducing_paper import look_up
    from spiders.semantic_scholar import Scholar

    scholar = Scholar(load())
    scholar.service.tries = LOOK_UP_TRIES
    return _in_time(lambda: look_up(scholar, paper), scholar.service.close)


def _in_time(find: Callable[[], IntroducingPaper | None], close: Callable[[], None]) -> IntroducingPaper | None:
    """What `find` gives or raises. A thread bounds all of it: no timeout of a socket bounds looking up a host."""
    found: list[IntroducingPaper | None] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            found.append(find())
        except Exception as error:  # noqa: BLE001  (raised below, where the caller is)
            failed.append(error)
        finally:
            close()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(LOOK_UP_SECONDS)
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError(f"Semantic Scholar gave no answer within {LOOK_UP_SECONDS:.0f} s")
    return found[0]


def _write(draft: TargetDraft, path: Path) -> None:
    """Write the file and say what comes next. A file that is there is never overwritten."""
    if (FOLDER / f"{draft.slug}.toml").is_file():
        typer.echo(f"Note: a target {draft.slug!r} is shipped already: citetrail targets show {draft.slug}", err=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(render(draft))
    except FileExistsError as error:
        raise UserError(f"{path} is there already: name another file with --out.") from error
    typer.echo(f"Written: {path}")
    try:
        load_target(path)
    except TargetError as error:
        typer.echo(f"To be put right before it can be used:\n{error}", err=True)
    typer.echo(f"Next:    citetrail targets check {path}")


@app.command()
def show(target: Annotated[str, typer.Argument(help="slug or file")]) -> None:
    """The family tree of one target, with aliases and sources."""
    loaded = load_target(target_path(target))
    console = Console()
    console.print(Text.assemble((loaded.name, "bold"), f"\n{loaded.summary}\n"))
    console.print(_tree(loaded))
    for event in loaded.events:
        console.print(Text.assemble(f"{event.date}  {event.title}  ", (event.source, "dim")))


def _tree(target: Target) -> Tree:
    roots = [m for m in target.members if m.parent is None]
    tree = Tree(Text(target.name))
    for root in roots:
        _grow(tree, target, root)
    return tree


def _grow(branch: Tree, target: Target, member: Member) -> None:
    code = f" {member.code}" if member.code else ""
    twig = branch.add(Text.assemble((member.slug, "bold"), f" {member.name} ({member.kind}{code})"))
    if member.aliases or member.ambiguous:
        twig.add(Text(" · ".join([*member.aliases, *(f"{a}?" for a in member.ambiguous)]), style="dim"))
    for child in target.members:
        if child.parent == member.slug:
            _grow(twig, target, child)
