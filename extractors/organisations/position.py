"""How a name stands in its string: whether it fills its part, hangs on another word, or goes on after its end."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.organisations.address import Address
from extractors.organisations.military_context import follows_as_unit
from extractors.organisations.name_lookup import Span
from extractors.organisations.name_tokens import COMPANY_FORMS
from extractors.organisations.name_words import word_list
from extractors.organisations.places import open_places

# Words of the names of schools that stand for themselves, and of the units that schools and academies have.
SCHOOLS = word_list("school")
UNITS = word_list("unit")
DEPARTMENTS = word_list("department")
# What kind of university: "Technical University of X" is not the University of X.
QUALIFIERS = word_list("qualifier")
# What follows the one-word name of a company in the names of its parts.
COMPANY_PARTS = word_list("company part")
# Words after a name, and before it, that make a street of it: "Naval Academy Road", "via dell'Accademia Navale".
STREETS = word_list("street")
STREETS_BEFORE = word_list("street before")
_QUARTERS = word_list("quarter")
# Words that make another name when they follow one: "X University Alumni Association".
LONGER = word_list("longer name")
# Nouns of civil bodies, which borrow the names of military ones.
CIVIL = word_list("civil body")
# What is named after a company and is no part of it.
HONOURS = word_list("honour")
# Who has left a school, and still carries its name.
GRADUATES = word_list("graduate")
# Words after "of" that leave a military body military: "University of Engineering of the Chinese PLA".
FORCES = word_list("after of")
_FORMERLY = re.compile(r"[(\[]\s*(?:formerly|former|previously)\b[^)\]]{0,200}$", re.I)
_OF = frozenset({"of", "de", "du", "des", "del", "della", "di", "do", "da", "für", "for"})
# A name in Chinese, Japanese or Korean characters is a street's when one of these follows at once.
_CJK_STREET = re.compile(r"(?:[东西南北中東]?[路街巷道]|大[道街]|길|로(?=\s|$|,))")
_ROMAN = re.compile(r"[IVX]{1,4}\b")


def starts_part(span: Span, address: Address) -> bool:
    return span.first == 0 or address.words[span.first - 1].segment != address.words[span.first].segment


def fills_part(span: Span, address: Address) -> bool:
    """Whether the span is all that stands between two commas, but for the form of a company."""
    words = address.words
    last = span.last
    while last + 1 < len(words) and words[last + 1].word in COMPANY_FORMS:
        last += 1
    ends = last == len(words) - 1 or words[last + 1].segment != words[last].segment
    return ends and starts_part(span, address)


def ends_after_of(span: Span, address: Address) -> bool:
    """Whether the span ends its part and hangs on a unit of it: "10th Research Institute of CETC"."""
    words = address.words
    if starts_part(span, address):
        return False
    ends = span.last == len(words) - 1 or words[span.last + 1].segment != words[span.last].segment
    between = address.text[words[span.first - 1].end : words[span.first].start]
    return ends and between.split() in (["of"], ["at"], ["of", "the"])


def heads_unit(span: Span, address: Address) -> bool:
    """Whether the span opens its part and a unit of it follows: "CETC Key Laboratory of …"."""
    words = address.words
    if not starts_part(span, address):
        return False
    rest = [w.word for w in words[span.last + 1 : span.last + 8] if w.segment == words[span.last].segment]
    return not {*UNITS, "school", "college", "group"}.isdisjoint(rest)


def is_bracketed(span: Span, address: Address) -> bool:
    """Whether it stands in brackets after other words, which it then is short for."""
    start = address.words[span.first].start
    return span.first > 0 and address.text[:start].rstrip()[-1:] in ("(", "[")


def heads_company(span: Span, address: Address) -> bool:
    """Whether a single word opens its part and, if more follows, that is the name of a company's part."""
    words = address.words
    if not starts_part(span, address):
        return False
    following = [w.word for w in words[span.last + 1 : span.last + 5] if w.segment == words[span.last].segment]
    # Before the words of schools: a company's joint laboratory with a university is the company's too.
    if "joint" in following:
        return True
    if SCHOOLS.intersection(following):
        return False
    if "institute" in following and following[0] not in ("research", "advanced", "ai", "r"):
        return False
    return not following or following[0] in COMPANY_FORMS or following[0] in COMPANY_PARTS


