"""Text as the numbers of the sentence encoder's vocabulary: words in lower case without accents, else their parts.

The rules are those of uncased BERT (Devlin et al., 2018), as the encoder was trained with.
"""

import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from extractors.usage.numbered_words import NumberedWords

PART = "##"  # before a part that goes on a word
UNKNOWN = "[UNK]"
LONGEST_WORD = 100  # characters; a longer one is unknown as a whole
# Each ideograph is a word of its own; so is a punctuation mark, or any other sign of ASCII.
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
# What stands between words without being seen; the sign for what could not be decoded tells nothing either.
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")
_UNDECODED = "\ufffd"


class WordPieces:
    """Greedy parts of words: the longest beginning that the vocabulary knows, then the longest of what is left."""

    def __init__(self, numbers: NumberedWords) -> None:
        self._numbers = numbers
        self._unknown = numbers[UNKNOWN]
        self._parts_of = lru_cache(maxsize=4096)(self._parts)

    def number(self, word: str) -> int:
        """Of a word that the vocabulary has; KeyError for another."""
        return self._numbers[word]

    def numbers(self, text: str) -> list[int]:
        """Of all words of the text, in their order."""
        return [number for word in words_of(text) for number in self._parts_of(word)]

    def _parts(self, word: str) -> tuple[int, ...]:
        found, start = [], 0
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        while start < len(word):
            longest = next(self._beginnings(word, start), None)
            if longest is None:
                return (self._unknown,)
            start, number = longest
            found.append(number)
        return tuple(found)

    def _beginnings(self, word: str, start: int) -> Iterator[tuple[int, int]]:
        """Where known parts that begin there end, and their numbers, the longest first."""
        lead, number_of = PART if start else "", self._numbers.find
        parts = ((end, number_of(lead + word[start:end])) for end in range(len(word), start, -1))
        return ((end, number) for end, number in parts if number is not None)


def words_of(text: str) -> list[str]:
    """Words, signs and ideographs, in lower case and without accents."""
    seen = "".join(c if c.isspace() else "" if _is_unseen(c) else c for c in text)
    plain = (c for c in unicodedata.normalize("NFD", seen.lower()) if unicodedata.category(c) != "Mn")
    return "".join(f" {c} " if _stands_alone(c) else c for c in plain).split()


def _is_unseen(letter: str) -> bool:
    return letter == _UNDECODED or unicodedata.category(letter) in _UNSEEN


@lru_cache(maxsize=1024)
def _stands_alone(letter: str) -> bool:
    number = ord(letter)
    return (
        letter in string.punctuation
        or unicodedata.category(letter).startswith("P")
        or any(first <= number <= last for first, last in _IDEOGRAPHS)
    )
