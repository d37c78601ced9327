"""The version of a package that a paper prints ("insightface==0.3.8"), and whether it lies between two. Pure."""

import re

# Two numbers alone may be a score ("InsightFace 0.98"): they count behind a sign or word of a version.
_PRINTED = re.compile(
    r"(?:\s*\(?(?:Python|pip|library|package|module|,|\s)*)"
    r"(?:(?:[=~>]=|-|\bv(?:er(?:sion|\.)?)?)\s?v?(?P<told>\d+(?:\.\d+){1,2})|(?P<bare>\d+\.\d+\.\d+))(?![\d%]|\.\d)",
    re.I,
)


def printed_version(text: str, end: int) -> str:
    """The version printed right behind a package's name, which ends at text[end]; "" where there is none."""
    found = _PRINTED.match(text, end)
    return (found["told"] or found["bare"]) if found else ""


def is_within(version: str, first: str, before: str) -> bool:
    """Whether a version is `first` or later and earlier than `before`; "" leaves a side open."""
    number = _numbers(version)
    return (not first or _numbers(first) <= number) and (not before or number < _numbers(before))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