def names_street(span: Span, address: Address) -> bool:
    """Whether the words are the name of a street, which is no organisation: "Defense Medical College Road"."""
    words = address.words
    segment = words[span.last].segment
    rest = [w.word for w in words[span.last + 1 : span.last + 3] if w.segment == segment]
    if not words[span.last].word.isascii() and _CJK_STREET.match(address.text, words[span.last].end):
        return True
    if rest and (rest[0] in STREETS or (len(rest) == 2 and rest[0] in _QUARTERS and rest[1] in STREETS)):
        return True
    before = words[span.first - 1] if span.first else None
    return before is not None and before.segment == words[span.first].segment and before.word in STREETS_BEFORE


def crosses_badly(span: Span, address: Address, *, strong: bool) -> bool:
    """Whether a name over a comma is made of two: "University, New York" out of "Cornell University, New York"."""
    words = address.words
    if words[span.first].segment == words[span.last].segment:
        return False
    if is_torn(span, address):
        return True
    if starts_part(span, address):
        return False
    return not strong or words[span.first].segment != words[span.first + 1].segment


def is_torn(span: Span, address: Address) -> bool:
    """Whether a name over a comma breaks off, like "War Studies, University" out of "…, University of Warsaw"."""
    words = address.words
    last = words[span.last]
    alone = span.last > span.first and words[span.first].segment != words[span.first + 1].segment
    if alone and words[span.first].word in SCHOOLS and not starts_part(span, address):
        # "University, Helsinki" out of "National Defence University, Helsinki".
        return True
    following = words[span.last + 1] if span.last + 1 < len(words) else None
    if words[span.first].segment == last.segment or following is None or following.segment != last.segment:
        return False
    return " of " in address.text[last.end : following.start]


def is_qualified(span: Span, address: Address) -> bool:
    """Whether a word before makes it another name: "Technical" University of X, "Department of" X, "New York-" X."""
    if starts_part(span, address):
        return False
    before, first = address.words[span.first - 1], address.words[span.first]
    tied = before.end == first.start - 1
    if tied and address.text[before.end] == "-":
        return first.word not in SCHOOLS and not address.text[before.start : before.end].isupper()
    if first.word == "university":
        return tied and before.word in QUALIFIERS
    if first.word in ("institute", "center") and tied and before.word.isalpha() and before.word not in DEPARTMENTS:
        # "Beijing Institute of Basic Medical Sciences" is not any Institute of Basic Medical Sciences.
        return address.text[before.start].isupper()
    named = SCHOOLS | {"hospital", "institute"}
    return before.word in DEPARTMENTS and named.isdisjoint(span.key.split())


def goes_on(span: Span, address: Address) -> bool:
    """Whether the printed name is longer, and so another one.

    "Kaiserslautern-Landau", "Université Paris VI", "X University Hospital", "X University of Faces",
    "X Alumni Network", "X University Innovation Ltd".
    """
    words = address.words
    if span.last + 1 >= len(words) or words[span.last + 1].segment != words[span.last].segment:
        return False
    following = words[span.last + 1]
    if following.start == words[span.last].end + 1:
        if address.text[words[span.last].end] == "-" and following.word.isalpha():
            return True
        if _ROMAN.match(address.text, following.start, following.end):
            return True
    rest = [w.word for w in words[span.last + 1 : span.last + 5] if w.segment == words[span.last].segment]
    if makes_longer(rest) or _is_school_of(span, rest):
        return True
    if not SCHOOLS.isdisjoint(span.key.split()) and not COMPANY_FORMS.isdisjoint(rest):
        return True
    return words[span.last].word == "university" and ("hospital" in rest or _is_university_of(span, address))


def makes_longer(words: Sequence[str]) -> bool:
    """Whether words behind a name make another name of it: "Alumni Association", "City College"."""
    return not LONGER.isdisjoint(words) or any(f"{a} {b}" in LONGER for a, b in pairwise(words))


def _is_school_of(span: Span, rest: list[str]) -> bool:
    """Whether a school is named after a body that is none: "X Police Force Academy" is not the X Police Force."""
    own = set(span.key.split())
    if span.size == 1 or not own.isdisjoint(SCHOOLS | UNITS | {"academy", "hospital"}):
        return False
    return len(rest) == 1 and rest[0] in ("academy", "college", "university")


