"""A long title is one title wherever it comes from: services, lists, the page; what is cut shows that it is.

Covers: citetrail.records.titles, citetrail.records.reference_lists, citetrail.records.file_identity.
Covers: spiders.parse_rows.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from citetrail.records.file_identity import match, printed
from citetrail.records.identifiers import title_key
from citetrail.records.papers import Sighting
from citetrail.records.reference_lists import named, read_list
from citetrail.records.targets import IntroducingPaper
from citetrail.records.titles import LONGEST_RAW, LONGEST_TITLE, kept_title
from citetrail.records.vocabulary import Source
from spiders.introducing_paper import _joined
from spiders.parse_rows import scholar_paper
from spiders.parse_rows import title as service_title

WORDS = "On the Recognition of Harbour Pilots, Ferrymen and Keepers of Lamps by a Network That Nobody Had Asked For"
LONG = "; ".join(f"Part {number}: {WORDS}" for number in range(7))  # some 800 letters, as the longest that there are
ENDLESS = f"{LONG}; " * 5


def by_service(raw: str) -> str:
    found = scholar_paper({"paperId": "a" * 40, "title": raw}, Sighting(Source.S2_CITATIONS, "x"))
    assert found is not None
    return found.title


def by_arxiv(raw: str) -> str:
    found = service_title(raw.replace(" Keepers", "\n  Keepers"))
    assert found is not None
    return found[0]


def by_command(raw: str) -> str:
    return named(raw, "line 1").title


def by_target(raw: str) -> str:
    return _joined(IntroducingPaper(""), {"title": raw}).title


def by_list(suffix: str, text: str) -> Callable[[str, Path], str]:
    def read(raw: str, folder: Path) -> str:
        path = folder / f"list{suffix}"
        path.write_text(text.replace("TITLE", raw), encoding="utf-8")
        (entry,) = read_list(path)
        return entry.title

    return read


LISTS = {
    ".bib": "@article{a, title={TITLE}, year=2020}\n",
    ".ris": "TY  - JOUR\nTI  - TITLE\nPY  - 2020\nER  - \n",
    ".csv": 'title,year\n"TITLE",2020\n',
    ".json": '[{"id": "a", "type": "article", "title": "TITLE"}]',
}


@pytest.mark.parametrize("source", [by_service, by_arxiv, by_command, by_target, kept_title])
@pytest.mark.parametrize("raw", [LONG, ENDLESS])
def test_every_source_keeps_the_same_title(source: Callable[[str], str], raw: str) -> None:
    title = source(raw)
    assert title == kept_title(raw)
    if raw is LONG:
        assert title == LONG, "nothing of it is cut"
    else:
        assert len(title) <= LONGEST_TITLE
        assert title.endswith(" …")
        assert ENDLESS.startswith(title.removesuffix(" …")), "cut between words"


@pytest.mark.parametrize("suffix", LISTS)
@pytest.mark.parametrize("raw", [LONG, ENDLESS])
def test_every_list_keeps_the_same_title(suffix: str, raw: str, tmp_path: Path) -> None:
    assert by_list(suffix, LISTS[suffix])(raw, tmp_path) == kept_title(raw)


def test_mark_up_costs_no_words() -> None:
    marked = " ".join(f"<i>{word}</i>" for word in LONG.split())
    assert 2 * len(LONG) < len(marked) < LONGEST_RAW
    assert kept_title(marked) == LONG
    assert by_service(marked) == by_command(marked) == LONG


@pytest.mark.parametrize("raw", [LONG, ENDLESS])
def test_a_file_is_known_by_a_title_of_any_length(raw: str) -> None:
    paper = {
        "id": "p1",
        "title": kept_title(raw),
        "doi": None,
        "arxiv_id": None,
        "authors": [{"name": "Ann Quillmoor"}],
    }
    page = f"{raw}\nAnn Quillmoor\nAbstract. We looked at ferries."
    (found,) = match(printed([page], raw), [paper])
    assert (found.certain, found.paper_id) == (True, "p1")
    other = page.replace("Part 6", "Part 9").replace("Part 0", "Part 9")
    assert not match(printed([other], other.partition("\n")[0]), [paper]), "another part is another title"


def test_two_long_titles_that_begin_alike_have_two_keys() -> None:
    assert title_key(kept_title(LONG)) != title_key(kept_title(f"{LONG}; Part 8: {WORDS}"))
