"""Forms of reports, deliverables, notes of thanks, letters: what a stranger's pages printed and was read wrongly.

Covers: extractors.header.
"""

import pytest

from extractors.header.former_places import split_former
from extractors.header.header_words import is_noise
from extractors.header.people_names import split_names
from extractors.header.segments import Segment
from tests.extractors.header import papers
from tests.extractors.header.papers import PAGE, abstract, centred, footnote, title
from tests.extractors.header.test_layouts import whole
from tests.extractors.header.two_authors import BERGEN, NAMES, OSLO
from tests.extractors.header.typesetting import Set, belongs, read


def names(line: str) -> list[str]:
    return [n.text for n in split_names([Segment(line, 0, 0, 300, 10, 10, "Times", 0)])]


@pytest.mark.parametrize("line", ["March 14, 2019", "14 March 2019", "May 2019", "Working Paper 23714"])
def test_dates_and_numbers_of_series_are_noise(line: str) -> None:
    assert is_noise(line)


def test_a_date_below_the_names_does_not_hide_the_notes_at_the_foot() -> None:
    symbols = NAMES.replace("[1]", "[†]").replace("[2]", "[‡]")
    foot = f"#super(typographic: false)[†]{OSLO}. \\ #super(typographic: false)[‡]{BERGEN}"
    header, _ = papers.read(PAGE + title() + centred(f"{symbols} \\ March 14, 2019") + footnote(foot) + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_the_sponsor_in_a_numbered_field_is_no_affiliation() -> None:
    header = read(
        whole(
            Set("6. AUTHOR(S)", 120, x=50),
            Set("Ada Brink; Bo Lindqvist", 131, x=50),
            Set("7. PERFORMING ORGANIZATION NAME(S) AND ADDRESS(ES)", 148, x=50),
            Set("University of Vellmark, Oslo, Norway", 159, x=50),
            Set("9. SPONSORING / MONITORING AGENCY NAME(S) AND ADDRESS(ES)", 176, x=50),
            Set("Example Naval Research Office, Bergen, Norway", 187, x=50),
        )
    )
    assert [a.raw for a in header.affiliations] == [OSLO]


def test_two_fields_of_a_form_side_by_side_each_have_their_answer_below() -> None:
    header = read(
        whole(
            Set("6. AUTHOR(S)", 120, x=50),
            Set("5d. PROJECT NUMBER", 120, x=330),
            Set("Brink, Ada M.; Lindqvist, Bo (NMN)", 131, x=50),
            Set("7. PERFORMING ORGANIZATION NAME(S) AND ADDRESS(ES)", 148, x=50),
            Set("University of Vellmark, Oslo, Norway", 159, x=50),
            Set("9. SPONSORING AGENCY NAME(S)", 176, x=50),
            Set("10. SPONSOR’S ACRONYM(S)", 176, x=330),
            Set("Example Naval Research Office, Bergen, Norway", 187, x=50),
            Set("ENRO", 187, x=330),
            Set("19a. NAME OF RESPONSIBLE PERSON", 204, x=50),
            Set("Rosa Kent", 215, x=50),
        )
    )
    assert belongs(header) == {"Ada M. Brink": [OSLO], "Bo Lindqvist": [OSLO]}


def test_an_answer_of_a_form_goes_on_below() -> None:
    header = read(
        whole(
            Set("Ada Brink", 112),
            Set(OSLO, 124),
            Set("Reviewers", 150, x=60),
            Set("Lt. Col. Alan Holm, Example Army, Logistics Command; Dr. Eva Lind,", 150, x=160),
            Set("Ministry of Defence of Norway", 161, x=160),
            Set("Consortium", 176, x=60),
            Set("Example Navy (end user), Example Army (end user)", 176, x=160),
        )
    )
    assert belongs(header) == {"Ada Brink": [OSLO]}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("MAJ Ada Brink, MC USA; CPT Bo Lindqvist, SP USA", ["Ada Brink", "Bo Lindqvist"]),
        ("Ada Brink, AuD; Bo Lindqvist, PharmD", ["Ada Brink", "Bo Lindqvist"]),
        ("Ada Brink, Consultant Physician", ["Ada Brink"]),
        ("Ada Brink, Teniente de Navı́o Bo Lindqvist", ["Ada Brink", "Bo Lindqvist"]),
        ("Lieutenant Commander", []),
    ],
)
def test_ranks_corps_and_positions_are_nobody(line: str, said: list[str]) -> None:
    assert names(line) == said


def test_degrees_listed_behind_an_address_are_the_past() -> None:
    taken = "B.S., Example Naval Academy at Bergen; J.D., Clay University"
    split = split_former(f"Professor of Law, {OSLO}. {taken}")
    assert split.present == f"Professor of Law, {OSLO}"
    assert "Naval" in split.former


def test_a_third_name_set_as_the_first_was() -> None:
    people = [
        ("Ada Brink", "Secção de Vasos", "Universidade de Vellmark", "ada@vellmark.example"),
        ("Bo Lindqvist", "Secção de Fornos", "Universidade de Vellmark", ""),
        ("Eva Dahl", "Programa de Barro", "Universidade de Vellmark", ""),
    ]
    lines: list[Set] = []
    for person in people:
        lines += [
            Set(t, 110 + 12 * (len(lines) + i), x=200, font="Bold" if i == 0 else "Times")
            for i, t in enumerate(filter(None, person))
        ]
    assert list(belongs(read(whole(*lines)))) == [p[0] for p in people]


def test_a_name_and_a_company_by_its_form_on_one_line() -> None:
    header = read(
        whole(
            Set("ADA BRINK, University of Vellmark, Norway", 120, x=60),
            Set("BO LIND, Kestrel Inc., Norway", 132, x=60),
        )
    )
    assert belongs(header) == {"ADA BRINK": ["University of Vellmark, Norway"], "BO LIND": ["Kestrel Inc., Norway"]}