def belongs_to_civil_body(span: Span, address: Address) -> bool:
    """Whether words beside it make a civil body of a military name.

    Words of the same part do ("Chess Club of X", "X Stamp Society"), graduates before it ("Alumni Association, X"),
    and what it is "of", if that is no place and no force ("X of Thought"); what a body was called is not what it is.
    """
    words = address.words
    parts = range(words[span.first].segment, words[span.last].segment + 1)
    beside = [w.word for i, w in enumerate(words) if w.segment in parts and i not in span.places]
    before = (w.word for w in words[: span.first] if w.clause == words[span.first].clause)
    return (
        not CIVIL.isdisjoint(beside)
        or "friends" in beside
        or not GRADUATES.isdisjoint(before)
        or _is_of_another(span, address)
        or _goes_on_unexplained(span, address)
        or (span.size == 1 and _is_other_acronym(span, address))
        or bool(_FORMERLY.search(address.text, 0, words[span.first].start))
    )


def _goes_on_unexplained(span: Span, address: Address) -> bool:
    """Whether words follow in its part that no unit, place or military name is made of."""
    words = address.words
    after = [w for i, w in enumerate(words) if i > span.last and w.segment == words[span.last].segment]
    known = {i for h in address.hits for i in range(h.first, h.last + 1)}
    after = [w for w in after if words.index(w) not in known]
    if not after:
        return False
    return not follows_as_unit([w.word for w in after], address.text[after[0].start : after[-1].end])


def is_honour(span: Span, address: Address) -> bool:
    """Whether a company's name is only carried: by a chair, a fellow, a building, a prize, a school."""
    words = address.words
    rest = [w.word for w in words[span.last + 1 : span.last + 7] if w.segment == words[span.last].segment]
    return not HONOURS.isdisjoint(rest) and "joint" not in rest


def is_other_campus(span: Span, name: str, address: Address) -> bool:
    """Whether the printed name of a system goes on to the city of another campus than that of `name` (a key)."""
    words, at = address.words, span.last + 1
    campus = name.removeprefix(f"{span.key} ")
    if campus == name or span.extra or at >= len(words) or words[at].segment != words[span.last].segment:
        return False
    return words[at].word != campus.split()[0] and open_places().is_city(words[at].word)


def _is_of_another(span: Span, address: Address) -> bool:
    """Whether "of" follows with what is neither a place nor a force: "Naval School of Thought"."""
    words, at = address.words, span.last + 1
    if at >= len(words) or words[at].segment != words[span.last].segment:
        return False
    between = address.text[words[span.last].end : words[at].start].casefold().split()
    if not between or between[0] not in _OF or words[at].word in FORCES:
        return False
    return words[at].word not in address.cities and not any(h.first <= at <= h.last for h in address.hits)


def is_spelled_out(span: Span, address: Address) -> bool:
    """Whether a bracket right behind an acronym spells it out as another body: "NPS (National Park Service)"."""
    words, at = address.words, span.last + 1
    if span.size > 1 or at >= len(words) or "(" not in address.text[words[span.last].end : words[at].start]:
        return False
    bracket = [w for w in words[at:] if w.segment == words[at].segment]
    initials = "".join(w.word[0] for w in bracket)
    return len(bracket) > 1 and initials == span.key


def _is_other_acronym(span: Span, address: Address) -> bool:
    """Whether letters are tied to others ("IME-USP"), or spelled out elsewhere ("NGA, National Gallery of Art")."""
    words = address.words
    printed = address.text[words[span.first].start : words[span.first].end]
    if re.match(r"[-–][A-Z]{2,8}\b", address.text[words[span.last].end :]):
        return True
    if not printed.isupper():
        return False
    before = words[max(span.first - len(span.key), 0) : span.first]
    if is_bracketed(span, address) and "".join(w.word[0] for w in before) == span.key:
        return True
    parts: dict[int, str] = {}
    for i, word in enumerate(words):
        if i not in span.places:
            parts[word.segment] = parts.get(word.segment, "") + word.word[0]
    return span.key in parts.values()


def _is_university_of(span: Span, address: Address) -> bool:
    """Whether "of" and no place follows: "Wuhan University of Crafts", unlike "Peking University of China"."""
    at = span.last + 1
    between = address.text[address.words[span.last].end : address.words[at].start]
    if between.split() != ["of"] or span.key.split()[-1] != "university":
        return False
    place = address.words[at].word in address.cities or any(h.first <= at <= h.last for h in address.hits)
    return not place and address.words[at].word not in span.key.split()
