"""Writing one release: everything into a temporary folder, past the checks, then in one step into its place."""

import hashlib
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from citetrail.paths import TARGETS
from citetrail.publish import (
    checks,
    checks_process,
    correction_notices,
    delta,
    loaded_code,
    other_standards,
    page_files,
    reference_files,
    release_notes,
    report,
    ro_crate,
    rows_page,
    second_process,
    story,
    use_numbers,
    used_by,
)
from citetrail.publish.assertions import Assertions
from citetrail.publish.database import create, finish
from citetrail.publish.descriptors import DATABASE, PACKAGE, datapackage, datasette_metadata, digest, digest_once
from citetrail.publish.fill_tables import Filled, fill_tables, stage_rows
from citetrail.publish.log_facts import reopened
from citetrail.publish.mapdata import write_geojson
from citetrail.publish.people_named import Naming
from citetrail.publish.second_process import Second, SecondProcess
from citetrail.publish.spreadsheets import write_csv, write_parquet
from citetrail.publish.staged_rows import Scope
from citetrail.publish.staging import LATEST, staging
from citetrail.publish.table_columns import TABLES
from citetrail.publish.wording import LANGUAGES, speaking, words
from citetrail.rarely_collected import rarely_collected
from citetrail.records.sourced_tables import SourcedTables, read_sourced_tables
from citetrail.records.targets import Target
from citetrail.store.documents import DocumentStore
from citetrail.store.papers import merges

CHECKSUMS = "checksums.txt"
NO_ADDRESS = "whoever is named must be able to object: set CITETRAIL_CORRECTIONS to an e-mail or web address"


