"""The verbs by which a sentence says where somebody works: "is with", "is reader at", "é professora da", "joined".

Only what holds at the time of the paper counts: a life also tells of schools, of former employers and of honours.
"""

import re
from collections.abc import Sequence

# "is a lecturer (in ceramics) at X"; "is a fellow of X" is an honour.
_POST = (
    r"(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,4}?(?:professor|lecturer|reader|researcher|scientist|engineer|student|fellow"
    r"|director|candidate|postdoc|instructor|manager|analyst|officer|developer|member)\s+"
    r"(?:(?:in|of)\s+(?:[\w-]+\s+){1,5}?)?(?:at|with)"
)
# "holds the chair of kilns at X", "teaches ceramics at X", "has been (a potter) with X".
_DOES = (
    r"holds?\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:chair|professorship|lectureship|readership|post|position)\s+"
    r"(?:(?:of|in|as)\s+(?:[\w-]+\s+){1,6}?)?(?:at|with)"
    r"|(?:works\s+(?:as\s+an?\s+(?:[\w-]+\s+){1,4}?)?(?:at|for)|(?:teaches|lectures|leads|heads|directs)\s+(?:[a-z-]+\s+){0,6}?at)"
    r"(?=\s+(?:the\s+)?[^\W\d_a-z])"
    r"|ha(?:s|ve)\s+been\s+(?:[\w-]+\s+){0,4}?(?:at|with)(?=\s+(?:the\s+)?[^\W\d_a-z])"
)
# The same in Portuguese, Spanish, French, German and Italian: "é professora da", "ist Dozentin an der".
_ABROAD = (
    r"(?:é|es|est|ist|è)\s+(?:[^\W\d_][\w-]*\s+){0,3}?(?:profess\w+|profesor\w*|instrutor\w*|instructor\w*|docente"
    r"|dozent\w*|investigador\w*|pesquisador\w*|ricerca\w+|cherche\w+|wissenschaft\w+|mitarbeiter\w*|assistent\w*|engenheir\w+"
    r"|ingenier\w+|ingénieur\w*|ingenieur\w*|ingegnere|maître de conférences|estudante|estudiante|étudiant\w*"
    r"|dottorand\w+|doktorand\w*|doutorand\w+|doctorand\w*|médic\w+)\s+(?:(?-i:[a-zß-ÿ])[\w-]*\s+){0,5}?"
    r"(?:d[ao]|n[ao]|de la|de l['’]|del|en el|en la|en|à la|à l['’]|au|du|chez|an der|am|beim?|bei der"
    r"|presso la|presso l['’]|presso|all['’]|alla|dell['’]|della)(?:\s+|(?<=['’]))"
)
WITH = re.compile(
    r"\b(?:(?P<verb>is|are|was|were)\s+(?P<how>(?:all|both|also|currently|jointly|now|presently|previously|formerly"
    r"|both|still)\s+){0,3}(?:affiliated\s+with|working\s+(?:with|at)|with|at|from|(?P<post>" + _POST + r"))\s+"
    rf"|(?P<does>{_DOES})\s+|(?P<abroad>(?i:{_ABROAD}))(?=[^\W\d_a-zß-ÿ]))"
)
_IS_WITH = re.compile(
    r"\W*(?P<who>[^\W\d_a-z][^;:@]{3,200}?)\s(?:is|are)\s(?:(?:all|both|also|currently|now)\s){0,2}(?:with|at)\s(?:the\s)?"
    r"(?=[^\W\d_a-z])"
)
# What is said of a post that somebody has no more, or has by courtesy.
_NO_MORE = re.compile(
    r"\b(?:retired|former|formerly|emerit\w+|honorary|visiting|visitor|guest|reserve|reservist|advis[eo]r|consultant|aposentad\w+|reformad\w+|jubilad\w+|retirad\w+"
    r"|retraité\w*|ancien\w*|antig\w+|ehemalig\w+|pensionier\w+|ex-\w+|emérit\w+|émérite|honorair\w+|visitante|invitad\w+)\b",
    re.I,
)
# Between the author's name and the verb: "A. Brink’s adviser, Col. Kent, is", "A. Brink and Col. Kent, who is".
_OTHERS = re.compile(r"^['’]s?\s|[^\W\d_a-z]\w.*\bwho,?\s*$", re.S)
_FORMS = "ASA?|AB|A/S|Oyj?|AG|SE|SA|NV|BV|KG|KGaA|GmbH|plc|PLC|Inc|Ltd|LLC|SpA"
_IN_CITY = re.compile(rf"(?P<company>[^,;]{{2,80}}\s(?:{_FORMS})\.?) in (?P<city>[^\W\d_a-z].{{2,60}})")
# "joined X in 2019 from Y": where somebody went, unless a later sentence tells of another place or of the end.
_JOINED = re.compile(
    r"\b[Jj]oined\s+(?:the\s+)?(?P<place>[^\W\d_a-z][^.;()\n]{2,120}?)\s+in\s+(?:[A-Z][a-z]+\s+)?(?P<year>(?:19|20)\d\d)\b"
)
_LEFT = re.compile(
    r"\b(?:left|moved|retired|until|since|now|currently|presently|later|then|returned|subsequently|before\s+join\w+|is|are)\b"
    r"|\b(?:19|20)\d\d\b"
)


def tells_of_others(before: str, found: re.Match[str], surnames: Sequence[str]) -> bool:
    """Whether a verb of `WITH` says nothing of the author named before it: a past post, an honour, somebody else."""
    if not found["how"] and _NO_MORE.search(found.group()):
        return True
    ends = [before.rfind(name) + len(name) for name in surnames if name in before]
    return bool(ends and _OTHERS.search(before[max(ends) :]))


def place_told_of(text: str, surnames: Sequence[str]) -> str:
    """Where a line says that authors are: "A. Brink is with the Kiln, Oslo"; empty for other lines."""
    found = _IS_WITH.match(text)
    return text[found.end() :] if found and any(name in found["who"] for name in surnames) else ""


def company_and_city(place: str) -> str:
    """ "Kestrel ASA in Bergen" with the comma that addresses have there; empty for any other place."""
    found = _IN_CITY.fullmatch(" ".join(place.split()))
    return f"{found['company']}, {found['city']}" if found else ""


def joined_place(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the body that the life between start and end says last that somebody joined; None if none stays."""
    found = list(_JOINED.finditer(text, start, end))
    if not found or _LEFT.search(text, found[-1].end(), end):
        return None
    return found[-1].span("place")
