"""Letters that look like others: found as what they look like, quoted as they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.records.targets import Target
from extractors.usage.look_alikes import fold_letters, folded
from extractors.usage.member_names import names_of


@pytest.mark.parametrize(
    "printed",
    ["ＭＳ１ＭＶ２", "𝐌𝐒𝟏𝐌𝐕𝟐", "МS1МV2", "MS1M\u2011V2", "MS\u20601MV2", "MS1M\u200cV2"],
)
def test_a_name_in_other_letters_is_the_name(printed: str, family: Target) -> None:
    text = f"We train on {printed} here."
    (hit,) = names_of(family).find(text)
    assert hit.member == "ms1mv2"
    assert text[hit.start : hit.end] == hit.text == printed


def test_greek_and_russian_words_stay() -> None:
    assert fold_letters("λ и сеть") == "λ и сеть"


@given(st.text())
def test_places_lead_back(text: str) -> None:
    plain, places = folded(text)
    if places is not None:
        assert len(places) == len(plain) + 1
        assert list(places) == sorted(places)
        assert places[-1] == len(text)
    else:
        assert plain == text
