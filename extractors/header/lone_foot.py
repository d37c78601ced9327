"""One address alone at the foot of a first page, without marks and names: everybody's, where the header has none."""

import re
from collections.abc import Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.abstract_column import is_prose
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import is_email_line, without_emails
from extractors.header.header_words import is_noise, names_organisation, names_place
from extractors.header.marks import tidy
from extractors.header.notes import is_note
from extractors.header.role_lines import opens_with_role
from extractors.header.segments import Segment, flat

# The foot is the page's last part, in type smaller than the text's, of a few lines.
# What no address says: sentences, classifications, years of copyright.
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|this|we)\b|classification|©|\b(?:19|20)\d\d\b", re.I)
_FOOT, _SMALLER, _MOST_LINES, _LONGEST = 0.75, 0.95, 3, 250


def read_lone_foot(draft: Draft, rest: Sequence[Segment], height: float) -> None:
    """Give all names the only address at the foot of the page; nothing where the foot says more than that."""
    text_size = max((s.size for s in rest if is_prose(s)), default=0.0)
    foot = [s for s in rest if s.y0 > _FOOT * height and s.size < _SMALLER * text_size and not is_prose(s)]
    said = [
        s for s in foot if not (is_noise(s.words) or is_email_line(flat(s.text))) and any(map(str.isalpha, s.words))
    ]
    text = tidy(without_emails(" ".join(flat(s.text) for s in said)))
    if not said or len(said) > _MOST_LINES or len(text) > _LONGEST or any(s.text != s.words for s in said):
        return
    if (
        not (names_organisation(text) and names_place(text))
        or is_note(text)
        or _TELLS.search(text)
        or opens_with_role(text)
    ):
        return
    draft.lines.append(DraftLine(text))
    draft.layout = HeaderLayout.FOOTNOTE
    for i in range(len(draft.names)):
        draft.link(i, len(draft.lines) - 1)
