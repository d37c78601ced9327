"""Forms on covers of reports and contributions: a column of labels that end in a colon, and their answers beside it.

Such a form names clients, technical officers, distribution lists and the status of a document. Whoever stands behind
a label of authors or of the source wrote it; nobody behind another label did.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from citetrail.records.organisations import HeaderLayout
from extractors.header.affiliation_lines import split_strings
from extractors.header.blocks import link_shared
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import assign_emails, find_emails
from extractors.header.header_words import names_organisation, names_place, plain, words
from extractors.header.inline_places import names_with_places
from extractors.header.marks import tidy
from extractors.header.people_names import is_full_name, looks_like_names, split_names
from extractors.header.segments import Segment, flat

# Labels of a form, so many of them, begin at one place and so do their answers, within so many points.
_FEWEST, _FLUSH = 4, 1.5
_MOST_LABEL_WORDS = 6
# A line goes on with the label or answer above it where it stands so near, in type sizes.
_NEAR = 0.8
_AUTHORS = re.compile(
    r"(?:the )?(?:co-?)?(?:author|autor|auteur|autore|verfasser|forfatter)\S*(?:\s+(?:or|and|/|&)\s+contacts?\S*)?"
)
_SOURCE = re.compile(r"(?:source|company|organi[sz]ation|affiliation|institution)(?:s|\(s\))?")
# Labels of people who may have written the page, though the form does not call them authors.
_PEOPLE = re.compile(
    r"\b(?:names?|students?|candidat\w*|presented|presenters?|speakers?|written|prepared|submitted|vorgelegt|bearbeit\w+"
    r"|investigators?|applicants?|etudiante?|doctorand\w*|contributors?|editors?)\b"
)
_MAIL = re.compile(r"(?:author )?e-?mails?(?: address(?:es)?)?")


class _Row:
    """A label of a form, and the lines of its answer."""

    def __init__(self, label: Segment, answer: Segment) -> None:
        self.labels, self.answers = [label], [answer]

    @property
    def said(self) -> str:
        return plain(" ".join(flat(s.text) for s in self.labels)).strip(" :.")

    @property
    def is_labelled(self) -> bool:
        return flat(self.labels[-1].text).rstrip().endswith(":")


def without_form(zone: Sequence[Segment]) -> list[Segment]:
    """The segments without the rows of a form that are about neither authors nor their bodies; else all of them."""
    rows = _form(zone)
    gone = {id(s) for row in rows if not _is_told(row) for s in (*row.labels, *row.answers)}
    return [s for s in zone if id(s) not in gone]


def read_form(zone: Sequence[Segment]) -> Draft | None:
    """The authors that a form names behind a label of authors or of the source; None where it names none."""
    rows = _form(zone)
    if not any(map(_is_told, rows)):
        return None
    draft = Draft(HeaderLayout.BLOCKS)
    shared: list[str] = []
    for row in rows:
        if _AUTHORS.fullmatch(row.said) or _SOURCE.fullmatch(row.said):
            shared += _answer(draft, row)
        elif _MAIL.fullmatch(row.said):
            draft.emails += [e for s in row.answers for e in find_emails(flat(s.text))]
    if not draft.names:
        return None
    draft.emails = list(dict.fromkeys(draft.emails))
    numbers = [_number(draft, text) for text in shared]
    taken = assign_emails([n.text for n in draft.names], draft.emails)
    draft.email_of = {i: email for i, email in enumerate(taken) if email}
    without = [i for i in range(len(draft.names)) if i not in draft.links]
    link_shared(draft, without, numbers, [taken[i] for i in without])
    return draft


def _answer(draft: Draft, row: _Row) -> list[str]:
    """Add an answer's people to the draft, with the places on their lines; what is left are bodies of them all."""
    left: list[str] = []
    for segment in row.answers:
        told = names_with_places(segment) or _name_and_body(segment)
        for people, place in told:
            found = [n for n in split_names([replace(segment, text=people)]) if n.valid]
            number = _number(draft, place) if found else 0
            for name in found:
                draft.names.append(name)
                draft.link(len(draft.names) - 1, number)
        if told:
            continue
        text = flat(segment.text)
        if _AUTHORS.fullmatch(row.said) and looks_like_names(segment.text) and not names_organisation(text):
            draft.names += [n for n in split_names([segment]) if n.valid]
        elif "@" not in text and (names_organisation(text) or names_place(text) or _SOURCE.fullmatch(row.said)):
            left += [piece for piece in text.split(";") if tidy(piece)]
    return split_strings([tidy(piece) for piece in left]) if _AUTHORS.fullmatch(row.said) else list(map(tidy, left))


