"""A pattern is not looked for where none of its words stands; where one can match, one stands."""

import re

import pytest

from extractors.funding.needed_words import needed_words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bNFK\b|Clay\s+Research\s+Fund", ("NFK", "Research")),
        (r"Kiln\s+(?:Council|Board)", ("Kiln",)),
        (r"Kilns?\s+Defen[cs]e", ("Defen",)),
        (r"(?:Clay|Kiln)\s+(?:Council|Board(?:s|room)?)", ()),
        (r"\b(?:Dlb|DLB)\b|Quill\s+Laboratory", ()),
        (r"Clayx*|Kilny{0,2}|Quill+", ("Clay", "Kiln", "Quill")),
        (r"[(|]Fund[|)]|\(Quill\)", ("Fund", "Quill")),
        (r"AB", ()),
        (r"(?i)Clay", ()),
    ],
)
def test_each_alternative_has_its_word(pattern: str, words: tuple[str, ...]) -> None:
    assert needed_words(re.compile(pattern)) == words


@pytest.mark.parametrize(
    "text", ["the Clay  Research Fund", "NFK", "Kiln Board", "Kiln Defense", "Kilns Defence", "Cla", "Claxy"]
)
@pytest.mark.parametrize(
    "pattern", [r"\bNFK\b|Clay\s+Research\s+Fund", r"Kilns?\s+Defen[cs]e|Clay?", r"Kiln\s+Board"]
)
def test_what_matches_holds_a_word(pattern: str, text: str) -> None:
    words = needed_words(re.compile(pattern))
    if words and re.search(pattern, text):
        assert any(word in text for word in words)
