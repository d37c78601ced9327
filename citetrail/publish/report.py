"""The report page: every number in it is read from the release's tables and leads to its rows."""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from markupsafe import Markup

from citetrail.publish import aftermath, basemap, cite_us, map_participants, svg_charts, svg_months, unseen
from citetrail.publish.figures import Figures, rows_of
from citetrail.publish.page_files import bundle, content_policy, data_element, inline, streamed_element, streamed_list
from citetrail.publish.wording import asset, environment, number, percent, script_json, spoken, words
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Sector

FIRST_CITATIONS = 50  # rows that stand in the page itself; scripts show the others
STRIPS = 12  # members whose months stand in the chart; the table has all


def write(release: sqlite3.Connection, path: Path, target: Target, about: dict[str, Any]) -> None:
    figures = Figures(release, provisional=about["provisional"])
    told = words()
    script = "\n" + bundle(asset("report.js"))
    countries = basemap.names(spoken())
    commercial, commercial_count = figures.listed(Sector.COMMERCIAL)
    military, military_count = figures.listed(Sector.MILITARY)
    context = {
        **about,
        "summary": target.summary,
        "figures": figures,
        "rows_of": rows_of,
        "charts": _charts(figures, told, countries),
        "losses": figures.losses(),
        "beside": figures.beside_the_funnel(),
        "differences": figures.differences(),
        "members": figures.members(),
        "facts": figures.table("facts", "fact_id"),
        "events": figures.table("events", "date, event_id"),
        "participants": _participants(release),
        "makers_uses": figures.table("makers_uses", "after_dataset_withdrawal DESC, date DESC, title"),
        "after": aftermath.after_withdrawal(release, figures.published),
        "designated": aftermath.designated(release),
        "unseen": unseen.unseen(release),
        "terms": aftermath.terms(release),
        "cite": cite_us.blocks(target, about),
        "updates": about["updates"],
        "quality": figures.table("quality", "measure"),
        "incomplete": [s for s in figures.table("searches", "query") if s["failure"]],
        "lists": [
            ("military", military, military_count),
            ("commercial", commercial, commercial_count),
        ],
        "countries": countries,
        "first_citations": list(islice(figures.citations(), FIRST_CITATIONS)),
        "citations": figures.papers().value,
        "policy": content_policy(script),
        "styles": inline(asset("base.css") + asset("report.css")),
        "script": inline(script),
        "data": _data(figures, told, countries),
        "percent": percent,
    }
    template = environment().get_template("report.html.j2")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(template.generate(context))


def _participants(release: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """The teams of each challenge that has some."""
    ids = release.execute("SELECT DISTINCT event_id FROM participants").fetchall()
    return {event: map_participants.table_of_participants(release, event) for (event,) in ids}


def _data(figures: Figures, told: dict[str, Any], countries: dict[str, str]) -> Iterator[Markup]:
    yield from streamed_element("citations", _citations(figures, countries))
    yield data_element("words", told["report_script"] | {"sectors": told["sectors"], "status": told["map"]["status"]})


def _citations(figures: Figures, countries: dict[str, str]) -> Iterator[Markup]:
    """All rows of the table, and the names of the countries in them."""
    codes: set[str] = set()

    def seen() -> Iterator[list[Any]]:
        for row in figures.citations():
            codes.update(row[6])
            yield row

    yield Markup('{"rows":')
    yield from streamed_list(seen())
    yield Markup(',"countries":') + script_json({c: countries.get(c, c) for c in sorted(codes)}) + Markup("}")


def _charts(figures: Figures, told: dict[str, Any], countries: dict[str, str]) -> dict[str, Any]:
    titles, steps = told["charts"], told["funnel"]
    funnel = figures.funnel()
    collected = funnel[0].value or 1
    sectors = [f for f in figures.sectors() if f.value]
    years, rows = figures.country_years()
    named = [(code, countries.get(code, code), counts, total) for code, counts, total in rows]
    members = figures.members()
    events = figures.table("events", "date, event_id")
    return {
        "funnel": svg_charts.bars(titles["funnel"], [(steps[f.key], f, f.key) for f in funnel], share_of=collected),
        "funnel_rows": [(steps[f.key], f, f"{100 * f.value / collected:.0f} %") for f in funnel],
        "sectors": svg_charts.bars(
            titles["sectors"], [(told["headlines"][f.key], f, f"mark {f.key}") for f in sectors]
        ),
        "sector_rows": [(told["headlines"][f.key], f) for f in sectors],
        "countries": svg_charts.grid(titles["countries"], years, named, figures.published) if rows else "",
        "country_years": years,
        "country_rows": named,
        "lineage": svg_charts.lineage(titles["lineage"], members, told["kinds"]),
        "timeline": svg_charts.timeline(titles["timeline"], figures.years(), events, figures.published),
        "years": figures.years(),
        "number": number,
        **_monthly(figures, titles),
    }


def _monthly(figures: Figures, titles: dict[str, str]) -> dict[str, Any]:
    """The curves by month, of all and by member, the same as rows, and how many papers have no month."""
    months, undated = aftermath.by_month(figures.release)
    withdrawn = aftermath.first_withdrawal(figures.release)
    members = aftermath.members_by_month(figures.release, figures.published)
    return {
        "months": svg_months.stacked(titles["months"], months, withdrawn),
        "month_rows": [(month, sum(counts.values())) for month, counts in months if counts],
        "months_by_member": svg_months.by_member(titles["months_by_member"], members[:STRIPS], withdrawn),
        "member_rows": members,
        "strips": STRIPS,
        "undated": undated,
        "withdrawn": withdrawn,
    }
