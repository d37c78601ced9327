"""What the report says of the time after the withdrawal; every figure is that of its rows.

Covers: citetrail.publish.aftermath, citetrail.publish.svg_months, citetrail.publish.cite_us.
"""

import csv
import re
import sqlite3
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from citetrail.publish.aftermath import (
    after_withdrawal,
    by_month,
    designated,
    first_withdrawal,
    members_by_month,
    terms,
)
from citetrail.publish.cite_us import blocks
from citetrail.publish.svg_months import by_member, stacked
from tests.citetrail.publish.invented import TARGET, pid

GONE = {"title": "Withdrawn", "date": "2019-04"}


@pytest.fixture
def release(provisional: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{(provisional / 'release.sqlite').as_uri()}?mode=ro", uri=True)


def rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "papers.csv").open(encoding="utf-8", newline="") as file:
        return {row["paper_id"]: row for row in csv.DictReader(file)}


def test_a_paper_is_after_the_withdrawal_only_when_it_surely_is(provisional: Path) -> None:
    told = {key: rows(provisional)[pid(key)]["after_dataset_withdrawal"] for key in "abdegh"}
    assert told == {"a": "false", "b": "true", "d": "false", "e": "true", "g": "true", "h": "false"}


def test_the_figures_are_those_of_their_rows(release: sqlite3.Connection, provisional: Path) -> None:
    found = after_withdrawal(release, "verified|provisional")
    for figure in (found.papers, *found.sectors):
        filters = dict(parse_qsl(figure.rows.partition("?")[2]))
        matching = [
            row
            for row in rows(provisional).values()
            if all(row[name] in value.split("|") for name, value in filters.items())
        ]
        assert figure.value == len(matching), figure
    assert found.papers.value == sum(figure.value for figure in found.sectors) == 3
    licence = terms(release)
    assert licence.licence == "research only"
    assert licence.commercial.value == 1


def test_months_run_without_a_gap_and_the_undated_are_counted(release: sqlite3.Connection) -> None:
    months, undated = by_month(release)
    names = [month for month, _ in months]
    assert (names[0], names[-1], len(names)) == ("2018-06", "2022-11", 54)
    assert sum(sum(counts.values()) for _, counts in months) == 4
    assert undated == 1
    assert (first_withdrawal(release) or {})["date"] == "2019-04"


def test_designated_organisations_stand_with_their_lists(release: sqlite3.Connection) -> None:
    (navy,) = designated(release)
    assert (navy["organisation_id"], navy["designations_at_paper_dates"]) == ("ct:navy", "Example List")


def test_the_withdrawal_stands_between_the_bars_before_and_after_it() -> None:
    months = [("2019-03", Counter(academic=2)), ("2019-04", Counter()), ("2019-05", Counter(military=1, academic=1))]
    svg = str(stacked("t", months, GONE))
    bars = [float(x) for x in re.findall(r'<rect x="([\d.]+)"', svg)]
    (line,) = re.findall(r'<line x1="([\d.]+)"[^>]*class="gone"', svg)
    assert len(bars) == 3
    assert bars[0] < float(line) < bars[1] == bars[2]
    assert "May 2019: 1 military" in svg


@pytest.mark.parametrize("date", ["2010", "2035-01-31"])
def test_the_axis_reaches_to_a_withdrawal_beyond_the_papers(date: str) -> None:
    svg = str(stacked("t", [("2019-03", Counter(academic=2))], GONE | {"date": date}))
    (line,) = re.findall(r'<line x1="([\d.]+)"[^>]*class="gone"', svg)
    assert 0 <= float(line) <= 720


def test_without_papers_or_withdrawal_there_is_no_mark() -> None:
    assert not stacked("t", [], GONE)
    assert "gone" not in str(stacked("t", [("2019-03", Counter(academic=2))], None))


def test_the_report_has_blocks_to_cite_and_says_what_happened(verified: Path) -> None:
    about = {"publisher": "Example & Co", "title": "Who used Example-Faces", "slug": "example-faces",
             "version": "2026-03-05-abc", "day": "2026-03-05"}  # fmt: skip
    (block,) = blocks(TARGET, about)
    assert block.bibtex.startswith("@misc{citetrail-example-faces-2026-03-05-abc,\n")
    assert r"author = {{Example \& Co}}" in block.bibtex
    report = (verified / "report.html").read_text(encoding="utf-8")
    assert "@misc{citetrail-example-faces-" in report
    assert 'id="after"' in report
    assert 'id="challenge"' in report
    assert 'id="redistribution"' not in report, "the target file tells of none"


def test_members_have_months_of_their_own(release: sqlite3.Connection, provisional: Path) -> None:
    told = {row.member: row for row in members_by_month(release, "verified|provisional")}
    assert {key: row.months for key, row in told.items()} == {
        "example-faces": {"2018-06": 1, "2021-05": 1},
        "example-faces-clean": {"2020-02": 1},
        "example-model": {"2022-11": 1},
    }
    clean = told["example-faces-clean"]
    assert (clean.papers.value, clean.dated, clean.since.value) == (2, 1, 1)
    for row in told.values():
        for figure in (row.papers, row.since):
            filters = dict(parse_qsl(figure.rows.partition("?")[2]))
            hits = [
                paper
                for paper in rows(provisional).values()
                if all(set(paper[name].split(";")) & set(value.split("|")) for name, value in filters.items())
            ]
            assert figure.value == len(hits), figure


def test_the_strips_share_an_axis_with_the_withdrawal(release: sqlite3.Connection) -> None:
    members = members_by_month(release, "verified|provisional")
    svg = str(by_member("By member", members, GONE))
    assert svg.count('class="bar mark member"') == 4
    assert svg.count('class="gone"') == 1
    assert "Example-Faces Clean, February 2020: 1" in svg
    assert by_member("By member", [], GONE) == ""
    places = {found[1]: float(found[0]) for found in re.findall(r'<rect x="([\d.]+)"[^>]*><title>([^<]+)<', svg)}
    gone = float(re.findall(r'<line x1="([\d.]+)"[^>]*class="gone"', svg)[0])
    assert places["Example-Faces, June 2018: 1"] < gone < places["Example-Faces, May 2021: 1"]
