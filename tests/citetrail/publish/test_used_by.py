"""Who is confirmed to use each member: counts, numbers that stay, tombstones, feed, and pages that only show.

Covers: citetrail.publish.used_by, citetrail.publish.use_numbers, citetrail.publish.atom_feed.
"""

import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from citetrail.publish.use_numbers import NAME, Tombstone, numbers
from citetrail.publish.use_numbers import write as write_numbers
from citetrail.publish.values import is_after
from citetrail.records.vocabulary import ClaimState
from citetrail.store.engine import writing
from citetrail.store.tables import claims
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import NASTY, pid

ATOM = "{http://www.w3.org/2005/Atom}"
LENIENT = "[previous]\nuses = 0.1\npapers = 0.1\n"


def told(release: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release / NAME).read_text(encoding="utf-8"))
    return found


def page(release: Path, name: str) -> str:
    return (release / "used-by" / name).read_text(encoding="utf-8")


def test_each_confirmed_use_has_the_number_of_its_first_decision(verified: Path, provisional: Path) -> None:
    uses = told(verified)["uses"]
    assert {use["paper_id"] for use in uses} == {pid(key) for key in "abeh"}
    assert [use["number"] for use in uses] == sorted({use["number"] for use in uses})
    database = sqlite3.connect(verified / "release.sqlite")
    for use in uses:
        query = "SELECT min(decision_id) FROM decisions WHERE claim_id = ?"
        assert database.execute(query, (use["claim_id"],)).fetchone()[0] == use["number"]
    database.close()
    assert told(provisional)["uses"] == uses, "what nobody confirmed has no number"


