"""Authors above the title: names in a line, names over their organisations, a table."""

from tests.extractors.header.typesetting import Set, belongs, read

TITLE = [Set("Kilns That Wait for the Rain", 200, size=17)]
SAID = "The kilns are told apart by what they leave behind in the rows of the clay."
TEXT = [Set("Abstract", 260, x=72, size=12), *(Set(SAID, 280 + 12 * i, x=72) for i in range(6))]
CLAY, KESTREL = "University of Clay, Oslo, Norway", "Kestrel Institute, Lund, Sweden"
HEAD = Set("Bulletin of Kilns and Clay, Vol. 3, No. 1, 2014", 50, size=8)


def test_names_over_their_organisations() -> None:
    above = [
        Set("Dr hab. Ada Brink, prof. UC", 120, x=72, font="Bold"),
        Set(CLAY, 133, x=72),
        Set("Mgr Per Noor", 149, x=72, font="Bold"),
        Set(KESTREL, 162, x=72),
    ]
    assert belongs(read([HEAD, *above, *TITLE, *TEXT])) == {"Ada Brink": [CLAY], "Per Noor": [KESTREL]}


def test_a_line_of_names_above_and_the_organisation_below() -> None:
    page = [HEAD, Set("A. B. Brink, P. Noor", 170, x=350), *TITLE, Set(CLAY, 225), *TEXT]
    assert belongs(read(page)) == {"A. B. Brink": [CLAY], "P. Noor": [CLAY]}


def test_surnames_behind_each_organisation_tell_whose_it_is() -> None:
    places = [Set(f"{CLAY} (Brink, de Moel)", 222, size=8), Set(f"{KESTREL} (Noor)", 232, size=8)]
    page = [HEAD, Set("A. B. Brink, P. Noor, J. de Moel", 170, x=350), *TITLE, *places, *TEXT]
    assert belongs(read(page)) == {"A. B. Brink": [CLAY], "P. Noor": [KESTREL], "J. de Moel": [CLAY]}


def test_names_below_the_title_are_the_authors() -> None:
    above = [Set("Ida Kent and Bo Lind", 150), Set("Coastal Naval College, Kilnhaven", 163)]
    page = [HEAD, *above, *TITLE, Set("Ada Brink", 222), Set(CLAY, 235), *TEXT]
    assert belongs(read(page)) == {"Ada Brink": [CLAY]}


def test_who_wrote_the_book_above_the_title_of_its_review_is_no_author() -> None:
    above = [
        Set("Ida Kent and Bo Lind", 140),
        Set("Coastal Naval College Press, Kilnhaven 2011. 341 pp. ISBN 978-0-00-000000-2", 153),
    ]
    assert not read([HEAD, *above, *TITLE, *TEXT]).authors


def test_who_heads_the_house_above_the_title_is_no_author() -> None:
    above = [Set("Ida Kent, Director", 150), Set("Naval Kiln Laboratory, Bergen", 163)]
    assert not read([HEAD, *above, *TITLE, *TEXT]).authors


def test_a_running_head_far_above_is_nobody() -> None:
    assert not read([Set("Ida Kent and Bo Lind", 40), Set("Kent College", 52), *TITLE, *TEXT]).authors
