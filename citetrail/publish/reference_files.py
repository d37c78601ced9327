"""papers.bib and papers.ris: the papers with a published use, for reference managers."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citetrail.publish.mapdata import landing_page, split
from citetrail.records.vocabulary import PaperStatus

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
COLUMNS = "paper_id, title, authors, year, venue, doi, arxiv_id, url, use_status, members"


def write(release: sqlite3.Connection, folder: Path) -> None:
    rows = f"SELECT {COLUMNS} FROM papers WHERE use_status IN ('verified', 'provisional') ORDER BY paper_id"  # noqa: S608
    with (folder / "papers.bib").open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(bibtex(row) for row in _records(release, rows))
    with (folder / "papers.ris").open("w", encoding="utf-8", newline="\r\n") as out:
        out.writelines(ris(row) for row in _records(release, rows))


def _records(release: sqlite3.Connection, query: str) -> Iterator[dict[str, Any]]:
    cursor = release.execute(query)
    names = [c[0] for c in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def tex(text: str) -> str:
    """Text as TeX prints it: every character that TeX would act on is escaped."""
    return "".join(_TEX.get(c, c) for c in text)


def cite_key(row: dict[str, Any]) -> str:
    """Surname, year and the paper's id, which makes it unique and lasting."""
    names = split(row["authors"])
    surname = names[0].split()[-1] if names and names[0].split() else "anonymous"
    plain = unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode()
    return f"{re.sub('[^A-Za-z]', '', plain).lower() or 'author'}{row['year'] or ''}-{row['paper_id']}"


def bibtex(row: dict[str, Any]) -> str:
    venue = row["venue"] or ""
    kind = (
        "inproceedings"
        if re.search(r"conference|workshop|proceedings|symposium|CVPR|ICCV|ECCV", venue, re.I)
        else ("article" if venue else "misc")
    )
    fields = {
        "title": "{" + tex(row["title"]) + "}",
        "author": " and ".join("{" + tex(a) + "}" if "," in a else tex(a) for a in split(row["authors"])),
        "year": str(row["year"] or ""),
        {"inproceedings": "booktitle", "article": "journal"}.get(kind, "note"): tex(venue),
        "doi": tex(row["doi"] or ""),
        "eprint": tex(row["arxiv_id"] or ""),
        "archiveprefix": "arXiv" if row["arxiv_id"] else "",
        "url": _tex_url(landing_page(row["url"], row["doi"], row["arxiv_id"])),
        "keywords": tex(", ".join([row["use_status"], *split(row["members"])])),
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{cite_key(row)},\n{body}}}\n\n"


def _tex_url(url: str | None) -> str:
    return re.sub(r"[{}\\]", lambda m: f"%{ord(m[0]):02X}", url or "")


def ris(row: dict[str, Any]) -> str:
    """One record; line ends are added by the file. A value never holds a line break, so none can forge a field."""
    venue = row["venue"] or ""
    doubt = row["use_status"] == PaperStatus.PROVISIONAL
    fields = [
        ("TY", "CONF" if re.search(r"conference|workshop|proceedings|symposium", venue, re.I) else "JOUR"),
        ("ID", row["paper_id"]),
        ("TI", row["title"]),
        *(("AU", name) for name in split(row["authors"])),
        ("PY", str(row["year"] or "")),
        ("T2", venue),
        ("DO", row["doi"] or ""),
        ("UR", landing_page(row["url"], row["doi"], row["arxiv_id"]) or ""),
        *(("KW", member) for member in split(row["members"])),
        ("N1", "provisional: machine claim, not confirmed" if doubt else "verified"),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n\n"
