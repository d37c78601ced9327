"""Whether two records are one paper. Pure: what is known of both in, the judgement out."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from citetrail.paths import RULES

FILE = RULES / "repository_dois.toml"
# Shorter titles ("Rough sets") are shared by different works: they never make two records one paper.
SHORTEST_TITLE_KEY = 20
# Letters that Unicode does not take apart, as their bearers write them in English.
_NOT_COMPOSED = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
# Abstracts of versions of one work share nearly all three-word passages (93 % and more of the shorter one's, over 14
# pairs of real records), those of two works hardly any. Shorter abstracts, in passages, tell nothing.
SHARED_PASSAGES, SHORTEST_ABSTRACT = 0.1, 30
OTHER_ABSTRACTS = "abstracts without a common passage"
_KEYS = {"prefix", "name", "source"}
Record = Mapping[str, Any]  # title_key, year, doi, arxiv_id, s2_id, abstract, authors [{"name": …}]


class Judgement(StrEnum):
    ONE = "one"
    DOUBTFUL = "doubtful"  # told as one, and listed for a person
    TWO = "two"


def by_title(one: Record, other: Record) -> tuple[Judgement, str]:
    """Whether records with one normalised title are one paper, and why not, where they are not.

    A title is shared by surveys and sequels: authors without a common surname, or two publishers' DOIs, are two
    papers. Where authors are not known, abstracts that have nothing in common speak for two. Semantic Scholar holds
    some works twice: differing ids of its own leave a doubt and no more.
    """
    # All that makes two of them before what leaves a doubt; the surest first, for that reason is told.
    if len(one["title_key"]) < SHORTEST_TITLE_KEY:
        return Judgement.TWO, "the title is short"
    if _differ(one["arxiv_id"], other["arxiv_id"]):
        return Judgement.TWO, "two arXiv ids"
    if one["year"] is not None and other["year"] is not None and abs(one["year"] - other["year"]) > 1:
        return Judgement.TWO, "years apart"
    if reason := _apart(one, other):
        return Judgement.TWO, reason
    if not (one["authors"] and other["authors"]) and other_abstracts(one["abstract"], other["abstract"]):
        return Judgement.TWO, OTHER_ABSTRACTS
    if _differ(one["s2_id"], other["s2_id"]):
        return Judgement.DOUBTFUL, "one title, two Semantic Scholar ids"
    return Judgement.ONE, ""


def by_identifiers(one: Record, other: Record) -> tuple[Judgement, str]:
    """Whether two known papers are one because a third record bears an identifier of each.

    Such a record may itself be wrong: it does not weld papers that differ in what it does not tell.
    """
    if _differ(one["arxiv_id"], other["arxiv_id"]):
        return Judgement.TWO, "two arXiv ids"
    if reason := _apart(one, other):
        return Judgement.TWO, reason
    if one["title_key"] != other["title_key"] and _differ(one["s2_id"], other["s2_id"]):
        return Judgement.TWO, "two titles and two Semantic Scholar ids"
    return Judgement.ONE, ""


def _apart(one: Record, other: Record) -> str:
    if one["authors"] and other["authors"] and not share_a_surname(one["authors"], other["authors"]):
        return "no author in common"
    mine, theirs = publishers_doi(one["doi"]), publishers_doi(other["doi"])
    return "two publishers' DOIs" if _differ(mine, theirs) else ""


def other_abstracts(one: str | None, other: str | None) -> bool:
    """Whether two abstracts are known and long enough to tell that they are of two works."""
    mine, theirs = _passages(one or ""), _passages(other or "")
    shorter = min(len(mine), len(theirs))
    return shorter >= SHORTEST_ABSTRACT and len(mine & theirs) < SHARED_PASSAGES * shorter


def _passages(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one.lower() != other.lower())


def share_a_surname(ones: Iterable[Record], others: Iterable[Record]) -> bool:
    """Whether two lists of authors have a surname in common; names may be written surname first."""
    mine, theirs = _names(ones), _names(others)
    if {name[-1] for name in mine} & {name[-1] for name in theirs}:
        return True
    return bool({frozenset(name) for name in mine} & {frozenset(name) for name in theirs})


def _names(authors: Iterable[Record]) -> list[tuple[str, ...]]:
    found = []
    for author in authors:
        surname, comma, given = author["name"].partition(",")
        words = _plain(f"{given} {surname}" if comma else author["name"])
        # "Jr" and lone initials are nobody's surname.
        while len(words) > 1 and (len(words[-1]) < 2 or words[-1] in {"jr", "sr", "ii", "iii"}):
            words = words[:-1]
        if words:
            found.append(tuple(words))
    return found


def _plain(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_NOT_COMPOSED))
    kept = "".join(c if c.isalnum() or c in "- " else "" if unicodedata.combining(c) else " " for c in folded)
    return kept.replace("-", "").split()


def publishers_doi(doi: str | None) -> str | None:
    """The DOI unless it is that of a repository's copy."""
    return doi if doi and doi.partition("/")[0] not in repositories() else None


@cache
def repositories() -> frozenset[str]:
    """The prefixes of data/rules/repository_dois.toml, read strictly."""
    import tomllib

    rows = tomllib.loads(FILE.read_text("utf-8"))["prefixes"]
    for row in rows:
        if set(row) != _KEYS:
            raise ValueError(f"{FILE.name}: {row.get('prefix', 'a row')}: keys are {sorted(_KEYS)}")
    return frozenset(row["prefix"] for row in rows)
