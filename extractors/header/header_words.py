"""The words that tell names, organisations, notes and noise apart: `data/rules/header_words.toml`, read strictly."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from citetrail.paths import RULES

_FILE = RULES / "header_words.toml"
_LONGEST_LINE = 200  # characters
_COUNTRIES = RULES / "country_names.csv"


class NoteKind(StrEnum):
    """What a note at the names says."""

    EQUAL = "equal"
    CORRESPONDING = "corresponding"
    FORMER = "former"
    PRESENT = "present"
    SUPPORT = "support"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Roles:
    """What people are called who stand on a first page and are no authors, and what opens a line about them."""

    done: tuple[str, ...]
    held: tuple[str, ...]
    jury: tuple[str, ...]
    juries: tuple[str, ...]
    qualifiers: tuple[str, ...]
    sentences: tuple[str, ...]
    sponsors: tuple[str, ...]
    honours: tuple[str, ...]
    posts: tuple[str, ...]
    degrees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    organisation: re.Pattern[str]
    acronyms: re.Pattern[str]
    heads: re.Pattern[str]
    parts: re.Pattern[str]
    labels: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    titles: frozenset[str]
    titles_further: frozenset[str]
    ranks: frozenset[str]
    arms: frozenset[str]
    postnominals: frozenset[str]
    positions: frozenset[str]
    posts_alone: frozenset[str]
    bylines: frozenset[str]
    conjunctions: frozenset[str]
    never: frozenset[str]
    noise: tuple[str, ...]
    publishers: tuple[str, ...]
    places_of_work: re.Pattern[str]
    cover: tuple[str, ...]
    notes: tuple[tuple[NoteKind, tuple[str, ...]], ...]
    countries: frozenset[str]
    places: frozenset[str]
    states: frozenset[str]
    roles: Roles


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists, compiled once a process. Raises KeyError or ValueError for a file with other keys than these."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if set(data) != {"source", "organisation", "person", "place", "noise", "roles", "notes"}:
        raise ValueError(f"{_FILE.name}: unknown or missing sections: {sorted(data)}")
    organisation, person = data["organisation"], data["person"]
    return Words(
        organisation=_alternatives(organisation["words"], organisation["inside"]),
        acronyms=re.compile(r"\b(?:" + "|".join(organisation["acronyms"]) + r")(?!\w)"),
        heads=_alternatives(organisation["heads"]),
        parts=_alternatives(organisation["parts"]),
        labels=frozenset(organisation["labels"]),
        particles=frozenset(person["particles"]),
        suffixes=frozenset(person["suffixes"]),
        titles=frozenset(person["titles"]),
        titles_further=frozenset(person["titles_further"]),
        ranks=frozenset(person["ranks"]),
        arms=frozenset(person["arms"]),
        postnominals=frozenset(person["postnominals"]),
        positions=frozenset(person["positions"]),
        posts_alone=frozenset(person["posts_alone"]),
        bylines=frozenset(person["bylines"]),
        conjunctions=frozenset(person["conjunctions"]),
        never=frozenset(person["never"]),
        noise=tuple(data["noise"]["phrases"]),
        publishers=tuple(data["noise"]["publishers"]),
        places_of_work=_alternatives(data["noise"]["places_of_work"]),
        cover=tuple(data["noise"]["cover"]),
        notes=tuple((NoteKind(kind), tuple(phrases)) for kind, phrases in data["notes"]["kinds"].items()),
        places=_countries() | frozenset(data["place"]["cities"]),
        states=frozenset(data["place"]["states"]),
        countries=_countries(),
        roles=Roles(**{key: tuple(entries) for key, entries in data["roles"].items()}),
    )


def _alternatives(entries: Iterable[str], inside: Iterable[str] = ()) -> re.Pattern[str]:
    whole = "|".join(re.escape(e.rstrip("*")) + (r"\w*" if e.endswith("*") else "") for e in entries)
    anywhere = "|".join(re.escape(e) for e in inside)
    return re.compile(rf"\b(?:{whole})\b" + (f"|{anywhere}" if anywhere else ""))


def _countries() -> frozenset[str]:
    rows = _COUNTRIES.read_text(encoding="utf-8").splitlines()[1:]
    names = (name for row in rows for name in row.split(",")[1].strip('"').split("|"))
    return frozenset(plain(name) for name in names if len(name) > 1)


def plain(text: str) -> str:
    """Lower case without accents, white space folded: how the lists are compared."""
    return _plain_line(text) if len(text) <= _LONGEST_LINE else _plain(text)


@lru_cache(maxsize=2_048)
def _plain_line(text: str) -> str:
    """Kept for a while: each list asks for the same lines again."""
    return _plain(text)


def _plain(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # TeX sets an accented i as one without its dot and an accent.
    return " ".join(unicodedata.normalize("NFC", bare).lower().replace("ı", "i").split())


def names_organisation(text: str) -> bool:
    """Whether a word of the line says that it names an organisation or a part of one."""
    return _line_names_organisation(text) if len(text) <= _LONGEST_LINE else _names_organisation(text)


@lru_cache(maxsize=2_048)
def _line_names_organisation(text: str) -> bool:
    """Kept for a while: each reading asks for the same lines again."""
    return _names_organisation(text)


def _names_organisation(text: str) -> bool:
    if words().organisation.search(plain(text)):
        return True
    # in a line of capitals alone short forms are no sign: HAIZHOU AI is a person
    return not (text.isupper() and " " in text) and bool(words().acronyms.search(text))


# "7. PERFORMING ORGANIZATION": the fields of a form are numbered.
_FIELD = re.compile(r"^\d{1,2}[a-z]?\.\s+")


def is_label(text: str) -> bool:
    """Whether a line is the label of a form or journal alone, with or without the number of its field."""
    return _FIELD.sub("", plain(text)).strip(" :.") in words().labels


def heads_in(text: str) -> int:
    """How many words stand for a whole organisation (university, company)."""
    return len(words().heads.findall(plain(text)))


def names_part(text: str) -> bool:
    """Whether the line names a department, school or laboratory."""
    return bool(words().parts.search(plain(text)))


def names_place(text: str) -> bool:
    """Whether a comma part of the line is a country, or the line carries a postal code."""
    parts = [plain(p.strip(" .;")) for p in text.split(",")]
    return any(p in words().places for p in parts) or bool(_PLACE.search(text))


# A postal code, or a state of the United States as addresses print it.
_PLACE = re.compile(r"\b\d{4,6}\b|,\s[A-Z]{2}(?=\.?$|,?\s+\d{5}|,?\s+(?:USA|U\.S))")


# Layers of filler that some publishers print beside the header: "a1111111111".
_FILLER = re.compile(r"\w?(\w)\1{5,}")


def names_country(text: str) -> bool:
    """Whether the text is a country's name, "P. R. China" among them."""
    found = plain(text.strip(" ."))
    return found in words().countries or found.replace(". ", "").replace(".", "") in {
        "pr china",
        "prchina",
        "usa",
        "uk",
    }


