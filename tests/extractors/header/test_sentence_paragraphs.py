"""Headers that say in sentences below the names where everybody is.

Covers: extractors.header.sentence_paragraphs, extractors.header.affiliation_sentences.
"""

from extractors.header.affiliation_sentences import tells_place_of
from tests.extractors.header.papers import abstract, centred, footnote, title
from tests.extractors.header.two_authors import BERGEN, OSLO, read

NAMES = centred("Ada Brink, Bo Lindqvist and Per Noor")


def test_a_paragraph_of_sentences_and_no_block() -> None:
    said = f"_Ada Brink and Bo Lindqvist are with the {OSLO}. Per Noor is with {BERGEN}._"
    told = read(title() + NAMES + said + "\n\n" + abstract())
    assert told == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO], "Per Noor": [BERGEN]}


def test_the_line_of_names_above_is_no_part_of_the_first_sentence() -> None:
    said = f"_Ada Brink is with the {OSLO}. Bo Lindqvist and Per Noor are with {BERGEN}._"
    told = read(title() + NAMES + said + "\n\n" + abstract())
    assert told == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN], "Per Noor": [BERGEN]}


def test_a_sentence_on_data_below_them_tells_of_nobody() -> None:
    said = f"_Ada Brink, Bo Lindqvist and Per Noor are with the {OSLO}._"
    other = "Part of the data was collected at the Naval Kiln Museum, Kilnhaven. The museum is closed."
    told = read(title() + NAMES + said + f"\n\n#text(size: 8pt)[{other}]\n\n" + abstract())
    assert told == {name: [OSLO] for name in ("Ada Brink", "Bo Lindqvist", "Per Noor")}


def test_a_country_of_two_letters_ends_the_sentence_before() -> None:
    foot = r"Ada Brink is with the Kiln Academy, Leeds, UK. \ Bo Lindqvist is with Kestrel Vision Inc., Hull, UK."
    told = read(title() + centred("Ada Brink and Bo Lindqvist") + footnote(foot) + abstract())
    assert told == {"Ada Brink": ["Kiln Academy, Leeds, UK"], "Bo Lindqvist": ["Kestrel Vision Inc., Hull, UK"]}


def test_a_sentence_about_somebody_else_places_no_author() -> None:
    assert tells_place_of("Ada Brink is with the University of Vellmark.", ["Ada Brink"])
    assert not tells_place_of("Rosa Quill is with the Naval Kiln Institute.", ["Ada Brink"])
