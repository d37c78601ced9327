"""Accents that old TeX and Word fonts print as characters of their own: "Fr´echet", "Mu¨ller"."""

import unicodedata

# The spacing accent, its combining sister, and the letters that it is commonly printed over.
_ACCENTS = {
    "\u00b4": ("\u0301", "aeiouyAEIOUYcnszCNSZ"),
    "`": ("\u0300", "aeiouAEIOU"),
    "\u00a8": ("\u0308", "aeiouyAEIOUY"),
    "\u02c6": ("\u0302", "aeiouAEIOU"),
    "\u02dc": ("\u0303", "anoANO"),
    "\u02c7": ("\u030c", "cszrnedtgCSZRNEDTG"),
    "\u00b8": ("\u0327", "cstgCSTG"),
    "\u02da": ("\u030a", "auAU"),
}
ACCENTS = "".join(_ACCENTS)
_VOWELS = "aeiouAEIOU"
_DOTLESS = {"\u0131": "i", "\u0237": "j"}
# Shorter runs of letters are formulas: "xˆi".
_SHORTEST_WORD = 3
# Letters that are counted to each side: enough to tell a word from a formula.
_LONGEST_WORD = 40


def compose(raw: str, at: int) -> tuple[int, str] | None:
    """For the spacing accent at `at`: where its letter stands (before or after it) and the accented letter.

    None for an accent that is none: a quotation mark, a formula, a degree sign.
    """
    before = _over(raw[at - 1] if at else "", raw[at])
    after = _over(raw[at + 1 : at + 2], raw[at])
    if not (before or after) or _letters_around(raw, at) < _SHORTEST_WORD:
        return None
    if before and after:
        # TeX prints the accent first, others last; accents stand over vowels rather than consonants.
        last = raw[at - 1] in _VOWELS and raw[at + 1] not in _VOWELS
        return (at - 1, before) if last else (at + 1, after)
    return (at - 1, before) if before else (at + 1, after)


def _over(letter: str, accent: str) -> str:
    combining, letters = _ACCENTS[accent]
    plain = _DOTLESS.get(letter, letter)
    return unicodedata.normalize("NFC", plain + combining) if plain and plain in letters else ""


def _letters_around(raw: str, at: int) -> int:
    start, end = at, at + 1
    while start > 0 and at - start < _LONGEST_WORD and (raw[start - 1].isalpha() or raw[start - 1] in ACCENTS):
        start -= 1
    while end < len(raw) and end - at < _LONGEST_WORD and (raw[end].isalpha() or raw[end] in ACCENTS):
        end += 1
    return sum(c.isalpha() and c not in ACCENTS for c in raw[start:end])
