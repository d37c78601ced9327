"""Whether text can be read as words, or is the rubbish of fonts that do not say which letters they draw."""

import re

_SPACELESS = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3]+")
_LOST = re.compile("[\ufffd\ue000-\uf8ff]+")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORDS = re.compile(r"[^\W\d_]+")
# Letters of scripts that papers are hardly written in: a page with many is printed in a font without a map.
_STRANGE = re.compile(
    "[^\\W\\d_A-Za-z\u00aa-\u052f\u0590-\u06ff\u0900-\u0eff\u1780-\u17ff\u1e00-\u1fff\u2070-\u218f\u3000-\u9fff"
    "\ua720-\ua7ff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U0001d400-\U0001d7ff]+"
)
_TONED = re.compile("[\u1ea0-\u1ef9]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_NO_VOWELS = bytes(code for code in range(128) if chr(code) not in "aeiouyAEIOUY")
# Too few to judge by: a page of figures has a caption or none.
FEW_LETTERS = 40
# Longer runs of letters are words without spaces, as fonts with a wrong width give them.
LONGEST_WORD = 30
# English has 0.40, German 0.38, Czech 0.36 (y counted); fonts without a map have 0.05 to 0.2.
LEAST_VOWELS = 0.24
LEAST_SPACES = 0.06
MOST_STRANGE = 0.08
LEAST_TONED = 0.05


def judge_text(text: str) -> tuple[int, bool]:
    """How many letters there are, and whether they look like words.

    Words: letters of known scripts, spaces where words end, few lost glyphs. A few letters always pass.
    """
    plain = text.encode("ascii", "ignore")
    latin = len(plain.translate(None, _NO_LETTERS))
    few = (len(text) - len(plain)) * 20 < latin  # a few signs and accents in plain text: not worth looking at
    other = "" if few else "".join(_NON_ASCII.findall(text))
    letters = latin + sum(map(str.isalpha, other))
    lost = _length(_LOST, other)
    if letters < FEW_LETTERS:
        return letters, lost <= FEW_LETTERS
    if lost > 0.2 * (letters + lost) or _length(_STRANGE, other) > MOST_STRANGE * letters:
        return letters, False
    if _length(_SPACELESS, other) > 0.3 * letters:
        return letters, True
    vowels = len(plain.translate(None, _NO_VOWELS))
    if latin > 0.7 * letters and vowels < LEAST_VOWELS * latin:
        toned = _length(_TONED, other)
        # Vietnamese prints tones on two vowels of three, and no font without a map draws those letters.
        if toned < LEAST_TONED * letters or vowels + toned < LEAST_VOWELS * (latin + toned):
            return letters, False
    return letters, _has_spaces(text, letters)


def looks_like_words(text: str) -> bool:
    """Whether a person could read this; see `judge_text`."""
    return judge_text(text)[1]


def _has_spaces(text: str, letters: int) -> bool:
    spaces = text.count(" ") + text.count("\n")
    if spaces < LEAST_SPACES * len(text):
        return False
    if spaces * 8 > len(text):
        return True  # with a space to every eighth character, words have not run together
    return sum(len(word) for word in _WORDS.findall(text) if len(word) > LONGEST_WORD) < 0.4 * letters


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))
