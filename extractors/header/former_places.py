"""Where somebody is no longer, as affiliations print it: "formerly X", "ex-X", "retired from X", "on leave at X".

What stands before such words stays the affiliation; what they lead to is a note, outside sectors and headline. A
bracket that tells a body's own former name ("Meta AI (formerly Facebook AI Research)") is neither: the body is one.
"""

import re
from dataclasses import dataclass

from extractors.header.header_words import names_organisation, names_place

# With a preposition or a person's verb, the words are about the person; without, they may be about the body's name.
_YEAR = r"(?:19|20)\d\d"
_LEFT = (
    rf"(?:formerly|previously|earlier|until {_YEAR}|retired|emerit(?:us|a)|seconded|now (?:left|gone)"
    r"|on (?:(?:sabbatical |study )?leave|sabbatical|secondment)"
    r"|ehemals|früher|anciennement|anteriormente|in precedenza)"
)
_VERB = r"(?:work(?:ed|ing)|stud(?:ied|ying)|employed|affiliated|based)"
# "X, and a former adviser of the Y", "a retired colonel of Y", "a veteran of Y": what somebody was there.
_WAS = (
    r"(?:and\s+)?(?:also\s+)?(?:an?\s+|the\s+)?(?:(?:former|retired|one-?time)\s+(?:[^\W\d_][\w-]*\s+){1,5}?"
    r"|(?:veteran|reservist)\s+)(?=(?:at|with|of|from)\s)"
)
_AT = r"(?:at|with|from|of|to|beim?|am|chez|à|presso)"
# Labels before such a place: "prior affiliation: X", "(before: X)"; and "ex-X".
_LABEL = (
    r"(?:(?:prior|previous|former|past|earlier) (?:affiliation|address|institution|employer)s?\b\s*:?|before\s*:)"
)
_EX = rf"(?P<ex>ex[-‐‑–]|{_LABEL}\s*)"
# The brackets tell what the words are about, so that they are part of the match (see `_LEFT`).
_FORMER = re.compile(
    rf"(?P<open>[(\[,;–—]?)\s*\b"
    rf"(?:(?P<word>{_LEFT}|{_WAS})\s*(?:,\s*)?(?P<at>{_VERB}?\s*{_AT}\s+(?:the\s+)?)?|{_EX})"
    r"(?P<place>[^)\];]*)[)\]]?",
    re.I,
)
# "X, now at Y": the paper was written at X, and Y begins with a capital.
_NOW = re.compile(
    r",?\s*(?:and\s+)?(?:now|currently|present(?:ly)?)\s*(?:at|with|in)?\s*:?\s+(?P<place>[^\W\d_a-z].*)$"
)
# "on leave at X", unlike "on leave from X".
_AWAY = re.compile(r"leave|sabbatical|second", re.I)
_THERE = ("at", "with", "to")
# What a former name opens: "formerly known as", "formerly the National Centre for".
_RENAMED = re.compile(r"\s*(?:known|called|named|part of)\b", re.I)
# "University of Clay (B.S., X)": where somebody studied. Two letters alone may be a state: "(MA, USA)".
_TITLE = (
    r"B\.\s?(?:Sc|S|A|Eng|E|Tech)|M\.\s?(?:Sc|S|A|Eng|Tech|Phil)|D\.\s?Phil|Ph\.?\s?D|BSc|MSc|BEng|MEng|MPhil|DPhil"
)
_DEGREE = re.compile(
    rf"\s*[(\[](?:{_TITLE})\b\.?(?!\s?(?:student|candidate))(?:\s[^,:()\[\]]{{1,40}}?)?(?:\s*[,:]|\s(?:from|at))\s+"
    r"(?:the\s+)?(?P<place>[^()\[\]]{3,120})[)\]]"
)
# What ends with a year is past: "Visiting student at X, in 2016"; so is what follows one: "X, and (until 2019) Y".
_THEN = re.compile(rf",?\s(?:in|during|until|till|between)\s{_YEAR}(?:\s?(?:[-–—]|to|and)\s?(?:19|20)?\d\d)?\W*$")
_UNTIL = re.compile(
    rf",?\s*(?:and\s+)?\((?:formerly|previously|(?:until|till|before) {_YEAR}|{_YEAR}\s?[-–—]\s?(?:19|20)?\d\d)\)"
    r"\s+(?:the\s+)?(?P<place>[^\W\d_a-z].*)$"
)
# "Visiting scholar of X, 2018": a stay that is told with its year.
_STAYED = re.compile(
    rf"^(?:[Vv]isiting|[Gg]uest|[Ee]xchange|[Ss]ummer)\s[\w\s-]{{3,40}}?\s(?:of|at|with|in)\s+(?:the\s+)?"
    rf"(?P<place>[^\W\d_a-z].*?),?\s+{_YEAR}(?:\s?[-–—]\s?(?:19|20)?\d\d)?\W*$"
)
# "Professor of Law, X. B.S., Y; J.D., Z": degrees with where they were taken, a list behind the address.
_DEGREES = re.compile(
    rf"[.;]\s+(?:{_TITLE}|J\.\s?D|LL\.\s?[BM]|M\.\s?D|M\.B\.A)\.?,\s+(?:the\s+)?(?P<place>[^\W\d_a-z].*)$"
)
# "Until 2018 engineer at X", "From 2014 to 2017 with Y": a note that opens with when it ended.
_ENDED = re.compile(
    rf"^\W*(?:(?:[Uu]ntil|[Tt]ill|[Bb]efore|[Ff]rom {_YEAR} (?:to|until|till))\s|{_YEAR}\s?[-–—]\s?){_YEAR}\b,?\s+"
    r"(?:[^,;.]{0,60}?\b(?:at|with|of|for|in|from)\s+)?(?:the\s+)?(?P<place>[^\W\d_a-z].*)$"
)
_VERB_BEFORE = re.compile(r"\b(?:is|was|were|are|has been|had been)$")


