"""Lists of people's names, with the marks printed behind them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.header.collective_names import is_group, without_group_label
from extractors.header.header_words import names_country, names_organisation, plain, words
from extractors.header.marks_before_names import marks_to_behind, without_native
from extractors.header.membership import without_membership
from extractors.header.name_particles import begins_in_lower_case, is_particle, unbound, with_bound_particles
from extractors.header.name_titles import (
    is_rank_alone,
    is_title,
    without_byline,
    without_rank,
    without_retired,
    without_titles_before,
)
from extractors.header.segments import LOWER, RAISE, Segment
from extractors.header.surnames_first import SYMBOLS, turned_round

_ORDINAL = re.compile(rf"^\s*\d{{1,2}}\s*{RAISE}?(?:st|nd|rd|th){LOWER}?\s+(?=[A-Z])")
# Number, address and icon: the icon's letters "iD" come out glued to the name before them.
_ORCID = re.compile(
    r"[\[(]?(?:ORCID(?:\s*iD)?[:\s]*)?(?:https?://)?(?:www\.)?(?:orcid\.org/)?\b\d{4}(?:[-‐‑–−]\d{4}){2}[-‐‑–−]\d{3}[\dX]\b[)\]]?"
    r"|[\[(]?\bORCID(?:\s*iD)?\b[)\]]?|(?<=\S)\s?\(?\biD\b\)?|(?<=[a-zà-ÿ])ID\b"
)
# Icons that stand for an ORCID beside a name, as characters: "ⓘ Ada Brink".
_ICON = re.compile("[ⓘⒾⓓⒹ\U0001f194]")
# Springer's envelope is a "B" of a symbol font between raised brackets.
_ENVELOPE = re.compile(rf"\({LOWER}?B{RAISE}?\)")
_BRACKETED = re.compile(r"[\[(]((?:\d{1,2}|[a-h])(?:\s?,\s?(?:\d{1,2}|[a-h])){0,8})[\])]")
# The same raised as well, as chemists' journals print them.
_RAISED_BRACKETS = re.compile(rf"{RAISE}([^{LOWER}]*[\[(][^{LOWER}]*){LOWER}")
# One alternative matches at every place of a line of names, so that nothing is passed over in silence.
_EVENT = re.compile(
    rf"(?P<raised>{RAISE}[^{LOWER}]*{LOWER})"
    r"|(?P<sep>[,;·•|/\uff0c\u3001\u060c\u061b]|(?<=\s)(?:and|und|et|And|AND)(?=\s)|&)"
    rf"|(?P<ahead>(?<!\S)[{re.escape(SYMBOLS)}]+(?=[^\W\d_]))|(?P<symbol>[{re.escape(SYMBOLS)}]+)"
    r"|(?P<space>\s+)|(?P<word>(?:(?!(?:"
    + re.escape(RAISE)
    + rf"))[^\s,;·•|&{re.escape(SYMBOLS)}\uff0c\u3001\u060c\u061b])+)"
)
# "Ada Brink* – Bo Lindqvist**": behind a mark a dash parts names.
_DASH = re.compile(rf"(?<=[{re.escape(SYMBOLS)}{LOWER}])\s*[–—]\s+(?=[^\W\d_a-z])")
_DOTS = re.compile(r"\s[·•|]\s")
# "栗原 紗季*・大沢 遼**": this dot parts names too, but not the parts of one in katakana.
_MIDDLE_DOT = re.compile(r"(?<![\u30a0-\u30ff])[\u30fb\uff65]|[\u30fb\uff65](?![\u30a0-\u30ff])")
# "…, with photographs by Bo Holm and advice from Per Noor": whoever stands behind such words is no author.
_CREDITED = re.compile(
    r"(?:^|[,;]\s*|\s)(?:and|with)\s+(?:an?\s|the\s)?(?:[a-z][a-z-]+\s){1,4}(?:by|from)\s+(?=[^\W\d_a-z]).*$"
)
_GLUED = re.compile(r"^(\D*[^\W\d_])(\d{1,2}(?:,\d{1,2})*)$")
_FOREIGN_AND = re.compile(r"\s(?:y|e|i|en|og|och|oraz|ve|dan|ja|és|și|и|і|та|และ)\s+(?=[^\W\d_a-z])")
_CAPITAL = re.compile(r"^[^\W\d_a-zß-öø-ÿ]")
_CHARACTER = r"\u3005\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"  # Chinese, Japanese, Korean
_CJK = re.compile(rf"^[{_CHARACTER}·]{{2,5}}$")
_ANY_CJK = re.compile(rf"[{_CHARACTER}]")
# "，阿依古丽·买买提": where commas part the names of a line, a dot is part of one.
_DOT_WITHIN, _INNER_DOT = re.compile(r"(?<=[\u4e00-\u9fff])·(?=[\u4e00-\u9fff])"), "\u2027"
_THREE_KANA = re.compile(r"^[\u30a1-\u30fa\u30fc]{1,8}(?: [\u30a1-\u30fa\u30fc]{1,8}){2,4}$")  # "ラン ティ マイ"
_DOTTED_CJK = re.compile(r"^[\u4e00-\u9fff]{1,8}(?:[·\u2027][\u4e00-\u9fff]{1,8}){1,2}$")
_TWO_CJK = re.compile(rf"^[{_CHARACTER}·]{{1,5}} [{_CHARACTER}·]{{1,5}}$")
# A name of so few characters that does not end as bodies do: "海军¹", a man of the family 海.
_SHORT_CJK = re.compile(r"^[\u4e00-\u9fff]{1,2}[^\W院所部局系厂校室司组組会會]$")
_LETTERS = re.compile(r"^[^\W\d_]+(?:[-‐’'][^\W\d_]+)?$")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.?-?){1,4}\.?$")
# Of one header: far above any list of authors, so that a damaged page ends.
MOST_NAMES = 2_000
_MOST_WORDS, _MOST_PARTICLES = 6, 5  # of one name: "María de los Ángeles de la O y Ponce"
_LONGEST_SHORTENED = 6  # characters of a word of a name that a stop shortens, as "Chris."
_MAIL = re.compile(r"[\[(<{]?(?:e-?mail:?\s*)?[\w.+-]{1,64}@[\w.-]{1,100}[a-z][\])>}]?", re.I)
_WEB = re.compile(r"[\[(<]?(?:https?://|www\.)[^\s,;)\]>]+[\])>]?", re.I)
# Pronouns, and what a person is here: "(she/her)", "(student)", "(PI)"; "(NMN)": no middle name.
_REMARK = re.compile(
    r"[\[(]\s*(?:(?:she|he|they|xe|ze|her|him|them|any)(?:\s*/\s*\w+){1,2}|N\.?M\.?[NI]\.?|NO MIDDLE NAME"
    r"|[^()\[\]]{0,40}\b(?:student|author|candidate|intern|speaker|presenter|pi|lead|leader|editor|deceased|contact"
    r"|postdoc|fellow|scholar|laureate|awardee|grantee|recipient|alumnus|alumna|trainee|veteran|reservist|member|equal|contribution|correspondence|corresponding|supervisor|advisor)\b[^()\[\]]{0,40})\s*[)\]]",
    re.I,
)
_EMPTY = re.compile(r"[\[(]\s*[✉✆\W_]{0,3}\s*[)\]]")
# Nicknames: “Addie”, "Addie", (Addie).
_QUOTED = re.compile(r"[“\"‘'«][^\W\d_]{2,20}[”\"’'»](?=\s)|\((?=[^\W\d_a-z])[^\W\d_]{2,20}\)(?=\s)")
# A word about the person behind the mark: "Ada Brink¹ student,".
_BEHIND = re.compile(
    rf"(?<={LOWER})\s*(?:student|graduate student|(?:ph\.?d\.?|doctoral|master'?s?) (?:student|candidate)"
    rf"|candidate|postdoc|intern|speaker|presenter|corresponding author)\b(?=\s*(?:[,;]|and\b|{RAISE}|$))",
    re.I,
)


@dataclass(slots=True)
class PrintedName:
    """A name as printed, and the marks behind it."""

    words: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    segment: int = 0  # which of the segments given it began in
    closed: bool = False  # a comma, a mark or a gap ended it
    by_dots: bool = False  # dots or bars part it from the others of its line: "Ada Brink · Ruth Academy"

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def valid(self) -> bool:
        return is_name(self.text)

    @property
    def likely(self) -> bool:
        """Valid, or two or three plain words with a mark of which the last is an organisation's: "Lee Navy¹".

        Of two words in Chinese or Japanese characters the first may be ("軍司 拓真¹"), or one of two or three.
        """
        if self.valid or (self.by_dots and may_be_name(self.text)):
            return True
        if not self.marks:
            return False
        if len(self.words) == 1:
            return bool(_SHORT_CJK.match(self.text))
        plain_words = all(_CAPITAL.match(w) and (_LETTERS.match(w) or _INITIALS.match(w)) for w in self.words)
        first, last = (self.words[0], self.words[-1]) if self.words else ("", "")
        given = is_name(first) or bool(_INITIALS.match(first) and first.endswith("."))
        turned = bool(_CJK.match(first) and _CJK.match(last)) and is_name(last)
        return len(self.words) in (2, 3) and plain_words and (given or turned)


@lru_cache(maxsize=2_048)
def is_name(text: str) -> bool:
    """Whether the words could be one person's name: up to six of them, capitalised, and particles."""
    if not 2 <= len(text) <= 60 or any(c.isdigit() or c in "@{}[]<>=:/\\" for c in text):
        return False
    if _ANY_CJK.search(text):  # what is longer is a sentence, or a piece of one
        return bool(
            _CJK.match(text) or _TWO_CJK.match(text) or _DOTTED_CJK.match(text) or _THREE_KANA.match(text)
        ) and not names_organisation(text)
    if " " in text and names_country(text):
        return False  # "Sri Lanka"
    parts = with_bound_particles(text).split()
    known = words()
    at = [i for i, p in enumerate(parts) if p[:1].isupper() or not is_particle(p)]
    if not 1 <= len(at) <= _MOST_WORDS or len(parts) - len(at) > _MOST_PARTICLES:
        return False
    # "An", "In" and "No" are names too, "an" and "in" are not
    if any(plain(p.strip(".")) in known.never for p in parts if len(p) > 3 or (p.islower() and p != "an")):
        return False
    if any(_ends_sentence(p) for p in parts[:-1]):
        return False
    proper = [parts[i] for i in at]
    if any(not (_is_capital(parts[i]) or begins_in_lower_case(parts[i], parts[i - 1] if i else "")) for i in at):
        return False
    return any(len(re.sub(r"\W", "", p)) > 1 for p in proper) and not names_organisation(text)


