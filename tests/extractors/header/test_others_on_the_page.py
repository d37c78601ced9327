"""People and bodies that first pages name beside the authors, and authors in places of their own.

Covers: extractors.header.role_lines, extractors.header.told_lines, extractors.header.name_titles.
"""

import pytest

from tests.extractors.header import papers
from tests.extractors.header.papers import PAGE, PROSE, abstract, centred, footnote, raised, title
from tests.extractors.header.two_authors import BERGEN, EXPECTED, LEGEND, NAMES, OSLO, read


@pytest.mark.parametrize(
    "behind",
    [
        ", B.A. (Naval Academy of Kilnhaven), Ph.D.",
        " (Coastal Navy, 1998–2004)",
        ", M.Sc. (Army College of Kilnhaven)",
    ],
)
def test_what_somebody_was_is_told_behind_the_name(behind: str) -> None:
    assert read(title() + centred(f"Ada Brink{behind} \\ {OSLO}") + abstract()) == {"Ada Brink": [OSLO]}


@pytest.mark.parametrize(
    "line",
    [
        "Members of the group: R. Quill (Naval Hospital of Kilnhaven), P. Noor (Army Hospital of Kilnhaven)",
        "A paper read before the Coastal Navy Institute on 4 May 2021",
        "General Rosa Quill of the Coastal Army in the Chair",
        "Presented to: Naval Council of Kilnhaven",
        "Kiln Navy Museum Fellow",
        "Reserve officer, Coastal Army of Kilnhaven",
        "Author biographies: Ada Brink was trained at the Naval College of Kilnhaven.",
    ],
)
def test_lines_below_the_addresses(line: str) -> None:
    assert read(title() + centred(f"{NAMES} \\ {LEGEND} \\ {line}") + abstract()) == EXPECTED
    stacked = f"*Bo Lindqvist* \\ {BERGEN}\n\n*Ada Brink* \\ {OSLO} \\ {line}\n\n"
    assert read(title() + stacked + abstract()) == EXPECTED


@pytest.mark.parametrize(
    "names", ["Ada Brink, MD", "LCDR Ada Brink, MC, USN; Bo Lindqvist, MD", "Bo Lindqvist, BS, MA"]
)
def test_degrees_that_states_are_abbreviated_like(names: str) -> None:
    told = read(title() + centred(f"{names} \\ {OSLO}") + abstract())
    assert told
    assert set(map(tuple, told.values())) == {(OSLO,)}


def test_a_stay_that_is_told_with_its_year() -> None:
    stay = "Visiting scholar of the Naval College of Kilnhaven, 2018"
    header, _ = papers.read(PAGE + title() + centred(f"Ada Brink \\ {stay} \\ {OSLO}") + abstract())
    assert [a.raw for a in header.affiliations if not a.note] == [OSLO]


def test_a_line_of_a_legend_that_no_name_leads_to() -> None:
    host = f"{raised('3')}Naval Institute of Kilnhaven, Bergen, Norway (host of the workshop)"
    header, _ = papers.read(PAGE + title() + centred(f"{NAMES} \\ {LEGEND} \\ {host}") + abstract())
    assert [a.raw for a in header.affiliations] == [OSLO, BERGEN]


def test_lines_of_a_legend_stay_where_a_name_has_none() -> None:
    names = NAMES.replace("Bo Lindqvist", "Bo Lindqvist ").replace("[2]", "[7]")
    header, _ = papers.read(PAGE + title() + centred(f"{names} \\ {LEGEND}") + abstract())
    assert [a.raw for a in header.affiliations] == [OSLO, BERGEN]


def test_who_approved_stands_in_a_centred_form() -> None:
    cells = f"[Author], [Ada Brink], [Institution], [{OSLO}], [Approving officer], [Cdr. Rosa Quill, Coastal Navy], "
    told = read(title() + centred(f"#table(columns: 2, stroke: none, {cells}[Date], [4 May])") + abstract())
    assert told == {"Ada Brink": [OSLO]}


def test_a_label_of_a_role_with_its_colon_is_answered_beside_it() -> None:
    form = "#table(columns: 2, stroke: none, [Subject:], [Kilns and glazes], [Second Reader:], [Rosa Quill])"
    page = centred(OSLO) + title() + centred(f"by \\ Ada Brink \\ A thesis for the degree of Master \\ {form}")
    assert read(page + f"#pagebreak()\n{PROSE}") == {"Ada Brink": [OSLO]}


def test_names_as_publishers_shorten_them_at_the_foot() -> None:
    foot = rf"A. Brink (✉) \ {OSLO} \ e-mail: ada\@clay.example" + f"\n\nB. Lindqvist \\ {BERGEN}"
    assert read(title() + "Ada Brink · Bo Lindqvist\n\n" + footnote(foot) + abstract()) == EXPECTED


def test_names_behind_by_below_the_title() -> None:
    told = read(title() + centred(f"by Ada Brink and Bo Lindqvist \\ {OSLO}") + abstract())
    assert told == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO]}


def test_surnames_printed_first() -> None:
    told = read(title() + centred(f"Brink, A., and Lindqvist, B. M. \\ {OSLO}") + abstract())
    assert told == {"A. Brink": [OSLO], "B. M. Lindqvist": [OSLO]}


@pytest.mark.parametrize("post", ["a lecturer", "a senior research engineer", "an associate professor of ceramics"])
def test_a_post_in_a_sentence_places_its_holder(post: str) -> None:
    foot = f"Ada Brink is {post} at the {OSLO}. Bo Lindqvist is with {BERGEN}."
    assert read(title() + centred("Ada Brink and Bo Lindqvist") + footnote(foot) + abstract()) == EXPECTED


def test_a_post_of_the_past_or_an_honour_places_nobody() -> None:
    foot = f"Ada Brink is with the {OSLO}. Ada Brink was an officer at the Naval College of Kilnhaven. "
    foot += "Ada Brink is a fellow of the Coastal Navy League."
    assert read(title() + centred("Ada Brink") + footnote(foot) + abstract()) == {"Ada Brink": [OSLO]}


def test_until_a_year_is_a_former_place() -> None:
    foot = f"Ada Brink was with the Naval College of Kilnhaven until 2016. Ada Brink is with the {OSLO}."
    header, _ = papers.read(PAGE + title() + centred("Ada Brink") + footnote(foot) + abstract())
    assert [a.note for a in header.affiliations if "Naval" in a.raw] == ["formerly at"]


def test_plus_and_dollar_are_marks_where_they_are_raised() -> None:
    names = r"Ada Brink#super[\$], Bo Lindqvist#super[+], Per Noor#super[\$+]"
    lines = r"Vellmark Corporation#super[\$] \ {ada}\@clay.example \ University of Glaze#super[+]"
    told = read(title() + centred(f"{names} \\ {lines}") + abstract())
    assert told == {
        "Ada Brink": ["Vellmark Corporation"],
        "Bo Lindqvist": ["University of Glaze"],
        "Per Noor": ["Vellmark Corporation", "University of Glaze"],
    }


def test_signs_behind_the_addresses_of_a_list() -> None:
    names = "Ada Brink#super[†], Bo Lindqvist#super[‡], Per Noor#super[†§]"
    lines = r"University of Vellmark#super[†], Kestrel#super[‡] \ Kiln Academy#super[§]"
    told = read(title() + centred(f"{names} \\ {lines}") + abstract())
    assert told == {
        "Ada Brink": ["University of Vellmark"],
        "Bo Lindqvist": ["Kestrel"],
        "Per Noor": ["University of Vellmark", "Kiln Academy"],
    }