def test_a_use_that_falls_leaves_a_tombstone_that_stays_and_tells_nothing(
    store: InventedStore, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(LENIENT)
    first = told(store.publish(tmp_path / "out", assertions=rules).path)
    (fallen,) = (use for use in first["uses"] if use["paper_id"] == pid("e"))
    with writing(store.engine) as connection:
        of_e = (claims.c.paper_id == pid("e")) & (claims.c.kind == "use")
        connection.execute(update(claims).where(of_e).values(state=ClaimState.REJECTED, decided_hash=""))
    second = store.publish(tmp_path / "out", assertions=rules).path
    (tombstone,) = told(second)["gone"]
    assert (tombstone["number"], tombstone["joined"]) == (fallen["number"], None)
    assert "paper_id" not in tombstone
    assert fallen["number"] not in {use["number"] for use in told(second)["uses"]}
    text = page(second, f"{fallen['member']}.html")
    assert f'id="use-{fallen["number"]}"' in text
    assert "no longer told" in text
    assert "Recognising People at Sea" not in text
    with writing(store.engine) as connection:
        connection.execute(update(claims).values(score=0.5))
        connection.execute(update(claims).where(of_e).values(state=ClaimState.OPEN, decided_hash=""))
    third = store.publish(tmp_path / "out", assertions=rules).path
    assert told(third)["gone"] == [tombstone], "carried from release to release"


def release_of(uses: list[tuple[str, str, str, int]]) -> sqlite3.Connection:
    """Uses as paper, member, claim, first decision."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE uses (use_id, paper_id, member, role, status, claim_id, decided_at)")
    database.execute("CREATE TABLE decisions (decision_id, claim_id)")
    for paper, member, claim, number in uses:
        row = (f"u{claim}", paper, member, claim)
        database.execute("INSERT INTO uses VALUES (?, ?, ?, '', 'verified', ?, '')", row)
        database.executemany("INSERT INTO decisions VALUES (?, ?)", [(number, claim), (number + 100, claim)])
    return database


def before(folder: Path, uses: list[dict[str, Any]], gone: list[dict[str, Any]]) -> Path:
    (folder / NAME).write_text(json.dumps({"uses": uses, "gone": gone}))
    return folder


def test_a_use_whose_paper_was_joined_leads_to_the_other(tmp_path: Path) -> None:
    release = release_of([("p1", "m", "c1", 4)])
    old = [{"number": 7, "paper_id": "p2", "member": "m"}, {"number": 9, "paper_id": "p3", "member": "m"}]
    gone = [{"number": 2, "member": "m", "gone_on": "2026-01-01", "joined": 7}]
    found = numbers(release, before(tmp_path, old, gone), {"p2": "p1"}, "2026-03-05")
    assert found.of == {"uc1": 4}
    assert found.gone == (
        Tombstone(2, "m", "2026-01-01", 7),
        Tombstone(7, "m", "2026-03-05", 4),
        Tombstone(9, "m", "2026-03-05", None),
    )


def test_a_use_that_comes_back_has_its_number_again(tmp_path: Path) -> None:
    release = release_of([("p1", "m", "c1", 4)])
    gone = [{"number": 4, "member": "m", "gone_on": "2026-01-01", "joined": None}]
    found = numbers(release, before(tmp_path, [], gone), {}, "2026-03-05")
    assert (found.of, found.gone) == ({"uc1": 4}, ())


@settings(max_examples=60)
@given(st.data())
def test_over_any_releases_each_number_stays_with_its_use_or_has_a_stone(data: st.DataObject) -> None:
    """Uses are confirmed, fall, come back and have their papers joined, between three and six releases."""
    papers = [f"p{n}" for n in range(6)]
    confirmed: dict[str, int] = {}  # paper → number of its claim's first decision, given once
    merged: dict[str, str] = {}
    owners: dict[int, str] = {}
    with TemporaryDirectory() as folder:
        previous: Path | None = None
        for release in range(data.draw(st.integers(3, 6))):
            for paper in data.draw(st.sets(st.sampled_from(papers))):
                confirmed.setdefault(paper, len(confirmed) + 1)
            left = sorted(set(papers) - set(merged))
            if len(left) > 1 and data.draw(st.booleans()):
                gone, kept = data.draw(st.permutations(left))[:2]
                merged = {old: kept if new == gone else new for old, new in merged.items()} | {gone: kept}
            fallen = data.draw(st.sets(st.sampled_from(papers)))
            standing = [p for p in confirmed if p not in fallen and p not in merged]
            database = release_of([(p, "m", p, confirmed[p]) for p in standing])
            found = numbers(database, previous, merged, f"2026-01-0{release + 1}")
            for use, number in found.of.items():
                assert owners.setdefault(number, use) == use, "a number is never given to another use"
            stones = {stone.number for stone in found.gone}
            assert stones.isdisjoint(found.of.values())
            assert stones | set(found.of.values()) == set(owners), "what was told once is told, or has a stone"
            previous = Path(folder) / str(release)
            previous.mkdir()
            write_numbers(database, found, previous / NAME)
            database.close()


@pytest.mark.parametrize(
    ("published_on", "year", "day", "expected"),
    [
        ("2019-06-07", 2019, "2019-06-06", True),
        ("2019-06-06", 2019, "2019-06-06", False),
        ("2019-06", 2019, "2019-06-06", False),
        ("2019-07", 2019, "2019-06-06", True),
        (None, 2019, "2019-04", False),
        (None, 2020, "2019-04", True),
        ("2019-05-01", 2019, "2019-04", True),
        ("2019-04-30", 2019, "2019-04", False),
        (None, 2020, "2019", True),
        (None, None, "2019", False),
    ],
)
def test_after_the_withdrawal_is_what_surely_is(
    published_on: str | None, year: int | None, day: str, expected: bool
) -> None:
    assert is_after(published_on, year, day) is expected


def test_the_page_counts_confirmed_papers_by_sector_and_since_the_withdrawal(verified: Path) -> None:
    clean = page(verified, "example-faces-clean.html")
    assert "2 papers are confirmed to use it." in clean
    assert "3 use it or what was made from it." in clean
    assert "1 of them surely appeared after: Withdrawn, April 2019." in clean
    card = page(verified, "example-model-card.html")
    assert re.search(r">1</a>\s+paper is confirmed to use it", card)
    assert "1 surely after the withdrawal, April 2019" in card


def test_provisional_releases_count_confirmed_uses_only(provisional: Path) -> None:
    assert "Faces at the Border" not in page(provisional, "example-faces.html")
    assert "1 paper is confirmed to use it." in page(provisional, "example-faces.html")


def test_the_pages_only_show(verified: Path) -> None:
    for path in sorted((verified / "used-by").iterdir()):
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(path.read_text(encoding="utf-8"))
        assert parser.errors == [], path
        elements = [e for e in tree.iter() if isinstance(e.tag, str)]
        assert not {e.tag for e in elements} & {"script", "iframe", "object", "embed", "form", "img"}, path
        ids = [e.get("id") for e in elements if e.get("id")]
        assert len(ids) == len(set(ids)), path
        for element in elements:
            if element.tag == "a" and not element.get("href").startswith(("http", "mailto:", "#")):
                target = element.get("href").partition("#")[0]
                assert (path.parent / target).exists(), (path, target)
    assert NASTY in "".join(
        html5lib.parse(page(verified, "example-faces-clean.html"), namespaceHTMLElements=False).itertext()
    )


def test_the_feed_is_atom_with_ids_that_stay(verified: Path, provisional: Path) -> None:
    feed = ET.parse(verified / "feed.atom").getroot()
    assert feed.tag == f"{ATOM}feed"
    for parent in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = {e.findtext(f"{ATOM}id"): e for e in feed.findall(f"{ATOM}entry")}
    assert len(entries) == 4
    assert any(NASTY in (e.findtext(f"{ATOM}title") or "") for e in entries.values())
    dates = [e.findtext(f"{ATOM}updated") for e in feed.findall(f"{ATOM}entry")]
    assert dates == sorted(dates, reverse=True)  # type: ignore[type-var]
    other = ET.parse(provisional / "feed.atom").getroot()
    assert {e.findtext(f"{ATOM}id") for e in other.findall(f"{ATOM}entry")} == set(entries)
    for entry in entries.values():
        href = entry.find(f"{ATOM}link").get("href")  # type: ignore[union-attr]
        name, _, fragment = str(href).partition("#")
        assert f'id="{fragment}"' in (verified / name).read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_the_pages_fit_screens(width: int, scheme: str, verified: Path, browser: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    try:
        shown = context.new_page()
        for path in sorted((verified / "used-by").iterdir()):
            shown.goto(path.as_uri())
            assert shown.evaluate("document.documentElement.scrollWidth") <= width, path
    finally:
        context.close()