def _ends_sentence(word: str) -> bool:
    """Whether a word that others follow is "By" or ends a sentence: "The Kiln. By Ida Kent" is a book's."""
    return word in {"By", "BY"} or (word[-1] == "." and len(word) > _LONGEST_SHORTENED and "-" not in word)


def _is_capital(word: str) -> bool:
    """Whether a word opens with a capital, or in a script that has none."""
    bare = word.lstrip("'’‘(")
    georgian = "\u10d0" <= bare[:1] <= "\u10ff"  # its common letters count as lower case
    return bool(_CAPITAL.match(bare)) and (georgian or not bare[0].islower())


def is_full_name(text: str) -> bool:
    """A name of at least two words (or in Chinese, Japanese or Korean characters)."""
    return is_name(text) and (" " in text or bool(_CJK.match(text) or _DOTTED_CJK.match(text)))


def is_one_name(text: str) -> bool:
    """Whether a line holds one full name and nothing else but titles: "Dr. Ada Brink, DSc"."""
    found = [n for n in _names_in(text, 0) if n.words]
    return len(found) == 1 and is_full_name(found[0].text)


def may_be_name(text: str) -> bool:
    """Whether two plain words could be a given name and a surname that is an organisation's word: "Paul Army"."""
    parts = text.split()
    return len(parts) == 2 and is_name(parts[0]) and all(_CAPITAL.match(p) and p.isalpha() for p in parts)


