"""An editor's updates: shown as written, citations that lead somewhere, and nothing that acts."""

import sqlite3
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.publish.story import LARGEST, StoryError, read, rendered
from citetrail.publish.use_numbers import Numbers
from tests.citetrail.publish.conftest import InventedStore

PATH = Path("story.md")
TOLD = Numbers({"u1": 7}, ())


@pytest.fixture(scope="module")
def release() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE TABLE uses (use_id, member, status)")
    database.execute("INSERT INTO uses VALUES ('u1', 'example-faces', 'verified')")
    return database


def test_headings_stand_below_those_of_the_page_and_citations_lead_into_the_release(
    release: sqlite3.Connection,
) -> None:
    links = "[gone](https://example.org/a?b=1&c=2) [one](use:7) [all](rows:uses?member=x)"
    text = f"# Update May 2019: taken down\n\nIt is {links}.\n\n### More"
    html = str(rendered(text, release, TOLD, PATH))
    assert "<h3>Update May 2019: taken down</h3>" in html
    assert "<h4>More</h4>" in html
    assert 'href="used-by/example-faces.html#use-7"' in html
    assert 'href="rows.html#uses?member=x"' in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html


def test_everything_that_leads_nowhere_is_a_fault_with_its_line(release: sqlite3.Connection) -> None:
    text = (
        "# A\n\n[a](use:8)\n\n[b](javascript:alert(1)) [c](rows:nothing)\n\n"
        "[d](rows:uses?nothing=1) [e](data:text/html,x)"
    )
    with pytest.raises(StoryError) as caught:
        rendered(text, release, TOLD, PATH)
    told = str(caught.value)
    for place, address in ((3, "use:8"), (5, "javascript:alert(1)"), (5, "rows:nothing"), (7, "rows:uses?nothing=1")):
        assert f"story.md:{place}: {address!r}" in told
    assert told.count("leads nowhere") == 5


@given(st.text(alphabet=st.sampled_from(list("<>&\"'[]()!#*`_-\n :/abcjavscriptonerrorimgsrc=")), max_size=200))
def test_no_text_becomes_an_element_that_acts(text: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE uses (use_id, member, status)")
    try:
        html = str(rendered(text, database, TOLD, PATH))
    except StoryError:
        return
    finally:
        database.close()
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert element.tag not in ("script", "img", "iframe", "style", "object", "svg")
            assert not [name for name in element.attrib if name.startswith("on")]
            assert element.get("href", "https://").startswith(("https://", "http://", "rows.html#", "used-by/"))


def test_the_report_shows_the_story_and_a_new_one_is_a_new_release(store: InventedStore, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    without = store.publish(tmp_path / "out", beside=story.parent)
    story.write_text("## Update March 2026: a first look\n\nNothing <b>new</b>.\n", encoding="utf-8")
    made = store.publish(tmp_path / "out", beside=story.parent)
    assert made.version != without.version
    report = (made.path / "report.html").read_text(encoding="utf-8")
    assert "<h3>Update March 2026: a first look</h3>" in report
    assert "&lt;b&gt;new&lt;/b&gt;" in report
    story.write_text("[x](use:999999)", encoding="utf-8")
    with pytest.raises(StoryError):
        store.publish(tmp_path / "out", beside=story.parent)
    assert not [p for p in (tmp_path / "out").iterdir() if p.name.startswith(".tmp")]


def test_what_is_no_text_of_ours_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path / "none.md") == ""
    (tmp_path / "story.md").write_bytes(b"\xff\xfe")
    with pytest.raises(StoryError, match="not UTF-8"):
        read(tmp_path / "story.md")
    (tmp_path / "story.md").write_text("x" * (LARGEST + 1))
    with pytest.raises(StoryError, match="more than"):
        read(tmp_path / "story.md")
