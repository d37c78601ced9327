"""The tables beside a target file (`data/targets/SLUG/*.csv`): who took part in its challenges, what its makers did.

Each row says where it is known from. `confirmed` is `yes` where that source was opened and its words carry the row,
else `unconfirmed`: a provisional release says so, a verified one leaves the row out. Rows change no reading: they are
not part of the target's digest.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from citetrail.records.target_files import TargetError
from citetrail.records.target_schema import Source, Text, iso_date
from citetrail.records.targets import Target
from citetrail.records.vocabulary import EventKind

PARTICIPANTS = "participants.csv"
MAKERS = "makers.csv"
MAKERS_USES = "makers_uses.csv"
Degrees = Annotated[float | None, BeforeValidator(lambda cell: cell or None)]
Day = Annotated[str, AfterValidator(iso_date)]


class SourcedRow(BaseModel):
    """What every row has: its source, and whether somebody opened it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    source: Source
    checked_on: str = ""  # ISO date; empty: nobody has opened the source
    confirmed: Literal["yes", "unconfirmed"]
    source_words: str = ""  # of the source, shortened with an ellipsis

    @model_validator(mode="after")
    def _opened(self) -> "SourcedRow":
        if self.confirmed == "yes":
            if not self.checked_on or not self.source_words:
                raise ValueError("confirmed wants the day on which the source was opened, and its words")
            iso_date(self.checked_on)
        return self

    @property
    def opened(self) -> bool:
        return self.confirmed == "yes"


class Participant(SourcedRow):
    """A team in a challenge, with the organisation that it named; `won` where the organisers ranked it first.

    A team of two organisations has two rows. One that named none has neither name nor place.
    """

    event: Text  # the title of a challenge among the target's events
    team: Text
    affiliation: str = ""  # as the organisers print it
    organisation: str = ""  # id in the gazetteer, where it has one
    name: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    city: str = ""
    lat: Degrees = Field(None, ge=-90, le=90)  # degrees, WGS 84
    lng: Degrees = Field(None, ge=-180, le=180)
    won: Annotated[bool, BeforeValidator(lambda cell: {"yes": True, "": False}.get(cell, cell))]
    standing: str = ""

    @model_validator(mode="after")
    def _placed(self) -> "Participant":
        if bool(self.name) != (self.lat is not None and self.lng is not None and bool(self.city and self.country)):
            raise ValueError("an organisation has name, country, city, lat and lng; a team that names none has none")
        return self


class Maker(SourcedRow):
    """An organisation that made the dataset: its papers in a release are its own uses, and so are its branches'."""

    organisation: Text
    name: Text


class MakersUse(SourcedRow):
    """Something that the makers did with the dataset, known from elsewhere than the papers of the release."""

    date: Day
    title: Text
    text: Text
    members: Text  # slugs, `|` between them
    organisation: Text  # name

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.members.split("|"))


@dataclass(frozen=True, slots=True)
class SourcedTables:
    """All rows beside one target file, in the order of their files."""

    participants: tuple[Participant, ...] = ()
    makers: tuple[Maker, ...] = ()
    makers_uses: tuple[MakersUse, ...] = ()

    def opened(self) -> "SourcedTables":
        """The rows whose source somebody opened: what nobody did is said of no organisation in a verified release."""
        return SourcedTables(
            tuple(row for row in self.participants if row.opened),
            tuple(row for row in self.makers if row.opened),
            tuple(row for row in self.makers_uses if row.opened),
        )


NO_TABLES = SourcedTables()
_Row = TypeVar("_Row", bound=SourcedRow)


def read_sourced_tables(folder: Path, target: Target) -> SourcedTables:
    """The tables of a target; empty ones for files that are not there.

    Raises TargetError naming file and line of everything that is wrong.
    """
    faults: list[str] = []
    tables = SourcedTables(
        tuple(_rows(folder / PARTICIPANTS, Participant, target, faults)),
        tuple(_rows(folder / MAKERS, Maker, target, faults)),
        tuple(_rows(folder / MAKERS_USES, MakersUse, target, faults)),
    )
    if faults:
        raise TargetError("\n".join(faults))
    return tables


def _rows(path: Path, shape: type[_Row], target: Target, faults: list[str]) -> Iterator[_Row]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="(more cells than columns)", strict=True)
        try:
            for cells in reader:
                try:
                    row = shape.model_validate({k: v for k, v in cells.items() if v is not None})
                except ValidationError as error:
                    faults += [f"{path}:{reader.line_num}: {_told(fault)}" for fault in error.errors()]
                    continue
                faults += [f"{path}:{reader.line_num}: {fault}" for fault in _strangers(row, target)]
                yield row
        except (csv.Error, UnicodeDecodeError) as error:
            faults.append(f"{path}:{reader.line_num}: {error}")


def _told(fault: object) -> str:
    where = ".".join(map(str, fault["loc"]))  # type: ignore[index]
    return f"{where + ': ' if where else ''}{fault['msg'].removeprefix('Value error, ')}"  # type: ignore[index]


def _strangers(row: SourcedRow, target: Target) -> Iterator[str]:
    """What a row names that the target file does not have."""
    if isinstance(row, Participant):
        challenges = [e.title for e in target.events if e.kind is EventKind.CHALLENGE]
        if row.event not in challenges:
            yield f"event {row.event!r}: no challenge of that title in the target file"
    if isinstance(row, MakersUse):
        known = {m.slug for m in target.members}
        yield from (f"member {slug!r} is not in the target file" for slug in row.slugs if slug not in known)
