"""Words by their numbers, as one text: a dictionary of them would take many times its memory in each process."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import chain
from zlib import crc32

_NUMBER = 0xFFFFFFFF


class NumberedWords(Mapping[str, int]):
    """Numbers from 0, in the order of the text; a word is found by its check sum in a microsecond."""

    def __init__(self, text: bytes, between: bytes = b"\n") -> None:
        """`text`: words, each followed by what stands between them, which the last one may lack."""
        self._text = text if text.endswith(between) or not text else text + between
        self._starts = array("I", chain([0], map(re.Match.end, re.finditer(re.escape(between), self._text))))
        self._sums = array("Q", sorted(crc32(self._word(n)) << 32 | n for n in range(len(self))))

    def __getitem__(self, word: str) -> int:
        if (number := self.find(word)) is None:
            raise KeyError(word)
        return number

    def find(self, word: str) -> int | None:
        """The number of a word; None for one that is not there."""
        wanted = word.encode("utf-8", "surrogatepass")
        sums = self._sums
        lowest = crc32(wanted) << 32
        at = bisect_left(sums, lowest)
        while at < len(sums) and sums[at] <= lowest | _NUMBER:
            number = sums[at] & _NUMBER
            if self._word(number) == wanted:
                return number
            at += 1
        return None

    def __iter__(self) -> Iterator[str]:
        return (self._word(number).decode("utf-8", "surrogatepass") for number in range(len(self)))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _word(self, number: int) -> bytes:
        return self._text[self._starts[number] : self._starts[number + 1] - 1]
