"""Each language says all that English says: no key, figure, place or link of report and map is missing."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from citetrail.publish import basemap
from citetrail.publish.release import Publisher, publish
from citetrail.publish.wording import LANGUAGES, TEMPLATES, day, number, percent, speaking, spoken, words
from citetrail.records.vocabulary import Outcome
from tests.citetrail.publish import invented
from tests.citetrail.publish.conftest import make_store

OTHERS = [code for code in LANGUAGES if code != "en"]
PAGES = ("report.html.j2", "map.html.j2")


def told(language: str) -> dict[str, Any]:
    return tomllib.loads((TEMPLATES / language / "words.toml").read_text(encoding="utf-8"))


def shape(value: Any) -> Any:
    """Keys, lengths of lists, and the places that texts leave open."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return sorted(re.findall(r"\{\w+\}", str(value)))


@pytest.mark.parametrize("language", OTHERS)
def test_a_section_that_a_language_has_it_has_whole(language: str) -> None:
    english = told("en")
    for section, its in told(language).items():
        assert shape(its) == shape(english[section]), section


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("page", PAGES)
def test_a_language_has_every_word_that_report_and_map_ask_for(language: str, page: str) -> None:
    sections = {"months", "report_script"}
    for code in ("en", language):
        sections |= set(re.findall(r"\bt\.(\w+)", (TEMPLATES / code / page).read_text(encoding="utf-8")))
    assert sections <= set(told(language))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_same_in_each_language(language: str, page: str) -> None:
    """The same figures, conditions, anchors and classes; only the words between them differ."""
    assert parts("en", page) == parts(language, page)


def parts(language: str, page: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    text = (TEMPLATES / language / page).read_text(encoding="utf-8").replace(f".{language}.html", ".html")
    names = "t|figures|charts|after|terms|unseen|organisation|paper|member|event|row"
    asked = re.findall(rf"\b(?:{names})\.[\w.]+", text)
    blocks = re.findall(r"\{%-? *(for|if|elif|else|endif|endfor|macro|endmacro|set)\b", text)
    marks = re.findall(r'\b(?:id|data-[\w-]+|aria-labelledby)="[^"]*"', text)
    return Counter(set(asked)), Counter(blocks), Counter(marks)


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    assert (number(1234567), percent(0.1234), day("2019-06-06"), day("2019-06")) == (
        "1,234,567", "12.3 %", "6 June 2019", "June 2019",
    )  # fmt: skip
    with speaking("de"):
        assert (number(1234567), percent(0.1234), day("2019-06-06"), day("2019-06")) == (
            "1.234.567", "12,3 %", "6. Juni 2019", "Juni 2019",
        )  # fmt: skip
        assert spoken() == "de"
    assert spoken() == "en"
    assert words()["sectors"]["military"] == "Military"
    with pytest.raises(KeyError), speaking("xx"):
        pass


def test_every_country_of_the_tables_has_a_name_in_each_language() -> None:
    for language in OTHERS:
        # Codes that CLDR no longer has, of places that are no more.
        assert set(basemap.names()) - set(basemap.names(language)) <= {"AN", "CS"}
        assert basemap.names(language)["DE"] == "Deutschland"


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("german")
    made = make_store(folder)
    publisher = Publisher("Example Newsroom", "corrections@example.org", languages=("de",))
    yield publish(
        made.engine, made.documents, invented.TARGET, folder / "out", provisional=True, publisher=publisher
    ).path
    made.engine.dispose()


@pytest.mark.parametrize("page", ["report", "map"])
def test_pages_of_each_language_are_sound_and_lead_to_each_other(page: str, german: Path, provisional: Path) -> None:
    for code in LANGUAGES:
        path = german / (f"{page}.html" if code == "en" else f"{page}.{code}.html")
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(path.read_text(encoding="utf-8"))
        assert parser.errors == []
        assert tree.get("lang") == code
        for link in tree.iter("a"):
            name = str(link.get("href")).partition("#")[0]
            if name and not name.startswith(("http", "mailto:")):
                assert (german / name).exists(), name
    assert 'hreflang="de"' in (german / f"{page}.html").read_text(encoding="utf-8")
    assert 'hreflang="de"' not in (provisional / f"{page}.html").read_text(encoding="utf-8")
    assert not (provisional / f"{page}.de.html").exists()


def test_the_german_report_is_german(german: Path) -> None:
    text = (german / "report.de.html").read_text(encoding="utf-8")
    assert "5 Arbeiten nutzen" in re.sub(r"<[^>]+>", "", text)
    assert "April 2019" in text
    assert "Vereinigte Staaten" in text
    shown = "".join(html5lib.parse(text, namespaceHTMLElements=False).find("body/main").itertext())
    shown, _, _ = shown.partition("Lizenz und Zitierweise")  # what is cited keeps its title
    written = [
        invented.TARGET.summary,
        *(f.text for f in invented.TARGET.facts),
        *(text for e in invented.TARGET.events for text in (e.title, e.text)),
    ]
    for text in filter(None, written):
        shown = shown.replace(text, "")  # the target file's own words are in its language
    for word in ("papers", "Papers", " people ", "Release"):
        assert word not in shown.replace("papers.csv", ""), word


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_german_pages_work_in_a_browser(width: int, scheme: str, german: Path, open_page: Callable[..., Any]) -> None:
    report = open_page(german / "report.de.html", width=width, scheme=scheme)
    assert report.inner_text("#found") == "Arbeiten 1–5 von 5"
    assert report.evaluate("document.documentElement.scrollWidth") <= width
    shown = open_page(german / "map.de.html", width=width, scheme=scheme)
    assert "Organisation" in shown.inner_text("#summary")
    assert "Arbeit" in shown.inner_text("#summary")


def test_every_reason_for_which_a_paper_is_missing_has_words() -> None:
    for language in LANGUAGES:
        assert set(Outcome) - {Outcome.OK} <= set(told(language)["reasons"]), language
