"""A sentence as the rules read it: the name in question is DATA or MODEL, its kin KIN, citations [#].

Full stops inside numbers and abbreviations are gone, so that a full stop ends a sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.usage.look_alikes import fold_letters

# Citations of either style become one sign: their digits and letters are no words of the sentence.
_BRACKETS = re.compile(r"\[\s*[\d][\d\s,;–\-—]*\]|\[[A-Za-z+]{2,8}\d{2}[a-z]?(?:[,;]\s*[A-Za-z+]{2,8}\d{2}[a-z]?)*\]")
# "(see Guo et al., 2016; Cao, 2018)": names inside would be taken for actors of the sentence.
_AUTHORS = re.compile(r"\((?:see |e\.g\.,? |cf\. )?[A-Z][^()]{1,120}?,?\s(?:19|20)\d\d[a-z]?(?:[;,][^()]{0,160})?\)")
# A citation context may end inside its citation.
_CUT_OFF = re.compile(r"\((?:see |e\.g\.,? )?[A-Z][\w\-]+(?: and [A-Z][\w\-]+)? ?(?:et al\.?)?,?$")
_FOOTNOTE = re.compile(r"\b([a-z]{4,})\d{1,2}(?=[\s,.])")
# Papers print "didn’t"; the words of denials, and those the parser knows, are typed.
_MARKS = "'\u2018\u2019\u02bc\u2032\u00b4`"
_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])[{_MARKS}](?=[^\W\d_])")
# In a font that gives the sign a letter's width, readers of PDF see a gap beside it: "didn’ t".
_APART = re.compile(
    rf"\b((?:do|does|did|is|are|was|were|ca|could|wo|would|has|have|had|should)n)\s?[{_MARKS}]\s?t\b", re.I
)
# Where the sign has no letter in the font, or a writer leaves it out: "didnt", "didn t". "Cant" and "wont" are words.
_LOST = re.compile(r"\b((?i:do|does|did|is|are|was|were|could|would|has|have|had|should)n) ?t\b")
DATA, MODEL, KIN, CITE = "DATA", "MODEL", "KIN", "[#]"


@dataclass(frozen=True, slots=True)
class Masked:
    """The folded sentence with its names replaced; `at` is where the name in question stands."""

    text: str
    at: int
    word: str  # DATA or MODEL


def mask(
    quote: str,
    at: int,
    end: int,
    *,
    model: bool,
    kin: Sequence[tuple[int, int]] = (),
    lead: str = "",
    tail: str = "",
    own: re.Pattern[str] | None = None,
) -> Masked:
    """The quote with quote[at:end] as DATA or MODEL.

    `kin` are the spans of other names of the family; `own` finds what the paper calls its own method.
    """
    word = MODEL if model else DATA
    spans = sorted([(at, end, word), *((s, e, KIN) for s, e in kin if e <= at or s >= end)])
    pieces: list[str] = [lead + " "] if lead else []
    place = 0
    for start, stop, name in spans:
        if start < place:
            continue
        pieces += [quote[place:start], f" {name} " if name is word else name]
        place = stop
    pieces.append(quote[place:])
    if tail:
        pieces.append(" " + tail)
    text = _evened("".join(pieces), word, own)
    return Masked(text, max(text.find(word), 0), word)


def _evened(text: str, word: str, own: re.Pattern[str] | None) -> str:
    """The text with one sign for what is printed in many ways: apostrophes, citations, footnotes, points, gaps."""
    text = _APOSTROPHE.sub("'", fold_letters(text))
    text = _APART.sub(r"\1't", text)
    text = _LOST.sub(r"\1't", text)
    if own:
        text = own.sub(r"our \g<0>", text)
    text = _BRACKETS.sub(f" {CITE} ", text)
    text = _AUTHORS.sub(f" {CITE} ", text)
    text = _CUT_OFF.sub(f" {CITE} ", text)
    text = _FOOTNOTE.sub(r"\1", text)
    text = re.sub(r"(?:\[#\][\s,;]*){2,}", f"{CITE} ", text)
    text = re.sub(r"(?<=\d)\.(?=\d)", "·", text)
    text = re.sub(r"\b(e\.\s?g|i\.\s?e|et al|vs|w\.r\.t|cf|Fig|Eq|Sec|Tab)\.", _undotted, text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.;:)])", r"\1", text)
    text = re.sub(r"\(\s+", "(", text)
    return re.sub(rf"\b{word} ?-(?=\w)", f"{word}-", text)


def _undotted(match: re.Match[str]) -> str:
    return match[1].replace(".", "").replace(" ", "") if "al" not in match[1] else match[1]
