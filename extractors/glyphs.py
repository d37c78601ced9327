"""From what a PDF reader hands over to readable text, keeping for each character where it came from."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# PDFium writes a hyphen at a line's end as U+FFFE and leaves the line break out; U+00AD is Unicode's own.
SOFT_HYPHENS = "\ufffe\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*")
_CID = re.compile(r"\(cid:\d+\)")
# Prefixes that keep their hyphen when nothing else in the document decides.
_KEEPING = {
    "self",
    "non",
    "semi",
    "well",
    "state",
    "cross",
    "co",
    "ex",
    "e",
    "x",
    "k",
    "n",
    "u",
    "t",
    "end",
    "large",
    "high",
    "low",
}

Mapped = tuple[list[str], list[int]]


def clean(raw: str, words: Counter[str]) -> tuple[str, tuple[int, ...]]:
    """Readable text and, for each of its characters, the index in `raw`.

    `words` counts the words of the whole document: they decide whether a word broken at a line's end keeps its
    hyphen ("state-of-the-art") or loses it ("recognition").
    """
    chars: list[str] = []
    index: list[int] = []

    def put(text: str, at: int) -> None:
        for char in text:
            chars.append(char)
            index.append(at)

    at, end = 0, len(raw)
    while at < end:
        char = raw[at]
        if char in SOFT_HYPHENS or (char == "-" and _ends_line(raw, at)):
            at = _join(raw, at, words, put)
            continue
        if char == "\r":
            put("\n" if not raw.startswith("\n", at + 1) else "", at)
        elif char == "(" and (cid := _CID.match(raw, at)):
            put("\ufffd", at)  # a glyph whose character the PDF does not tell
            at = cid.end()
            continue
        else:
            put(_plain(char), at)
        at += 1
    return "".join(chars), tuple(index)


def _plain(char: str) -> str:
    if char in LIGATURES:
        return LIGATURES[char]
    code = ord(char)
    if char in "\n\x0c":
        return "\n"
    if char == "\t":
        return " "
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xFFF0 <= code <= 0xFFFF or 0xD800 <= code < 0xE000:
        return " " if code == 0 else "\ufffd"
    # Directional marks would let a title rearrange the page that quotes it.
    return (
        ""
        if code in (0x200B, 0x200E, 0x200F, 0xFEFF) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
        else char
    )


def _ends_line(raw: str, at: int) -> bool:
    """Whether the hyphen at `at` stands between a letter or digit and a line break."""
    return at > 0 and raw[at - 1].isalnum() and raw[at + 1 : at + 2] in ("\n", "\r")


def _join(raw: str, at: int, words: Counter[str], put: Callable[[str, int], None]) -> int:
    """Write what a line-end hyphen becomes; returns where reading goes on."""
    after = at + 1
    while after < len(raw) and raw[after] in "\r\n":
        after += 1
    left = _tail(raw, at)
    right = _head(raw, after)
    if not right:
        put("-", at)
        if after > at + 1:
            put("\n", at + 1)
        return after
    if keeps_hyphen(left, right, words):
        put("-", at)
    return after


def _tail(raw: str, at: int) -> str:
    start = at
    while start > 0 and (raw[start - 1].isalnum() or raw[start - 1] in "-\ufffe") and at - start < 40:
        start -= 1
    return raw[start:at].replace("\ufffe", "-")


def _head(raw: str, at: int) -> str:
    end = at
    while end < len(raw) and raw[end].isalnum() and end - at < 40:
        end += 1
    return raw[at:end]


def keeps_hyphen(left: str, right: str, words: Counter[str]) -> bool:
    """Whether the hyphen between two halves of a broken word belongs to the word.

    Names and numbers keep it ("MS-Celeb-1M"); for ordinary words the rest of the document votes.
    """
    if not left:
        return True
    if right[0].isdigit() or left[-1].isdigit() or right[0].isupper() or left[-1].isupper():
        return True
    joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
    last = f"{left.rpartition('-')[2]}{right}".lower()
    if (whole := words[joined] + words[last]) or words[hyphened]:
        return words[hyphened] > whole
    return left.lower() in _KEEPING or "-" in left


def count_words(raws: Iterable[str]) -> Counter[str]:
    """The words of a document as its reader handed them over, lower case; broken words do not count."""
    counts: Counter[str] = Counter()
    for raw in raws:
        whole = re.sub(rf"\S*[{SOFT_HYPHENS}]\S*", " ", raw)
        counts.update(word.lower() for word in _WORD.findall(whole))
    return counts


def looks_like_words(text: str) -> bool:
    """Whether a page's text can be read: enough letters, spaces where words end, few lost glyphs."""
    letters = sum(c.isalpha() for c in text)
    if letters < 40:
        return True  # too little to judge: a page of figures
    if text.count("\ufffd") > 0.15 * len(text):
        return False
    if _mostly_spaceless_script(text, letters):
        return True
    spaces = sum(c.isspace() for c in text)
    if spaces < 0.06 * len(text):
        return False
    longest = sum(len(w) for w in text.split() if len(w) > 30)
    return longest < 0.4 * len(text)


def _mostly_spaceless_script(text: str, letters: int) -> bool:
    cjk = sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" or "\u0e00" <= c <= "\u0e7f" for c in text)
    return cjk > 0.3 * letters
