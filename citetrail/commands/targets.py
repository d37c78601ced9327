"""`citetrail targets`: the target files, checked and shown."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.tree import Tree

from citetrail.records.target_files import load_target, target_path, target_paths
from citetrail.records.targets import Member, Target

app = typer.Typer(no_args_is_help=True, help="List, check and show target files.", pretty_exceptions_enable=False)


@app.command("list")
def list_targets() -> None:
    """Every target file, with the size of its family."""
    table = Table("target", "name", "datasets", "models", "introducing papers")
    for path in target_paths():
        target = load_target(path)
        models = sum(m.kind == "model" for m in target.members)
        papers = sum(len(m.papers) for m in target.members)
        table.add_row(target.slug, target.name, str(len(target.members) - models), str(models), str(papers))
    Console().print(table)


@app.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="files to check; all when none is named")] = None,
) -> None:
    """Read target files strictly: unknown keys, duplicate aliases and missing sources name their line."""
    for path in files or target_paths():
        target = load_target(path)
        typer.echo(
            f"{path}: ok, {len(target.members)} members, {sum(len(m.aliases) for m in target.members)} aliases"
        )
        for member in target.members:
            for paper in member.papers:
                if not (paper.corpus_id or paper.s2_id or paper.arxiv or paper.doi):
                    typer.echo(
                        f"{path}: warning: {member.slug}: “{paper.title}” has no id: its citations cannot be asked "
                        "for, and every discovery ends incomplete. Add corpus_id, arxiv or doi.",
                        err=True,
                    )


@app.command()
def show(target: Annotated[str, typer.Argument(help="slug or file")]) -> None:
    """The family tree of one target, with aliases and sources."""
    loaded = load_target(target_path(target))
    console = Console()
    console.print(f"[bold]{loaded.name}[/bold]\n{loaded.summary}\n")
    console.print(_tree(loaded))
    for event in loaded.events:
        console.print(f"{event.date}  {event.title}  [dim]{event.source}[/dim]")


def _tree(target: Target) -> Tree:
    roots = [m for m in target.members if m.parent is None]
    tree = Tree(target.name)
    for root in roots:
        _grow(tree, target, root)
    return tree


def _grow(branch: Tree, target: Target, member: Member) -> None:
    code = f" {member.code}" if member.code else ""
    twig = branch.add(f"[bold]{member.slug}[/bold] {member.name} ({member.kind}{code})")
    if member.aliases or member.ambiguous:
        twig.add("[dim]" + " · ".join([*member.aliases, *(f"{a}?" for a in member.ambiguous)]) + "[/dim]")
    for child in target.members:
        if child.parent == member.slug:
            _grow(twig, target, child)
