"""The pages as files: valid, self-contained, and every number from the tables."""

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import html5lib
import pytest

from citetrail.publish.wording import TEMPLATES, day, script_json, words
from citetrail.store import tables
from citetrail.store.engine import writing
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import NASTY, TARGET

PAGES = ("map.html", "report.html", "rows.html", "index.html")


def text(folder: Path, page: str) -> str:
    return (folder / page).read_text(encoding="utf-8")


def tree(folder: Path, page: str) -> Any:
    return html5lib.parse(text(folder, page), treebuilder="etree", namespaceHTMLElements=False)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["verified", "provisional", "undecided"])
def test_pages_are_valid_html(page: str, kind: str, request: pytest.FixtureRequest) -> None:
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(text(request.getfixturevalue(kind), page))
    assert parser.errors == []


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_and_labels_lead_somewhere(page: str, provisional: Path) -> None:
    elements = list(tree(provisional, page).iter())
    ids = [e.get("id") for e in elements if e.get("id")]
    assert len(ids) == len(set(ids))
    for element in elements:
        for name in ("aria-labelledby", "for", "aria-controls"):
            assert element.get(name) is None or set(element.get(name).split()) <= set(ids)
        if str(element.get("href", "")).startswith("#") and page == "report.html":
            assert element.get("href")[1:] in ids, element.get("href")


@pytest.mark.parametrize("page", PAGES)
def test_pages_load_nothing_from_anywhere(page: str, provisional: Path) -> None:
    for element in tree(provisional, page).iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        assert tag not in ("iframe", "object", "embed", "base"), tag
        for name in ("src", "srcset", "poster", "data", "background"):
            assert element.get(name) is None, (tag, name, element.get(name))
        assert tag != "link", "styles stand in the page"
        for name in element.attrib:
            assert not name.lower().startswith("on"), (tag, name)
        assert not str(element.get("href", "")).lower().startswith(("javascript:", "data:", "vbscript:"))


