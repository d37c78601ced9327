"""`citetrail papers`: which records are one paper."""

from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True, help="Doubtful pairs of records: list, join, part.", pretty_exceptions_enable=False
)
Key = Annotated[str, typer.Argument(help="a paper's id, or s2:…, doi:…, arxiv:… or corpus:…")]


@app.command()
def doubtful(target: Annotated[str, typer.Argument(help="slug or file of the target")] = "ms-celeb-1m") -> None:
    """Pairs of records that may or may not be one paper; nobody has ruled on them yet."""
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target, target_path
    from citetrail.store.engine import open_store
    from citetrail.store.part_papers import doubtful as pairs

    engine = open_store(load())
    with engine.connect() as connection:
        found = pairs(connection, load_target(target_path(target)).slug)
    engine.dispose()
    for pair in found:
        told = f"told as one, {pair.papers[0]}" if len(pair.papers) == 1 else f"told as two, {', '.join(pair.papers)}"
        typer.echo(f"{pair.first}  {pair.second}\n  {told}: {pair.reason}\n  {' / '.join(pair.titles)}")
    typer.echo(f"{len(found)} doubtful pairs")


@app.command()
def join(one: Key, other: Key) -> None:
    """Make two papers one, and keep them so in later runs."""
    from citetrail.records.settings import load
    from citetrail.store.engine import now, open_store, writing
    from citetrail.store.part_papers import join as join_papers

    engine = open_store(load())
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
    from citetrail.store.engine import now, open_store, writing
    from citetrail.store.part_papers import part as part_papers

    engine = open_store(load())
    with writing(engine) as connection:
        kept, new = part_papers(connection, paper, records, now())
    engine.dispose()
    typer.echo(f"{kept} and {new} are two papers now. Run `citetrail mine` to fetch and assess them anew.")
