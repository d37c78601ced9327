"""Texts for narrow places: `read`, claims and cards never cut a word."""

from hypothesis import given
from hypothesis import strategies as st

from citetrail.records.shortened import shortened

WORDS = st.lists(st.text("abcdeé-'", min_size=1, max_size=12), min_size=1, max_size=60)


@given(WORDS, st.integers(14, 300))
def test_what_is_cut_ends_in_a_whole_word(words: list[str], width: int) -> None:
    told = shortened(" ".join(words), width)
    assert len(told) <= width
    kept = told.removesuffix(" …").split(" ")
    assert kept == words[: len(kept)]
    assert told.endswith(" …") or kept == words


def test_a_word_longer_than_the_place_is_cut_and_says_so() -> None:
    assert shortened("Donaudampfschifffahrt", 10) == "Donaudamp…"


def test_a_hyphen_is_no_end_of_a_word() -> None:
    assert shortened("trained on MS-Celeb-1M", 16) == "trained on …"
