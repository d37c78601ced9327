"""Pages on paper: nothing is folded away or cut off.

Covers: citetrail.publish.page_files, citetrail.publish.rows_page, citetrail.publish.report.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.citetrail.publish.test_browser import markers

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


def test_the_printed_map_keeps_all_continents(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "map.html", "at=6,52,13")
    assert len(markers(page)) == 1, "the screen shows Berlin alone"
    page.set_viewport_size({"width": 700, "height": 900})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(markers(page)) == 3
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(markers(page)) == 1
    assert "at=6," in page.evaluate("location.hash"), "the screen is as it was"


def test_the_printed_map_is_as_wide_as_paper_whatever_the_window_is(provisional: Path, open_page: Open) -> None:
    page = open_page(provisional / "map.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    a4 = 21 / 2.54 * 96  # CSS pixels
    assert page.locator("#map").bounding_box()["width"] < a4
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#map").bounding_box()["width"] > a4


def printed(page: Any, path: Path) -> str:
    """The text of the page as it is printed to A4."""
    page.pdf(path=path, format="A4")
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext to read the printed page with")
def test_the_printed_report_keeps_what_a_screen_folds_away(
    provisional: Path, open_page: Open, tmp_path: Path
) -> None:
    text = printed(open_page(provisional / "report.html"), tmp_path / "report.pdf")
    for told in ("research only", "Of collected", "June 2018", "@misc{citetrail-example-faces"):
        assert told in text, told


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext to read the printed page with")
def test_printed_tables_keep_every_column_and_the_map_its_legend(
    provisional: Path, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(provisional / "rows.html", "papers")
    text = printed(page, tmp_path / "rows.pdf")
    for column in ("paper_id", "use_status", "after_dataset_withdrawal"):
        assert f"{column}: " in text, column
    text = printed(open_page(provisional / "map.html", "view=table"), tmp_path / "map.pdf")
    for told in ("Military", "Verified", "Example Naval Laboratory"):
        assert told in text, told
    assert "Find" not in text, "what cannot be used on paper is not there"
