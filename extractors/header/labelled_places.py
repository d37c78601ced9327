"""Places behind people's own names and a colon: "Ada Brink: University of Clay • Bo Holm: Kestrel AB", "Brink: …".

Such a list stands below the names, at the foot of the page or turned up its side. It is read where it tells of as
many people as it leaves out: one name before a colon may open a contribution, an answer or an interest just as well.
"""

import re
from collections.abc import Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.affiliation_lines import split_strings
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import assign_emails, find_emails, without_emails
from extractors.header.header_words import names_organisation, names_place, plain
from extractors.header.marks import tidy
from extractors.header.people_names import PrintedName, looks_like_names, people_of, split_names
from extractors.header.segments import RAISE, Segment, flat
from extractors.header.told_lines import tells_of_body

# A page's beginning; a longer entry has run into the text; so many names and lines are no header.
_MOST_CHARS, _LONGEST, _MOST_NAMES, _MOST_LINES = 60_000, 240, 100, 60
_COLON = re.compile(r"\s?[:：](?=\s)")
# What stands before an entry, and what ends one.
_BEFORE = re.compile(r"[\n•·;|]|\.\s")
_END = re.compile(r"[•|;]|,?\s[Ee]-?mail\b|\n\s*\n|(?<=\w{3})(?<!\bInc|\bLtd)(?<!\bCorp)\.(?=\s+[^\W\d_a-z]|\s*$)")
# "* Corresponding author: Ada Brink, University of Clay, e-mail: …", above such a list.
_CORRESPONDING = re.compile(r"[Cc]orresponding author$")
_NAMED = re.compile(r"\s*(?P<name>[^,:;\n]{4,60}),\s+")
_OPEN_END = re.compile(r"(?:[,&–-]|\b(?:of|and|for|the|de|di|do|da|del|la|für|und|et|y|e))$")
# Lists of who did what, or is paid by whom, are set in the same way.
_OTHER_LIST = re.compile(
    r"^\W*(?:[\w’']+\s+){0,4}?(?:contribut\w+|interests?|disclosures?|conflicts?|credit|acknowledge?ments?|editors?|reviewers?"
    r"|referees?|discussants?|jury|committee|panel|board|sponsors?|funding)\b(?:\s+\w+){0,3}\s*(?:[:.]|$)",
    re.I | re.M,
)
_DID = re.compile(
    r"conceptuali[sz]ation|methodology|supervision|investigation|visuali[sz]ation|curation|validation|formal analysis"
    r"|writing|funding acquisition|administration|\bdrafted\b|\bwrote\b",
    re.I,
)
_FEWEST = 2  # people whose places are told
_MOST_SAID = 6  # words of an entry; more of them, most in lower case, are no place
_NEAR = 300  # characters before the first entry in which a heading tells what the list is


def read_labels(draft: Draft, text: str, page: int) -> None:
    """Give the draft's names the places that a list in the page text tells, each with its span."""
    text = text[:_MOST_CHARS]
    told = _entries(text, draft.names)
    if not _is_list(text, told, draft.names):
        return
    for person, start, end in told:
        draft.lines.append(DraftLine(text[start:end], page=page, start=start, end=end))
        draft.link(person, len(draft.lines) - 1)
    draft.layout = HeaderLayout.FOOTNOTE
    if not draft.emails:
        emails = find_emails(text[told[0][1] : told[-1][2] + _LONGEST])
        for i, email in enumerate(assign_emails([n.text for n in draft.names], emails)):
            if email:
                draft.emails.append(email)
                draft.email_of.setdefault(i, email)


