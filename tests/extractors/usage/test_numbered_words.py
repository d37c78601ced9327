"""Words and their numbers as one text."""

import pytest

from extractors.usage.numbered_words import NumberedWords

WORDS = ("[UNK]", "plumless", "##e", "buckeroo", "face", "\u8138")  # two of one check sum


@pytest.mark.parametrize("between", ["\n", "\0"])
@pytest.mark.parametrize("after", [True, False])
def test_each_word_has_the_number_of_its_place(between: str, *, after: bool) -> None:
    text = between.join(WORDS) + (between if after else "")
    known = NumberedWords(text.encode(), between.encode())
    assert dict(known) == {word: number for number, word in enumerate(WORDS)}
    assert [known.find(word) for word in WORDS] == list(range(len(WORDS)))


@pytest.mark.parametrize("other", ["", "fac", "face\n", "e", "\ud800", "?", "plumlesss"])
def test_what_is_no_word_has_no_number(other: str) -> None:
    known = NumberedWords("\n".join(WORDS).encode())
    assert known.find(other) is None
    with pytest.raises(KeyError):
        known[other]


def test_no_words() -> None:
    assert len(NumberedWords(b"")) == 0
    assert NumberedWords(b"").find("face") is None
