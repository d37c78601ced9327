"""Groups of names with the institution first: "Kiln Laboratory: Ada Brink, Per Noor" on lines of their own."""

from collections.abc import Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import find_emails
from extractors.header.header_words import is_label, names_organisation, names_place
from extractors.header.people_names import PrintedName, is_full_name, looks_like_names, split_names
from extractors.header.role_lines import opens_with_role
from extractors.header.segments import Segment, flat
from extractors.header.told_lines import tells_of_body

_FEWEST, _LONGEST = 2, 100  # groups; characters of an institution


def read_institutions_first(zone: Sequence[Segment]) -> Draft | None:
    """A draft in which everybody has the institution before the colon; None for any other header.

    Each line but those of addresses must be such a group, or go on with the names of the one above.
    """
    groups: list[tuple[str, list[Segment]]] = []
    emails: list[str] = []
    for segment in zone:
        found = find_emails(flat(segment.text))
        if found:
            emails += found
            continue
        place, colon, people = segment.text.partition(":")
        if colon and _is_institution(flat(place)) and looks_like_names(people):
            groups.append((flat(place).strip(), [_only(segment, people)]))
        elif groups and not colon and looks_like_names(segment.text) and not names_place(segment.words):
            groups[-1][1].append(segment)
        else:
            return None
    if len(groups) < _FEWEST:
        return None
    draft = Draft(HeaderLayout.BLOCKS, emails=list(dict.fromkeys(emails)))
    for place, segments in groups:
        draft.lines.append(DraftLine(place))
        names = _people(segments)
        if not names:
            return None
        for name in names:
            draft.names.append(name)
            draft.link(len(draft.names) - 1, len(draft.lines) - 1)
    return draft


def _people(segments: Sequence[Segment]) -> list[PrintedName]:
    """The names of a group; none unless all are full names."""
    names = split_names(segments)
    return names if all(is_full_name(n.text) for n in names) else []


def _is_institution(text: str) -> bool:
    """Whether the words before a colon are an institution, and no role, board or label."""
    said = len(text) <= _LONGEST and names_organisation(text)
    return said and not (
        opens_with_role(text) or opens_with_role(f"{text}:") or tells_of_body(text) or is_label(text)
    )


def _only(segment: Segment, text: str) -> Segment:
    return Segment(text, *(segment.x0, segment.y0, segment.x1, segment.y1, segment.size, segment.font, segment.row))
