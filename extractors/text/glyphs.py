"""From what a PDF reader hands over to readable text, keeping for each character where it came from."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from extractors.text.accents import ACCENTS, compose
from extractors.text.hyphens import HYPHENS, SOFT_HYPHENS, Vocabulary, keeps_hyphen

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# Ligatures without a character of their own, each a noncharacter: one of the 32 that Unicode keeps for such use.
_COMPOSED = ("Th", "ti", "tt", "tti", "ft", "fft", "fj", "ffj", "fb", "ffb", "fh", "ffh", "fk", "ffk", "ct", "sp")
LIGATURES |= {chr(0xFDD0 + at): letters for at, letters in enumerate(_COMPOSED)}
_SIGNS = {letters: sign for sign, letters in LIGATURES.items()}
_NONCHARACTERS = "\ufdd0-\ufdef"
LOST = "\ufffd"
# Zero-width and directional marks: these would let a title rearrange the page that quotes it.
INVISIBLE = "\u200b\u200e\u200f\ufeff\u202a-\u202e\u2066-\u2069"
# One class of characters, so that the search runs at the speed of C; what stands around them is looked at after.
_OTHER = f"\ud800-\udfff\ufff0-\uffff{_NONCHARACTERS}{SOFT_HYPHENS}{ACCENTS}{INVISIBLE}"
_CLASS = rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufb00-\ufb06{_OTHER}]"
# PDFium ends lines with CR LF. These are what most specials are, and pass here unless a hyphen stands before them.
_NO_LINE_END = r"(?:(?<![\r\n])|(?<=\r)(?!\n)|(?<=[-\u2010]\r)(?=\n)|(?<=\n)(?<!\r\n))"
_SPECIAL = re.compile(_CLASS + _NO_LINE_END)
_SPECIAL_OR_CID = re.compile(rf"{_CLASS}{_NO_LINE_END}|\(cid:\d+\)")
_HALF = re.compile(rf"(?:[^\W_]|[{_NONCHARACTERS}])+")
# What may stand between the halves of a broken word.
_BETWEEN = "\r\n\u200b"
_LONGEST_HALF = 40
# The first half read backwards, with the hyphens of its own, and those that are written as "-".
_FLAH = re.compile(rf"(?:[^\W_]|[-\u2010{SOFT_HYPHENS}])*")
_ODD_HYPHENS = dict.fromkeys(map(ord, f"{SOFT_HYPHENS}\u2010"), "-")
# What a word is followed by: the line break that its hyphen took away goes there.
_GAP = re.compile(r"[^\s\ufffe\u00ad]{0,40}(?P<gap> )")

# The indices of a usual page, made once: the texts of all pages share them.
_NUMBERS: Sequence[int] = tuple(range(20_000))
# A stretch of text with the raw index of each of its characters.
Piece = tuple[str, Sequence[int]]


def clean(raw: str, words: Vocabulary) -> tuple[str, tuple[int, ...]]:
    """Readable text in NFC and, for each of its characters, the index in `raw`; the indices never fall.

    A word that was broken at a line's end is joined and the line break set behind it, so that lines stay lines.
    `words` are those of the whole document; they decide whether the hyphen goes.
    """
    texts: list[str] = []
    index: list[int] = []
    numbers = _NUMBERS if len(raw) <= len(_NUMBERS) else range(len(raw))
    special = _SPECIAL_OR_CID if "(cid:" in raw else _SPECIAL
    at = 0
    for match in special.finditer(raw):
        start, end = match.span()
        if start < at:
            continue  # went with the piece before
        begin, pieces, after = _replaced(raw, at, start, end, words)
        texts.append(_usual(raw[at:begin], at, numbers, index))
        for text, places in pieces:
            texts.append(text)
            index.extend(places)
        at = after
    texts.append(_usual(raw[at:], at, numbers, index))
    return _composed("".join(texts), index)


def _usual(text: str, at: int, numbers: Sequence[int], index: list[int]) -> str:
    """Text from raw index `at` on in which only line ends are special: they become "\\n"; `index` grows with it."""
    lines = text.split("\r\n")
    for line in lines[:-1]:
        end = at + len(line)
        index += numbers[at : end + 1]
        at = end + 2
    index += numbers[at : at + len(lines[-1])]
    return "\n".join(lines)


def _replaced(raw: str, at: int, start: int, end: int, words: Vocabulary) -> tuple[int, Sequence[Piece], int]:
    """What a special stretch becomes: where it begins, its pieces, and where reading goes on."""
    mark = raw[start]
    if mark in "\r\n":
        after = start + 2 if raw.startswith("\r\n", start) else start + 1
        if start - 1 >= at and raw[start - 1] in HYPHENS and raw[start - 2 : start - 1].isalnum():
            return start - 1, *_at_line_end(raw, start - 1, after, words)
        return start, (("\n", (start,)),), after
    if mark in SOFT_HYPHENS:
        return start, *_at_line_end(raw, start, end, words)
    if mark in ACCENTS and (composed := compose(raw, start)):
        letter, text = composed
        if letter > start:
            return start, ((text, (start,)),), letter + 1
        if letter >= at:
            return letter, ((text, (letter,)),), end
    if "\ud800" <= mark < "\udc00" and "\udc00" <= raw[end : end + 1] < "\ue000":
        end += 1
    text = plain(raw[start:end])
    return start, ((text, (start,) * len(text)),), end


def _plain_pieces(raw: str, start: int, end: int) -> Iterator[Piece]:
    """The rest of a joined word, whose ligatures and lost glyphs are cleaned as elsewhere."""
    if raw[start:end].isascii():
        yield raw[start:end], range(start, end)
        return
    for at in range(start, end):
        text = plain(raw[at])
        yield text, (at,) * len(text)


def plain(mark: str) -> str:
    """What one special character, line break or `(cid:n)` becomes."""
    if mark in "\x0b\x0c\u2028\u2029":
        return "\n"
    if mark in LIGATURES:
        return LIGATURES[mark]
    if mark in "\t\x00":
        return " "
    if len(mark) == 2:
        return mark.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    if mark.startswith("(cid:"):
        return LOST
    code = ord(mark)
    if 0x200B <= code <= 0x2069 or code == 0xFEFF:
        return "" if re.match(f"[{INVISIBLE}]", mark) else mark
    return LOST if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code >= 0xFFF0 else mark


def sign_of(letters: str) -> str | None:
    """The one character that stands in raw text for what a glyph prints; `clean` spells it out. None without one."""
    known = "".join(LIGATURES.get(letter, letter) for letter in letters)
    if known in _SIGNS:
        return _SIGNS[known]
    return known if len(known) == 1 and known.isprintable() and known <= "\uffff" and known != " " else None


def _at_line_end(raw: str, start: int, end: int, words: Vocabulary) -> tuple[Sequence[Piece], int]:
    """What a line-end hyphen becomes, with the word that follows it, and where reading goes on."""
    while end < len(raw) and raw[end] in _BETWEEN:
        end += 1
    left = _tail(raw, start)
    match = _HALF.match(raw, end, end + _LONGEST_HALF)
    right = match[0] if match else ""
    if not left or not right or (right.isdigit() and left.isalpha() and left.islower()):
        # A word that goes on in the next column: a page number or a caption came between.
        cut = "-\n" if end > start + 1 or right else "-"
        return ((cut, (start,) * len(cut)),), end
    hyphen = "-" if keeps_hyphen(left, right, words) else ""
    kept = (hyphen, (start,) * len(hyphen))
    gap = _GAP.match(raw, end)
    if gap is None:
        return (kept,), end
    line_break = gap.start("gap")
    return (kept, *_plain_pieces(raw, end, line_break), ("\n", (line_break,))), line_break + 1


def _tail(raw: str, at: int) -> str:
    before = raw[max(0, at - _LONGEST_HALF) : at]
    found = _FLAH.match(before[::-1])
    half = before[len(before) - found.end() :] if found else ""
    return (half if half.isascii() else half.translate(_ODD_HYPHENS)).strip("-")


def _composed(text: str, index: list[int]) -> tuple[str, tuple[int, ...]]:
    """The text in NFC; what is composed stands where its first character stood."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text, tuple(index)
    texts: list[str] = []
    places: list[int] = []
    at = 0
    for line in text.splitlines(keepends=True):
        own = index[at : at + len(line)]
        at += len(line)
        # Nothing composes with a line's end, and few lines hold anything to compose.
        if line.isascii() or unicodedata.is_normalized("NFC", line):
            texts.append(line)
            places += own
            continue
        for start, end in _clusters(line):
            cluster = unicodedata.normalize("NFC", line[start:end])
            texts.append(cluster)
            places += own[start : start + 1] * len(cluster) if len(cluster) != end - start else own[start:end]
    return "".join(texts), tuple(places)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that compose with nothing beside them: each begins with a character that joins no earlier one."""
    start = 0
    for at in range(1, len(text)):
        if not _joins(text[at - 1], text[at]):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _joins(before: str, char: str) -> bool:
    if char < "\u0300":
        return False
    return (
        unicodedata.combining(char) > 0
        or not unicodedata.is_normalized("NFC", before + char)
        or ("\u1100" <= char <= "\u11ff")
    )
