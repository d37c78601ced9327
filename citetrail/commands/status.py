"""`citetrail status`: the funnel, what could not be had and why, and how far the review is."""

import json
import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from citetrail.commands.runs import open_known_store, refuse_empty
from citetrail.records.counted import counted
from citetrail.records.shortened import printable, shortened

_BESIDE = {
    "using_it_without_text": "Beside it, using it by quoted sentences alone, without text",
    "reviewed_in_all": "Every claim decided, in the funnel or beside it",
}


def command(
    target: Annotated[str, typer.Argument(help="slug or file of the target")] = "ms-celeb-1m",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="names like a dataset's beside the family that no target knows")
    ] = False,
) -> None:
    """Show the funnel: collected → with PDF → readable → naming the family → using it → reviewed.

    Each number counts papers of the one before; uses known only from quoted sentences stand beside it.
    """
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target, target_path
    from citetrail.store.funnel import status
    from citetrail.store.unknown_names import unknown_names

    slug = load_target(target_path(target)).slug
    engine = open_known_store(load())
    refuse_empty(engine, slug)
    with engine.connect() as connection:
        found = status(connection, slug)
        if unknown:
            found["unknown_datasets"] = [asdict(name) for name in unknown_names(connection, slug)]
    engine.dispose()
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=True) + "\n")
    else:
        show(found)


def show(found: dict[str, Any]) -> None:
    """Print a status as tables."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    funnel = Table("", "papers", "of collected", title=f"The funnel of {found['target']}", title_justify="left")
    collected = found["funnel"]["collected"] or 1
    for step, count in found["funnel"].items():
        funnel.add_row(step.replace("_", " "), f"{count:,}", f"{count / collected:.0%}")
    console.print(funnel)
    for name, words in _BESIDE.items():
        if count := found["beside_the_funnel"][name]:
            console.print(Text(f"{words}: {counted(count, 'paper')}"))
    for title, rows in (
        ("Not fetched, by reason", found["fetch_failures"]),
        ("Not readable, by reason", found["read_failures"]),
        ("Verdicts", found["verdicts"]),
        ("Due", found["due"]),
    ):
        if rows:
            told = ", ".join(f"{name} {count:,}" for name, count in rows.items())
            console.print(Text.assemble((f"{title}: ", "bold"), told))
    _show_claims(console, found)
    _show_audit(console, found)
    if found["doubtful_pairs"]:
        many = counted(len(found["doubtful_pairs"]), "pair")
        told = f"{many} of records may be one paper: `citetrail papers doubtful`"
        console.print(Text(f"  {told}"))
    if found["withdrawn"]:
        console.print(Text(f"  withdrawn from arXiv by their authors: {counted(found['withdrawn'], 'paper')}"))
    _show_queries(console, found)
    _show_unknown(console, found)
    if found["held_by"]:
        console.print(Text(f"  a run is at work: {found['held_by']}"))


def _show_unknown(console: Any, found: dict[str, Any]) -> None:
    """Where asked for: names that may be the next derivative, with a sentence each."""
    from rich.text import Text

    for row in found.get("unknown_datasets", []):
        papers = counted(row["papers"], "paper")
        quote = printable(shortened(row["quote"], 200))
        told = f"  {printable(row['name'])}: {papers}, as in {row['paper_id']}, p. {row['page']}: “{quote}”"
        console.print(Text(told))
    if found.get("unknown_datasets") == []:
        console.print(Text("  no unknown dataset is named beside the family"))


def _show_queries(console: Any, found: dict[str, Any]) -> None:
    """Whether every source answered in full, in the words of a run, and what is missing."""
    from rich.text import Text

    told = "every source answered in full" if found["is_complete"] else "not every source answered in full"
    console.print(Text.assemble(("Discovery: ", "bold"), told))
    for name in ("incomplete_queries", "unknown_to_source"):
        for query in found[name]:
            # A service that failed before it told a total has none.
            of = f" of {query['expected']:,}" if query["expected"] is not None else ""
            got = f"{query['received']:,}{of}: " if query["received"] or of else ""
            console.print(Text(f"  query {query['query']}: {got}{query['failure']}"))


def _show_claims(console: Any, found: dict[str, Any]) -> None:
    from rich.table import Table

    if not found["claims"]:
        return
    states = sorted({s for counts in found["claims"].values() for s in counts})
    table = Table("claims", *(s.replace("_", " ") for s in states), title="The review", title_justify="left")
    for kind, counts in found["claims"].items():
        table.add_row(kind, *(f"{counts.get(s, 0):,}" for s in states))
    console.print(table)


def _show_audit(console: Any, found: dict[str, Any]) -> None:
    """Error rates with Wilson's 95 % intervals, once something was audited."""
    from rich.text import Text

    words = {"accepted": "accepted claims that were wrong", "cleared": "cleared papers that do use it"}
    for kind, rate in found["audit"].items():
        if rate["audited"]:
            told = f"  audit: {words[kind]}: {rate['errors']} of {rate['audited']} = {rate['rate']:.1%}"
            console.print(Text(f"{told} (95 % interval {rate['low']:.1%} to {rate['high']:.1%})"))
