"""`citetrail objections`: what those who are named say of a claim, and the answers."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from citetrail.commands.runs import open_known_store

app = typer.Typer(
    no_args_is_help=True,
    help="Record objections to claims, and the answers to them.",
    pretty_exceptions_enable=False,
)
Words = Annotated[str, typer.Option("--text", help="the words; those of an objection are never published")]
Day = Annotated[str, typer.Option("--on", help="the day, as 2026-11-05; today when left out")]
By = Annotated[str, typer.Option("--by", help="who records it")]


@app.command()
def add(
    claim: Annotated[str, typer.Argument(help="the claim, as in claim_id of the tables")],
    text: Words,
    on: Day = "",
    by: By = "",
) -> None:
    """Record an objection. A sensitive claim is held back from the next release until it is answered."""
    from citetrail.records.settings import load
    from citetrail.store.engine import writing
    from citetrail.store.objections import object_to

    with writing(open_known_store(load())) as connection:
        number = object_to(connection, claim, text, on or _today(), by)
    typer.echo(f"Objection {number} to claim {claim} is recorded; `citetrail objections answer {number}` answers it.")


@app.command()
def answer(
    objection: Annotated[int, typer.Argument(help="the number of the objection")],
    text: Words,
    upheld: Annotated[bool, typer.Option("--upheld/--refused", help="whether the claim falls or stands")],
    on: Day = "",
    by: By = "",
) -> None:
    """Answer an objection: upheld, the claim falls and the next release says so; refused, it stands."""
    from citetrail.records.settings import load
    from citetrail.store.engine import writing
    from citetrail.store.objections import ObjectionOutcome
    from citetrail.store.objections import answer as record

    outcome = ObjectionOutcome.UPHELD if upheld else ObjectionOutcome.REFUSED
    with writing(open_known_store(load())) as connection:
        record(connection, objection, outcome, text, on or _today(), by)
    typer.echo(f"Objection {objection} is {outcome}. The next `citetrail publish` says what became of it.")


@app.command(name="list")
def list_(
    target: Annotated[str, typer.Option("--target", "-t", help="target whose claims are meant")] = "ms-celeb-1m",
) -> None:
    """All objections to a target's claims, with what became of each."""
    from citetrail.records.settings import load
    from citetrail.store.objections import everything

    with open_known_store(load()).connect() as connection:
        found = everything(connection, target)
    for one in found:
        told = f"{one.outcome} {one.answered_on}: {one.answer}" if one.answered_on else str(one.outcome)
        typer.echo(f"{one.id}\t{one.claim_id}\t{one.received_on}\t{told}")
    if not found:
        typer.echo("No objection is recorded.")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
