"""Surnames that are organisations' words: the lines beside and below them tell that they are people's.

Covers: extractors.header.
"""

import pytest

from tests.extractors.header.papers import abstract, centred, footnote, title
from tests.extractors.header.two_authors import BERGEN, OSLO, read


@pytest.mark.parametrize("surname", ["Laboratory", "Navy", "College", "Bureau"])
def test_the_last_of_a_list_above_the_address_of_all(surname: str) -> None:
    told = read(title() + centred(f"Ada Brink, Bo Lindqvist, Ruth {surname} \\ {OSLO}") + abstract())
    assert told == {name: [OSLO] for name in ("Ada Brink", "Bo Lindqvist", f"Ruth {surname}")}


def test_the_last_of_a_list_above_no_address_may_be_a_company() -> None:
    told = read(title() + centred("Ada Brink, Bo Lindqvist, Kestrel Research") + abstract())
    assert list(told) == ["Ada Brink", "Bo Lindqvist"]


def test_names_parted_by_dots_and_told_again_at_the_foot() -> None:
    foot = "\n\n".join(
        f"{name} \\ {address}"
        for name, address in (("Ada Brink", OSLO), ("Bo Lindqvist", BERGEN), ("Paul Institute", OSLO))
    )
    told = read(title() + "*Ada Brink · Bo Lindqvist · Paul Institute*\n\n" + footnote(foot) + abstract())
    assert told == {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN], "Paul Institute": [OSLO]}


def test_a_line_set_as_the_names_are_above_one_set_as_the_addresses_are() -> None:
    rows = f"*Ada Brink* \\ _{OSLO}_\n\n*Ruth Academy* \\ _{BERGEN}_\n\n"
    assert read(title() + rows + abstract()) == {"Ada Brink": [OSLO], "Ruth Academy": [BERGEN]}


def test_a_line_set_as_the_addresses_are_is_no_name() -> None:
    rows = f"*Ada Brink* \\ _Coastal Laboratory_ \\ _{OSLO}_\n\n"
    assert list(read(title() + rows + abstract())) == ["Ada Brink"]
