"""What is printed below and behind the addresses of a legend, and is no part of them.

Covers: extractors.header.marked_lines, extractors.header.marks, extractors.header.affiliation_lines.
"""

import pytest

from tests.extractors.header import papers
from tests.extractors.header.papers import PAGE, abstract, centred, footnote, raised, title
from tests.extractors.header.two_authors import BERGEN, EXPECTED, LEGEND, NAMES, OSLO, read


@pytest.mark.parametrize(
    "line",
    [
        "Reçu le 2 mars 2021, accepté le 8 mai 2021",
        "Communiqué par le général Kent, École navale de Kilnhaven",
        "Avec le soutien de la Marine de Kilnhaven",
        "Herausgeber: Oberst Kent, Marineschule Kilnhaven",
        "Im Auftrag des Bundesamts für Marine",
        "Editor asociado: Tte. Kent, Ejército de Kilnhaven",
        "Financiado por el Ministerio de Defensa de Kilnhaven",
    ],
)
def test_history_and_roles_in_other_languages(line: str) -> None:
    assert read(title() + centred(f"{NAMES} \\ {LEGEND} \\ {line}") + abstract()) == EXPECTED


@pytest.mark.parametrize("joint", ["y", "og", "och", "en", "ve", "e"])
def test_conjunctions_of_other_languages_part_names(joint: str) -> None:
    names = NAMES.replace(",", f" {joint}")
    assert read(title() + centred(f"{names} \\ {LEGEND}") + abstract()) == EXPECTED


def test_a_conjunction_within_a_name_parts_nothing() -> None:
    names = f"Rosa Quill y Marl{raised('1')}, Bo Lindqvist{raised('2')}"
    told = read(title() + centred(f"{names} \\ {LEGEND}") + abstract())
    assert told == {"Rosa Quill y Marl": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_a_sentence_below_the_legend_runs_over_two_lines() -> None:
    said = (
        "The publisher regrets that the name of the handling editor, Col. Kent of the Naval Kiln Institute, "
        "had been left out of the paper in print and asks the Naval Kiln Institute, Kilnhaven, for its pardon."
    )
    assert read(title() + centred(f"{NAMES} \\ {LEGEND}") + said + "\n\n" + abstract()) == EXPECTED


def test_a_sentence_behind_the_last_address_of_a_foot() -> None:
    foot = f"{raised('1')}{OSLO}. {raised('2')}{BERGEN}. e-mail: ada\\@clay.example \\ "
    foot += "Further pictures are held at the Naval Kiln Museum, Kilnhaven."
    assert read(title() + centred(NAMES) + footnote(foot) + abstract()) == EXPECTED


def test_the_kind_of_an_article_below_the_last_address() -> None:
    rows = f"*Ada Brink* \\ {OSLO}\n\n*Bo Lindqvist* \\ {BERGEN}\n\n*Article* \\ *Keywords:* clay\n\n"
    assert read(title() + rows + abstract()) == EXPECTED


def test_two_whole_addresses_below_one_name() -> None:
    rows = f"*Ada Brink* \\ {OSLO} \\ Harbour Station 7, Kiln Bureau, Bergen, Norway\n\n"
    told = read(title() + rows + abstract())
    assert told == {"Ada Brink": [OSLO, "Harbour Station 7, Kiln Bureau, Bergen, Norway"]}


def test_addresses_behind_a_name_parted_by_semicolons() -> None:
    told = read(title() + centred(f"Ada Brink, {OSLO} \\ Bo Lindqvist, {OSLO}; {BERGEN}") + abstract())
    assert told == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO, BERGEN]}


def test_a_name_broken_behind_its_and() -> None:
    rows = r"*Ada Brink* \ Department of Glazes and \ Kilns, University of Vellmark, Oslo, Norway" + "\n\n"
    told = read(title() + rows + abstract())
    assert told == {"Ada Brink": ["Department of Glazes and Kilns, University of Vellmark, Oslo, Norway"]}


def test_an_icon_before_a_name() -> None:
    rows = f"ⓘ Ada Brink \\ {OSLO}\n\nⓘ Bo Lindqvist \\ {BERGEN}\n\n"
    assert read(title() + rows + abstract()) == EXPECTED


@pytest.mark.parametrize("motto", ["“The Navy of Clay sails on”", "We shape with our hands for the army of letters"])
def test_a_motto_is_no_address(motto: str) -> None:
    assert read(title() + centred(f"{NAMES} \\ {LEGEND} \\ _{motto}_") + abstract()) == EXPECTED


def test_a_quoted_motto_between_names_and_legend() -> None:
    page = centred(f"{NAMES} \\ _“The Army of Clay marches on”_ \\ {LEGEND}")
    header, _ = papers.read(PAGE + title() + page + abstract())
    assert [a.raw for a in header.affiliations] == [OSLO, BERGEN]


@pytest.mark.parametrize("group", ["The Kiln Atlas Initiative", "on behalf of the Naval Kiln Study Group"])
def test_a_group_in_a_line_of_its_own_is_no_address(group: str) -> None:
    rows = f"*Ada Brink* \\ {OSLO}\n\n*Bo Lindqvist* \\ {BERGEN} \\ {group}\n\n"
    assert read(title() + rows + abstract()) == EXPECTED
    assert read(title() + centred(f"{NAMES} \\ {group} \\ {LEGEND}") + abstract()) == EXPECTED


def test_a_group_of_a_university_is_an_address() -> None:
    told = read(title() + centred("Ada Brink \\ Kiln Working Group, University of Vellmark, Oslo") + abstract())
    assert told == {"Ada Brink": ["Kiln Working Group, University of Vellmark, Oslo"]}


def test_an_address_that_ends_a_foot_before_the_correspondence() -> None:
    foot = f"{raised('1')}{OSLO}. {raised('2')}Department of Kilns, Academy of Vellmark and of many other places, "
    foot += "Bergen and Harbour, \\ Norway. Correspondence to: Ada Brink."
    told = read(title() + centred(NAMES) + footnote(foot) + abstract())
    assert told["Bo Lindqvist"][0].endswith("Bergen and Harbour, Norway")


def test_an_address_broken_at_a_hyphen_of_its_domain() -> None:
    foot = f"{raised('1')}{OSLO}. {raised('2')}{BERGEN}. ☐ ada\\@kiln-\\ academy.example"
    assert read(title() + centred(NAMES) + footnote(foot) + abstract()) == EXPECTED


def test_a_company_that_writes_itself_small_at_the_foot() -> None:
    names = f"Ada Brink{raised('1')}, Bo Lindqvist{raised('2')}"
    kilnsoft = "kilnsoft Glazes AG, Ash Lane 3, 4001 Basel"
    foot = footnote(f"{raised('1')} {kilnsoft} \\ {raised('2')} {BERGEN}")
    assert read(title() + centred(names) + abstract() + foot) == {"Ada Brink": [kilnsoft], "Bo Lindqvist": [BERGEN]}
