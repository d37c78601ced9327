"""Lines that tell something about a body instead of saying where somebody is: "Paid by X", "Photographs: X".

An address begins with a name. What leads to one by lower-case words and "by", "to", "from", "with" says what the body
did or gave; so does a label with a colon that is none of an address.
"""

import re

from extractors.header.collective_names import is_group
from extractors.header.everybodys_place import without_lead
from extractors.header.former_places import split_former
from extractors.header.header_words import (
    NoteKind,
    is_whole_address,
    names_organisation,
    names_place,
    note_kind,
    plain,
    words,
)

# "Equipment lent by Clay Ltd": lower-case words but for the first, then a preposition and a name. Six words suffice.
_LEADS = re.compile(
    r"^\W*(?P<before>[^\W\d_][\w.’'-]*(?:,?\s+[a-z][\w’'-]*){0,5}?)\s+"
    r"(?:(?:by|to|from|through|under|without|for use at)\s+(?:the\s+|an?\s+)?|in\s+the\s+)(?=[^\W\d_a-z])"
)
# "In partnership with X": "with" alone also leads to employers, "Engineer with X".
_SHARED = re.compile(
    r"^\W*(?i:in|with|through|under|by)\s(?:[a-z]+\s){1,4}?(?:with|of|from|by)\s+(?:the\s+)?(?=[^\W\d_a-z])"
)
# "Dr. Lind left the X".
_DID = re.compile(
    r"^\W*(?:[^\W\d_][\w.’'-]*\s+){1,4}(?:left|joined|served|visited|lent|gave|paid|funded|wrote|holds|received)\s"
)
# "Presented at the meeting of X, hosted by Y", "Data provided courtesy of X".
_SHOWN = re.compile(
    r"^\W*(?:(?:to be|originally|first|also|partly|partially|paper|work|an?|earlier|version|this|was|is|has|been|"
    r"portions?|parts?|of|invited)\s){0,6}(?:presented|delivered|shown|exhibited|demonstrated|published|printed|reprinted|issued|read)\s"
    r"(?:[a-z]+\s){0,3}?(?:at|in|before|during|for|by|with|on)\b|\bcourtesy of\b",
    re.I,
)
# "Access was granted by X", "Award, sponsored by X": a sentence, or what somebody did, anywhere in the line.
_SENTENCE = re.compile(
    r"\s(?:is|are|was|were|has|have|had|been|will|thanks?|took|gave|given|granted|awarded|received)\s"
    r"|\b(?i:defended|typeset|printed|examined|audited|evaluated|co-located|cleared) (?:at|by|before|in|for|with)\b"
    r"|\b(?:sponsored|funded|supported|financed|hosted|organi[sz]ed|donated|provided|granted|awarded|issued) by\b"
)
# Sentences that do say where somebody is; they are read by `affiliation_sentences`.
_PLACES_SOMEBODY = re.compile(
    r"\b(?:is|are|was|were)\s+(?:(?:all|both|also|currently|jointly|now|presently|still|each)\s+){0,2}(?:with|at|from|in)\b"
)
# "Rosa Kent is Director of X", not "is a reserve officer of X": what somebody is there now.
_IS_THERE = re.compile(
    r"\s(?:is|are)\s(?!(?:\w+(?:ed|en|wn|ld|pt|ade|ent|uilt|und|ought|aught|one|ut)|set)\s)(?:an?\s|the\s)?(?:[\w’'-]+\s){0,5}(?:at|of|in|with|for)\s"
)
_NOT_EMPLOYED = re.compile(
    r"\b(?:reserv\w+|retired|former\w*|honorary|veteran|alumn\w+|visitor|guest|friend|supporter)\b", re.I
)
_NEXT_SENTENCE = re.compile(r"(?<=[\w)]{3})[.;]\s+(?=[^\W\d_a-z])")
# What the authors say of themselves: no line of an address begins so.
_SAID = re.compile(
    r"^\W*(?:We|I|Our|This|These|It|They|(?:Both|All|Each|The)(?: the)?(?: first| second| third| last| senior"
    r"| corresponding)? authors?)\s[a-z]"
)
_STAYS = (NoteKind.FORMER, NoteKind.PRESENT)
_NUMBERED = re.compile(r"^\W*(?:contract|grant|award|agreement|patents?)\b", re.I)
_LABEL = re.compile(r"^\W*(?P<label>[^\W\d_][^:,;.@]{1,30}?)\s?:\s+\S")
_MOST_LABEL_WORDS = 4
# Mottoes stand in quotation marks; without them they have more words than these, and this share in lower case.
_QUOTED = re.compile(r"^\W{0,2}[“„\"«‘][^“”\"«»]{4,150}[”“\"»’]\W{0,2}$")
_FEW, _MOSTLY = 4, 0.6
# Labels that addresses have themselves.
_OF_ADDRESS = re.compile(
    r"\bat$|address|affiliat|institut|e-?mail|tel|phone|fax|orcid|author|correspond|full list|department|present"
    r"|current",
    re.I,
)
# "Consortium partners: X; Y": labels of whoever else took part, though they hold an organisation's word.
_OTHERS = re.compile(
    r"\b(?:partners?|sponsors?|supporters?|donors?|patrons?|suppliers?|manufacturers?|vendors?|clients?)$", re.I
)
# What leads to a body that somebody does belong to.
_BELONGS = re.compile(
    r"\b(?:contributions?|affiliated|attached|adjunct|appointed|belong\w*|employed|based|works (?:at|for|with|in)"
    r"|working|professor|lecturer|now|moved)\b"
)


