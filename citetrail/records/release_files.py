"""Reads data/releases/*.toml strictly: what is not understood is an error that names the file and the row."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from citetrail.paths import RELEASES
from citetrail.records.identifiers import sha256_of
from citetrail.records.name_keys import squeeze
from citetrail.records.releases import (
    Confidence,
    Default,
    Load,
    OtherDataset,
    Package,
    Release,
    ReleaseKind,
    ReleaseRegister,
)
from citetrail.records.toml_places import read_tables

_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$")]
_Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(?:-\d\d(?:-\d\d)?)?$")]
_Version = Annotated[str, StringConstraints(pattern=r"^\d+(?:\.\d+){0,3}$")]
_Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
_Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class ReleaseError(Exception):
    """A file of data/releases/ that cannot be used; the message names the file, the row and what to change."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Release(_Strict):
    slug: _Slug
    kind: Annotated[ReleaseKind, Field(strict=False)]
    names: list[_Name]
    data: list[_Name]
    source: _Address
    date: _Date
    confidence: Annotated[Confidence, Field(strict=False)]
    cased: list[_Name] = []
    maybe: list[_Name] = []
    one_of: list[_Slug] = []
    shared_with: list[_Slug] = []
    apart: bool = False
    model: _Slug | None = None
    note: str = ""


class _Default(_Strict):
    release: _Slug
    since: _Date | None = Field(default=None, alias="from")
    until: _Date | None = None
    first: _Version | None = None
    before: _Version | None = None


class _Load(_Strict):
    name: _Name
    release: _Slug


class _Package(_Strict):
    slug: _Slug
    names: list[_Name]
    source: _Address
    date: _Date
    beside: list[_Name] = []
    calls: list[_Name] = []
    loaders: list[_Name] = []
    model: _Slug | None = None
    loads: list[_Load] = []
    defaults: list[_Default] = []


class _Dataset(_Strict):
    name: _Name
    names: list[_Name]
    source: _Address


class _File(_Strict):
    releases: list[_Release] = []
    packages: list[_Package] = []
    datasets: list[_Dataset] = []


@lru_cache(maxsize=4)
def load_releases(folder: Path = RELEASES) -> ReleaseRegister:
    """The register of a folder. Raises ReleaseError naming file, line and row of everything that is wrong."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise ReleaseError(f"{folder}: no release files")
    contents = [path.read_bytes() for path in paths]
    files, faults = [], []
    for path, data in zip(paths, contents, strict=True):
        try:
            files.append(_read(path, data))
        except ReleaseError as error:
            faults.append(str(error))
    if faults:
        raise ReleaseError("\n".join(faults))
    register = ReleaseRegister(
        releases=tuple(_release(r) for file in files for r in file.releases),
        packages=tuple(_package(p) for file in files for p in file.packages),
        datasets=tuple(OtherDataset(d.name, d.source, tuple(d.names)) for file in files for d in file.datasets),
        digest=sha256_of(b"\0".join(contents)),
    )
    if faults := list(_between(register, folder)):
        raise ReleaseError("\n".join(faults))
    return register


def _read(path: Path, data: bytes) -> _File:
    try:
        text = data.decode("utf-8")
        raw = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReleaseError(f"{path}: {error}") from error
    try:
        return _File.model_validate(raw)
    except ValidationError as error:
        head = read_tables(text)
        told = sorted((head.line(one["loc"]), _row(raw, one["loc"]), one["msg"]) for one in error.errors())
        raise ReleaseError("\n".join(f"{path}, line {line}, {row}: {said}" for line, row, said in told)) from error


def _row(raw: Mapping[str, Any], place: Sequence[int | str]) -> str:
    """Where a fault is, for a person: "releases antelopev2, confidence"."""
    words = [str(p) for p in place]
    if len(place) >= 2 and isinstance(place[1], int):
        row = raw[str(place[0])][place[1]]
        name = (row.get("slug") or row.get("name")) if isinstance(row, dict) else None
        words = [f"{place[0]} {name or place[1] + 1}", *words[2:]]
    return ", ".join(words)


def _release(row: _Release) -> Release:
    return Release(
        row.slug,
        row.kind,
        row.source,
        row.date,
        row.confidence,
        names=tuple(row.names),
        cased=tuple(row.cased),
        data=tuple(row.data),
        maybe=tuple(row.maybe),
        one_of=tuple(row.one_of),
        shared_with=tuple(row.shared_with),
        apart=row.apart,
        model=row.model or "",
        note=row.note,
    )


def _package(row: _Package) -> Package:
    return Package(
        row.slug,
        row.source,
        row.date,
        names=tuple(row.names),
        beside=tuple(row.beside),
        calls=tuple(row.calls),
        loaders=tuple(row.loaders),
        model=row.model or "",
        loads=tuple(Load(x.name, x.release) for x in row.loads),
        defaults=tuple(
            Default(d.release, d.since or "", d.until or "", d.first or "", d.before or "") for d in row.defaults
        ),
    )


def _between(register: ReleaseRegister, folder: Path) -> Iterator[str]:
    """Faults between rows: slugs and names belong to one row each, and every reference leads somewhere."""
    known = {r.slug for r in register.releases}
    for what, names in (
        ("release", [r.slug for r in register.releases]),
        ("package", [p.slug for p in register.packages]),
        ("dataset", [d.name for d in register.datasets]),
        ("name of a release", [n for r in register.releases for n in {squeeze(n) for n in r.names}]),
        ("name of a dataset", [n for d in register.datasets for n in {squeeze(n) for n in d.names}]),
    ):
        yield from (f"{folder}: {what} {name!r} stands in two rows" for name in _twice(names))
    for owner, slug in _references(register):
        if slug not in known:
            yield f"{folder}, {owner}: there is no release {slug!r}"
    for release in register.releases:
        if not (release.names or release.cased):
            yield f"{folder}, {release.slug}: a release needs a name to be found by"


def _references(register: ReleaseRegister) -> Iterator[tuple[str, str]]:
    for release in register.releases:
        yield from ((release.slug, other) for other in (*release.one_of, *release.shared_with))
    for package in register.packages:
        yield from ((package.slug, load.release) for load in package.loads)
        yield from ((package.slug, default.release) for default in package.defaults)


def _twice(words: Iterable[str]) -> list[str]:
    """The words that come more than once, sorted."""
    return sorted(word for word, count in Counter(words).items() if count > 1)
