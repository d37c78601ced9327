"""used-by/: who is confirmed to use each dataset and released model, a page and a card each, for their makers."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citetrail.publish import atom_feed, use_numbers
from citetrail.publish.aftermath import first_withdrawal
from citetrail.publish.figures import rows_of
from citetrail.publish.json_stream import rows
from citetrail.publish.mapdata import landing_page, split
from citetrail.publish.page_files import STATIC_POLICY, inline
from citetrail.publish.use_numbers import Numbers
from citetrail.publish.wording import asset, environment
from citetrail.records.vocabulary import HEADLINE_ORDER

FOLDER = "used-by"
LISTED = 500  # uses that a page lists, newest first; all stand in uses.csv


@dataclass(slots=True)
class UsedBy:
    """One member and the papers that are confirmed to use it, or what was made from it."""

    member: dict[str, Any]
    papers: int = 0
    through: int = 0  # papers that use it or what was made from it
    sectors: list[tuple[str, int]] = field(default_factory=list)
    since: int = 0  # papers that surely appeared after the withdrawal
    uses: list[dict[str, Any]] = field(default_factory=list)
    gone: list[use_numbers.Tombstone] = field(default_factory=list)


def write(release: sqlite3.Connection, folder: Path, about: dict[str, Any], told: Numbers) -> None:
    """The pages, the cards, the feed and the numbers that they cite."""
    use_numbers.write(release, told, folder / use_numbers.NAME)
    (folder / FOLDER).mkdir()
    withdrawn = first_withdrawal(release)
    styles = inline(asset("base.css") + asset("used-by.css"))
    shared = {**about, "styles": styles, "policy": STATIC_POLICY, "withdrawn": withdrawn, "rows_of": rows_of}
    members = []
    for member in rows(release, "SELECT * FROM members ORDER BY rowid"):
        found = _used_by(release, member, told)
        for template, name in (("used-by.html.j2", f"{member['member']}.html"), ("card.html.j2", _card(member))):
            text = environment().get_template(template).render(shared | {"found": found, "card": _card(member)})
            (folder / FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        found.uses.clear()
        members.append(found)
    text = environment().get_template("used-by-all.html.j2").render(shared | {"members": members})
    (folder / FOLDER / "index.html").write_text(text, encoding="utf-8", newline="\n")
    atom_feed.write(release, folder / atom_feed.NAME, about, told)


def _card(member: dict[str, Any]) -> str:
    return f"{member['member']}-card.html"


def _used_by(release: sqlite3.Connection, member: dict[str, Any], told: Numbers) -> UsedBy:
    query = (
        "SELECT coalesce(headline, 'unknown'), count(*), sum(after_dataset_withdrawal) FROM papers WHERE paper_id IN "
        "(SELECT paper_id FROM uses WHERE member = ? AND status = 'verified') GROUP BY 1"
    )
    counts = {kind: (papers, since or 0) for kind, papers, since in release.execute(query, (member["member"],))}
    return UsedBy(
        member=member,
        papers=sum(papers for papers, _ in counts.values()),
        through=_through(release, member["member"]),
        sectors=[(str(sector), counts[sector][0]) for sector in HEADLINE_ORDER if sector in counts],
        since=sum(since for _, since in counts.values()),
        uses=list(_uses(release, member["member"], told)),
        gone=[tombstone for tombstone in told.gone if tombstone.member == member["member"]],
    )


def _through(release: sqlite3.Connection, member: str) -> int:
    query = (
        "WITH RECURSIVE made(member) AS "
        "(SELECT ? UNION SELECT m.member FROM members m JOIN made ON m.parent = made.member) "
        "SELECT count(DISTINCT paper_id) FROM uses JOIN made USING (member) WHERE status = 'verified'"
    )
    return int(release.execute(query, (member,)).fetchone()[0])


def _uses(release: sqlite3.Connection, member: str, told: Numbers) -> Iterator[dict[str, Any]]:
    """The newest uses with number, paper and first quotation."""
    query = (
        "SELECT u.*, p.title, p.year, p.url, p.doi, p.arxiv_id, p.headline FROM uses u "
        "JOIN papers p USING (paper_id) "
        "WHERE u.member = ? AND u.status = 'verified' ORDER BY p.year DESC NULLS LAST, u.use_id LIMIT ?"
    )
    quoted = "SELECT quote, match_start, match_end, page, section FROM evidence WHERE evidence_id = ?"
    for row in list(rows(release, query, (member, LISTED))):
        first = split(row["evidence_ids"])[:1]
        quote = next(rows(release, quoted, first), None) if first else None
        where = landing_page(row["url"], row["doi"], row["arxiv_id"])
        yield {
            **row,
            "number": told.of.get(row["use_id"]),
            "where": where,
            "quoted": quote,
            "evidence": "".join(first),
        }
