"""The report's numbers, each read from the release's own tables and carrying the address of its rows."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from citetrail.publish.mapdata import landing_page, split
from citetrail.records.vocabulary import HEADLINE_ORDER, Sector

# What fits a chart of the report on one screen; the tables beside it have all.
TOP_COUNTRIES = 10
TOP_YEARS = 15
LISTED_ORGANISATIONS = 40
LISTED_PAPERS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where its rows are."""

    value: int
    rows: str
    label: str = ""
    key: str = ""


def rows_of(table: str, **filters: str) -> str:
    """The address of the rows of a table that say this."""
    told = "&".join(f"{name}={quote(value, safe='|!:')}" for name, value in filters.items())
    return f"rows.html#{table}" + (f"?{told}" if told else "")


class Figures:
    """Questions to one release's tables."""

    def __init__(self, release: sqlite3.Connection, *, provisional: bool) -> None:
        self.release = release
        self.published = "verified|provisional" if provisional else "verified"

    def _all(self, query: str, *values: Any) -> list[Any]:
        return self.release.execute(query, values).fetchall()

    def _one(self, query: str, *values: Any) -> int:
        return int(self.release.execute(query, values).fetchone()[0] or 0)

    def papers(self) -> Figure:
        count = self._one("SELECT count(*) FROM papers WHERE use_status IN ('verified', 'provisional')")
        return Figure(count, rows_of("papers", use_status=self.published))

    def verified(self) -> Figure:
        count = self._one("SELECT count(*) FROM papers WHERE use_status = 'verified'")
        return Figure(count, rows_of("papers", use_status="verified"))

    def waiting(self) -> Figure:
        """Papers of which somebody or something says that they use the data, and nobody has settled it."""
        count = self._one("SELECT count(*) FROM papers WHERE use_status = 'in_review'")
        return Figure(count, rows_of("papers", use_status="in_review"))

    def organisations(self) -> Figure:
        return Figure(self._one("SELECT count(*) FROM organisations"), rows_of("organisations"))

    def countries(self) -> Figure:
        """Countries where authors were, as on the map and in papers.csv; an organisation may be in several."""
        count = self._one("SELECT count(DISTINCT country) FROM markers WHERE country IS NOT NULL")
        return Figure(count, rows_of("markers", country="!"))

    def quotations(self) -> Figure:
        return Figure(self._one("SELECT count(*) FROM evidence"), rows_of("evidence"))

    def funnel(self) -> list[Figure]:
        """The steps, each of papers of the one before."""
        filters = {
            "collected": {},
            "with_pdf": {"fetch_outcome": "ok"},
            "readable": {"read_outcome": "ok"},
            "naming": {"names_family": "true"},
            "using": {"use_status": "verified|provisional|in_review", "names_family": "true"},
            "verified": {"use_status": "verified", "names_family": "true"},
        }
        return [f for step, wanted in filters.items() for f in self._step(step, wanted)]

    def beside_the_funnel(self) -> dict[str, Figure]:
        """Uses that no text of the paper shows: known from what is quoted of it, or from people."""
        filters = {
            "using_without_text": {"use_status": "verified|provisional|in_review", "names_family": "|false"},
            "verified_without_text": {"use_status": "verified", "names_family": "|false"},
        }
        return {step: f for step, wanted in filters.items() for f in self._step(step, wanted)}

    def _step(self, step: str, wanted: dict[str, str]) -> list[Figure]:
        steps = self._all("SELECT papers FROM funnel WHERE reason IS NULL AND step = ?", step)
        return [Figure(n, rows_of("papers", **wanted), key=step) for (n,) in steps]

    def losses(self) -> list[Figure]:
        """Papers that could not be had or read, by reason."""
        found = []
        query = "SELECT step, reason, papers FROM funnel WHERE reason IS NOT NULL ORDER BY papers DESC, position"
        for step, reason, count in self._all(query):
            column = "fetch_outcome" if step == "not_fetched" else "read_outcome"
            wanted = {column: "" if reason == "not_tried" else reason}
            if step == "not_readable":
                wanted["fetch_outcome"] = "ok"
            found.append(Figure(count, rows_of("papers", **wanted), step, reason))
        return found

    def sectors(self) -> list[Figure]:
        """Published papers by headline; papers without a published affiliation are their own bar."""
        counts = dict(
            self._all(
                "SELECT coalesce(headline, ''), count(*) FROM papers "
                "WHERE use_status IN ('verified', 'provisional') GROUP BY 1"
            )
        )
        figures = [
            Figure(counts.get(str(s), 0), rows_of("papers", use_status=self.published, headline=str(s)), key=str(s))
            for s in HEADLINE_ORDER
        ]
        figures.append(
            Figure(counts.get("", 0), rows_of("papers", use_status=self.published, headline=""), key="none")
        )
        return figures

    def country_years(self) -> tuple[list[int], list[tuple[str, list[int], int]]]:
        """Years, and for the countries with most papers the papers of each year and in total."""
        query = "SELECT countries, year FROM papers WHERE use_status IN ('verified', 'provisional')"
        counts: dict[str, dict[int | None, int]] = {}
        for countries, year in self.release.execute(query):
            for country in split(countries):
                of = counts.setdefault(country, {})
                of[year] = of.get(year, 0) + 1
        top = sorted(counts, key=lambda c: (-sum(counts[c].values()), c))[:TOP_COUNTRIES]
        known = sorted({y for c in top for y in counts[c] if y is not None})
        years = list(range(max(known[0], known[-1] - TOP_YEARS + 1), known[-1] + 1)) if known else []
        return years, [(c, [counts[c].get(y, 0) for y in years], sum(counts[c].values())) for c in top]

    def years(self) -> list[tuple[int, int, int]]:
        """Year, published papers, verified papers among them."""
        query = (
            "SELECT year, count(*), sum(use_status = 'verified') FROM papers "
            "WHERE use_status IN ('verified', 'provisional') AND year IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        return self._all(query)

    def members(self) -> list[dict[str, Any]]:
        """The family as a tree from the top down, each with its depth and the papers through it."""
        cursor = self.release.execute("SELECT * FROM members ORDER BY year IS NULL, year, name")
        names = [c[0] for c in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
        children: dict[str | None, list[dict[str, Any]]] = {}
        known = {row["member"] for row in rows}
        for row in rows:
            children.setdefault(row["parent"] if row["parent"] in known else None, []).append(row)
        found: list[dict[str, Any]] = []
        _grow(children, None, 0, found)
        return found

    def listed(self, sector: Sector) -> tuple[list[dict[str, Any]], int]:
        """Organisations of a sector with their newest papers and a quotation each; and how many there are in all."""
        query = (
            "SELECT organisation_id, name, sector_status, designations_at_paper_dates, papers "
            "FROM organisations WHERE sector = ? ORDER BY papers DESC, name, organisation_id LIMIT ?"
        )
        rows = self._all(query, str(sector), LISTED_ORGANISATIONS)
        names = ("id", "name", "status", "designations", "papers")
        listed = [dict(zip(names, row, strict=True)) for row in rows]
        for organisation in listed:
            organisation["places"] = self._all(
                "SELECT city, country FROM markers WHERE organisation_id = ? ORDER BY papers DESC, country, city",
                organisation["id"],
            )
            organisation["examples"] = self._examples(organisation["id"])
            organisation["rows"] = rows_of("affiliations", organisation_id=organisation["id"])
        return listed, self._one("SELECT count(*) FROM organisations WHERE sector = ?", str(sector))

    def _examples(self, organisation: str) -> list[dict[str, Any]]:
        query = """
            SELECT p.paper_id, p.title, p.year, p.url, p.doi, p.arxiv_id, u.role, u.status, m.name, u.evidence_ids,
            max(a.status)
            FROM affiliations a JOIN papers p USING (paper_id)
            JOIN uses u USING (paper_id) JOIN members m USING (member)
            WHERE a.organisation_id = ? GROUP BY p.paper_id, u.use_id
            ORDER BY p.year DESC NULLS LAST, p.paper_id, u.status DESC, u.score DESC NULLS LAST, u.use_id
        """
        found: dict[str, dict[str, Any]] = {}
        for paper, title, year, url, doi, arxiv, role, status, member, evidence_ids, own in self._all(
            query, organisation
        ):
            if paper in found or len(found) == LISTED_PAPERS:
                continue
            found[paper] = {
                "title": title,
                "year": year,
                "url": landing_page(url, doi, arxiv),
                "role": role,
                "member": member,
                "status": status,
                "affiliation_status": own,
                "quote": self._quotation(split(evidence_ids)),
                "rows": rows_of("uses", paper_id=paper),
            }
        return list(found.values())

    def _quotation(self, evidence_ids: list[str]) -> dict[str, Any] | None:
        if not evidence_ids:
            return None
        query = "SELECT quote, match_start, match_end, page, section, url FROM evidence WHERE evidence_id = ?"
        row = self.release.execute(query, (evidence_ids[0],)).fetchone()
        if row is None:
            return None
        quote_, start, end, page, section, url = row
        return {
            "before": quote_[:start],
            "match": quote_[start:end],
            "after": quote_[end:],
            "page": page,
            "section": section,
            "url": f"{url}#page={page}" if url and page else url,
            "rows": rows_of("evidence", evidence_id=evidence_ids[0]),
        }

    def citations(self) -> Iterator[list[Any]]:
        """The published papers for the table.

        Each is id, title, address, year, authors, organisations, countries, sectors, members, status.
        """
        # A member's name without its other spellings, which stand in brackets.
        short = {m: name.partition(" (")[0] for m, name in self._all("SELECT member, name FROM members")}
        here = (
            "SELECT DISTINCT coalesce(o.name, a.raw) FROM affiliations a "
            "LEFT JOIN organisations o USING (organisation_id) WHERE a.paper_id = ? ORDER BY 1"
        )
        query = (
            "SELECT paper_id, title, url, doi, arxiv_id, year, authors, countries, sectors, members, use_status "
            "FROM papers WHERE use_status IN ('verified', 'provisional') "
            "ORDER BY year DESC NULLS LAST, title, paper_id"
        )
        for paper, title, url, doi, arxiv, year, authors, *listed, status in self.release.execute(query):
            where = landing_page(url, doi, arxiv)
            names = ", ".join(split(authors)[:6])
            countries, sectors, members = map(split, listed)
            used = [short.get(member, member) for member in members]
            organisations = [name for (name,) in self.release.execute(here, (paper,))]
            yield [paper, title, where, year, names, organisations, countries, sectors, used, status]

    def differences(self, most: int = 50) -> list[dict[str, Any]]:
        """What copies leave out, papers of verified differences first, with the sentences of both copies."""
        query = (
            "SELECT c.statement, c.status, c.kind, c.stated_in, c.missing_from, c.difference_id, p.paper_id, "
            "p.title, p.year, e.quote, o.quote FROM copies c JOIN papers p USING (paper_id) "
            "JOIN evidence e ON e.evidence_id = c.evidence_id "
            "LEFT JOIN evidence o ON o.evidence_id = c.counterpart_id "
            "ORDER BY c.status = 'verified' DESC, p.title, c.difference_id LIMIT ?"
        )
        names = (
            *("statement", "status", "kind", "stated_in", "missing_from", "difference_id", "paper_id"),
            *("title", "year", "quote", "counterpart"),
        )
        return [dict(zip(names, row, strict=True)) for row in self.release.execute(query, (most,))]

    def table(self, name: str, order: str) -> list[dict[str, Any]]:
        """A small table as it is: facts, events, quality, searches."""
        cursor = self.release.execute(f'SELECT * FROM "{name}" ORDER BY {order}')  # noqa: S608  (our own names)
        names = [c[0] for c in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def _grow(
    children: dict[str | None, list[dict[str, Any]]], parent: str | None, depth: int, found: list[dict[str, Any]]
) -> None:
    branch = children.pop(parent, [])
    for row in branch:
        found.append(row | {"depth": depth, "rows": rows_of("uses", member=row["member"])})
        _grow(children, row["member"], depth + 1, found)
