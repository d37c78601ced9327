"""What kind of publication a printed venue is: proceedings, journal or preprint; one answer for every file format."""

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from citetrail.paths import RULES

_EDITION = re.compile(r"[\s'’(]*(?:19|20)?\d\d\)?$|^(?:19|20)\d\d\s+|\(.*?\)")


class VenueKind(StrEnum):
    PROCEEDINGS = "proceedings"
    JOURNAL = "journal"
    PREPRINT = "preprint"
    NONE = "none"


class _Venues(BaseModel):
    """data/rules/venues.toml, read strictly."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    journals: list[str]
    preprints: list[str]
    words: list[str]
    short_names: list[str]
    names: list[str]


@cache
def _venues() -> _Venues:
    return _Venues.model_validate(tomllib.loads((RULES / "venues.toml").read_text(encoding="utf-8")))


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, whole and without case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I)


@lru_cache(maxsize=4096)
def venue_kind(venue: str | None) -> VenueKind:
    """Of a venue as Semantic Scholar or a paper prints it; without one there is none."""
    if not venue or not venue.strip():
        return VenueKind.NONE
    known = _venues()
    bare = _EDITION.sub("", venue).strip()
    short = {name.casefold() for name in known.short_names}
    # A short name counts only when it is all there is: "ICB" is a conference, "ICB Reports" is anybody's guess.
    if bare.casefold() in short:
        return VenueKind.PROCEEDINGS
    if _any_of(tuple(known.preprints)).match(bare):
        return VenueKind.PREPRINT
    if _any_of(tuple(known.journals)).search(venue):
        return VenueKind.JOURNAL
    if _any_of((*known.words, *known.names)).search(venue):
        return VenueKind.PROCEEDINGS
    first = re.split(r"[\s,:]+", bare)[0].casefold()
    # "CVPR Workshops on ...", "ECCV (3)": a short name of four letters and more opens a longer one.
    if len(first) >= 4 and first in short:
        return VenueKind.PROCEEDINGS
    return VenueKind.JOURNAL
