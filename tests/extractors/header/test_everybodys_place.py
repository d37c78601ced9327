"""Addresses that say they are all authors', and addresses that do not say whose they are.

Covers: extractors.header.everybodys_place, extractors.header.blocks.
"""

import pytest

from extractors.header.everybodys_place import without_lead
from tests.extractors.header.test_layouts import whole
from tests.extractors.header.two_authors import BERGEN, OSLO
from tests.extractors.header.typesetting import Set, belongs, read


@pytest.mark.parametrize(
    "line",
    [
        f"Affiliation: {OSLO}",
        f"Affiliation of both authors: {OSLO}",
        f"Affiliation of the authors: {OSLO}",
        f"Affiliation (all authors): {OSLO}",
        f"Authors’ affiliation: {OSLO}",
        f"All authors: {OSLO}",
        f"Both authors: {OSLO}",
        f"Both from the {OSLO}",
        f"(all at {OSLO})",
        f"Both authors are with the {OSLO}.",
    ],
)
def test_a_place_that_is_everybodys(line: str) -> None:
    told = belongs(read(whole(Set("Ada Brink and Bo Lindqvist", 120), Set(line, 136))))
    assert told == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO]}


@pytest.mark.parametrize("line", ["All Saints Hospital, Oslo", "Institute for All Authors, Oslo", "Both Bank, Oslo"])
def test_names_that_begin_so_are_kept(line: str) -> None:
    assert without_lead(line) == line


@pytest.mark.parametrize("apart", [0, 180])
def test_two_addresses_below_a_row_of_names_are_nobodys_alone(apart: float) -> None:
    names = [Set("Ada Brink", 120, x=200), Set("Bo Lindqvist", 120, x=200 + apart)] if apart else []
    names = names or [Set("Ada Brink and Bo Lindqvist", 120)]
    header = read(whole(*names, Set(OSLO, 136), Set(BERGEN, 150)))
    assert belongs(header) == {"Ada Brink": [], "Bo Lindqvist": []}
    assert [a.raw for a in header.affiliations] == [OSLO, BERGEN]


def test_domains_of_e_mails_tell_whose_they_are() -> None:
    names = [Set("Ada Brink", 120, x=200), Set("Bo Lindqvist", 120, x=380)]
    mails = Set("ada@vellmark.example, bo@kestrel.example", 164)
    told = belongs(read(whole(*names, Set(OSLO, 136), Set(BERGEN, 150), mails)))
    assert told == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_columns_tell_whose_they_are() -> None:
    told = belongs(
        read(
            whole(
                Set("Ada Brink", 120, x=130), Set("Bo Lindqvist", 120, x=400),
                Set("University of Vellmark", 136, x=100), Set("Kestrel Vision Inc.", 136, x=385),
            )
        )
    )  # fmt: skip
    assert told == {"Ada Brink": ["University of Vellmark"], "Bo Lindqvist": ["Kestrel Vision Inc."]}
