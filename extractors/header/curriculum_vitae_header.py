"""Curricula vitae: no papers, so that nothing in them is taken for authors and affiliations of one."""

import re

from citetrail.records.organisations import AffiliationString, Author, Header, HeaderLayout
from citetrail.records.text import PageText
from extractors.header.align import fold
from extractors.header.emails import find_emails
from extractors.header.header_words import names_organisation
from extractors.header.people_names import is_full_name
from extractors.text.curriculum_vitae import HEADINGS

# Forms print "Affiliation: X"; the label is no part of the place.
_LABEL = re.compile(r"^\s*(?:name|address|affiliation|position|institution|current position)\b\s*:?\s*", re.I)
_AFTER = re.compile(r"\s*\b(?:phone|tel(?:ephone)?|fax|e-?mail|homepage|web(?:site)?|mobile)\b.*$", re.I)
# "Associate Professor, Institute X": the rank stands before the place that it is held at.
_RANK = re.compile(
    r"^(?:(?:assistant|associate|full|visiting|adjunct)\s+)?(?:professor|lecturer|researcher|scientist|engineer),\s*",
    re.I,
)


def read_curriculum_vitae(page: PageText) -> Header:
    """Whose curriculum it is, and the organisations printed above its first heading; nothing beyond."""
    text = page.text[:8_000]
    opening = [m for m in HEADINGS.finditer(text) if not re.search(r"vitae|personal|r[eé]sum", m.group(), re.I)]
    end = min([m.start() for m in opening] or [600])
    name, strings = "", []
    start = 0
    for line in text[:end].split("\n"):
        words = _LABEL.sub("", line).strip()
        words = _RANK.sub("", _AFTER.sub("", words)).strip(" ,;.")
        if not name and is_full_name(re.sub(r"\s+\d+$", "", words)):
            name = re.sub(r"\s+\d+$", "", words)
        elif name and words and names_organisation(words):
            at = text.find(words, start)
            strings.append(AffiliationString(fold(words), page.number, at, at + len(words)))
        start += len(line) + 1
    authors = (Author(name, tuple(range(len(strings)))),) if name else ()
    return Header(
        "Curriculum vitae", authors, tuple(strings), tuple(find_emails(text[:end])), HeaderLayout.CURRICULUM_VITAE
    )
