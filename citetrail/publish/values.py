"""How values are written: times to the second, lists in one cell, text without what breaks formats."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

# Controls that no format carries safely; line breaks and tabs become spaces in everything but quotations.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+$")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def quotation(text: str) -> str:
    """A quotation as published: control characters, which no format carries, become spaces."""
    return text if text.isprintable() else _CONTROLS.sub(" ", text)


def line(text: str | None) -> str | None:
    """Text on one line; None for nothing."""
    if not text:
        return None
    # Nearly every text is one clean line already: telling that is ten times cheaper than making it so.
    if text.isprintable() and "  " not in text and text[0] != " " and text[-1] != " ":
        return text
    return _SPACES.sub(" ", _CONTROLS.sub(" ", text)).strip() or None


def several(values: Iterable[str]) -> str | None:
    """Several values in one cell, semicolons between them; a semicolon inside a value becomes a comma."""
    found = [v.replace(";", ",") for value in values if (v := line(value))]
    return ";".join(found) or None


def moment(stamp: str | None) -> str | None:
    """A time of the store as ISO 8601 in UTC, to the second."""
    if not stamp:
        return None
    if len(stamp) > 24 and stamp.endswith("+00:00"):
        return stamp[:19] + "Z"
    when = datetime.fromisoformat(stamp)
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def address(url: str | None) -> str | None:
    """A web address that a page may link to; None for anything that is not http(s)."""
    text = line(url)
    return text if text and _ADDRESS.match(text) else None


def period(published_on: str | None, year: int | None) -> tuple[str, str] | None:
    """First and last day on which the paper may have appeared; None when nothing is known.

    "2021-06-03" is one day, "2021-06" a month, a bare year twelve months.
    """
    found = _DATE.match(published_on or "")
    if found and found[3]:
        try:
            day = date.fromisoformat(found[0]).isoformat()
        except ValueError:
            return None
        return day, day
    if found and found[2]:
        return f"{found[1]}-{found[2]}-01", f"{found[1]}-{found[2]}-31"
    known = found[1] if found else (str(year) if year else None)
    return (f"{known}-01-01", f"{known}-12-31") if known else None


def last_day(iso: str) -> str:
    """The last day of an ISO day, month or year."""
    return iso if len(iso) > 7 else f"{iso}-31" if len(iso) > 4 else f"{iso}-12-31"


def xml_text(text: str) -> str:
    """Text without what XML 1.0 cannot hold."""
    return _CONTROLS.sub(" ", text)


def is_after(published_on: str | None, year: int | None, day: str) -> bool:
    """Whether a paper surely appeared after a day, month or year: on the first day that it may have, it was over."""
    when = period(published_on, year)
    return when is not None and when[0] > last_day(day)


def in_force(designation: dict[str, str], when: tuple[str, str] | None) -> bool:
    """Whether a dated listing was surely in force when the paper appeared: over the whole of what may be its date."""
    if when is None or not designation.get("since"):
        return False
    first, last = when
    # Of a listing dated to a month or year only the days that it surely covers count.
    since, until = _pad(designation["since"], "-12-31"), _pad(designation.get("until") or "9999", "-01-01")
    return since <= first and last < until


def _pad(day: str, rest: str) -> str:
    return day if len(day) >= 10 else (day[:4] + rest if len(day) < 7 else day[:7] + rest[3:])