def split_names(segments: Sequence[Segment]) -> list[PrintedName]:
    """The names in segments that follow each other. A gap between segments of one row ends a name, a line may not."""
    names: list[PrintedName] = []
    for number, segment in enumerate(segments):
        if names and number and segments[number - 1].row == segment.row:
            names[-1].closed = True
        fresh = _names_in(segment.text, number)
        first = next(fresh, None)
        if first is None:
            continue
        rest = list(fresh)
        if names and _goes_on(names[-1], first):
            names[-1].words.extend(first.words)
            names[-1].marks.extend(first.marks)
            names[-1].closed = first.closed
        else:
            names.append(first)
        names.extend(rest)
        if len(names) > MOST_NAMES:
            break
    return [n for n in names if n.words][:MOST_NAMES]


def _goes_on(last: PrintedName, first: PrintedName) -> bool:
    """Whether a name broken at the end of a line goes on: one of its halves is a single word."""
    if not first.words:  # marks alone at the start of a line
        return True
    if last.closed or not last.words:
        return False
    return len(last.words) < 2 or len(first.words) < 2 or is_particle(last.words[-1])


def _names_in(text: str, segment: int) -> Iterator[PrintedName]:
    """The names of a line, made anew each time: their readers go on from them."""
    for words_, marks, closed, by_dots in _parsed(text):
        yield PrintedName(list(words_), list(marks), segment, closed, by_dots)


