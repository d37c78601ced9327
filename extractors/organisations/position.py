"""How a name stands in its string: whether it fills its part, hangs on another word, or goes on after its end."""

import re

from extractors.organisations.address import Address
from extractors.organisations.spans import Span
from extractors.organisations.text import COMPANY_FORMS

# Words of the names of schools that stand for themselves, and of the units that schools and academies have.
SCHOOLS = frozenset(["university", "college", "polytechnic", "hochschule", "school"])
UNITS = frozenset(["laboratory", "center", "institute", "department", "faculty", "ministry", "division"])
DEPARTMENTS = frozenset(
    ["department", "division", "section", "service", "unit", "faculty", "chair", "group", "clinic"]
)
# What kind of university: "Technical University of X" is not the University of X.
_QUALIFIERS = """
technology medical agricultural catholic polytechnic federal state national autonomous free applied science
pedagogical open normal second new military naval defense
"""
QUALIFIERS = frozenset(_QUALIFIERS.split())
# What follows the one-word name of a company in the names of its parts.
_COMPANY_PARTS = """
research laboratory ai ailab group cloud technology asia china europe america us usa india japan korea
brain cognitive youtu noahs damo r computing vision data international holdings global singapore
israel uk canada switzerland beijing shanghai shenzhen hong ventures system software advanced and
zurich mobile electronic semiconductor digital security intelligent fundamental reality robotics x
deepmind amsterdam paris london cambridge redmond montreal toronto seattle
"""
COMPANY_PARTS = frozenset(_COMPANY_PARTS.split())
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


def heads_company(span: Span, address: Address) -> bool:
    """Whether a single word opens its part and, if more follows, that is the name of a company's part."""
    words = address.words
    if not starts_part(span, address):
        return False
    following = [w.word for w in words[span.last + 1 : span.last + 7] if w.segment == words[span.last].segment]
    if "joint" in following:
        return True
    if SCHOOLS.intersection(following):
        return False
    if "institute" in following and following[0] not in ("research", "advanced", "ai", "r"):
        return False
    return not following or following[0] in COMPANY_FORMS or following[0] in COMPANY_PARTS


def crosses_badly(span: Span, address: Address, *, strong: bool) -> bool:
    """Whether a name over a comma is made of two: "University, New York" out of "Cornell University, New York"."""
    words = address.words
    if words[span.first].segment == words[span.last].segment or starts_part(span, address):
        return False
    return not strong or words[span.first].segment != words[span.first + 1].segment


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
    named = SCHOOLS | {"hospital", "institute"}
    return before.word in DEPARTMENTS and named.isdisjoint(span.key.split())


def goes_on(span: Span, address: Address) -> bool:
    """Whether the printed name is longer: "Kaiserslautern-Landau", "Université Paris VI", "X University Hospital"."""
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
    return words[span.last].word == "university" and "hospital" in rest