@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_title_is_text(page: str, verified: Path) -> None:
    source = text(verified, page)
    assert "<script>alert" not in source
    data = "".join(re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', source, re.S))
    if page in ("map.html", "report.html"):
        assert json.dumps("<script>alert").strip('"').replace("<", "\\u003c") in data.replace("\\u003e", ">")


def test_scripts_beside_the_tables_page_are_json_rows(verified: Path) -> None:
    source = text(verified, "rows/papers.js")
    first, *lines, last = source.strip().split("\n")
    assert first == 'window.citetrail=window.citetrail||{};window.citetrail["papers"]=['
    assert last == "];"
    rows = [json.loads(line.rstrip(",")) for line in lines]
    assert NASTY in {row[1] for row in rows}


def test_json_in_a_page_cannot_end_its_element() -> None:
    told = str(script_json({"x": "</script><!--\u2028\u2029&"}))
    assert not set(told) & set("<>&\u2028\u2029")
    assert json.loads(told) == {"x": "</script><!--\u2028\u2029&"}


@pytest.mark.parametrize("kind", ["verified", "provisional"])
def test_every_number_of_the_report_is_the_count_of_the_rows_it_leads_to(
    kind: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(kind)
    checked = 0
    for number, address in numbers(folder):
        table, _, query = address.removeprefix("rows.html#").partition("?")
        filters = parse_qsl(query, keep_blank_values=True)
        assert len(matching(folder, table, filters)) == number, address
        checked += 1
    assert checked > 25


def numbers(folder: Path) -> Iterator[tuple[int, str]]:
    for element in tree(folder, "report.html").iter("a"):
        address = element.get("href") or ""
        told = "".join(element.itertext()).strip()
        leading = re.match(r"[\d,]+", told)
        # Papers of a member and countries of organisations are counted once each: compared below.
        distinct = "uses?member" in address or "markers?country" in address
        if address.startswith("rows.html#") and leading and not distinct:
            yield int(leading[0].replace(",", "")), address


def matching(folder: Path, table: str, filters: list[tuple[str, str]]) -> list[dict[str, str]]:
    """The rows that rows.html shows for an address: | means or, ! means not."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name, wanted in filters:
        negative, options = wanted.startswith("!"), wanted.removeprefix("!").split("|")
        rows = [r for r in rows if bool(set(r[name].split(";")) & set(options)) != negative]
    return rows


def test_countries_are_counted_once(verified: Path) -> None:
    found = matching(verified, "markers", [("country", "!")])
    told = next(e for e in tree(verified, "report.html").iter("a") if e.get("href") == "rows.html#markers?country=!")
    assert int("".join(told.itertext())) == len({row["country"] for row in found})


def test_the_papers_of_each_member_are_those_of_its_rows(provisional: Path) -> None:
    with sqlite3.connect(provisional / "release.sqlite") as database:
        for member, papers in database.execute("SELECT member, papers FROM members").fetchall():
            found = matching(provisional, "uses", [("member", member)])
            assert len({r["paper_id"] for r in found}) == papers


def test_the_report_says_what_it_must(verified: Path) -> None:
    page = text(verified, "report.html")
    for heading in (
        "From citing to using",
        "Who used it",
        "What became of the data",
        "Timeline",
        "The papers",
        "Method",
    ):
        assert heading in page
    for told in (
        "Error rates",
        "Known gaps",
        "corrections@example.org",
        "Attribution 4.0",
        "Example Newsroom (2026)",
    ):
        assert told in page
    assert "29 July 2016" in page, "events with their dates"
    assert "Provisional" not in page


def test_a_provisional_release_says_so_on_every_page(provisional: Path) -> None:
    for page in ("map.html", "report.html", "rows.html", "README.md"):
        assert "rovisional" in text(provisional, page)
        assert "confirmed" in text(provisional, page)
    assert "machine claim, not confirmed" in text(provisional, "report.html")


def test_a_release_before_anything_is_confirmed_says_so_and_names_nobody(undecided: Path) -> None:
    page = text(undecided, "report.html")
    told = " ".join("".join(tree(undecided, "report.html").find(".//p[@class='finding']").itertext()).split())
    assert told == (
        "Nobody has confirmed a use yet: 6 papers that may use it wait for review. "
        "Until then this release names no paper, no organisation and no sector."
    )
    assert "From citing to using" in page
    assert "How to cite" in page or "how to cite" in page
    for name in ("uses", "organisations", "affiliations", "evidence"):
        with (undecided / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file)) == [], name
    assert "Example Naval" not in page + text(undecided, "map.html")


def test_dates_in_words() -> None:
    assert [day("2019-04-05"), day("2019-04"), day("2019")] == ["5 April 2019", "April 2019", "2019"]


def test_english_stands_in_the_templates_only() -> None:
    """A script holds no sentence: words come from words.toml, so that a translation is another folder."""
    for path in (TEMPLATES.parent / "assets").rglob("*.js"):
        if path.parent.name != "vendor":
            source = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
            sentences = re.findall(r"[\"'`]([A-Z][a-z]+ [a-z]+[^\"'`]*)[\"'`]", source)
            assert sentences == [], path.name


def test_no_entry_of_a_menu_ends_in_a_colon(provisional: Path) -> None:
    entries = re.findall(r"<option[^>]*>([^<]*)", (provisional / "map.html").read_text("utf-8"))
    assert entries
    assert [entry for entry in entries if entry.rstrip().endswith(":")] == []
    assert [word for word in words()["roles"].values() if not word[-1].isalnum()] == []


def test_a_search_without_a_total_ends_in_one_full_stop(store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:
        for expected, failure in ((None, "The pages were not asked for."), (0, "Nothing came")):
            row = {"target": TARGET.slug, "query": f"q {failure}", "cursor": "", "expected": expected, "received": 0}
            connection.execute(tables.queries.insert().values(**row, failure=failure, finished_at="2026-03-01"))
    report = (store.publish(tmp_path / "out").path / "report.html").read_text("utf-8")
    assert "gave 0 papers: The pages were not asked for. <a" in report
    assert "gave 0 of 0 papers: Nothing came. <a" in report
    assert "None" not in report.split("Known gaps")[1].split("</ul>")[0]
