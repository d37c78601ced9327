"""Where sentences at the foot say that somebody works, by a post, a chair or a verb, and in other languages.

Covers: extractors.header.posts, extractors.header.affiliation_sentences, extractors.header.biographies.
"""

import pytest

from tests.extractors.header.test_layouts import whole
from tests.extractors.header.typesetting import Set, belongs, read

KILNS = "Polytechnic of Kilns"


def told(*foot: str) -> dict[str, list[str]]:
    lines = [Set(text, 700 + 10 * i, x=50, size=8) for i, text in enumerate(foot)]
    return belongs(read([*whole(Set("Ada Brink, Bo Lindqvist", 120)), *lines]))


@pytest.mark.parametrize(
    "said",
    [
        "is reader at the",
        "holds the chair of slow firing at the",
        "is a senior glaze engineer at the",
        "teaches ceramics at the",
        "has been a potter with the",
        "é professora da",
        "est professeure de céramique à la",
        "es investigadora en la",
        "ist wissenschaftliche Mitarbeiterin an der",
        "è ricercatrice presso la",
    ],
)
def test_posts(said: str) -> None:
    assert told(f"Ada Brink {said} {KILNS}.")["Ada Brink"] == [KILNS]


@pytest.mark.parametrize(
    "said",
    [
        "is a retired officer with the Naval Academy",
        "is an honorary professor at the Naval Academy",
        "is a reserve officer with the Royal Navy",
        "has been an adviser with the Royal Navy",
        "teaches firing for the Navy",
        "works on glazes for the Royal Navy",
        "é professora aposentada da Academia Naval",
        "est ancienne ingénieure à la Marine Nationale",
        "was an instructor at the Naval Academy",
        "’s adviser, Col. Kent, is professor at the Naval Academy",
        "and Maj. Dag Holm, who is lecturer at the Naval Academy, fired it",
        "joined the Naval Academy in 1999 and left in 2004",
        "joined the Naval Academy in 1999. She is a potter",
    ],
)
def test_what_is_past_or_said_of_others_is_nobodys(said: str) -> None:
    assert told(f"Ada Brink {said}.") == {"Ada Brink": [], "Bo Lindqvist": []}


def test_the_body_that_somebody_joined() -> None:
    made = told(
        "Ada Brink joined Quorvex Robotics in 2019 from the Polytechnic of Kilns.",
        "Bo Lindqvist is an engineer at Kestrel ASA in Bergen, which he joined from the Naval Academy in 2003.",
    )
    assert made == {"Ada Brink": ["Quorvex Robotics"], "Bo Lindqvist": ["Kestrel ASA in Bergen"]}


def test_a_company_in_a_city_is_read_as_an_address() -> None:
    foot = [Set("Ada Brink is a potter and engineer at Kestrel ASA in Bergen.", 700, x=50, size=8)]
    header = read([*whole(Set("Ada Brink", 120)), *foot])
    assert [(a.raw, a.address) for a in header.affiliations] == [("Kestrel ASA in Bergen", "Kestrel ASA, Bergen")]