@dataclass(frozen=True, slots=True)
class Split:
    """An affiliation line taken apart: where the author is, and where the author was; either may be empty."""

    present: str
    former: str
    away: bool = False  # the author is at `former` for a time: on leave or seconded


def split_former(text: str) -> Split:
    """The line in its two parts; a line without such words is all present."""
    degree = _DEGREE.search(text)
    if degree and re.match(r"(?:U\.S\.\s)?[^\W\d_a-z]\w{2}", degree["place"]):
        return Split(f"{text[: degree.start()]}{text[degree.end() :]}".strip(" ,;"), degree["place"].strip(" ,;."))
    degrees = _DEGREES.search(text)
    if degrees and degrees.start() and names_organisation(degrees["place"]):
        return Split(text[: degrees.start()].strip(" ,;"), degrees["place"].strip(" ,;."))
    until = _UNTIL.search(text)
    if until and until.start() and names_organisation(until["place"]):
        return Split(text[: until.start()].strip(" ,;"), until["place"].strip(" ,;."))
    then = _THEN.search(text)
    if then and names_organisation(text[: then.start()]):
        return Split("", text[: then.start()].strip(" ,;."))
    if ended := _ENDED.match(text):
        return Split("", ended["place"].strip(" ,;."))
    if stayed := _STAYED.match(text):
        return Split("", stayed["place"].strip(" ,;."))
    found = _FORMER.search(text)
    if found is None:
        return Split(text, "")
    place = found["place"]
    now = _NOW.search(place)
    before, after = text[: found.start()].strip(" ,;("), text[found.end() :].strip(" ,;)")
    if _VERB_BEFORE.search(before):
        before = ""  # "Ada Brink was formerly with X" is a sentence, and its subject no place
    former = (place[: now.start()] if now else place).strip(" ,;.")
    # The country or city behind the bracket belongs to what stands before it.
    present = ", ".join(p for p in (before, now["place"] if now else "", after) if p)
    # Inside a name the words mean nothing: "Formerly Square", "Institute of Previously Known Numbers".
    if found["ex"] is None and not found["at"] and not found["open"] and not now:
        return Split(text, "")
    if _is_renamed(found, before, now is not None):
        return Split(present, "")
    if not (names_organisation(former) or names_place(former) or former[:1].isupper()):
        return Split(present, "")
    return Split(present, former, bool(_AWAY.search(found["word"] or "") and found["at"].strip().startswith(_THERE)))


def _is_renamed(found: "re.Match[str]", before: str, now: bool) -> bool:
    """ "X (formerly Y)" and "X, formerly known as Y": Y is what X was called."""
    if now or found["ex"] or not before or found["word"].lower() not in ("formerly", "previously", "earlier"):
        return False
    if _RENAMED.match(found["place"]):
        return True
    return not found["at"] and found["open"] in ("(", "[")
