"""Layouts of covers, proceedings and reports: who is an author, and whose the lines below a name are.

Covers: extractors.header.
"""

import pytest

from citetrail.records.organisations import Header
from citetrail.records.text import DocumentText
from tests.extractors.header import papers
from tests.extractors.header.papers import PAGE, PROSE, TITLE, abstract, centred, footnote, grid, title
from tests.extractors.header.two_authors import BERGEN, OSLO
from tests.extractors.header.typesetting import belongs


def read(source: str) -> tuple[Header, DocumentText]:
    return papers.read(PAGE + source)


def test_two_names_above_one_address() -> None:
    rows = r"*Ada Brink* #h(1fr) ada\@clay.example \ *Bo Lindqvist* #h(1fr) bo\@clay.example \ "
    header, _ = read(title() + rows + f"_Department of Kilns, {OSLO}_\n\n" + abstract())
    assert list(belongs(header)) == ["Ada Brink", "Bo Lindqvist"]


def test_a_name_before_its_address_in_brackets() -> None:
    cover = rf"*Ada Brink* ( ✉ ada\@clay.example ) \ {OSLO}" + f"\n\n*Bo Lindqvist* \\ {BERGEN}\n\n"
    header, _ = read(title() + cover + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_letters_in_half_brackets() -> None:
    header, _ = read(title() + centred(f"Ada Brinka), Bo Lindqvistb) \\ a){OSLO} \\ b){BERGEN}") + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_marks_behind_the_addresses() -> None:
    names = "Ada Brink#super[1], Bo Lindqvist#super[2]"
    header, _ = read(title() + centred(f"{names} \\ {OSLO}#super[1] \\ {BERGEN}#super[2]") + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_thanks_end_a_legend() -> None:
    foot = f"#super[1]{OSLO}. #super[†]We thank Dag Holm, Naval Postgraduate School, for remarks."
    header, _ = read(title() + centred("Ada Brink#super[1,†]") + footnote(foot) + abstract())
    assert [a.raw for a in header.affiliations] == [OSLO]


def test_a_former_place_stays_a_note_when_the_legend_stands_elsewhere() -> None:
    foot = f"#super[1]{OSLO}. \\ #super[2]{BERGEN}"
    names = "Ada Brink#super[1,†], Bo Lindqvist#super[2]"
    header, _ = read(
        title()
        + centred(f"{names} \\ #super[†]Previously at the Naval Research Laboratory.")
        + footnote(foot)
        + abstract()
    )
    assert all(a.note for a in header.affiliations if "Naval" in a.raw)


def test_the_form_of_a_report_names_its_sponsor_and_nobody_else() -> None:
    cells = [
        ("Report", "R-1"), ("Subject", "Kilns"), ("Sponsoring agency", "Office of Naval Research"),
        ("Contracting officer", "Alan Holm, Naval Postgraduate School"), ("Distribution", "unlimited"),
    ]  # fmt: skip
    table = "#table(columns: 2, " + ", ".join(f"[*{a}*], [{b}]" for a, b in cells) + ")\n"
    header, _ = read(title() + centred(f"Ada Brink, Bo Lindqvist \\ {OSLO}") + table)
    assert [a.name for a in header.authors] == ["Ada Brink", "Bo Lindqvist"]
    assert not [a.raw for a in header.affiliations if "Naval" in a.raw]


def test_the_university_above_the_title_of_a_thesis() -> None:
    page = centred(OSLO) + title() + centred("by \\ Ada Brink \\ A thesis for the degree of Doctor of Philosophy")
    header, _ = read(page + f"#pagebreak()\n{PROSE}")
    assert belongs(header) == {"Ada Brink": [OSLO]}


def test_three_rows_of_a_form_suffice_where_two_name_roles() -> None:
    cells = "[Sponsoring agency], [Office of Naval Research], [Subject], [Kilns], [Reviewed by], [Alan Holm, Navy]"
    header, _ = read(title() + centred(f"Ada Brink, Bo Lindqvist \\ {OSLO}") + f"#table(columns: 2, {cells})\n")
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO]}


@pytest.mark.parametrize(
    "degree",
    [
        "A thesis submitted for the degree of Master of Arts",
        "Dissertation zur Erlangung des akademischen Grades Dr. phil.",
        "Thèse présentée pour le doctorat",
    ],
)
def test_the_sentence_on_the_degree_is_no_part_of_an_address(degree: str) -> None:
    page = title() + centred(f"Ada Brink \\ {degree} \\ University of Vellmark \\ Department of Kilns")
    header, _ = read(page + f"#pagebreak()\n{PROSE}")
    assert header.affiliations
    assert all(a.raw.startswith("University of Vellmark") for a in header.affiliations)


def test_the_university_within_the_sentence_on_the_degree() -> None:
    degree = "A thesis submitted to the Graduate School of the University of Vellmark in fulfilment of a promise"
    header, _ = read(title() + centred(f"by \\ Ada Brink \\ {degree} \\ 2019") + f"#pagebreak()\n{PROSE}")
    assert belongs(header) == {"Ada Brink": ["Graduate School of the University of Vellmark"]}


def test_where_a_footnote_says_that_somebody_was() -> None:
    foot = (
        f"A. Brink is with the {OSLO}. She was with the Example Naval School, Bergen, Norway.\n\n"
        f"B. Lindqvist is with the {OSLO}, on leave from Kestrel Vision Inc., Bergen, Norway."
    )
    header, _ = read(title() + centred("Ada Brink and Bo Lindqvist") + footnote(foot) + abstract())
    gone = [a.raw for a in header.affiliations if a.is_elsewhere]
    assert [raw.split(",")[0] for raw in gone] == ["Example Naval School", "Kestrel Vision Inc."]


def test_a_row_of_names_set_apart_below_addresses() -> None:
    cells = ["*Ada Brink* \\ Kestrel Ltd. \\ Bergen", "*Bo Lindqvist* \\ Ockam Ltd. \\ Oslo"]
    cells += ["*Cato Dahl* \\ Kestrel Ltd. \\ Bergen", "*Dina Moe* \\ Ockam Lumen \\ Oslo"]
    header, _ = read(title() + grid(2, *(f"align(center)[{c}]" for c in cells)) + abstract())
    assert [a.name for a in header.authors] == ["Ada Brink", "Bo Lindqvist", "Cato Dahl", "Dina Moe"]


def test_a_note_on_an_honour_is_nobodys_affiliation() -> None:
    head = "Ada Brink#super(typographic: false)[1,†], Bo Lindqvist#super(typographic: false)[1] \\ "
    legend = f"#super(typographic: false)[1]{OSLO}"
    note = "#super(typographic: false)[†]Guest of the Example Naval School, Bergen, Norway, in 2020."
    header, _ = read(title() + centred(head + legend) + footnote(note) + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO]}


