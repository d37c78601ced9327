"""Papers that a group signs alone, and a list on the page that calls its members authors: "Members and authors: …".

Members of a group are no authors where people sign beside it, nor where the page does not say that they are: only a
label that holds the word opens such a list, of names with the organisation of each in brackets.
"""

import re
from collections.abc import Iterator

from citetrail.records.organisations import HeaderLayout
from citetrail.records.text import PageText
from extractors.header.collective_names import is_group
from extractors.header.draft import Draft, DraftLine
from extractors.header.name_titles import without_retired
from extractors.header.people_names import PrintedName, is_full_name, looks_like_names
from extractors.header.segments import flat
from extractors.header.title import Front

# Of a page and of a list so many characters are read; fewer entries than these are no list.
_MOST, _LONGEST_LIST, _FEWEST = 30_000, 20_000, 2
_LABEL = re.compile(
    r"^\W*(?P<label>[^\n:]{0,100}\b(?:authors?|writing (?:group|committee|team))\b[^\n:]{0,120}):\s*", re.I | re.M
)
# What the label says besides: "(not authors)", "Author contributions", "Authors' addresses", "Corresponding author".
_NO_LIST = re.compile(
    r"\bnot\b|\bnon-|contribut\w+\s*$|correspond|address|affiliation|information|note|biograph|disclos|conflict|summary"
    r"|acknowledg|guest|\bfor\b|\bthank|grateful|indebted|\bwish\b|\beditor|review",
    re.I,
)
_ENTRY = re.compile(
    r"(?:[,;]?\s*(?:and\s)?\s*)(?P<name>[^\W\d_a-z][^(),;:\n]{2,60}?(?:\n[^(),;:\n]{2,40}?)?)\s*\((?P<place>[^()]{3,200})\)"
)


def read_group_members(draft: Draft, front: Front, page: PageText) -> None:
    """Give a draft without names the members of the group that signs, where their list calls them authors."""
    signed = [flat(s.text) for s in front.zone if is_group(flat(s.text)) and not looks_like_names(s.text)]
    if draft.names or not signed:
        return
    text = page.text[:_MOST]
    for label in _LABEL.finditer(text):
        if _NO_LIST.search(label["label"].rstrip(" )")):
            continue
        entries = list(_entries(text, label.end()))
        if len(entries) < _FEWEST:
            continue
        for name, start, end in entries:
            place = text[start:end]
            known = next((i for i, line in enumerate(draft.lines) if line.text == place), None)
            if known is None:
                draft.lines.append(DraftLine(place, page=page.number, start=start, end=end))
            draft.names.append(PrintedName(name.split(), closed=True))
            draft.link(len(draft.names) - 1, len(draft.lines) - 1 if known is None else known)
        draft.layout = HeaderLayout.FOOTNOTE
        return


def _entries(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Each name of a list and the span of the organisation behind it, as long as they follow each other."""
    at = start
    while at < start + _LONGEST_LIST and (found := _ENTRY.match(text, at)):
        name = " ".join(without_retired(found["name"]).split())
        if not is_full_name(name):
            return
        yield name, found.start("place"), found.end("place")
        at = found.end()
