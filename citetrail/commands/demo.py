"""`citetrail demo`: the main job offline, on papers written for it."""

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from citetrail.commands.named_paths import named_path
from citetrail.paths import DEMO_MARK, DEMO_VAR

if TYPE_CHECKING:
    from citetrail.store.paper_summaries import PaperSummary, UseSummary


def command(
    var: Annotated[
        Path, typer.Option(help="folder for the demo's store and files; emptied first", parser=named_path)
    ] = DEMO_VAR,
) -> None:
    """Run discovery, fetching, reading and assessment on the embedded sample, and write a provisional release.

    Nothing leaves this machine: a server on loopback stands in for Semantic Scholar, arXiv and the paper hosts.
    """
    from rich.console import Console

    from citetrail.commands.progress_bars import shown
    from citetrail.publish.release import publish
    from citetrail.records.target_files import load_target, target_path
    from citetrail.sample.sample_settings import sample_settings
    from citetrail.sample.server import SampleServer
    from citetrail.store.funnel import status
    from citetrail.store.paper_summaries import paper_summaries
    from flows.steps.mine import mine
    from flows.steps.run_context import open_context

    console = Console(highlight=False)
    console.print("Invented papers by invented people, served on loopback; the datasets they name are real.")
    _empty(var)
    target = target_path("ms-celeb-1m")
    seeds = [p for m in load_target(target).members for p in m.papers]
    with SampleServer(also=seeds) as server, shown() as bars:
        settings = sample_settings(server.url, var, "demo@example.org")
        with open_context(settings, str(target), bars) as context:
            mine(context)
            with context.engine.connect() as connection:
                found = status(connection, context.target.slug)
                rows = list(paper_summaries(connection, context.target.slug))
            release = publish(context.engine, context.documents, context.target, var / "release", provisional=True)
    _show(console, rows, found | {"held_by": None})
    # Paths and the command are never broken over lines: they are to be copied.
    console.print(f"\nStore and documents  {var}", soft_wrap=True, markup=False)
    console.print(f"Map                  {release.path / 'map.html'}", soft_wrap=True, markup=False)
    console.print(f"Report and datasets  {release.path / 'index.html'}", soft_wrap=True, markup=False)
    console.print("\nNext, decide in the queue what of this is so:\n")
    console.print(f"    {review_command(var)}\n", soft_wrap=True, markup=False)


def review_command(var: Path) -> str:
    """The command that opens the demo's queue when it is pasted here, whether or not `citetrail` is on the path."""
    makefile = Path("Makefile")
    if var == DEMO_VAR and makefile.is_file() and "\nreview:" in makefile.read_text(encoding="utf-8"):
        return "make review"
    called = shutil.which(sys.argv[0]) or sys.argv[0]
    on_path = shutil.which("citetrail")
    program = "citetrail" if on_path and Path(on_path).resolve() == Path(called).resolve() else shlex.quote(called)
    return f"CITETRAIL_VAR={shlex.quote(str(var))} {program} review"


def _empty(var: Path) -> None:
    """Start afresh: the demo shows a first run. Only a folder that a demo made is emptied."""
    from citetrail.store.private_files import private_folder

    mark = var / DEMO_MARK
    if var.exists() and any(var.iterdir()) and not mark.exists():
        raise typer.BadParameter(f"{var} holds something that no demo made; name another folder")
    shutil.rmtree(var, ignore_errors=True)
    private_folder(var)
    mark.touch()
    os.environ["CITETRAIL_VAR"] = str(var)


def _show(console: Any, found_papers: "list[tuple[PaperSummary, list[UseSummary]]]", found: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    from citetrail.commands.status import show
    from citetrail.records.vocabulary import Outcome

    table = Table(title="What was found", expand=True, show_lines=True)
    table.add_column("paper, and what it uses in its own words", ratio=1)
    table.add_column("says", no_wrap=True)
    table.add_column("sectors", no_wrap=True)
    for paper, uses in found_papers:
        read = paper.read_outcome or paper.outcome
        says = Text(paper.verdict or "")
        if read and read != Outcome.OK:
            says.append(f"\n{read}", style="dim")  # why there is no text
        words = Text(_cut(paper.title, 110), style="bold")
        for use in uses[:2]:
            words.append(f"\n{use.member} · {use.role}: ", style="not bold")
            words.append(f"“{_cut(' '.join(use.quote.split()), 140)}”", style="not bold dim")
        table.add_row(words, says, Text("\n".join(paper.sectors or ())))
    console.print(table)
    show(found)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
