"""`citetrail organisations`: update the ROR index, look one organisation up, check the gazetteer."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.errors import UserError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Update and look into the organisation data.",
    rich_markup_mode=None,
)
DATA = Path(__file__).parents[1] / "data"


@app.command()
def update(
    source: Annotated[
        Path | None, typer.Option("--from", help="an official ROR zip on disk, instead of downloading it")
    ] = None,
) -> None:
    """Download the latest ROR dump, verify its checksum, and compile it to the index that matching uses.

    The index is replaced whole or not at all. With --from nothing is downloaded.
    """
    from extractors.organisations.compile import compile_index
    from extractors.organisations.countries import open_countries
    from extractors.organisations.ror_dump import DumpError, open_dump
    from records.settings import load

    settings = load()
    try:
        dump = open_dump(source or _download(settings))
        done = compile_index(dump, _index(settings), open_countries(DATA / "rules"))
    except DumpError as error:
        raise UserError(f"not a ROR dump: {error}") from error
    sys.stdout.write(
        f"ROR {done.version} of {done.date}: {done.organisations:,} organisations ({done.with_address:,} with an "
        f"address, {done.withdrawn:,} withdrawn left out), {done.names:,} names, {done.size / 1e6:.0f} MB in "
        f"{_index(settings)}\n"
    )


@app.command()
def show(
    query: Annotated[str, typer.Argument(help="an id (ror:…, ct:…), a ROR address, or an affiliation as printed")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object an organisation")] = False,
) -> None:
    """Show what is known of an organisation, or how an affiliation string is understood."""
    from dataclasses import asdict

    from extractors.organisations import open_resolver
    from records.settings import load

    resolver = open_resolver(DATA, _index(load()))
    known = resolver.organisation(query.replace("https://ror.org/", "ror:").strip())
    rows: list[dict[str, Any]] = [asdict(known)] if known else [asdict(m) for m in resolver.resolve(query)]
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n" if as_json else _told(row))
    sys.stderr.write(f"citetrail: {resolver.version}\n")


@app.command()
def check() -> None:
    """Check the gazetteer and the rules: format, sources, duplicates, and that each place lies in its country."""
    from extractors.funding import load_funders
    from extractors.organisations.countries import open_countries
    from extractors.organisations.gazetteer import load_gazetteer
    from extractors.organisations.name_rules import load_name_rules
    from extractors.organisations.places import Places
    from extractors.organisations.placing import misplaced

    gazetteer = load_gazetteer(DATA / "organisations")
    rules = load_name_rules(DATA / "organisations" / "name_rules.csv")
    faults = misplaced(gazetteer, Places(1_000), open_countries(DATA / "rules"))
    if faults:
        raise UserError("\n".join(faults))
    names = sum(len(e.names) for e in gazetteer.entries.values())
    sys.stdout.write(
        f"{len(gazetteer.entries):,} organisations with {names:,} names, {len(gazetteer.joint):,} names of joint "
        f"laboratories, {len(rules):,} name rules, {len(load_funders()):,} funders: no fault found\n"
    )


def _index(settings: Any) -> Path:
    path: Path = settings.organisations or settings.var / "organisations" / "ror.index"
    return path


def _download(settings: Any) -> Path:
    from spiders.errors import ServiceError
    from spiders.ror import download_dump

    try:
        found = download_dump(settings.zenodo_url, settings.var / "organisations", contact=settings.contact)
    except ServiceError as error:
        raise UserError(
            f"the ROR dump could not be downloaded: {error}\n"
            "Download it by hand from https://doi.org/10.5281/zenodo.6347574 and give it with --from."
        ) from error
    sys.stderr.write(f"citetrail: {found.path.name}, {found.size:,} bytes, {found.checksum} verified\n")
    return found.path


def _told(row: dict[str, Any]) -> str:
    lines = [f"{name}: {value}" for name, value in _flat(row) if value not in (None, "", (), [], "none")]
    return "\n".join(lines) + "\n\n"


def _flat(row: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in row.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{name} ")
        elif name == "designations":
            found += [
                (f"{prefix}designation", f"{d['list']} {d['since']}–{d['until']} {d['citation']}") for d in value
            ]
        else:
            found.append((f"{prefix}{name}", ", ".join(value) if isinstance(value, (tuple, list)) else value))
    return found