def is_motto(line: str) -> bool:
    """Whether a line stands in quotation marks as a whole."""
    return bool(_QUOTED.match(line))


def is_aside(above: str, line: str) -> bool:
    """Whether a line below an address is a motto: quoted, or words mostly in lower case below a whole address."""
    said = [w for w in line.split() if w[:1].isalpha()]
    lower = sum(1 for w in said if w[0].islower())
    return is_motto(line) or (len(said) > _FEW and lower > _MOSTLY * len(said) and is_whole_address(above))


def says_something(line: str) -> bool:
    """Whether the line is a sentence of the authors that names no place where one of them is or was."""
    if note_kind(line) in _STAYS or _PLACES_SOMEBODY.search(line) or _BELONGS.search(line):
        return False
    if _SAID.match(line):
        return True
    # An address may have a sentence behind it: "…, Oslo, Norway. Research supported by X".
    first = _NEXT_SENTENCE.split(line)[0]
    if _IS_THERE.search(first) and not _NOT_EMPLOYED.search(line):
        return False
    return bool(_SENTENCE.search(first))


def without_told(text: str) -> str:
    """An address without the sentences behind it that tell of something else."""
    pieces = [0, *(m.end() for m in _NEXT_SENTENCE.finditer(text))]
    said = next(
        (start for start in pieces[1:] if says_something(_NEXT_SENTENCE.split(text[start:], maxsplit=1)[0])), None
    )
    return text if said is None else text[:said].rstrip(" .;")


def tells_of_body(text: str) -> bool:
    """Whether the line tells about a body and is no address; what somebody has left is told by `former_places`."""
    line = without_lead(text.strip())
    if says_something(line) or _DID.match(line):
        return True
    if not line or split_former(line).former:
        return False
    label = _LABEL.match(line)
    if label and len(label["label"].split()) <= _MOST_LABEL_WORDS:
        said = label["label"]
        if _OTHERS.search(said):
            return True
        return plain(said) not in words().bylines and not (
            _OF_ADDRESS.search(said) or names_organisation(said) or names_place(said) or is_group(said)
        )
    if _NUMBERED.match(line) or _SHARED.match(line) or _SHOWN.search(line):
        return True
    found = _LEADS.match(line)
    before = plain(found["before"]) if found else ""
    if not found or names_organisation(before) or names_place(before) or _BELONGS.search(before):
        return False
    if plain(found.group()).strip() in words().bylines and not names_organisation(line):
        return False  # "Reported by Ada Brink"
    return before.split()[0].strip(".") not in words().positions
