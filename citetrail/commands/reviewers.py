"""`citetrail reviewers`: the people who may enter the queue."""

import sys
from typing import Annotated

import typer

from citetrail.commands.user_errors import UserError

app = typer.Typer(
    no_args_is_help=True, help="Add and list the people who may review.", pretty_exceptions_enable=False
)
tokens = typer.Typer(no_args_is_help=True, help="Tokens with which programs act for a person at the JSON API.")
app.add_typer(tokens, name="token")
Name = Annotated[str, typer.Argument(help="the name with which the person signs in")]
Role = Annotated[str, typer.Option("--role", help="reviewer, adjudicator or analyst")]
Stdin = Annotated[bool, typer.Option("--password-stdin", help="read the password from standard input")]


@app.command()
def add(
    name: Name,
    role: Role = "reviewer",
    password_stdin: Stdin = False,
    publish_name: Annotated[
        bool,
        typer.Option("--publish-name", help="the person agrees to be named in releases; else a pseudonym stands"),
    ] = False,
) -> None:
    """Add a person. Reviewers decide, adjudicators settle conflicts too, analysts look on.

    With the second person who may decide, sensitive claims want two reviewers (CITETRAIL_TWO_REVIEWERS).
    """
    from citetrail.records.settings import load
    from citetrail.store import accounts
    from citetrail.store.decision_log import apply_policy
    from citetrail.store.engine import open_store, writing

    chosen = _role(role)
    settings = load()
    password = _password(password_stdin)
    with writing(open_store(settings)) as connection:
        accounts.add(connection, name, accounts.ReviewerRole(chosen), password, publish_name=publish_name)
        changed = apply_policy(connection, settings.two_reviewers)
    typer.echo(f"{name} may sign in as {chosen}.")
    if changed:
        typer.echo("From now on military, commercial and company claims want two reviewers who agree.")


@app.command("list")
def list_reviewers() -> None:
    """Everyone who ever had an account or decided."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from citetrail.records.settings import load
    from citetrail.store import accounts
    from citetrail.store.engine import open_store

    table = Table("name", "role", "in releases", "may sign in", "since")
    with open_store(load()).connect() as connection:
        for row in accounts.everyone(connection):
            public = row.name if row.publish_name else row.pseudonym
            cells = (row.name, row.role, public, "yes" if row.password_hash else "no", row.created_at[:10])
            table.add_row(*map(Text, cells))
    Console().print(table)


@app.command()
def password(name: Name, password_stdin: Stdin = False) -> None:
    """Set a new password and end the person's sessions."""
    from citetrail.records.settings import load
    from citetrail.store import accounts
    from citetrail.store.engine import open_store, writing

    secret = _password(password_stdin)
    with writing(open_store(load())) as connection:
        accounts.set_password(connection, name, secret)
    typer.echo(f"{name} has a new password; open sessions have ended.")


@app.command("role")
def set_role(name: Name, role: Annotated[str, typer.Argument(help="reviewer, adjudicator or analyst")]) -> None:
    """Give a person another role."""
    from citetrail.records.settings import load
    from citetrail.store import accounts
    from citetrail.store.decision_log import apply_policy
    from citetrail.store.engine import open_store, writing

    settings = load()
    with writing(open_store(settings)) as connection:
        accounts.set_role(connection, name, accounts.ReviewerRole(_role(role)))
        apply_policy(connection, settings.two_reviewers)
    typer.echo(f"{name} is {role} now.")


@app.command()
def lock(name: Name) -> None:
    """Keep a person out. What they decided stays in the log under their name."""
    from citetrail.records.settings import load
    from citetrail.store import accounts
    from citetrail.store.decision_log import apply_policy
    from citetrail.store.engine import open_store, writing

    settings = load()
    with writing(open_store(settings)) as connection:
        accounts.lock(connection, name)
        apply_policy(connection, settings.two_reviewers)
    typer.echo(f"{name} can no longer sign in.")


@tokens.command("add")
def add_token(
    name: Name,
    label: Annotated[str, typer.Option("--label", help="what the token is for, to tell it from others")],
    decides: Annotated[
        bool, typer.Option("--decides", help="it may decide as the person may; else it only reads")
    ] = False,
    days: Annotated[int, typer.Option("--days", help="how long it holds, at most 365")] = 90,
) -> None:
    """Make a token and print it, once: the store keeps its hash only."""
    from citetrail.records.settings import load
    from citetrail.store import api_tokens
    from citetrail.store.engine import open_store, writing

    with writing(open_store(load())) as connection:
        made = api_tokens.make_token(connection, name, label, may_decide=decides, days=days)
    typer.echo(made)


@tokens.command("list")
def list_tokens() -> None:
    """Every token that was made, and whether it holds."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from citetrail.records.settings import load
    from citetrail.store import api_tokens
    from citetrail.store.engine import open_store

    table = Table("person", "label", "may", "made", "holds until")
    with open_store(load()).connect() as connection:
        for token in api_tokens.tokens_of(connection):
            until = token.expires_at[:10] if token.holds else ("revoked" if token.revoked_at else "ran out")
            may = "decide" if token.may_decide else "read"
            table.add_row(*map(Text, (token.reviewer, token.label, may, token.created_at[:10], until)))
    Console().print(table)


@tokens.command("revoke")
def revoke_token(name: Name, label: Annotated[str, typer.Argument(help="the token's label")]) -> None:
    """End a token at once."""
    from citetrail.records.settings import load
    from citetrail.store import api_tokens
    from citetrail.store.engine import open_store, writing

    with writing(open_store(load())) as connection:
        api_tokens.revoke_token(connection, name, label)
    typer.echo(f"{name}'s token {label} no longer holds.")


def _role(role: str) -> str:
    from citetrail.store.accounts import ReviewerRole

    if role not in set(ReviewerRole):
        raise UserError(f"{role}: a role is {', '.join(ReviewerRole)}")
    return role


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    secret: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return secret