def is_whole_address(text: str) -> bool:
    """Whether a string is a whole address: an organisation, and a country at its end."""
    said, _, country = text.replace("\n", ", ").rpartition(",")
    return names_country(country) and names_organisation(said)


# A line that is a date and nothing else, in either order: under the authors it looks like the start of an address.
_DATE = re.compile(
    r"^\W*(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b[\s.]*(?:\d{1,2})?,?\s*(?:19|20)\d\d\W*$",
    re.I,
)
# "© 2017 г. А. Бринк": authors of Russian and Ukrainian journals.
_HELD_BY = re.compile(r"^\s*©(?=[^©\n]{0,12}[А-ЯІЇЄҐЁ]\.?\s?[А-ЯІЇЄҐЁ])")
# "Working Paper 1234", which stands below the authors' names.
_SERIES = re.compile(r"^\W*(?:[a-z]{2,8} )?working papers?(?: series)?(?: (?:no|number|n°)\.?)?:? ?\d")


def is_noise(text: str) -> bool:
    """Publishers' lines, venues, licences, dates and stamps."""
    return _is_noise_line(text) if len(text) <= _LONGEST_LINE else _is_noise(text)


@lru_cache(maxsize=1_024)
def _is_noise_line(text: str) -> bool:
    return _is_noise(text)


def _is_noise(text: str) -> bool:
    if "©" in text:
        text = _HELD_BY.sub(" ", text)
    found = plain(text)
    if _DATE.search(text) or _SERIES.match(found):
        return True
    if any(phrase in found for phrase in words().noise) or _FILLER.fullmatch(found):
        return True
    return any(name in found for name in words().publishers) and not words().places_of_work.search(found)


def note_kind(text: str) -> NoteKind | None:
    """What a note says; None when it is no note."""
    return _kind_of_line(text) if len(text) <= _LONGEST_LINE else _kind_of_note(text)


@lru_cache(maxsize=1_024)
def _kind_of_line(text: str) -> NoteKind | None:
    return _kind_of_note(text)


def _kind_of_note(text: str) -> NoteKind | None:
    found = plain(text)
    return next((kind for kind, phrases in words().notes if any(p in found for p in phrases)), None)


def looks_like_cover(text: str) -> bool:
    """Whether a page is the cover that a repository puts before a paper."""
    found = plain(text[:6000])
    return sum(phrase in found for phrase in words().cover) >= 2
