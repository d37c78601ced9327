"""papers.json: the papers with a published use as CSL-JSON, which Zotero, pandoc and citation processors read."""

import re
import sqlite3
from pathlib import Path
from typing import Any

from citetrail.publish.json_stream import filled, rows, write_array
from citetrail.publish.mapdata import landing_page, split
from citetrail.publish.reference_files import PROVISIONAL
from citetrail.publish.venues import VenueKind, venue_kind
from citetrail.records.vocabulary import PaperStatus

_KINDS = {VenueKind.PROCEEDINGS: "paper-conference", VenueKind.JOURNAL: "article-journal"}
_OTHERS = re.compile(r"(?:and\s+)?(?:others|et\.? al\.?)", re.I)
_QUERY = "SELECT * FROM papers WHERE use_status IN ('verified', 'provisional') ORDER BY paper_id"


def write(release: sqlite3.Connection, path: Path) -> None:
    write_array(path, (item(row) for row in rows(release, _QUERY)))


def item(row: dict[str, Any]) -> dict[str, Any]:
    """One paper. Names stay whole: where the family name ends is not printed, and a guess would be kept for good."""
    doubt = row["use_status"] == PaperStatus.PROVISIONAL
    names = [name for name in split(row["authors"]) if not _OTHERS.fullmatch(name.strip())]
    own = ("paper_id", "use_status", "members", "roles", "arxiv_id", "s2_id", "document")
    return filled(
        {
            "id": row["paper_id"],
            "type": _KINDS.get(venue_kind(row["venue"]), "article"),
            "title": row["title"],
            "author": [{"literal": name} for name in names],
            "issued": _issued(row["published_on"], row["year"]),
            "container-title": row["venue"],
            "DOI": row["doi"],
            "URL": landing_page(row["url"], row["doi"], row["arxiv_id"]),
            "archive": "arXiv" if row["arxiv_id"] else None,
            "archive_location": row["arxiv_id"],
            "keyword": ", ".join([*([PROVISIONAL] if doubt else []), *split(row["members"])]),
            "note": PROVISIONAL if doubt else "verified",
            "custom": filled({name: row[name] for name in own}),
        }
    )


def _issued(published_on: str | None, year: int | None) -> dict[str, Any] | None:
    """The date as numbers: year, month, day, as far as known."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", published_on or "")
    parts = [int(part) for part in found.groups() if part] if found else [year] if year else []
    return {"date-parts": [parts]} if parts else None
