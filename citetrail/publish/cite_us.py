"""Blocks to copy for those who cite: the release, and the papers that introduced the dataset."""

import re
from dataclasses import dataclass
from typing import Any

from citetrail.publish.reference_files import tex, tex_title, tex_verbatim
from citetrail.publish.wording import words
from citetrail.records.targets import IntroducingPaper, Target


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry of BibTeX and what it cites."""

    title: str
    bibtex: str


def blocks(target: Target, about: dict[str, Any]) -> list[BibtexEntry]:
    """The release first, then the papers of the head of the family; a target file does not name their authors."""
    found = [_release(about)]
    head = next((member for member in target.members if member.parent is None), None)
    return found + [_paper(paper, target.slug) for paper in (head.papers if head else ())]


def _release(about: dict[str, Any]) -> BibtexEntry:
    author = about["publisher"] or words()["package"]["author"]
    fields = {
        "author": f"{{{tex(author)}}}",
        "title": tex_title(about["title"]),
        "year": about["day"][:4],
        "note": f"Release {tex(about['version'])}",
    }
    return BibtexEntry(about["title"], _entry(f"citetrail-{about['slug']}-{about['version']}", fields))


def _paper(paper: IntroducingPaper, slug: str) -> BibtexEntry:
    fields = {
        "title": tex_title(paper.title),
        "year": str(paper.year or ""),
        "doi": tex_verbatim(paper.doi),
        "eprint": tex_verbatim(paper.arxiv),
        "archiveprefix": "arXiv" if paper.arxiv else "",
    }
    key = re.sub(r"[^a-z0-9]+", "-", f"{slug}-{paper.year or ''}-{paper.arxiv or ''}".lower()).strip("-")
    return BibtexEntry(paper.title, _entry(key, fields))


def _entry(key: str, fields: dict[str, str]) -> str:
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{body}}}"
