"""Names that are organisations' words, marks that end a line, addresses told by initials, what stands beside names.

Covers: extractors.header.owners_by_initials, extractors.header.people_names, extractors.header.groups.
"""

import pytest

from citetrail.records.organisations import HeaderLayout
from extractors.header.draft import Draft, DraftLine
from extractors.header.owners_by_initials import mark_owners
from extractors.header.people_names import PrintedName, looks_like_names
from tests.extractors.header.typesetting import Set, belongs, read

VELLMARK, HARBOUR = "University of Vellmark, Oslo, Norway", "Harbour Institute, Bergen, Norway"
TITLE = Set("Glazed Faces in Difficult Light", 80, size=17)
ABSTRACT = Set("Abstract", 400, x=72, size=12)
TEXT = [
    Set("We look at many faces and say what they show to those who look at them.", 420 + 12 * i, x=72)
    for i in range(8)
]


def page(*lines: Set) -> dict[str, list[str]]:
    return belongs(read([TITLE, *lines, ABSTRACT, *TEXT]))


def legend(y: float = 140) -> list[Set]:
    return [Set(f"^{{1}}{VELLMARK}", y), Set(f"^{{2}}{HARBOUR}", y + 14)]


@pytest.mark.parametrize("name", ["Rahul Army", "Catherine Wren-Naval", "J. Institute"])
def test_a_surname_that_is_an_organisations_word_in_a_line_of_names(name: str) -> None:
    found = page(Set(f"Ada Brink^{{1}}, Bo Lindqvist^{{2}}, {name}^{{1}} & Per Noor^{{2}}", 110, size=12), *legend())
    assert list(found) == ["Ada Brink", "Bo Lindqvist", name, "Per Noor"]
    assert found[name] == [VELLMARK]


def test_such_a_name_side_by_side_with_others() -> None:
    found = page(
        Set("Ada Brink^{1}", 110, x=100, size=12),
        Set("Rahul Army^{1}", 110, x=250, size=12),
        Set("Per Noor^{2}", 110, x=400, size=12),
        *legend(),
    )
    assert found == {"Ada Brink": [VELLMARK], "Rahul Army": [VELLMARK], "Per Noor": [HARBOUR]}


@pytest.mark.parametrize("names", ["裴嘉宁, 宗海涛, 海军", "久我 みのり, 軍司 拓真"])
def test_names_of_characters_that_forces_have_too(names: str) -> None:
    people = names.split(", ")
    found = page(
        Set(", ".join(f"{name}^{{1}}" for name in people), 110, size=12), Set("^{1}河海大学 水文学院, 南京", 140)
    )
    assert list(found) == people


def test_an_organisation_of_few_characters_is_no_name() -> None:
    found = page(Set("裴嘉宁^{1}, 宗海涛^{2}", 110, size=12), Set("^{1}海军医院, 南京  ^{2}河海大学, 南京", 140))
    assert list(found) == ["裴嘉宁", "宗海涛"]


def test_a_mark_that_ends_a_line_is_that_of_the_next() -> None:
    found = page(
        Set("Ada Brink^{1}, Bo Lindqvist^{2}, and Per Noor^{3}", 110, x=100, size=12),
        Set(f"^{{1}}{VELLMARK}; ^{{2}}{HARBOUR}; ^{{3}}", 140, x=100),
        Set("Kestrel Consulting Pty Ltd, Hobart, Australia", 153, x=100),
    )
    assert found["Per Noor"] == ["Kestrel Consulting Pty Ltd, Hobart, Australia"]
    assert found["Bo Lindqvist"] == [HARBOUR]


def test_initials_behind_an_address_tell_whose_it_is() -> None:
    found = page(
        Set("Ada Brink, Bo Lindqvist, Petronella van Wyk", 110, size=12),
        Set(f"^{{1}}{VELLMARK} (AB, B.L.)", 140),
        Set(f"^{{2}}{HARBOUR} (PvW)", 154),
    )
    assert found == {"Ada Brink": [VELLMARK], "Bo Lindqvist": [VELLMARK], "Petronella van Wyk": [HARBOUR]}


@pytest.mark.parametrize("owners", ["AB", "XY", "AB, Poland", "HI"])
def test_initials_of_nobody_or_of_two_tell_nothing(owners: str) -> None:
    names = [PrintedName(["Ada", "Brink"]), PrintedName(["Alf", "Berg"]), PrintedName(["Per", "Noor"])]
    draft = Draft(HeaderLayout.MARKS, names, [DraftLine(f"{VELLMARK} ({owners})")])
    mark_owners(draft)
    assert not any(n.marks for n in draft.names)
    assert draft.lines[0].text.endswith(f"({owners})")