@dataclass(frozen=True, slots=True)
class WrittenRelease:
    """A written release."""

    version: str
    path: Path
    counts: dict[str, int] = field(default_factory=dict)
    previous: str | None = None
    changes: dict[str, int] = field(default_factory=dict)  # ADD, MOD, DEL against the previous release
    unchanged: bool = False  # the store had nothing new: the release that was there stands
    log_head: str | None = None  # of the chain of decisions, as the release prints it
    withheld: tuple[str, ...] = ()  # organisations and words accepted as military without a ground: not told


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes and where corrections go; printed in the release."""

    name: str = ""
    corrections: str = ""
    author_names: bool = True  # whether map and tables name authors, as the papers print them
    languages: tuple[str, ...] = ()  # of report and map, beside English
    disputed: bool = False  # whether claims on which votes differ are told, as disputed


@dataclass(frozen=True, slots=True)
class _Edition:
    """What the files of one release say of it, beside its rows."""

    target: Target
    version: str
    day: str  # of the store's last change
    provisional: bool
    publisher: Publisher
    log: dict[str, Any]  # facts of the log of decisions, merged papers, the editor's story
    previous: Path | None = None

    @property
    def title(self) -> str:
        return str(words()["package"]["title"].format(name=self.target.name))


@dataclass(frozen=True, slots=True)
class _Written:
    """What came of writing the files: rows by table, changes by kind, claims that fell since they were published."""

    counts: dict[str, int]
    changes: dict[str, int]
    fallen: dict[str, tuple[str, str]]  # claim → effect of the objection, and the answer


def publish(
    engine: Engine,
    documents: DocumentStore,
    target: Target,
    out: Path,
    *,
    provisional: bool = False,
    publisher: Publisher | None = None,
    assertions: Path | None = None,
    beside: Path | None = None,
) -> WrittenRelease:
    """Write a release of the target into `out`/VERSION and let `out`/latest point at it.

    The same store gives the same bytes: the version is the day of the store's last change and a hash of the
    tables, and no clock is read. `beside` is the folder beside the target file with story.md and its sourced tables.
    Raises ChecksFailed with the list of what is wrong, and CodeChanged where the program was changed since this
    process loaded it; `out` is then as it was.
    """
    loaded_code.check_unchanged()
    publisher = publisher or Publisher()
    beside = beside or TARGETS / target.slug
    editors, tables = story.read(beside / story.NAME), read_sourced_tables(beside, target)
    tables = tables if provisional else tables.opened()
    rules = checks.load(assertions or checks.DEFAULT, target.slug)
    out.mkdir(parents=True, exist_ok=True)
    previous = previous_release(out, target)
    scope = Scope(target, provisional, Naming(publisher.author_names))
    with staging(out) as folder, rarely_collected():
        with (
            closing(create(folder / DATABASE)) as release,
            second_process.second_for(engine, documents, folder, scope) as second,
        ):
            filled, edition = _fill_tables(engine, release, scope, publisher, editors, tables, previous, second)
            _write_csv(release, folder, second)
            edition = replace(edition, version=_version(folder, edition))
            # Before anything else is written or checked: most runs of a night have nothing new.
            if done := _already_there(out, edition.version):
                return done
            told = (engine, documents, target, previous, provisional, filled.uncarried)
            written = _write_checked(checks.ReleaseCandidate(release, *told), rules, folder, edition, second)
        _checksums(folder)
        loaded_code.check_unchanged()
        folder.rename(final := out / edition.version)
    correction_notices.write_notices(out, final.name, written.fallen)
    _point_latest(out, final.name)
    before, head = previous.name if previous else None, edition.log["log_head"]
    changed = (written.counts, before, written.changes)
    return WrittenRelease(final.name, final, *changed, log_head=head, withheld=filled.withheld)


def _fill_tables(
    engine: Engine,
    release: sqlite3.Connection,
    scope: Scope,
    publisher: Publisher,
    editors: str,
    tables: SourcedTables,
    previous: Path | None,
    second: SecondProcess,
) -> tuple[Filled, _Edition]:
    """Fill the tables; what the edition says of them has no version yet."""
    with second_process.view(engine, second) as (connection, other):
        staged = stage_rows(connection, release, scope, other)
        second.ask(Second.read_log, previous)  # the one check that needs no tables, while this process sorts them
        filled = fill_tables(connection, release, scope, staged, disputed=publisher.disputed, tables=tables)
        log = filled.log.facts | {"merged": merges(connection), "story": editors}
    finish(release)
    return filled, _Edition(scope.target, "", filled.log.day, scope.provisional, publisher, log, previous)


def _write_checked(
    candidate: checks.ReleaseCandidate, rules: Assertions, folder: Path, edition: _Edition, second: SecondProcess
) -> _Written:
    """Check the tables and write all that is made of them. Raises ChecksFailed."""
    if not edition.provisional and _count(candidate.tables, "uses") and not edition.publisher.corrections:
        raise checks.ChecksFailed([NO_ADDRESS])
    finish = checks_process.begin(candidate, rules, folder, edition.title, edition.day, second)
    again = {"reopened": reopened(candidate.engine, edition.target.slug, edition.previous)}
    return _write_all(folder, candidate.tables, replace(edition, log=edition.log | again), finish)


def _write_csv(release: sqlite3.Connection, folder: Path, second: SecondProcess) -> None:
    """The tables as CSV; a second process writes about half of them."""
    if not second.is_there:
        write_csv(release, folder)
        return
    shares: tuple[list[str], list[str]] = ([], [])
    sizes = {t.name: _count(release, t.name) * len(t.columns) for t in TABLES}
    for name in sorted(sizes, key=lambda name: sizes[name], reverse=True):
        min(shares, key=lambda share: sum(sizes[taken] for taken in share)).append(name)
    done = second.ask(Second.write_csv, shares[1])
    write_csv(release, folder, shares[0])
    done.otherwise(lambda: write_csv(release, folder, shares[1]))


def _version(folder: Path, edition: _Edition) -> str:
    """Day of the last change, then a hash of all that the release is made of: tables, log, target, loaded code."""
    target, publisher, log = edition.target, edition.publisher, edition.log
    parts = [digest_once(folder / f"{table.name}.csv") for table in TABLES]
    parts += [
        target.slug,
        target.name,
        target.summary,
        str(edition.provisional),
        publisher.name,
        publisher.corrections,
        str(publisher.author_names),
        log["log_head"] or "",
        *([log["story"]] if log["story"] else []),
        *publisher.languages,
    ]
    parts += loaded_code.LOADED
    kind = "-provisional" if edition.provisional else ""
    return f"{edition.day}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:8]}{kind}"


def _already_there(out: Path, version: str) -> WrittenRelease | None:
    path = out / version
    if not path.exists():
        return None
    damaged = damaged_files(path)
    if damaged:
        raise checks.ChecksFailed(
            [f"{path} is already there but damaged ({', '.join(damaged[:5])}): move it away and publish again"]
        )
    _point_latest(out, version)
    return WrittenRelease(version, path, _counts_of(path / DATABASE), unchanged=True)


def damaged_files(path: Path) -> list[str]:
    """Files of a release that are missing or are not what checksums.txt says."""
    listed = path / CHECKSUMS
    if not listed.exists():
        return [CHECKSUMS]
    pairs = [line.split("  ", 1) for line in listed.read_text(encoding="utf-8").splitlines()]
    return [name for sha, name in pairs if not (path / name).is_file() or digest(path / name) != sha]


def previous_release(out: Path, target: Target) -> Path | None:
    """The release that `latest` points at. Raises ChecksFailed when the folder holds another target's releases."""
    latest = out / LATEST
    if not latest.exists():
        return None
    path = latest.resolve()
    owner = delta.target_of(path)
    if owner != target.slug:
        raise checks.ChecksFailed([f"{out} holds releases of {owner}: choose another folder for {target.slug}"])
    return path


