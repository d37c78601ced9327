"""Names and what is printed on their line: "Ada Brink, University of Clay", "Ada Brink (University of Clay)"."""

import re

from extractors.header.header_words import names_organisation, names_place, plain, words
from extractors.header.name_titles import without_retired, without_titles_before
from extractors.header.people_names import is_full_name, looks_like_names
from extractors.header.segments import Segment, flat

_BRACKETS = re.compile(r"\s*(?:,|;|and\b)?\s*([^(),;]{3,60}?)\s*\(([^()]{3,200}(?:\([^()]{1,40}\))?)\)")


# "Ada Brink ( ✉ ada@x.example )", as covers of preprints print it.
_BEFORE_MAIL = re.compile(r"^\s*([^()@]{4,60}?)\s*\(\W{0,4}[\w.+-]{1,64}@[\w.-]{3,100}\s*\)\s*$")


def name_before_mail(segment: Segment) -> str:
    """The name of a line that holds it and its address in brackets; empty for other lines."""
    found = _BEFORE_MAIL.match(flat(segment.text))
    return found[1] if found and is_full_name(found[1]) else ""


# "Ada Brink, DLR, Köln": a body by its letters, and its town.
_LETTERED = re.compile(r"(?P<name>[^,;()@]{4,50}), (?P<body>[A-Z]{2,7}), (?P<place>[^\W\d_a-z][^\W\d_A-Z]{2,20})")
COMPANY_FORM = re.compile(r"\b(?:inc|ltd|llc|llp|corp|co|plc|gmbh|limited|pte|pty|srl|ag|bv|kk)\b\.?", re.I)


# "Kestrel Inc." before a comma: a name with a company's form.
_COMPANY = re.compile(rf"\s*[^\W\d_a-z][^,]{{2,60}}\s(?i:{COMPANY_FORM.pattern})(?=\s*(?:,|$))")


def names_with_places(segment: Segment) -> list[tuple[str, str]]:
    """Names and organisation on one line: "NAME, University, Country", or "Name (University), Name (Company)"."""
    bracketed = _BRACKETS.findall(without_retired(segment.words))
    told = any(names_organisation(organisation) for _, organisation in bracketed)
    if told and all(is_full_name(name.strip()) for name, _ in bracketed):
        return [(name.strip(), organisation) for name, organisation in bracketed]
    lettered = _LETTERED.fullmatch(segment.words) if segment.words.count(",") == 2 else None
    if lettered and is_full_name(lettered["name"]) and lettered["body"] not in words().postnominals:
        return [(lettered["name"], f"{lettered['body']}, {lettered['place']}")]
    said = " ".join(without_titles_before(without_retired(segment.words).split()))
    pieces = said.split(",")
    if len(pieces) < 2 or not (names_organisation(said) or _COMPANY.match(",".join(pieces[1:]))):
        return []
    if plain(pieces[0].split()[-1] if pieces[0].split() else "") in words().positions:
        return []  # "Research Scholar, Department of Clay"
    count = 0
    while count < len(pieces) and looks_like_names(pieces[count]) and not names_place(pieces[count]):
        count += 1
    organisation = ",".join(pieces[count:])
    # "Harbour Associates, Inc." is no person of a company called Inc.
    if (
        not count
        or not (names_organisation(COMPANY_FORM.sub("", organisation)) or _COMPANY.match(organisation))
        or not is_full_name(pieces[0].split(" and ")[0].strip())
    ):
        return []
    return [(",".join(pieces[:count]), organisation)]
