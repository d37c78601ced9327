"""`citetrail organisations`: update the ROR index, look one organisation up, check the gazetteer."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.user_errors import UserError
from citetrail.paths import DATA

if TYPE_CHECKING:
    from extractors.organisations.gazetteer import GazetteerEntry

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Update and look into the organisation data.",
    rich_markup_mode=None,
)


@app.command()
def update(
    source: Annotated[
        Path | None,
        typer.Option("--from", help="an official ROR zip on disk, instead of downloading it", parser=named_path),
    ] = None,
) -> None:
    """Download the latest ROR dump, verify its checksum, and compile it to the index that matching uses.

    The index is replaced whole or not at all. With --from nothing is downloaded.
    """
    from citetrail.records.settings import load
    from extractors.organisations.compile_ror import compile_index
    from extractors.organisations.countries import open_countries
    from extractors.organisations.ror_dump import DumpError, open_dump

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

    from citetrail.records.settings import load
    from extractors.organisations import open_resolver

    settings = load()
    resolver = open_resolver(DATA, _index(settings), settings.gazetteer)
    known = resolver.organisation(query.replace("https://ror.org/", "ror:").strip())
    rows: list[dict[str, Any]] = [asdict(known)] if known else [asdict(m) for m in resolver.resolve(query)]
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n" if as_json else _told(row))
    sys.stderr.write(f"citetrail: {resolver.version}\n")


@app.command()
def aspi(
    target: Annotated[Path, typer.Option("--out", help="folder to write further_names.csv to", parser=named_path)],
) -> None:
    """Write further names and laboratories of Chinese organisations from ASPI's China Defence Universities Tracker.

    Needs the extra `aspi` (pip install "citetrail[aspi]"). The names are used once CITETRAIL_GAZETTEER is the folder.
    Sectors are not taken over.
    """
    import csv

    from extractors.organisations.aspi_names import further_names, read_entry
    from extractors.organisations.data_version import FURTHER_NAMES
    from extractors.organisations.gazetteer import FURTHER_COLUMNS, NameKind, load_gazetteer

    try:
        from pymispgalaxies.api import Clusters
    except ImportError as error:
        raise UserError('the tracker is not installed: pip install "citetrail[aspi]"') from error
    cluster: Any = Clusters().get("china-defence-universities")
    read = [read_entry(v.value, v.to_dict().get("meta", {})) for v in cluster.values()]
    names = further_names([e for e in read if e], load_gazetteer(DATA / "organisations"))
    target.mkdir(parents=True, exist_ok=True)
    with (target / FURTHER_NAMES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FURTHER_COLUMNS)
        writer.writerows(names)
    laboratories = sum(n.kind is NameKind.LABORATORY for n in names)
    sys.stdout.write(
        f"{len(read)} organisations read; {len(names) - laboratories} names and {laboratories} names of laboratories "
        f"for {len({n.organisation for n in names})} of the gazetteer's in {target / FURTHER_NAMES}\n"
        f"Set CITETRAIL_GAZETTEER={target} to use them.\n"
    )


@app.command()
def check(
    unopened: Annotated[
        bool, typer.Option("--unopened", help="list the rows no opened source carries, military ones first")
    ] = False,
) -> None:
    """Check the gazetteer and the rules: format, sources, duplicates, and that each place lies in its country."""
    from extractors.funding.funders import load_funders
    from extractors.organisations.check_coordinates import misplaced
    from extractors.organisations.compile_places import places_of
    from extractors.organisations.countries import open_countries
    from extractors.organisations.gazetteer import load_gazetteer
    from extractors.organisations.name_rules import load_name_rules

    gazetteer = load_gazetteer(DATA / "organisations")
    rules = load_name_rules(DATA / "organisations" / "name_rules.csv")
    faults = misplaced(gazetteer, places_of(1_000), open_countries(DATA / "rules"))
    if faults:
        raise UserError("\n".join(faults))
    names = sum(len(e.names) for e in gazetteer.entries.values())
    waiting = [e for e in gazetteer.entries.values() if not _confirmed(e)]
    if unopened:
        waiting.sort(key=lambda e: (e.organisation.tier or "M9", e.organisation.id))
        rows = (
            (e.organisation.tier or e.organisation.sector, e.organisation.id, e.organisation.source) for e in waiting
        )
        sys.stdout.writelines("\t".join(map(str, row)) + "\n" for row in rows)
    sys.stdout.write(
        f"{len(gazetteer.entries):,} organisations with {names:,} names, {len(gazetteer.joint):,} names of joint "
        f"laboratories, {len(rules):,} name rules, {len(load_funders()):,} funders: no fault found\n"
        f"{len(waiting):,} unconfirmed: no source that carries them was opened (--unopened lists them)\n"
    )


def _confirmed(entry: "GazetteerEntry") -> bool:
    check = entry.organisation.source_check
    return check is not None and check.confirmed


def _index(settings: Any) -> Path:
    path: Path = settings.ror_index
    return path


def _download(settings: Any) -> Path:
    from spiders.ror import download_dump
    from spiders.service_errors import ServiceError

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