@pytest.mark.parametrize(
    "line", ["With a foreword by Gen. Holm, Example Naval School", "Images: Example Naval School"]
)
def test_a_line_about_a_body_ends_the_addresses_above_it(line: str) -> None:
    names = "Ada Brink#super(typographic: false)[1], Bo Lindqvist#super(typographic: false)[1]"
    page = title() + centred(f"{names} \\ #super(typographic: false)[1]{OSLO} \\ {line}")
    header, _ = read(page + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO]}


def test_a_note_on_a_former_place_does_not_stop_the_sentences_on_the_present_one() -> None:
    foot = (
        f"Ada Brink is with the {OSLO}.\n\nBo Lindqvist is with the {OSLO}.\n\n"
        "#super(typographic: false)[†]Ada Brink was formerly with the Example Naval School, Bergen, Norway."
    )
    header, _ = read(title() + centred("Ada Brink#super[†] and Bo Lindqvist") + footnote(foot) + abstract())
    assert [a.raw for a in header.affiliations if not a.note] == [OSLO]


def test_a_rank_in_brackets_behind_a_name() -> None:
    block = f"align(center)[Ada Brink (Col., Example Navy, Ret.) \\ {OSLO}]"
    header, _ = read(title() + grid(1, block) + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO]}


def test_a_title_of_two_words_over_names_with_marks() -> None:
    names = "Ada Brink#super(typographic: false)[1], Bo Lindqvist#super(typographic: false)[1]"
    page = title("Clay Hands") + centred(f"{names} \\ #super(typographic: false)[1]{OSLO}")
    header, _ = read(page + abstract())
    assert header.title == "Clay Hands"


