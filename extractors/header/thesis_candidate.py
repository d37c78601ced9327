"""Who wrote a thesis: the name that its title page prints behind "by", "par", "door" or "vorgelegt von".

Titles of theses stand above or below that name, and juries, rectors and sponsors are named on the same page. The word
tells the one who wrote it from all of them. Without such a word it is the only one who stands alone above the title.
"""

import re
from collections.abc import Iterator, Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.abstract_column import opening_of_text
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import names_organisation, names_place, plain
from extractors.header.name_titles import without_titles_before
from extractors.header.people_names import PrintedName, is_full_name, split_names
from extractors.header.programmes import without_programmes
from extractors.header.segments import Segment, flat
from extractors.header.title import Front
from extractors.header.title_pages import above_card, is_of_thesis, submitted_to, universities

# A line of its own above the name, or words before it on its line.
_BY = (
    r"(?:by|par|door|von|vom|por|di|av|af|od|przez|vorgelegt (?:von|durch)|eingereicht von|verfasst von|presented by"
    r"|submitted by|written by|thesis by|dissertation by"
    r"|presentee?(?: et soutenue)?(?: publiquement)? par|soutenue(?: publiquement)? par"
    r"|presentad[ao] por|apresentad[ao] por|presentat[ao] da|tesi di(?: laurea di)?|hazirlayan"
    r"|(?:candidat[aeo]?|candidate|doctorante?|dottorand[ao]|doctorand[ao]?|promovend[au]s?|doktorand(?:in)?|author|auteure?"
    r"|autora?|autore|verfasser(?:in)?|student(?:in|e)?|forfatter|forfattare)(?: name)?)"
)
_LINE = re.compile(rf"\W*{_BY}\s*:?\W*")
_INLINE = re.compile(rf"\W*{_BY}\s*(?::|(?<=[a-z]\s))\s*(?=\S)")
# A name stands below its label so near, in its own size; more lines of names than these are none of a thesis.
_NEAR, _MOST_NAMES = 5.0, 3
_LONGEST = 60  # characters of a line with the label and the name


def read_candidate(front: Front) -> Draft | None:
    """The draft of a thesis: who wrote it, with the university that its page prints; None for any other page."""
    lines = sorted(front.upper, key=lambda s: (s.y0, s.x0))
    opening = opening_of_text(lines)
    lines = above_card(lines[: lines.index(opening)] if opening else lines)
    if not any(map(is_of_thesis, lines)):
        return None
    names = next(filter(None, (_named_by(lines, i) for i in range(len(lines)))), []) or _named_above(lines, front)
    if not names:
        return None
    draft = Draft(HeaderLayout.TITLE_PAGE, names=names)
    for text in (universities(lines) or submitted_to(lines))[:1]:
        draft.lines.append(DraftLine(text))
        for i in range(len(names)):
            draft.link(i, 0)
    return draft


def _named_above(lines: Sequence[Segment], front: Front) -> list[PrintedName]:
    """The only name alone on a line of a page without such a word, where it stands above the title."""
    said = without_programmes([s for s in lines if s not in front.title])
    named = [(s, _people(flat(s.text))) for s in said if not is_of_thesis(s)]
    found = [(s, names) for s, names in named if names and not (names_organisation(s.words) or names_place(s.words))]
    top = min((s.y0 for s in front.title), default=0.0)
    alone = len(found) == 1 and len(found[0][1]) == 1 and found[0][0].y1 <= top
    return found[0][1] if alone else []


def _named_by(lines: Sequence[Segment], at: int) -> list[PrintedName]:
    """The names that a label leads to: behind it, beside it, or right below it."""
    label = lines[at]
    said = plain(flat(label.text))
    if len(said) > _LONGEST:
        return []
    if not _LINE.fullmatch(said):
        return _behind_label(label, said)
    names: list[PrintedName] = []
    last = label
    for segment in _below_or_beside(lines, at):
        found = _people(flat(segment.text))
        near = segment.y0 - last.y1 < _NEAR * segment.size
        alike = not names or (segment.font == last.font and abs(segment.size - last.size) < 1)
        if not found or not near or not alike or len(names) + len(found) > _MOST_NAMES:
            break
        names += found
        last = segment
    return names


def _behind_label(label: Segment, said: str) -> list[PrintedName]:
    found = _INLINE.match(said)
    if not found:
        return []
    words = len(said[: found.end()].split())
    return _people(" ".join(flat(label.text).split()[words:]))


def _below_or_beside(lines: Sequence[Segment], at: int) -> Iterator[Segment]:
    label = lines[at]
    for segment in lines[at + 1 :]:
        beside = segment.row == label.row and segment.x0 > label.x1
        axis = abs(segment.middle - label.middle) < 2 * label.size or abs(segment.x0 - label.x0) < label.size
        if beside or axis:
            yield segment


def _people(text: str) -> list[PrintedName]:
    """The full names of a line that holds nothing else."""
    bare = " ".join(without_titles_before(text.split()))
    found = split_names([Segment(bare, 0.0, 0.0, 0.0, 0.0, 0.0, "", 0)])
    return found if found and all(is_full_name(n.text) for n in found) else []
