"""Blocks that a line with somebody's role opens.

The label ends whatever block it follows; what it opens goes on as long as the lines stand below each other in one
column. Nobody in it wrote the paper, and no organisation in it is an affiliation.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import sub

from extractors.header.header_words import plain
from extractors.header.juries import MEMBERS_APART, is_jury_heading, is_of_jury, jury_from
from extractors.header.people_names import looks_like_names
from extractors.header.role_lines import BULLETS, FIELD, opens_with_role, opens_with_sentence
from extractors.header.segments import Segment, flat

# Lines of one block stand closer than this, in type sizes; a label alone may stand apart from what it opens.
_CLOSE, _BELOW_LABEL = 0.75, 1.6
# The largest difference in type size between a label and what it opens.
_ALIKE, _SAME = 0.3, 0.02
# Two columns are a form, label and answer, from so many rows on; of labels that name roles fewer suffice.
_FEWEST_ROWS, _FEWEST_ROLES = 4, 2
_FLUSH = 1.0  # points
# Titles are so much larger than what most of the page is set in.
_TITLE = 1.1
_COMMENT = re.compile(
    r"\W*(?:(?:comment|discussion|remark|note)s? (?:on|of)|(?:a )?(?:reply|response|rejoinder) to)\b", re.I
)
_TITLED = re.compile(
    r"\s*(?:Dr|Prof|Professor|Doc|Ing|Col|Gen|Capt|Maj|Lt|Mr|Mrs|Ms|Mme|Herr|Frau|Assoc|Asst|Associate|Assistant)\b\.?\s"
)
# What begins another note, on the authors themselves: "Authors' addresses: …", "Ada Brink and Bo Holm are with …".
_OF_AUTHORS = re.compile(
    r"(?:authors?\b['’]?s?\s*['’]?|present|current|permanent) (?:(?:present|current|permanent|e-?mail)\s)?address|"
    r"(?:corresponding author|correspondence)\b"
)
_IS_WITH = re.compile(r"[^\W\d_a-z][^.:;]{3,160}\s(?:is|are) with (?:the\s|both\s)?(?=[^\W\d_a-z])")
# "G. Brink (✉)": an author's address begins.
_CORRESPONDS = re.compile(r"(?:[^\W\d_a-z]\.[\s-]?){1,3}[^\W\d_a-z][\w’'-]{1,30}\s?\((?:[*∗✉]|B)\)$")


def without_role_blocks(segments: Sequence[Segment]) -> list[Segment]:
    """The segments without the blocks that a role opens; the order is kept."""
    gone: set[int] = set()
    cells = _cells(segments)
    usual = _usual_size(segments)
    for i, segment in enumerate(segments):
        if i in cells and (opens_with_role(flat(segment.text)) or is_of_jury(flat(segment.text))):
            gone.update((i, cells[i], *_answered_below(segments, cells[i])))
        elif i not in gone and is_jury_heading(flat(segment.text)):
            gone.update(jury_from(segments, i))
        elif i not in gone and opens_with_role(flat(segment.text)) and not _is_title_of_comment(segment, usual):
            gone.update(_block(segments, i))
    return [s for i, s in enumerate(segments) if i not in gone]


def _usual_size(segments: Sequence[Segment]) -> float:
    counted: Counter[float] = Counter()
    for segment in segments:
        counted[segment.size] += len(segment.text)
    return max(counted, key=lambda size: counted[size], default=0.0)


def _is_title_of_comment(segment: Segment, usual: float) -> bool:
    """Whether a line is the title of a paper on another paper: "Comment on “…”" in type larger than most."""
    return segment.size > _TITLE * usual and bool(_COMMENT.match(segment.text))


def _cells(segments: Sequence[Segment]) -> dict[int, int]:
    """What stands beside each label of a form: rows of two, all labels flush or on one axis, and all answers too."""
    rows: dict[int, list[int]] = {}
    for i, segment in enumerate(segments):
        rows.setdefault(segment.row, []).append(i)
    pairs = [(row[0], row[1]) for row in rows.values() if len(row) == 2 and _is_cell_pair(segments, *row)]
    edges = {a: (segments[a].x0, segments[b].x0) for a, b in pairs}
    axes = {a: (segments[a].middle, segments[b].middle) for a, b in pairs}
    roles = {a for a, _ in pairs if opens_with_role(flat(segments[a].text))}
    found = {a: b for a, b in pairs if _is_role_label(flat(segments[a].text))}
    for at in (edges, axes):
        for a, b in pairs:
            level = {o for o, place in at.items() if max(map(abs, map(sub, place, at[a]))) < _FLUSH}
            if len(level) >= _FEWEST_ROWS or len(level & roles) >= _FEWEST_ROLES:
                found[a] = b
    return found


def _answered_below(segments: Sequence[Segment], answer: int) -> Iterator[int]:
    """The lines in which an answer of a form goes on: flush below it, with no label beside them."""
    rows = Counter(s.row for s in segments)
    last = segments[answer]
    for i in range(answer + 1, len(segments)):
        segment = segments[i]
        near = segment.y0 - last.y1 <= _CLOSE * segment.size and abs(segment.x0 - last.x0) < _FLUSH
        if rows[segment.row] > 1 or not near:
            return
        yield i
        last = segment


def _is_role_label(label: str) -> bool:
    """Whether a label with its colon is of a role: what stands beside it in type of one size answers it."""
    return label.rstrip().endswith(":") and opens_with_role(label)


def _is_cell_pair(segments: Sequence[Segment], label: int, answer: int) -> bool:
    """A short label and what stands beside it in type of the same size: a narrow column is set smaller."""
    if FIELD.match(flat(segments[label].text)) and FIELD.match(flat(segments[answer].text)):
        return False  # two fields of a form side by side
    same = abs(segments[label].size - segments[answer].size) <= _SAME * segments[label].size
    return same and _is_label_only(flat(segments[label].text))


def _block(segments: Sequence[Segment], first: int) -> list[int]:
    """The label at `first` and the lines below it that belong to it."""
    label = last = segments[first]
    block = [first]
    bare = _is_label_only(flat(label.text))
    # "Citation: …" goes on in words that look like names; a sentence ends with its line.
    sentence = ":" not in flat(label.text) and opens_with_sentence(flat(label.text))
    for i in range(first + 1, len(segments)):
        segment = segments[i]
        reach = _BELOW_LABEL if bare and len(block) == 1 else _CLOSE
        if segment.y0 - last.y1 > reach * max(label.size, segment.size):
            break
        if segment.row <= last.row or segment.beside(label) <= 0:
            continue
        if sentence and not bare and looks_like_names(segment.text):
            break  # a sentence about somebody else is over, and the authors follow
        if _CORRESPONDS.match(flat(segment.text)) or FIELD.match(flat(segment.text)):
            break
        if not _below(label, segment) or not _alike(label, segment) or _is_marked(segment) or _is_of_authors(segment):
            break
        block.append(i)
        last = segment
    return block + _further_holders(segments, block[-1])


def _further_holders(segments: Sequence[Segment], last: int) -> list[int]:
    """Lines below a role's block, however far apart, that open with a person's title: a committee's next members."""
    found: list[int] = []
    for i in range(last + 1, len(segments)):
        segment, above = segments[i], segments[found[-1] if found else last]
        far = segment.y0 - above.y1 > MEMBERS_APART * segment.size
        if far or _is_marked(segment) or not _TITLED.match(flat(segment.text)):
            break
        found.append(i)
    return found


def _below(label: Segment, segment: Segment) -> bool:
    """In one column: flush left, or set on one axis. A line that reaches far out is of the header beside it."""
    flush = segment.x0 > label.x0 - 2 * label.size
    return flush or abs(segment.middle - label.middle) < 2 * label.size


def _alike(label: Segment, segment: Segment) -> bool:
    return abs(segment.size - label.size) <= _ALIKE * label.size


def _is_marked(segment: Segment) -> bool:
    """A line with a raised mark in front belongs to the legend of the authors."""
    return segment.text.lstrip() != flat(segment.text).lstrip() and segment.text.lstrip()[:1] not in BULLETS


def _is_of_authors(segment: Segment) -> bool:
    """Whether a line begins a note on the authors; below a note of thanks or an editor it is another note."""
    text = flat(segment.text).lstrip(BULLETS)
    return bool(_OF_AUTHORS.match(plain(text)) or _IS_WITH.match(text))


def _is_label_only(text: str) -> bool:
    return len(text.split()) <= 4 and not re.search(r":\s*\S", text)