def test_each_name_again_above_its_address_at_the_foot() -> None:
    foot = f"Ada Brink \\ {OSLO} \\ e-mail: ada\\@clay.example\n\nBo Lindqvist \\ {BERGEN}"
    header, _ = read(title() + centred("Ada Brink · Bo Lindqvist") + footnote(foot) + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_italic_words_keep_their_blanks() -> None:
    block = "align(center)[Ada Brink \\ _School of Vases_ \\ _University of Vellmark_ \\ _Oslo, Norway_]"
    header, _ = read(title() + grid(1, block) + abstract())
    assert all("ofV" not in (a.address or a.raw) for a in header.affiliations), TITLE


def test_ranks_services_and_positions_are_nobody() -> None:
    names = "Colonel Ada Brink, MC, USAF; Bo Lindqvist, Distinguished Professor"
    header, _ = read(title() + centred(f"{names} \\ {OSLO}") + abstract())
    assert list(belongs(header)) == ["Ada Brink", "Bo Lindqvist"]


def test_a_label_stands_before_the_names() -> None:
    for label in ("By", "Authors:", "Autores:"):
        header, _ = read(title() + centred(f"{label} Ada Brink and Bo Lindqvist \\ {OSLO}") + abstract())
        assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO]}, label


def test_surnames_that_are_words_of_organisations() -> None:
    names = "Lee Navy#super[1], Anna College#super[2]"
    legend = f"#super[1]{OSLO} \\ #super[2]{BERGEN}"
    header, _ = read(title() + centred(f"{names} \\ {legend}") + abstract())
    assert belongs(header) == {"Lee Navy": [OSLO], "Anna College": [BERGEN]}


def test_organisations_listed_with_marks_are_nobodys_names() -> None:
    listed = "Vellmark College#super[1], Kestrel University#super[2]"
    header, _ = read(title() + centred(f"Ada Brink#super[1], Bo Lindqvist#super[2] \\ {listed}") + abstract())
    assert [a.name for a in header.authors] == ["Ada Brink", "Bo Lindqvist"]


def test_a_surname_in_a_row_of_names() -> None:
    blocks = [
        f"align(center)[{name} \\ {mail} \\ {place}]"
        for name, mail, place in (
            ("Ada Brink", "ada\\@clay.example", "University of Vellmark"),
            ("Paul Army", "paul\\@kiln.example", "Kestrel University"),
        )
    ]
    header, _ = read(title() + grid(2, *blocks) + abstract())
    assert list(belongs(header)) == ["Ada Brink", "Paul Army"]


def test_initials_behind_the_organisations_of_a_foot_block() -> None:
    foot = f"From the Clinic of Kilns, {OSLO} (A.B., D.H.); and the Hospital of Glaze, Bergen, Norway (B.L.)."
    header, _ = read(
        title() + centred("Ada Brink, MD; Bo Lindqvist, MD; Dag Holm, PhD") + footnote(foot) + abstract()
    )
    told = belongs(header)
    assert told["Ada Brink"] == told["Dag Holm"] == [f"Clinic of Kilns, {OSLO}"]
    assert told["Bo Lindqvist"] == ["Hospital of Glaze, Bergen, Norway"]


def test_one_address_alone_at_the_foot() -> None:
    header, _ = read(title() + centred("Ada Brink, Bo Lindqvist") + footnote(OSLO) + abstract())
    assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO]}


def test_a_sentence_alone_at_the_foot_is_no_address() -> None:
    foot = f"This paper was read at a meeting in {OSLO}"
    header, _ = read(title() + centred("Ada Brink, Bo Lindqvist") + footnote(foot) + abstract())
    assert not header.affiliations


def test_a_column_of_authors_beside_the_title() -> None:
    people = f"Ada Brink \\ {OSLO} \\ \\ Bo Lindqvist \\ {OSLO}"
    columns = f"[#text(size: 22pt, weight: 'bold')[{TITLE}]], [#text(size: 8pt)[{people}]]".replace("'", '"')
    header, _ = read(f"#grid(columns: (2.4fr, 1fr), gutter: 18pt, {columns})\n" + abstract())
    assert [a.name for a in header.authors] == ["Ada Brink", "Bo Lindqvist"]


def test_brackets_of_their_own_count_on() -> None:
    legend = f"(1 {OSLO}) \\ (2 {BERGEN})"
    header, _ = read(title() + centred(f"BRINK Ada#super[1,2], HOLM Dag#super[2] \\ {legend}") + abstract())
    assert belongs(header) == {"BRINK Ada": [OSLO, BERGEN], "HOLM Dag": [BERGEN]}


