"""What a release says that the one before it did not: for the message and the artifact that end a scheduled run."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citetrail.publish.descriptors import DATABASE
from citetrail.publish.json_stream import rows
from citetrail.publish.values import line
from citetrail.publish.wording import words
from citetrail.records.vocabulary import HEADLINE_ORDER, Status

MOST_LINES = 20  # uses told one by one; the counts tell of all
# Mail programs and feed readers cut longer subjects.
LONGEST_TITLE = 120
# Signs that some service acts upon: markup of HTML, Markdown, Slack and Discord. Look-alikes are only looked at.
_ACTING = str.maketrans({"<": "‹", ">": "›", "&": "+", "@": "＠", "[": "(", "]": ")", "`": "'", "*": "∗", "|": "¦"})
_HIDDEN = re.compile(r"[\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class NewUse:
    """A use that is new, or that people have confirmed since."""

    use_id: str
    claim_id: str
    title: str
    year: int | None
    member: str
    role: str | None
    status: str
    sector: str


@dataclass(frozen=True, slots=True)
class News:
    """New uses, and how many are no longer told. Counts go by the headline sector of the paper."""

    version: str
    found: list[NewUse] = field(default_factory=list)
    confirmed: list[NewUse] = field(default_factory=list)
    gone: int = 0

    def __bool__(self) -> bool:
        return bool(self.found or self.confirmed or self.gone)


def news_of(release: Path) -> News:
    """The uses that a written release added, confirmed and lost against the release before it."""
    added, confirmed, gone = _changed(release)
    about = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    database = sqlite3.connect(f"{(release / DATABASE).resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        found = {use.use_id: use for use in _uses(database, added | confirmed)}
    finally:
        database.close()
    new = [use for use in found.values() if use.use_id in added and use.status == Status.PROVISIONAL]
    settled = [use for use in found.values() if use.status == Status.VERIFIED]
    return News(about["version"], new, settled, gone)


def _changed(release: Path) -> tuple[set[str], set[str], int]:
    added: set[str] = set()
    confirmed: set[str] = set()
    gone = 0
    with (release / "delta.jsonl").open(encoding="utf-8") as told:
        for change in map(json.loads, told):
            if change["table"] != "uses":
                continue
            if change["op"] == "ADD":
                added.add(change["id"])
            elif change["op"] == "DEL":
                gone += 1
            elif change.get("columns", {}).get("status", {}).get("to") == Status.VERIFIED:
                confirmed.add(change["id"])
    return added, confirmed, gone


def _uses(database: sqlite3.Connection, ids: set[str]) -> Iterator[NewUse]:
    """Those among the release's uses, military and commercial ones first."""
    order = {str(sector): place for place, sector in enumerate(HEADLINE_ORDER)}
    query = (
        "SELECT u.use_id, u.claim_id, p.title, p.year, m.name AS member, u.role, u.status, "
        "coalesce(p.headline, 'unknown') AS sector FROM uses u JOIN papers p USING (paper_id) "
        "JOIN members m USING (member) ORDER BY u.use_id"
    )
    found = [NewUse(**row) for row in rows(database, query) if row["use_id"] in ids]
    yield from sorted(found, key=lambda use: (order[use.sector], use.use_id))


def title_of(news: News, name: str) -> str:
    """The message's title; `name` is the dataset's."""
    told = words()["news"]
    parts = [
        told[key].format(n=number)
        for key, number in (("found", len(news.found)), ("confirmed", len(news.confirmed)), ("gone", news.gone))
        if number
    ]
    return f"{quiet(name)}: {', '.join(parts)}"


def text_of(news: News, queue: str) -> str:
    """The message as plain text: counts by sector, then the uses, each with the address of its card."""
    told = words()["news"]
    lines = []
    for heading, uses in ((told["found_heading"], news.found), (told["confirmed_heading"], news.confirmed)):
        if uses:
            lines += [f"{heading} {_by_sector(uses)}", *_listed(uses, queue), ""]
    if news.gone:
        lines.append(told["gone_heading"].format(n=news.gone))
    lines.append(told["release"].format(version=news.version))
    return "\n".join(lines)


def _by_sector(uses: list[NewUse]) -> str:
    counts = Counter(use.sector for use in uses)
    return ", ".join(
        f"{counts[sector]} {words()['sectors'][sector].lower()}" for sector in HEADLINE_ORDER if counts[sector]
    )


def _listed(uses: list[NewUse], queue: str) -> Iterator[str]:
    told: dict[str, Any] = words()
    for use in uses[:MOST_LINES]:
        role = told["roles"][use.role].lower() if use.role else told["evidence"]["uses"]
        year = f" ({use.year})" if use.year else ""
        yield f"- {quiet(use.title)}{year}: {role} {quiet(use.member)} {queue}/claims/{use.claim_id}"
    if len(uses) > MOST_LINES:
        yield "- " + told["news"]["more"].format(n=len(uses) - MOST_LINES)


def quiet(text: str) -> str:
    """A text from outside on one line, at most 120 characters, without what a chat or mail program acts upon."""
    plain = _HIDDEN.sub("", line(text) or "").translate(_ACTING).replace("://", ":// ")
    return plain if len(plain) <= LONGEST_TITLE else plain[: LONGEST_TITLE - 1] + "…"