@lru_cache(maxsize=256)
def _parsed(text: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...], bool, bool], ...]:
    """Kept for a while: each reading asks for the same lines again."""
    return tuple(
        (tuple(w.replace(_INNER_DOT, "·") for w in n.words), tuple(n.marks), n.closed, n.by_dots)
        for n in _read_names(text)
    )


def _read_names(text: str) -> list[PrintedName]:
    text = _ENVELOPE.sub("✉", _ORDINAL.sub("", without_extras(without_membership(text))))
    if f"{RAISE}[" in text or f"{RAISE}(" in text:
        text = _RAISED_BRACKETS.sub(lambda m: f"{RAISE}{re.sub(r'[][()]', '', m[1])}{LOWER}", text)
    text = without_group_label(_BRACKETED.sub(rf"{RAISE}\1{LOWER}", text))
    text = turned_round(_with_conjunctions(with_bound_particles(marks_to_behind(text, is_name))))
    text = re.sub(r"^[\s,;]*(?:and|und|et|&)\s", "", text, flags=re.I)  # a line may begin with it
    text = _DASH.sub(" , ", text)
    if "·" in text and ("," in text or "，" in text):
        text = _DOT_WITHIN.sub(_INNER_DOT, text)
    if "\u30fb" in text or "\uff65" in text:
        text = _MIDDLE_DOT.sub(" , ", text)
    if " by " in text or " from " in text:
        text = _CREDITED.sub("", text)
    text = without_byline(without_retired(text))
    closed = bool(re.search(r"[,;]\s*$|\s(?:and|AND|und|et)\s*$|&\s*$", text))
    text = re.sub(r"\s(?:and|AND|und|et)\s*$", " ", text)
    names: list[PrintedName] = [PrintedName()]
    ahead: list[tuple[PrintedName, list[str]]] = []  # "*Ada Brink,1 Bo Lindqvist2"
    for event in _EVENT.finditer(text):
        kind, value = event.lastgroup, event.group()
        current = names[-1]
        if kind == "ahead" and not current.words:
            ahead.append((current, split_marks(value)))
        elif kind in {"raised", "symbol", "ahead"}:
            home = current if current.words or len(names) < 2 else names[-2]
            home.marks.extend(split_marks(value))
            home.closed = True
        elif kind == "sep":
            if current.words:
                current.closed = True
                names.append(PrintedName())
        elif kind == "word":
            _take_word(names, value)
        if len(names) > MOST_NAMES:
            break
    for name, marks in ahead:
        name.marks[:0] = marks
    if closed and names[-1].words:
        names[-1].closed = True
    names = _without_titles([n for n in names if n.words or n.marks])
    by_dots = _listed_by_dots(text, names)
    for name in names:
        name.by_dots = by_dots
    return names


def _with_conjunctions(text: str) -> str:
    """The line with commas for the conjunctions of other languages: "Ada Brink¹ y Per Noor", "Ada Brink og Per Noor".

    "y" and "e" also stand within a name, "Ramón y Cajal": they part names where both sides have two words or more.
    """

    def comma(found: re.Match[str]) -> str:
        before = re.split(rf"[,;{RAISE}]", text[: found.start()].rstrip(f"{RAISE}{LOWER}"))[-1]
        after = re.split(rf"[,;{RAISE}]", text[found.end() :])[0]
        marked = text[: found.start()].rstrip().endswith(LOWER)
        return " , " if (marked or len(before.split()) > 1) and len(after.split()) > 1 else found.group()

    return _FOREIGN_AND.sub(comma, text)


