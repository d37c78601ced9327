"""The tables of a target file as pydantic reads them: strict, and every fault of a file at once."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo

from citetrail.records.identifiers import arxiv_id, doi
from citetrail.records.vocabulary import EventKind, MemberKind, Role

AVAILABLE = ("", "yes", "no", "partly", "unknown")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ADDRESS = re.compile(r"https?://\S+")


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise ValueError(f"slug {value!r}: small letters, digits and single hyphens only")
    return value


def _address(value: str) -> str:
    if not value:
        raise ValueError("no source: every row says where it comes from")
    if not _ADDRESS.fullmatch(value):
        raise ValueError(f"source {value!r}: must be an address (https://…)")
    return value


def iso_date(value: str) -> str:
    """The value, a day, month or year as ISO 8601 writes it; ValueError for anything else."""
    if not _DATE.fullmatch(value):
        raise ValueError(f"date {value!r}: write 2019, 2019-06 or 2019-06-06")
    return value


def _once(values: list[str], info: ValidationInfo) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError(f"{info.field_name!r} has the same entry twice")
    return values


def _one_of(words: tuple[str, ...], value: str, info: ValidationInfo) -> str:
    if value not in words:
        raise ValueError(f"{info.field_name} {value!r}: must be one of {', '.join(w for w in words if w)}")
    return value


def _arxiv(value: str) -> str:
    if value and arxiv_id(value) != value:
        raise ValueError(f"{value!r} is no arXiv identifier (without version)")
    return value


def _doi(value: str) -> str:
    if value and doi(value) is None:
        raise ValueError(f"{value!r} is no DOI")
    return value


Text = Annotated[str, StringConstraints(pattern=r"\S")]
Words = Annotated[list[Text], AfterValidator(_once)]
Number = Annotated[int, Field(ge=0)]
Slug = Annotated[str, AfterValidator(_slug)]
Source = Annotated[str, AfterValidator(_address)]
Kind = Annotated[str, AfterValidator(lambda v, info: _one_of(tuple(MemberKind), v, info))]
Typical = Annotated[str, AfterValidator(lambda v, info: _one_of(("", *Role), v, info))]
Happened = Annotated[str, AfterValidator(lambda v, info: _one_of(("", *EventKind), v, info))]
Available = Annotated[str, AfterValidator(lambda v, info: _one_of(AVAILABLE, v, info))]


class _Strict(BaseModel):
    # Built once, inside the table that holds it, and not by itself as well.
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class PaperTable(_Strict):
    title: Text
    arxiv: Annotated[str, AfterValidator(_arxiv)] = ""
    doi: Annotated[str, AfterValidator(_doi)] = ""
    corpus_id: str = ""
    s2_id: str = ""
    year: Number | None = None


class MemberTable(_Strict):
    slug: Slug
    name: Text
    kind: Kind
    source: Source
    parent: str = ""
    code: str = ""
    aliases: Words = []
    ambiguous: Words = []
    cues: Words = []
    open_cues: Words = []
    refines: Words = []
    shorthand: Words = []
    list_of_names: bool = False
    figures: Words = []
    typical: Typical = ""
    queries: Words = []
    papers: list[PaperTable] = []
    year: Number | None = None
    identities: Number | None = None
    images: Number | None = None
    host: str = ""
    url: str = ""
    licence: str = ""
    available: Available = ""
    note: str = ""


class FactTable(_Strict):
    text: Text
    source: Source


class EventTable(_Strict):
    date: Annotated[str, AfterValidator(iso_date)]
    title: Text
    text: Text
    source: Source
    member: str = ""
    kind: Happened = ""


class TargetTable(_Strict):
    slug: Slug
    name: Text
    summary: Text
    domain: Words = []
    arxiv_queries: Words = []
    members: Annotated[list[MemberTable], Field(min_length=1)]
    facts: list[FactTable] = []
    events: list[EventTable] = []


# The model of each kind of table, by the key that holds it; "" is the head of the file.
TABLES: dict[str, type[BaseModel]] = {
    "": TargetTable,
    "members": MemberTable,
    "papers": PaperTable,
    "facts": FactTable,
    "events": EventTable,
}
