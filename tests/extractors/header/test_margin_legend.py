"""A legend in the margin that goes on beside the abstract, and names with grades in the column beside it.

Covers: extractors.header.margin_legend, extractors.header.abstract_column, extractors.header.marked_lines,
extractors.header.affiliation_sentences.
"""

from tests.extractors.header.papers import PAGE, PROSE, TITLE, footnote, raised, read, title
from tests.extractors.header.test_abstract_column import TEXT
from tests.extractors.header.typesetting import belongs

NAMES = f"Ada Brink,{raised('1')} Per Noor,{raised('2,3')} Signe Falk{raised('3')}\n\n"
LEGEND = (
    f"{raised('1')}Department of Glazing and Firing, \\ Coastal Naval Academy, Oslo, \\ Norway \\ "
    f"{raised('2')}School of Kilns, Harbour \\ University, Bergen, Norway \\ "
    f"{raised('3')}Institute of Slow Fires, \\ University of Leeds, Leeds, UK"
)
NOTES = "\n\n*Correspondence to* \\ Ada Brink, Naval Museum, Kilnhaven"


def test_a_legend_goes_on_beside_the_abstract() -> None:
    wide = f"[#v(8pt)#columns(2)[*Abstract* \\\\ {PROSE * 3}]]"
    margin = f"[#text(size: 7pt)[{LEGEND}{NOTES}]]"
    page = f"{PAGE}{title()}{NAMES}#grid(columns: (4cm, 1fr), column-gutter: 14pt, {margin}, {wide})\n"
    header, _ = read(page + TEXT)
    assert header.title == TITLE
    assert belongs(header) == {
        "Ada Brink": ["Department of Glazing and Firing, Coastal Naval Academy, Oslo, Norway"],
        "Per Noor": [
            "School of Kilns, Harbour University, Bergen, Norway",
            "Institute of Slow Fires, University of Leeds, Leeds, UK",
        ],
        "Signe Falk": ["Institute of Slow Fires, University of Leeds, Leeds, UK"],
    }


def test_names_with_grades_beside_the_abstract_and_their_places_at_the_foot() -> None:
    people = "ADA BRINK, Senior Member, IEEE \\ PER NOOR, Member, IEEE \\ SIGNE FALK, Member, IEEE"
    foot = (
        "Authors' addresses: A. Brink and S. Falk are with the Kiln Institute, Bergen, Norway; P. Noor is with the "
        "Coastal Naval Academy, Oslo, Norway."
    )
    columns = f"(1fr, 7cm), column-gutter: 14pt, [{PROSE * 2}], [{people}]"
    header, _ = read(f"{PAGE}{title()}#grid(columns: {columns})\n{TEXT}{footnote(foot)}")
    assert belongs(header) == {
        "ADA BRINK": ["Kiln Institute, Bergen, Norway"],
        "PER NOOR": ["Coastal Naval Academy, Oslo, Norway"],
        "SIGNE FALK": ["Kiln Institute, Bergen, Norway"],
    }


def test_letters_in_brackets_lead_to_people_and_their_address_at_the_foot() -> None:
    names = f"Ada Brink,{raised('[a]')} Per Noor,{raised('[b]')} and Signe Falk{raised('[a]')}\n\n"
    foot = (
        "[a] Dr. A. Brink, S. Falk \\ Kiln Institute, Bergen (Norway) \\ "
        "[b] Prof. P. Noor \\ Harbour Works GmbH \\ 20095 Hamburg (Germany) \\ E-mail: per.noor\\@harbour.example"
    )
    header, _ = read(f"{PAGE}{title()}{names}*Abstract:* {PROSE * 3}{footnote(foot)}")
    assert belongs(header) == {
        "Ada Brink": ["Kiln Institute, Bergen (Norway)"],
        "Per Noor": ["Harbour Works GmbH 20095 Hamburg (Germany)"],
        "Signe Falk": ["Kiln Institute, Bergen (Norway)"],
    }


def test_authors_told_by_their_number() -> None:
    foot = (
        "The first and third authors are with the Kiln Institute, Bergen, Norway. The second author is with the "
        "Coastal Naval Academy, Oslo, Norway. The fifth author is with the Naval Museum, Kilnhaven."
    )
    names = "#align(center)[ADA BRINK, PER NOOR, AND SIGNE FALK]\n\n"
    header, _ = read(f"{PAGE}{title()}{names}*Abstract.* {PROSE * 3}{footnote(foot)}")
    assert belongs(header) == {
        "ADA BRINK": ["Kiln Institute, Bergen, Norway"],
        "PER NOOR": ["Coastal Naval Academy, Oslo, Norway"],
        "SIGNE FALK": ["Kiln Institute, Bergen, Norway"],
    }


def test_the_heading_of_a_legend_is_nobody() -> None:
    names = f"Ada Brink,{raised('1')} Per Noor,{raised('2,a)')} and Signe Falk{raised('1,b)')}\n\n"
    legend = (
        f"AFFILIATIONS \\ {raised('1')}Kiln Institute, Bergen, Norway \\ {raised('2')}Harbour University, Oslo\n\n"
    )
    header, _ = read(f"{PAGE}{title()}{names}{legend}*ABSTRACT*\n\n{PROSE * 3}")
    assert [a.name for a in header.authors] == ["Ada Brink", "Per Noor", "Signe Falk"]