def test_where_somebody_was_in_the_brackets_of_an_unmarked_address() -> None:
    header, _ = read(
        title() + centred(f"Ada Brink \\ {OSLO} (formerly Harbour Institute and Naval Academy)") + abstract()
    )
    assert [a.address or a.raw for a in header.affiliations if not a.note] == [OSLO]


def test_an_identifier_behind_an_address_costs_only_itself() -> None:
    cover = "*Ada Brink* \\ University of Vellmark https:\\/\\/orcid.org\\/0000-0001-1111-2222\n\n"
    header, _ = read(title() + cover + "*Bo Lindqvist* \\ University of Vellmark\n\n" + abstract())
    assert belongs(header) == {"Ada Brink": ["University of Vellmark"], "Bo Lindqvist": ["University of Vellmark"]}


def test_a_row_of_addresses_goes_on_below_its_first() -> None:
    names = "Ada Brink#super[1] #h(3em) Bo Lindqvist#super[2]"
    rows = f"#super[1]{OSLO} #h(2em) #super[2]Institute of Kilns, \\ Kestrel Academy, Bergen, Norway"
    header, _ = read(title() + centred(f"{names} \\ {rows}") + abstract())
    assert belongs(header) == {
        "Ada Brink": [OSLO],
        "Bo Lindqvist": ["Institute of Kilns, Kestrel Academy, Bergen, Norway"],
    }


def test_a_number_that_counts_on_marks_an_address_without_an_organisations_word() -> None:
    legend = rf"1 {OSLO} \ 2 Kestrel.com, Bergen, Norway \ 3 Academy of Clay, Bergen, Norway"
    header, _ = read(
        title() + centred(f"Ada Brink#super[1], Bo Holm#super[2], Per Noor#super[3] \\ {legend}") + abstract()
    )
    assert [a.raw for a in header.affiliations][:2] == [OSLO, "Kestrel.com, Bergen, Norway"]
    assert belongs(header)["Per Noor"] == ["Academy of Clay, Bergen, Norway"]


def test_the_correspondence_behind_the_last_address_of_a_foot() -> None:
    filler = " and more" * 12
    foot = f"#super[1]{OSLO}. #super[2]Institute of Kilns{filler}, Kestrel Academy, Bergen, Norway. "
    foot += "#super[3]Academy of Clay, Bergen, Norway. Correspondence to: Ada Brink."
    page = centred("Ada Brink#super[1], Bo Holm#super[2], Per Noor#super[3]")
    header, _ = read(title() + page + footnote(foot) + abstract() + "= References\n[1] B. Kiln. Clay. 2019.\n")
    assert belongs(header)["Per Noor"] == ["Academy of Clay, Bergen, Norway"]


def test_the_label_of_a_form_names_no_organisation() -> None:
    cells = f"[Report No.], [R-1], [Authors], [Ada Brink], [Performing organisation], [{OSLO}], [Date], [2019]"
    header, _ = read(title() + centred(f"Ada Brink \\ {OSLO}") + f"#table(columns: 2, {cells})\n")
    assert [a.raw for a in header.affiliations] == [OSLO]


def test_two_names_below_the_last_line_of_another_address() -> None:
    def row(name: str, mail: str) -> str:
        return rf"*{name}* #h(1fr) {mail}\@clay.example \ "

    first = row("Ada Brink", "ada") + r"_University of Vellmark_ \ _Oslo, Norway_" + "\n\n"
    second = row("Bo Lindqvist", "bo") + row("Per Noor", "per") + r"_Kestrel Vision Inc._ \ _Bergen, Norway_" + "\n\n"
    header, _ = read(title() + first + second + abstract())
    assert [a.name for a in header.authors] == ["Ada Brink", "Bo Lindqvist", "Per Noor"]
    assert [len(a.affiliations) for a in header.authors] == [1, 1, 1]
    assert "Lindqvist" not in " ".join(a.raw for a in header.affiliations)


def test_digits_of_an_orcid_are_no_marks_whatever_dash_parts_them() -> None:
    for dash in "-‐–−":
        orcid = f"[0000{dash}0002{dash}1825{dash}0097]"
        names = f"Ada Brink#super[1{orcid}], Bo Lindqvist#super[2{orcid}]"
        header, _ = read(title() + centred(f"{names} \\ #super[1]{OSLO} \\ #super[2]{BERGEN}") + abstract())
        assert belongs(header) == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN]}
