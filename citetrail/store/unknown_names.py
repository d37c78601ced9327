"""Names like a dataset's that papers use beside the family, counted over the newest readings of a target."""

import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, select

from citetrail.records.name_keys import squeeze
from citetrail.records.vocabulary import Verdict
from citetrail.store.tables import assessments, readings

MOST_NAMES = 50
_CHUNK = 200  # readings at a time: each is some kilobytes when unpacked


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that no target file knows, in how many papers, and one sentence that has it."""

    name: str  # as most papers print it
    papers: int
    paper_id: str
    page: int
    quote: str


def unknown_names(connection: Connection, target: str, most: int = MOST_NAMES) -> list[UnknownName]:
    """The names in most papers first; every reading of a paper that may use the family is unpacked once."""
    printed: dict[str, Counter[str]] = {}
    papers: dict[str, dict[str, tuple[int, str]]] = {}
    for paper, found in _newest(connection, target):
        for row in found:
            key = squeeze(row["name"])
            printed.setdefault(key, Counter())[row["name"]] += 1
            papers.setdefault(key, {}).setdefault(paper, (row["page"], row["quote"]))
    ordered = sorted(papers, key=lambda key: (-len(papers[key]), key))[:most]
    return [_row(printed[key], papers[key]) for key in ordered]


def _row(printed: Counter[str], papers: dict[str, tuple[int, str]]) -> UnknownName:
    first = min(papers)
    page, quote = papers[first]
    name = max(sorted(printed), key=lambda n: printed[n])
    return UnknownName(name, len(papers), first, page, quote)


def _newest(connection: Connection, target: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Paper and its unknown names, by the newest reading of its document."""
    query = (
        select(assessments.c.paper_id, readings.c.body)
        .join(readings, (readings.c.sha256 == assessments.c.sha256) & (readings.c.target == assessments.c.target))
        .where(assessments.c.target == target, readings.c.verdict.in_((Verdict.USES, Verdict.UNCLEAR)))
        .order_by(readings.c.read_at)
        .execution_options(yield_per=_CHUNK)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for paper, body in connection.execute(query):
        usage = from_json(zlib.decompress(body))["reading"]["usage"] or {}
        found[paper] = usage.get("unknown_datasets", [])
    return sorted(found.items())
