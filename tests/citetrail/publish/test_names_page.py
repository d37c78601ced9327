"""The page in which people look for their own name: it finds them, asks nobody, and shows hostile names as text."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest

from citetrail.publish.names_list import FoundPeople, ListedPerson
from citetrail.publish.names_page import SHOWN, write
from tests.citetrail.publish.invented import NASTY

PEOPLE = [
    ListedPerson(120, "Zoë Éxample", "/m/0aaa1", "an invented journalist", "https://example.org/zoe"),
    ListedPerson(7, NASTY, "/m/0aaa2", "</script><script>alert(1)</script>", "javascript:alert(1)"),
    *(ListedPerson(1, f"Person {number}", f"/m/0b{number}", "singer", "") for number in range(150)),
]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    write(
        FoundPeople(PEOPLE, listed=400, listed_images=9000, without_biography=12), tmp_path, ["journalist", "singer"]
    )
    return tmp_path / "names.html"


def test_the_page_is_sound_and_its_counts_are_those_of_the_list(page: Path) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(page.read_text(encoding="utf-8"))
    assert parser.errors == []
    text = " ".join("".join(tree.itertext()).split())
    assert "152 people with 277 images, of 400 people with 9,000 images in the list." in text
    assert "Of 12 people in the list nothing is known here." in text
    assert len(list(tree.find("body").iter("tr"))) == SHOWN + 1
    assert not list(tree.iter("img"))
    assert {a.get("href") for a in tree.iter("a")} == {"https://example.org/zoe"}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_name_is_found_without_its_accents_and_nothing_is_sent(
    width: int, scheme: str, page: Path, open_page: Callable[..., Any]
) -> None:
    shown = open_page(page, width=width, scheme=scheme)
    assert shown.inner_text("#told") == "152 people"
    assert shown.locator("#rows tr").count() == SHOWN
    shown.fill("#name", "example zoe")
    assert shown.inner_text("#told") == "one person"
    assert "Zoë Éxample" in shown.inner_text("#rows")
    shown.fill("#name", "")
    shown.fill("#keyword", "alert")
    assert NASTY in shown.inner_text("#rows")
    shown.fill("#name", "nobody at all")
    assert shown.locator("#rows tr").count() == 0
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
