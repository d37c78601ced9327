"""`citetrail review`: the verification queue."""

import sys
from typing import Annotated

import typer

from citetrail.commands.runs import demo_hint
from citetrail.commands.user_errors import UserError


def command(
    host: Annotated[
        str | None, typer.Option(help="address to bind to; other than loopback only with accounts")
    ] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="port to listen on")] = None,
    target: Annotated[str, typer.Option("--target", "-t", help="slug of the target to show first")] = "",
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host", help="public name under which browsers reach it, as behind a proxy; only with accounts"
        ),
    ] = None,
) -> None:
    """Serve the verification queue, by default on http://127.0.0.1:8765.

    On loopback, without accounts, no password is asked. Any other address, and any public name, needs accounts first:
    `citetrail reviewers add NAME --role reviewer|adjudicator|analyst`.
    """
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target, target_path
    from citetrail.review.serving import reachable, serve, why_not_bind
    from citetrail.store.accounts import any_accounts
    from citetrail.store.claims import targets_with_claims
    from citetrail.store.engine import open_store

    settings = load()
    address = host or settings.review_host
    engine = open_store(settings)
    with engine.connect() as connection:
        accounts, filled = any_accounts(connection), targets_with_claims(connection)
    if target and target not in filled:
        target = load_target(target_path(target)).slug  # names those that there are, where it is none
    names = tuple(allow_host or ())
    if reachable(address, names) and not accounts:
        raise UserError(
            f"{', '.join((address, *names))} can be reached from other machines, and nobody has an account yet. "
            "Add one first: citetrail reviewers add NAME --role reviewer|adjudicator|analyst"
        )
    listening = settings.review_port if port is None else port
    if problem := why_not_bind(address, listening):
        raise UserError(f"{_shown(address)}:{listening} {problem}")
    _tell(_shown(address), listening, accounts=accounts)
    if not filled:
        typer.echo(f"No claim waits in it yet: `citetrail mine` makes them.{demo_hint(settings)}")
    serve(settings, engine, address, listening, allowed=names, target=target)


def _shown(address: str) -> str:
    """As it stands in a web address."""
    return f"[{address}]" if ":" in address else address


def _tell(host: str, port: int, *, accounts: bool) -> None:
    sys.stdout.write(f"The queue is at http://{host}:{port}/\n")
    sys.stdout.write(
        "Everyone signs in with an account.\n" if accounts else "No accounts: you are the local reviewer.\n"
    )
    sys.stdout.flush()
