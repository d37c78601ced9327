"""Names with their addresses of mail in a left column, and each one's organisation beside it in a right column."""

from collections.abc import Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import find_emails, is_email_line
from extractors.header.header_words import names_organisation, names_place
from extractors.header.marks import first_marks
from extractors.header.people_names import looks_like_names, split_names
from extractors.header.segments import Segment, flat

_FLUSH, _FEWEST = 2.0, 2  # points between edges of one column; people


def read_two_columns(zone: Sequence[Segment]) -> Draft | None:
    """A draft in which everybody has the lines that begin beside the name; None for any other header."""
    names = [s for s in zone if looks_like_names(s.text)]
    if len(names) < _FEWEST or any(abs(s.x0 - names[0].x0) > _FLUSH for s in names):
        return None
    edge = max(s.x1 for s in names)
    right = [s for s in zone if s.x0 > edge]
    left = [s for s in zone if s.x0 <= edge and all(s is not n for n in names)]
    if not right or any(abs(s.x0 - right[0].x0) > _FLUSH or first_marks(s.text) for s in right):
        return None  # a legend leads by its marks
    if any(s.row < names[0].row or not is_email_line(flat(s.text)) for s in left):
        return None
    draft = Draft(HeaderLayout.BLOCKS)
    ends = [*(n.row for n in names[1:]), zone[-1].row + 1]
    for name, end in zip(names, ends, strict=True):
        people = [n for n in split_names([name]) if n.valid]
        beside = [s for s in right if name.row <= s.row < end]
        text = "\n".join(s.text for s in beside)
        if len(people) != 1 or not beside or beside[0].row != name.row or not _is_whole_address(text):
            return None
        mails = [e for s in left if name.row < s.row < end for e in find_emails(flat(s.text))]
        draft.names.append(people[0])
        draft.lines.append(DraftLine(flat(text)))
        draft.link(len(draft.names) - 1, len(draft.lines) - 1)
        draft.emails.extend(mails)
        if len(mails) == 1:
            draft.email_of[len(draft.names) - 1] = mails[0]
    return draft


def _is_whole_address(text: str) -> bool:
    """Whether the lines name both an organisation and a place: less may be the half of an address."""
    return names_organisation(text) and names_place(text)
