"""Layouts of covers, proceedings and reports: who is an author, and whose the lines below a name are.

Covers: extractors.header.
"""

from citetrail.records.organisations import Header
from citetrail.records.text import DocumentText
from tests.extractors.header import papers
from tests.extractors.header.papers import PAGE, PROSE, TITLE, abstract, centred, footnote, grid, title
from tests.extractors.header.typesetting import belongs

OSLO, BERGEN = "University of Vellmark, Oslo, Norway", "Kestrel Vision Inc., Bergen, Norway"


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
