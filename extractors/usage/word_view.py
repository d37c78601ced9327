"""A sentence as plain words, the name masked: a bag of one, two and three words, and of its place and neighbours.

Beside the features it judges by what real papers print, and by nothing else: each part of the bag counts alike,
however many words it has, and the weights come from real sentences alone.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.usage.features import NEIGHBOUR, Sentence
from extractors.usage.sentence_words import NAME

# Of each part: the most words of a gram, and what the part counts beside the sentence itself.
PARTS: Mapping[str, tuple[int, float]] = {
    "sentence": (3, 1.0),
    "place": (2, 1.0),
    "before": (2, 0.5),
    "after": (2, 0.5),
    "name": (1, 0.5),
}
_WORD = re.compile(r"\b\w\w+\b")


@dataclass(frozen=True, slots=True)
class WordView:
    """`rows` leads from a gram to its rarity (inverse document frequency) and its weight for use."""

    bias: float
    rows: Mapping[str, tuple[float, float]]

    def sum(self, grams: Sequence[str]) -> float:
        """Log-odds of use; `grams` as `grams_of` gives them, part by part."""
        total = self.bias
        for part, held in groupby(grams, key=part_of):
            known = [row for gram in held if (row := self.rows.get(gram)) is not None]
            length = math.sqrt(sum(rarity * rarity for rarity, _ in known))
            if length:
                total += PARTS[part][1] * sum(rarity * weight for rarity, weight in known) / length
        return total


def part_of(gram: str) -> str:
    return gram.partition(":")[0]


def grams_of(sentence: Sentence) -> tuple[str, ...]:
    """The grams of each part, each once, in a fixed order."""
    words = {
        "sentence": _words(sentence.masked.text.replace(sentence.masked.word, NAME)),
        "place": [f"{sentence.section}", f"{sentence.zone}", *_words(sentence.heading)],
        "before": _words(sentence.before[-NEIGHBOUR:]),
        "after": _words(sentence.after[:NEIGHBOUR]),
        "name": _words(sentence.name),
    }
    return tuple(gram for part, held in words.items() for gram in sorted(set(_grams(part, held))))


def _words(text: str) -> list[str]:
    """Words of two letters or digits and more; other names as they are printed, for papers of a field share them."""
    return [word if word == NAME else word.lower() for word in _WORD.findall(text)]


def _grams(part: str, words: Sequence[str]) -> Iterator[str]:
    for length in range(1, PARTS[part][0] + 1):
        for at in range(len(words) - length + 1):
            yield f"{part}:{' '.join(words[at : at + length])}"
