"""Legends whose marks are printed but not raised, references that look like legends, and headers in two scripts."""

from extractors.header.printed_marks import raise_printed
from extractors.header.reference_entries import without_entries
from extractors.header.segments import LOWER, RAISE, Segment
from tests.extractors.header.typesetting import Set, belongs, read

TITLE = Set("Portraits in Brass: Recognition under Polish", 80, size=16, font="Bold")
ABSTRACT = Set("Abstract", 300, x=140, size=12, font="Bold")
BODY = [
    Set("We ask how polish changes the appearance of portraits made of brass and what", 320, x=50),
    Set("this means for systems that have been trained on photographs of people only.", 332, x=50),
]


def whole(*lines: Set) -> list[Set]:
    return [TITLE, *lines, ABSTRACT, *BODY]


def segment(text: str, row: int, x0: float = 100.0) -> Segment:
    return Segment(text, x0, 100.0 + 12 * row, x0 + 4.0 * len(text), 110.0 + 12 * row, 10.0, "Serif", row)


def test_a_legend_in_one_bracket() -> None:
    header = read(
        whole(
            Set("Wei Lan^{1}, Ida Holm^{2}", 120),
            Set("(1. Fudan University, Shanghai 200433, China; 2. Lund University, 22100 Lund,", 134),
            Set("Sweden)", 146),
        )
    )
    assert belongs(header) == {
        "Wei Lan": ["Fudan University, Shanghai 200433, China"],
        "Ida Holm": ["Lund University, 22100 Lund, Sweden"],
    }


def test_numbers_that_do_not_count_on_are_no_legend() -> None:
    lines = [segment("(1. We follow the older convention; 3. and drop the rest)", 0)]
    assert raise_printed(lines) == lines


def test_letters_glued_to_names_and_lines() -> None:
    header = read(
        whole(
            Set("Ida Holma, Wei Lanb, Rosa Kenta,c", 120),
            Set("aLund University, Lund, Sweden", 134),
            Set("bFudan University, Shanghai, China", 146),
            Set("cUniversity of Leeds, Leeds, UK", 158),
        )
    )
    assert belongs(header) == {
        "Ida Holm": ["Lund University, Lund, Sweden"],
        "Wei Lan": ["Fudan University, Shanghai, China"],
        "Rosa Kent": ["Lund University, Lund, Sweden", "University of Leeds, Leeds, UK"],
    }


def test_surnames_keep_their_letters() -> None:
    kept = segment("Maria Costa, Elena Silva", 0)
    legend = [segment("aLund University, Lund, Sweden", 1), segment("bUniversity of Leeds, Leeds, UK", 2)]
    assert raise_printed([kept, *legend])[0] == kept


def test_digits_behind_degrees_and_memberships() -> None:
    header = read(
        whole(
            Set("Ida Holm, Ph.D.1, Wei Lan, Senior Member, IEEE2", 120),
            Set("1Lund University, Lund, Sweden", 134),
            Set("2Fudan University, Shanghai, China", 146),
        )
    )
    assert belongs(header) == {
        "Ida Holm": ["Lund University, Lund, Sweden"],
        "Wei Lan": ["Fudan University, Shanghai, China"],
    }


def test_a_header_in_two_scripts_counts_everybody_once() -> None:
    header = read(
        whole(
            Set("兰伟^{1}，何伊^{2}", 116),
            Set("（1. 复旦大学，上海 200433；2. 南京大学，南京 210023）", 130),
            Set("LAN Wei^{1}, HE Yi^{2}", 146),
            Set("(1. Fudan University, Shanghai 200433, China; 2. Nanjing University, Nanjing, China)", 160),
        )
    )
    assert belongs(header) == {
        "LAN Wei": ["Fudan University, Shanghai 200433, China"],
        "HE Yi": ["Nanjing University, Nanjing, China"],
    }


def test_references_are_no_legend() -> None:
    note = segment(f"{RAISE}1{LOWER}Lund University, Lund, Sweden", 0, x0=50)
    heading = segment("5. References", 1, x0=320)
    entry = segment("[1] R. Kent and W. Lan. Faces Apart. University Press, 2014.", 2, x0=320)
    left = segment("[2] Department of Prints, Lund University", 3, x0=50)
    assert without_entries([note, heading, entry, left]) == [note, left]
    assert without_entries([entry]) == []


def test_what_a_group_is_asked_to_list_is_no_affiliation() -> None:
    header = read(
        whole(
            Set("The Brass Collaboration: Ida Holm^{1}, Foundry Group^{3}, Wei Lan^{2}", 120),
            Set("^{1}Lund University, Lund, Sweden", 134),
            Set("^{2}Fudan University, Shanghai, China", 146),
            Set("^{3}Members are listed at the end", 158),
        )
    )
    assert belongs(header) == {
        "Ida Holm": ["Lund University, Lund, Sweden"],
        "Wei Lan": ["Fudan University, Shanghai, China"],
    }
    assert len(header.affiliations) == 2


def test_letters_a_space_behind_the_names_and_in_front_of_the_addresses() -> None:
    header = read(
        whole(
            Set("Ada Brink a,b,*, J. C. de Moel a, Per Fa b and Bo", 120),
            Set("Ad a,1", 134),
            Set("a University of Clay, Oslo, Norway", 150),
            Set("b Kestrel Institute, Lund, Sweden", 164),
        )
    )
    clay, kestrel = "University of Clay, Oslo, Norway", "Kestrel Institute, Lund, Sweden"
    assert belongs(header)["Ada Brink"] == [clay, kestrel]
    assert belongs(header)["Bo Ad"] == belongs(header)["J. C. de Moel"] == [clay]
    assert belongs(header)["Per Fa"] == [kestrel]


def test_letters_that_no_legend_has_stay_letters() -> None:
    legend = [segment("a University of Clay", 2), segment("b Kestrel Institute", 3)]
    lines = [segment("Ada Brink a, Per Noor c", 1), *legend]
    assert raise_printed(lines)[0].text == "Ada Brink a, Per Noor c"