def read_labelled(zone: Sequence[Segment]) -> Draft | None:
    """Names and places of a header whose names have such a list below them; None for any other header."""
    if len(zone) > _MOST_LINES or not any(":" in s.text and _COLON.search(s.text) for s in zone):
        return None
    at = next((i for i, s in enumerate(zone) if ":" in s.text and not looks_like_names(s.text)), 0)
    people = [s for s in zone[:at] if looks_like_names(s.text)]
    names = people_of(split_names(people))
    text = "\n".join(flat(s.text) for s in zone[at:])
    told = _entries(text, names)
    if any(RAISE in s.text for s in people) or not _is_list(text, told, names):
        return None
    draft = Draft(HeaderLayout.BLOCKS, names)
    for person, start, end in told:
        for string in split_strings([tidy(without_emails(text[start:end]))]):
            draft.lines.append(DraftLine(string))
            draft.link(person, len(draft.lines) - 1)
    return draft


def _entries(text: str, names: Sequence[PrintedName]) -> list[tuple[int, int, int]]:
    """Who is told of, and the span of the place, in the order of the text."""
    forms = _forms([n.text for n in names[:_MOST_NAMES]])
    opened: list[tuple[int, int, int]] = []  # person, start of the entry, start of the place
    for colon in _COLON.finditer(text):
        corresponds = _CORRESPONDING.search(text[max(0, colon.start() - 30) : colon.start()])
        named = _NAMED.match(text, colon.end()) if corresponds else None
        if named and (person := forms.get(_key(named["name"]))) is not None:
            opened.append((person, colon.start(), named.end()))
            continue
        before = [m.end() for m in _BEFORE.finditer(text, max(0, colon.start() - 80), colon.start())]
        for start in [*reversed(before), *([0] if colon.start() < 80 else [])]:
            person = forms.get(_key(text[start : colon.start()]))
            if person is not None:
                opened.append((person, start, colon.end()))
                break
    told: list[tuple[int, int, int]] = []
    for i, (person, _, begin) in enumerate(opened):
        limit = min(opened[i + 1][1] if i + 1 < len(opened) else len(text), begin + _LONGEST)
        span = _place(text, begin, limit)
        if span:
            told.append((person, *span))
    return told


def _place(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """The span of an entry's place: to its end, or to that of its line where the line leaves nothing open."""
    while start < limit and not text[start].isalnum():
        start += 1
    stop = _END.search(text, start, limit)
    end = stop.start() if stop else limit
    for line in re.finditer(r"\n", text[start:end]):
        if not _OPEN_END.search(text[start : start + line.start()].rstrip()):
            end = start + line.start()
            break
    while end > start and text[end - 1] in " \n\t,;:(•":
        end -= 1
    said = text[start:end]
    if (
        len(said) < 2
        or said[0].islower()
        or _DID.search(said)
        or "@" in said
        or tells_of_body(said)
        or _is_said(said)
    ):
        return None
    return start, end


def _is_said(text: str) -> bool:
    """Whether most of many words are in lower case: what somebody answered or did."""
    words = [w for w in text.split() if w[0].isalpha()]
    return len(words) > _MOST_SAID and 2 * sum(w[0].islower() for w in words) > len(words)


def _is_list(text: str, told: Sequence[tuple[int, int, int]], names: Sequence[PrintedName]) -> bool:
    """Whether the entries tell of half the people or more, name a body, and are no list of another kind."""
    people = {person for person, _, _ in told}
    if len(people) < _FEWEST or 2 * len(people) < len(names):
        return False
    first = told[0][1]
    if _OTHER_LIST.search(text, max(0, first - _NEAR), first):
        return False
    return any(names_organisation(text[a:b]) for _, a, b in told) and all(
        len(text[a:b].split()) <= 2 or names_organisation(text[a:b]) or names_place(text[a:b]) or "," in text[a:b]
        for _, a, b in told
    )


def _forms(names: Sequence[str]) -> dict[str, int]:
    """How such a list shortens a name: whole, with initials, and its surname where nobody else bears it."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for i, name in enumerate(names):
        parts = name.split()
        initials = "".join(p[0] for p in parts[:-1])
        for form in {_key(name), _key(f"{parts[0][0]}{parts[-1]}"), _key(initials + parts[-1]), _key(parts[-1])}:
            if found.setdefault(form, i) != i:
                twice.add(form)
    return {form: i for form, i in found.items() if form not in twice}


def _key(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())