def test_who_communicated_a_paper_is_nobody_on_the_next_line_either() -> None:
    found = page(
        Set("Ada Brink^{1} · Bo Lindqvist^{2}", 110, x=72, size=12),
        Set(
            "Received: 5 January 2020 / Accepted: 8 July 2020 / Communicated by S. Reuter, Institut für Werk- und",
            130,
            x=72,
            size=8,
        ),
        Set("Brennstoffe (WIW)", 139, x=72, size=8),
        Set(f"^{{1}}{VELLMARK}", 700, x=72, size=8),
        Set(f"^{{2}}{HARBOUR}", 712, x=72, size=8),
    )
    assert list(found) == ["Ada Brink", "Bo Lindqvist"]


def test_a_correspondent_beside_the_header_is_no_further_author() -> None:
    found = page(
        Set("Ada Brink^{1,*}, Bo Lindqvist^{2}", 110, x=220, size=12),
        Set("*CORRESPONDENCE", 112, x=40, size=7),
        Set("Ada Brink", 121, x=40, size=7),
        *legend(),
    )
    assert list(found) == ["Ada Brink", "Bo Lindqvist"]


def test_a_note_that_is_both_authors_is_also_that_of_who_has_no_mark() -> None:
    found = page(
        Set("Ada Brink and Bo Lindqvist*", 110, size=12), Set(f"* Both authors: {VELLMARK}.", 720, x=72, size=8)
    )
    assert found == {"Ada Brink": [VELLMARK], "Bo Lindqvist": [VELLMARK]}


def test_who_sponsors_a_workshop_is_nobodys_place() -> None:
    found = page(
        Set("Clay Workshop, sponsored by Kestrel and the National Kiln Agency", 105, size=9),
        Set("Ada Brink", 125, x=232, size=12),
        Set("Bo Lindqvist", 125, x=310, size=12),
        Set(VELLMARK, 140),
    )
    assert found == {"Ada Brink": [VELLMARK], "Bo Lindqvist": [VELLMARK]}


def test_a_diploma_taken_elsewhere_is_no_place_of_today() -> None:
    found = page(
        Set("Ada Brink", 110, size=12), Set("Diploma in Naval Engineering, Harbour Naval Academy, 2009", 125)
    )
    assert found == {"Ada Brink": []}


def test_the_body_above_a_reports_title_is_its_authors() -> None:
    lines = [
        Set("Kestrel Energy Storage Ltd", 60, x=72, size=12),
        Set("Technical Report KES-TR-2022-07", 75, x=72),
        Set("Thermal Runaway in Pouch Cells", 200, x=72, size=20),
        Set("Ada Brink and Bo Lindqvist", 260, x=72, size=13),
    ]
    assert belongs(read(lines)) == {name: ["Kestrel Energy Storage Ltd"] for name in ("Ada Brink", "Bo Lindqvist")}


def test_names_with_places_in_brackets_that_hold_brackets() -> None:
    found = page(Set("Ada Brink (Kestrel GmbH & Co. KG); Bo Lindqvist (Harbour Institute (HI))", 110, size=12))
    assert found == {"Ada Brink": ["Kestrel GmbH & Co. KG"], "Bo Lindqvist": ["Harbour Institute (HI)"]}


def test_a_company_of_two_words_beside_its_country_is_no_list_of_people() -> None:
    made = page(
        Set("Ada Brink ⓘ 0000-0002-1825-0097", 120, x=50, size=10),
        Set("NKV AS, Gjøvik, Norway; ada@nkv.example", 134, x=50, size=8),
        Set("Bo Lindqvist ⓘ 0000-0001-5109-3700", 150, x=50, size=10, font="Bold"),
        Set("University of Vellmark, Oslo, Norway", 164, x=50, size=8),
        Set("Mingzhu Chen ⓘ 0000-0002-1694-233X", 180, x=50, size=10),
        Set("Polytechnic of Kilns, Lisboa, Portugal", 194, x=50, size=8),
    )
    assert made == {
        "Ada Brink": ["NKV AS, Gjøvik, Norway"],
        "Bo Lindqvist": ["University of Vellmark, Oslo, Norway"],
        "Mingzhu Chen": ["Polytechnic of Kilns, Lisboa, Portugal"],
    }


def test_the_country_that_ends_an_address_makes_it_no_list_of_people() -> None:
    assert not looks_like_names("Wharf Road, Kiln District, Bergen, Norway")
    assert looks_like_names("Ada Brink, Bo Lindqvist, Rosa Norway")


def test_addresses_told_by_surnames_in_brackets() -> None:
    found = page(
        Set("Ada Brink, Bo Lindqvist, Mingzhu Chen", 110, size=12),
        Set(f"{VELLMARK} (Brink, Chen)", 126),
        Set(f"{HARBOUR} (Lindqvist)", 140),
    )
    assert found == {"Ada Brink": [VELLMARK], "Bo Lindqvist": [HARBOUR], "Mingzhu Chen": [VELLMARK]}


def test_a_bracket_that_holds_another_word_names_nobody() -> None:
    found = page(
        Set("Ada Brink, Bo Lindqvist", 110, size=12),
        Set("University of Vellmark, Oslo (Norway)", 126),
        Set("Harbour Institute, Bergen (Norway)", 140),
    )
    assert all("Norway" in place for places in found.values() for place in places)
