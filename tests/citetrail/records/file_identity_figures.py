"""How often a file finds its paper, on real PDFs: `python -m tests.citetrail.records.file_identity_figures`.

Wants the PDFs and the list of papers beside the checkout (CITETRAIL_SHARED); each PDF is named by a paper's id. Even
and odd files are counted apart: one half to look at, the other kept aside.
"""

import json
from collections import Counter
from typing import Any

from citetrail.paths import DATA
from citetrail.records.file_identity import match, printed
from citetrail.records.identifiers import title_key
from citetrail.records.target_files import target_path
from citetrail.records.vocabulary import Outcome
from extractors.whole_paper import open_reader, read_pdf
from tests.conftest import SHARED


def papers() -> list[dict[str, Any]]:
    rows = map(json.loads, (SHARED / "replay" / "papers.jsonl").read_text("utf-8").splitlines())
    return [
        {
            "id": row["paperId"],
            "title": row["title"] or "",
            "doi": (row.get("externalIds") or {}).get("DOI"),
            "arxiv_id": (row.get("externalIds") or {}).get("ArXiv"),
            "authors": row.get("authors") or [],
        }
        for row in rows
    ]


def main() -> None:
    known = papers()
    titles = {p["id"]: title_key(p["title"]) for p in known}
    reader = open_reader(str(target_path("ms-celeb-1m")), str(DATA), None, 60_000_000, 400)
    halves: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for number, path in enumerate(sorted((SHARED / "corpus" / "pdf").glob("*.pdf"))):
        reading, pages = read_pdf(path.read_bytes(), reader)
        if reading.outcome is not Outcome.OK:
            halves[number % 2][f"not readable: {reading.outcome}"] += 1
            continue
        page = printed(pages, reading.title)
        found = match(page, [p for p in known if title_key(p["title"])])
        sure = next((m.paper_id for m in found if m.certain), None)
        if path.stem not in titles:
            # The service holds some works twice: the file's name may be the other record's.
            same = sure is not None and titles[sure] == title_key(reading.title)
            told = "of another record: " + ("attached by title" if same else "ATTACHED" if sure else "asked")
        elif sure is None:
            told = "asked, its paper among the proposals" if found else "asked, without a proposal"
        else:
            told = "attached to its paper" if sure == path.stem else "ATTACHED TO ANOTHER PAPER"
        halves[number % 2][told] += 1
    for name, counts in zip(("even files", "odd files"), halves, strict=True):
        print(f"{name}: " + ", ".join(f"{words} {count}" for words, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