def _without_titles(names: Sequence[PrintedName]) -> list[PrintedName]:
    """The names without ranks before them and titles behind them; a title's marks are those of its bearer."""
    kept: list[PrintedName] = []
    for name in names:
        if kept and kept[-1].words and is_title(name.words, kept[-1].words):
            kept[-1].marks.extend(name.marks)
            kept[-1].closed = True
        elif is_rank_alone(name.words):
            continue
        else:
            name.words = without_rank(without_titles_before(name.words))
            kept.append(name)
    return kept


def _take_word(names: list[PrintedName], value: str) -> None:
    current = names[-1]
    if plain(value) in words().suffixes and value != "Md" and value != "Md.":
        if not current.words and len(names) < 2:
            return  # "Dr. Ada Brink"
        home = current if current.words else names[-2]
        if plain(value).rstrip(".") in {"jr", "sr", "ii", "iii", "iv"}:
            home.words.append(value)
        return
    glued = _GLUED.match(value)
    if value.isdigit() and (current.words or len(names) > 1):
        (current if current.words else names[-2]).marks.append(value)
        return
    if current.words and current.marks:
        current = PrintedName()
        names.append(current)
    if glued:
        current.words.append(glued.group(1))
        current.marks.extend(glued.group(2).split(","))
    else:
        current.words.extend(unbound(value.strip(".") if value.strip(".") == "" else value))


def split_marks(text: str) -> list[str]:
    """ "1,2∗" → 1, 2, ∗. Several digits without a comma stay together until the legend is known."""
    bare = text.replace(RAISE, "").replace(LOWER, "")
    return [m[0] for m in re.finditer(rf"\d+|[^\W\d_]+|([{re.escape(SYMBOLS)}+$%])\1*", bare) if len(m[0]) <= 4]


def without_extras(text: str) -> str:
    """The line without what is printed beside names and is none of them: ORCID, addresses, pronouns, remarks."""
    text = _ORCID.sub(" ", text)
    if ":" in text or "www" in text.lower():
        text = _WEB.sub(" ", text)
    if "@" in text:
        text = _MAIL.sub(" ", text)
    text = without_native(text, is_name)
    if "(" in text or "[" in text:
        text = _EMPTY.sub("", _REMARK.sub(" ", text))
    return _BEHIND.sub("", _QUOTED.sub(" ", _ICON.sub(" ", text)))


def people_of(names: Sequence[PrintedName], told: bool = False) -> list[PrintedName]:
    """The names that are people's; doubtful ones only beside one that can be nothing else, or where the page told."""
    sure = told or any(is_full_name(n.text) for n in names)
    return [n for n in names if not is_group(n.text) and (n.likely if sure else n.valid)]


def could_be_names(text: str) -> bool:
    """Whether every piece of a line is two or three capitalised words with a mark: "Lee Navy¹, J. Institute²"."""
    found = [n for n in _names_in(text, 0) if n.words]
    return bool(found) and all(n.likely for n in found)


@lru_cache(maxsize=512)
def looks_like_names(text: str) -> bool:
    """Whether a line holds names and hardly anything else; collective authors neither help nor hinder."""
    found = [n for n in _names_in(text, 0) if n.words and not is_group(n.text)]
    if not found or len(found) > MOST_NAMES:
        return False
    if any(names_country(n.text) for n in found[1:]):
        return False  # "Kestrel AS, Bergen, Norway"
    full = sum(1 for n in found if is_full_name(n.text))
    # A surname that is an organisation's word counts beside a name that can be nothing else.
    # "Norway" between commas is where a company is, whose name may pass for a person's: "NKV AS, Gjøvik, Norway".
    good = sum(1 for n in found if (n.likely if full else n.valid) and not _is_country(n))
    return full >= 1 and good >= 0.8 * len(found)


def _is_country(name: PrintedName) -> bool:
    return len(name.words) == 1 and not name.marks and names_country(name.text)


def _listed_by_dots(text: str, found: Sequence[PrintedName]) -> bool:
    """Whether dots or bars part names of which one is doubtful: the pieces of an address are parted by commas."""
    if len(found) < 3 or "," in text or len(_DOTS.findall(text)) != len(found) - 1:
        return False
    return sum(1 for n in found if is_full_name(n.text)) == len(found) - 1