def _about(release: sqlite3.Connection, edition: _Edition) -> dict[str, Any]:
    """What the templates of pages and notes are told of a release."""
    target, publisher, previous = edition.target, edition.publisher, edition.previous
    return {
        "name": target.name,
        "slug": target.slug,
        "title": edition.title,
        "version": edition.version,
        "day": edition.day,
        "provisional": edition.provisional,
        "publisher": publisher.name,
        "corrections": publisher.corrections,
        "languages": [(code, LANGUAGES[code]) for code in ("en", *publisher.languages)],
        "previous": previous.name if previous else None,
        "fallen": correction_notices.fallen(release),
        **edition.log,
    }


def _write_all(
    folder: Path, release: sqlite3.Connection, edition: _Edition, finish: checks_process.Finish
) -> _Written:
    """Every file of a release but its database and CSV files, which are there, and its checksums, which come last."""
    finish.check()
    target, log = edition.target, edition.log
    counts = {t.name: _count(release, t.name) for t in TABLES}
    about = _about(release, edition)
    changes = _write_data(folder, release, edition)
    release_notes.write(folder, about, counts, changes, edition.previous)
    rows_page.write(release, folder, about)
    told = use_numbers.numbers(release, edition.previous, log["merged"], edition.day)
    about["updates"] = story.rendered(log["story"], release, told, Path(target.slug) / story.NAME)
    for language in about["languages"]:
        _write_pages(folder, release, target, about, language[0])
    used_by.write(release, folder, about, told)
    other_standards.write(release, folder, about)
    finish.forms()
    # It lists and describes the files: all others are there.
    ro_crate.write(release, folder, about, CHECKSUMS)
    return _Written(counts, changes, about["fallen"])


def _write_data(folder: Path, release: sqlite3.Connection, edition: _Edition) -> dict[str, int]:
    """The files for programs; returns how many rows were added, changed and removed since the previous release."""
    target = edition.target
    with ThreadPoolExecutor(1) as pool:  # DuckDB's work is its own: it leaves this thread free
        parquet = pool.submit(write_parquet, folder)
        write_geojson(release, folder / "map.geojson")
        reference_files.write(release, folder)
        changes = delta.write(release, folder, edition.previous)
        parquet.result()
    package = datapackage(
        folder,
        target,
        edition.version,
        day=edition.day,
        title=edition.title,
        provisional=edition.provisional,
        log=edition.log,
    )
    _text(folder / PACKAGE, package)
    _text(folder / "metadata.json", datasette_metadata(target, edition.title))
    return changes


def _write_pages(
    folder: Path, release: sqlite3.Connection, target: Target, about: dict[str, Any], language: str
) -> None:
    """Report and map in one language; English ones have plain names."""
    suffix = "" if language == "en" else f".{language}"
    with speaking(language):
        page_files.write_map(release, folder / f"map{suffix}.html", about)
        report.write(release, folder / f"report{suffix}.html", target, about)


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _count(release: sqlite3.Connection, table: str) -> int:
    return int(release.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608  (our own names)


def _counts_of(database: Path) -> dict[str, int]:
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return {t.name: _count(connection, t.name) for t in TABLES}
    finally:
        connection.close()


def _checksums(folder: Path) -> None:
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    _text(folder / CHECKSUMS, "".join(f"{digest_once(folder / name)}  {name}\n" for name in names))


def _point_latest(out: Path, version: str) -> None:
    """Let `latest` point at the release, in one step, so that a reader sees the old one or the new one."""
    link = out / f".{LATEST}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(version, target_is_directory=True)
    link.replace(out / LATEST)