def _name_and_body(segment: Segment) -> list[tuple[str, str]]:
    """ "Ada Brink, Kestrel, Lower Kiln": a person before a body of one word; "Ada Brink, Bo Holm" are two people."""
    name, *others = [p.strip() for p in segment.words.split(",")]
    said = [p for p in others if p]
    if not said or not is_full_name(name) or all(map(is_full_name, said)):
        return []
    return [] if " " in said[0] and looks_like_names(said[0]) else [(name, ", ".join(said))]


def _number(draft: Draft, text: str) -> int:
    """Where a place stands among the draft's lines, to which it is added when it is new."""
    said = tidy(text)
    known = next((i for i, line in enumerate(draft.lines) if line.text == said), None)
    if known is None:
        draft.lines.append(DraftLine(said))
    return len(draft.lines) - 1 if known is None else known


def _is_told(row: _Row) -> bool:
    return bool(_AUTHORS.fullmatch(row.said) or _SOURCE.fullmatch(row.said) or _MAIL.fullmatch(row.said))


def _form(zone: Sequence[Segment]) -> list[_Row]:
    """The rows of a form from the top; none where the zone has none, or one that may name its writer otherwise."""
    cells: dict[int, list[Segment]] = {}
    for segment in zone:
        cells.setdefault(segment.row, []).append(segment)
    pairs = [row for row in cells.values() if len(row) == 2 and flat(row[0].text).rstrip().endswith(":")]
    edges = next((e for e in pairs if sum(_level(e, p) for p in pairs) >= _FEWEST), None)
    if edges is None:
        return []
    rows: list[_Row] = []
    for segments in cells.values():
        if len(segments) == 2 and _level(edges, segments) and _is_label(segments[0]):
            if rows and not rows[-1].is_labelled and _adjoins(rows[-1].labels[-1], segments[0]):
                rows[-1].labels.append(segments[0])  # a label that its next line ends
                rows[-1].answers.append(segments[1])
            else:
                rows.append(_Row(*segments))
        elif rows and len(segments) == 1 and _goes_on(rows[-1], segments[0]):
            rows[-1].answers.append(segments[0])
    rows = [row for row in rows if row.is_labelled]
    if any(_PEOPLE.search(row.said) or row.said in words().bylines - _CALLED_AUTHORS for row in rows):
        return []
    return rows


_CALLED_AUTHORS = frozenset(
    [
        "author",
        "authors",
        "author(s)",
        "autor",
        "autores",
        "autoren",
        "auteur",
        "auteurs",
        "autore",
        "autori",
        "verfasser",
    ]
)


def _level(one: Sequence[Segment], other: Sequence[Segment]) -> bool:
    return all(abs(a.x0 - b.x0) < _FLUSH for a, b in zip(one, other, strict=True))


def _is_label(segment: Segment) -> bool:
    return len(segment.words.split()) <= _MOST_LABEL_WORDS


def _adjoins(upper: Segment, lower: Segment) -> bool:
    return lower.y0 - upper.y1 <= _NEAR * lower.size


def _goes_on(row: _Row, segment: Segment) -> bool:
    """Whether a line alone in its row is flush below the answer and near to it."""
    last = row.answers[-1]
    return abs(segment.x0 - last.x0) < _FLUSH and _adjoins(last, segment)
