"""papers.bib and papers.ris: the papers with a published use, for reference managers.

Written for how readers really read (pandoc, citation-js, Better BibTeX, pybtex, bibtexparser, rispy): identifiers and
addresses are taken by the letter, so nothing in them is escaped; a title braced as a whole loses its capitals in one
reader, a title without braces in the others, so each word that has capitals is braced on its own.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from citetrail.publish.mapdata import landing_page, split
from citetrail.publish.venues import VenueKind, venue_kind
from citetrail.records.vocabulary import PaperStatus

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[-‐‑–'’.][^\W_]+)*")
# Words that name a group of people: BibTeX would take the last of them for a surname.
_GROUP = re.compile(
    r"\b(?:team|group|collaboration|consortium|initiative|committee|project|network|community|organi[sz]ation)\b",
    re.I,
)
# What stands for people who are not named. BibTeX has a word for it; elsewhere it would become a person.
_OTHERS = re.compile(r"(?:and\s+)?(?:others|et\.? al\.?)", re.I)
COLUMNS = "paper_id, title, authors, year, venue, doi, arxiv_id, url, use_status, members"
PROVISIONAL = "provisional: machine claim, not confirmed"
_BIBTEX = {VenueKind.PROCEEDINGS: "inproceedings", VenueKind.JOURNAL: "article"}
_RIS = {VenueKind.PROCEEDINGS: "CONF", VenueKind.JOURNAL: "JOUR"}


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


def tex_title(title: str) -> str:
    """A title in which every word with a capital stands in braces of its own, so that no style lowers it."""
    made: list[str] = []
    at = 0
    for word in _WORD.finditer(title):
        made.append(tex(title[at : word.start()]))
        made.append(f"{{{tex(word[0])}}}" if word[0] != word[0].lower() else tex(word[0]))
        at = word.end()
    return "".join(made) + tex(title[at:])


def tex_verbatim(value: str | None) -> str:
    """An identifier or address: by the letter, but for the three characters that would end or break the field."""
    return re.sub(r"[{}\\]", lambda m: f"%{ord(m[0]):02X}", value or "")


def tex_name(name: str) -> str:
    """A person as printed; a group, or a name that BibTeX would take apart, in braces; those unnamed as `others`."""
    if _OTHERS.fullmatch(name.strip()):
        return "others"
    whole = "," in name or _GROUP.search(name) or re.search(r"(?:^|\s)and(?:\s|$)", name, re.I)
    return f"{{{tex(name)}}}" if whole else tex(name)


def cite_key(row: dict[str, Any]) -> str:
    """Surname, year and the paper's id, which makes it unique and lasting."""
    names = split(row["authors"])
    surname = names[0].split()[-1] if names and names[0].split() else "anonymous"
    plain = unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode()
    return f"{re.sub('[^A-Za-z]', '', plain).lower() or 'author'}{row['year'] or ''}-{row['paper_id']}"


def bibtex(row: dict[str, Any]) -> str:
    venue = tex(row["venue"] or "")
    kind = _BIBTEX.get(venue_kind(row["venue"]), "misc")
    fields = {
        "title": tex_title(row["title"]),
        "author": " and ".join(map(tex_name, split(row["authors"]))),
        "year": str(row["year"] or ""),
        # Double braces: names of conferences keep their capitals in every reader.
        "booktitle": f"{{{venue}}}" if kind == "inproceedings" else "",
        "journal": venue if kind == "article" else "",
        "note": venue if kind == "misc" else "",
        "doi": tex_verbatim(row["doi"]),
        "eprint": tex_verbatim(row["arxiv_id"]),
        "archiveprefix": "arXiv" if row["arxiv_id"] else "",
        "url": tex_verbatim(landing_page(row["url"], row["doi"], row["arxiv_id"])),
        "keywords": tex(", ".join([row["use_status"], *split(row["members"])])),
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{cite_key(row)},\n{body}}}\n\n"


def ris(row: dict[str, Any], further: Sequence[tuple[str, str]] = ()) -> str:
    """One record; line ends are added by the file. A value never holds a line break, so none can forge a field.

    `further` are fields, tag and value, in place of the note that tells the status.
    """
    doubt = row["use_status"] == PaperStatus.PROVISIONAL
    names = [n for n in split(row["authors"]) if not _OTHERS.fullmatch(n.strip())]
    fields = [
        ("TY", _RIS.get(venue_kind(row["venue"]), "UNPB")),
        ("ID", row["paper_id"]),
        ("TI", row["title"]),
        *(("AU", name) for name in names),
        ("PY", str(row["year"] or "")),
        ("DA", f"{row['year']}///" if row["year"] else ""),  # where citation-js looks for the year
        ("T2", row["venue"] or ""),
        ("DO", row["doi"] or ""),
        ("UR", landing_page(row["url"], row["doi"], row["arxiv_id"]) or ""),
        *(("KW", member) for member in split(row["members"])),
        # Some programs drop the note (pandoc, ASReview): status and warning stand among the keywords too.
        ("KW", PROVISIONAL if doubt else row["use_status"]),
        *(further or [("N1", PROVISIONAL if doubt else "verified")]),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n\n"
