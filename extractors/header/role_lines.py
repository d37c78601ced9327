"""Lines that open with somebody's role: editors, reviewers, supervisors, committees, sponsors, thanks, citations.

Nobody behind such a label wrote the paper, and no organisation behind it is an affiliation. The label ends whatever
block it follows; what it opens goes on as long as the lines stand below each other in one column.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from operator import sub

from extractors.header.abstract_column import ends_header, is_prose
from extractors.header.header_words import Roles, plain, words
from extractors.header.people_names import looks_like_names
from extractors.header.segments import Segment, flat

# Lines of one block stand closer than this, in type sizes; a label alone may stand apart from what it opens.
_CLOSE, _BELOW_LABEL = 0.75, 1.6
# The largest difference in type size between a label and what it opens.
_ALIKE, _SAME = 0.3, 0.02
# Who pays is named with the very words that name a role on the cover of a report.
_SPONSOR = re.compile(r"\b(?:sponsor|monitor|fund|financial|grant)", re.I)
# Two columns are a form, label and answer, from so many rows on; of labels that name roles fewer suffice.
_FEWEST_ROWS, _FEWEST_ROLES = 4, 2
_FLUSH = 1.0  # points
_LONGEST_HEADING = 50  # characters
# Titles are so much larger than what most of the page is set in.
_TITLE = 1.1
_COMMENT = re.compile(
    r"\W*(?:(?:comment|discussion|remark|note)s? (?:on|of)|(?:a )?(?:reply|response|rejoinder) to)\b", re.I
)
# Committees are listed with blank lines between their members.
_MEMBERS_APART = 4.0
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
# What somebody is beside his work, and who presided where a paper was read.
_IN_RESERVE = re.compile(
    r"(?:an?\s+)?(?:reserve\s+(?:officer|captain|major|lieutenant|commander)|reservist|officer in the reserves?)\b"
)
_IN_CHAIR = re.compile(r"\sin the chair\W*$")
# "9. SPONSORING AGENCY": the fields of a form are numbered.
_FIELD = re.compile(r"^\d{1,2}[a-z]?\.\s+(?=[A-Z])")
_BULLETS = "*∗⋆★☆†‡§¶•·–—- \t"


def opens_with_role(text: str) -> bool:
    """Whether a line begins with the label of a role, or with a sentence about somebody who is no author."""
    return _opens(text, _patterns(words().roles))


def opens_with_reviewer(text: str) -> bool:
    """The same for roles that no funder ever has: in an acknowledgement "sponsored by" names one."""
    return _opens(text, _patterns(words().roles)[:2]) and not _SPONSOR.search(text)


def tells_of_honour(text: str) -> bool:
    """Whether a line says that somebody is a guest, fellow or veteran of a body, or holds its prize: no affiliation.

    Nor is a dedication: "For Lt. Brink, Navy". Unlike a role, such a line says nothing of the lines below it.
    """
    bare = plain(text.lstrip(_BULLETS))
    if _IN_RESERVE.match(bare) or _IN_CHAIR.search(bare):
        return True
    return bool(_honour(words().roles).match(bare) or _title(words().roles).match(bare) or _dedication().match(bare))


def without_role_blocks(segments: Sequence[Segment]) -> list[Segment]:
    """The segments without the blocks that a role opens; the order is kept."""
    gone: set[int] = set()
    cells = _cells(segments)
    usual = _usual_size(segments)
    for i, segment in enumerate(segments):
        if i in cells and (opens_with_role(flat(segment.text)) or _is_of_jury(flat(segment.text))):
            gone.update((i, cells[i], *_answered_below(segments, cells[i])))
        elif i not in gone and is_jury_heading(flat(segment.text)):
            gone.update(_jury(segments, i))
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


def is_jury_heading(text: str) -> bool:
    """Whether a line is the heading above the members of a jury or committee, and nothing else."""
    return len(text) <= _LONGEST_HEADING and plain(text).strip(" .:—–-") in words().roles.juries


def _jury(segments: Sequence[Segment], first: int) -> list[int]:
    """A jury's heading and all rows below it, in however many columns, down to text, a heading or a wide gap."""
    found = [first]
    bottom = segments[first].y1
    for i in range(first + 1, len(segments)):
        segment = segments[i]
        wide = segment.y0 - bottom > _MEMBERS_APART * segment.size
        larger = segment.size > (1 + _ALIKE) * segments[first].size
        if wide or larger or ends_header(segment.text) or is_prose(segment) or is_jury_heading(flat(segment.text)):
            break
        found.append(i)
        bottom = max(bottom, segment.y1)
    return found


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


def _is_of_jury(label: str) -> bool:
    return plain(label).strip(" .:") in words().roles.jury


def _is_cell_pair(segments: Sequence[Segment], label: int, answer: int) -> bool:
    """A short label and what stands beside it in type of the same size: a narrow column is set smaller."""
    if _FIELD.match(flat(segments[label].text)) and _FIELD.match(flat(segments[answer].text)):
        return False  # two fields of a form side by side
    same = abs(segments[label].size - segments[answer].size) <= _SAME * segments[label].size
    return same and _is_label_only(flat(segments[label].text))


def _block(segments: Sequence[Segment], first: int) -> list[int]:
    """The label at `first` and the lines below it that belong to it."""
    label = last = segments[first]
    block = [first]
    bare = _is_label_only(flat(label.text))
    # "Citation: …" goes on in words that look like names; a sentence ends with its line.
    sentence = ":" not in flat(label.text) and _opens(flat(label.text), _patterns(words().roles)[2:3])
    for i in range(first + 1, len(segments)):
        segment = segments[i]
        reach = _BELOW_LABEL if bare and len(block) == 1 else _CLOSE
        if segment.y0 - last.y1 > reach * max(label.size, segment.size):
            break
        if segment.row <= last.row or segment.beside(label) <= 0:
            continue
        if sentence and not bare and looks_like_names(segment.text):
            break  # a sentence about somebody else is over, and the authors follow
        if _CORRESPONDS.match(flat(segment.text)) or _FIELD.match(flat(segment.text)):
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
        far = segment.y0 - above.y1 > _MEMBERS_APART * segment.size
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
    return segment.text.lstrip() != flat(segment.text).lstrip() and segment.text.lstrip()[:1] not in _BULLETS


def _is_of_authors(segment: Segment) -> bool:
    """Whether a line begins a note on the authors; below a note of thanks or an editor it is another note."""
    text = flat(segment.text).lstrip(_BULLETS)
    return bool(_OF_AUTHORS.match(plain(text)) or _IS_WITH.match(text))


def _is_label_only(text: str) -> bool:
    return len(text.split()) <= 4 and not re.search(r":\s*\S", text)


def _opens(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    printed = _FIELD.sub("", text.lstrip(_BULLETS))
    if printed[:1].islower():
        return False  # a paragraph's next line: "… is often\ndedicated to learning the factors"
    bare = plain(printed)
    if _closing(words().roles).search(bare):
        return True
    return any(pattern.match(bare) for pattern in patterns)


@cache
def _closing(roles: Roles) -> re.Pattern[str]:
    """A role behind a person and a comma: "M. Alain Petit, DGA, rapporteur"."""
    held = "|".join(re.escape(e) for e in roles.held)
    return re.compile(rf",\s*(?:(?:{'|'.join(map(re.escape, roles.qualifiers))})[\s-]+){{0,2}}(?:{held})\.?\s*$")


@cache
def _honour(roles: Roles) -> re.Pattern[str]:
    """ "Guest of the", "ROTC scholar of the"; not "research fellow of the", which is a post."""
    held = "|".join(map(re.escape, roles.honours))
    posts = "|".join(map(re.escape, roles.posts))
    return re.compile(rf"(?:(?:an?|the|is an?)\s+)?(?:(?!(?:{posts})\b)[\w.-]+\s+){{0,2}}(?:{held})s?\s+of\b")


@cache
def _title(roles: Roles) -> re.Pattern[str]:
    """A line that ends so: "Kiln Museum Fellow", not "Senior Research Fellow"."""
    held = "|".join(re.escape(h) for h in roles.honours if h not in roles.posts)
    posts = "|".join(map(re.escape, roles.posts))
    return re.compile(rf"(?:(?!(?:{posts})\b)[\w.'’-]+\s+){{1,6}}(?:{held})\W*$")


@cache
def _dedication() -> re.Pattern[str]:
    """ "For Lt. Brink", "To my father"."""
    ranks = "|".join(sorted(map(re.escape, words().ranks), key=len, reverse=True))
    return re.compile(rf"(?:for|to)\s+(?:the late|our (?:late|friend|colleague|parents)|my|(?:{ranks})\b\.?)\s")


@cache
def _patterns(roles: Roles) -> tuple[re.Pattern[str], ...]:
    """What opens such a line: "reviewed (and edited) by", "academic editor:", "we thank", "prepared for"."""

    def any_of(entries: Sequence[str]) -> str:
        return "|".join(re.escape(e).replace(r"\ ", r"[\s-]+") for e in entries)

    done = rf"(?:this \w+ (?:was|has been|is) )?(?:{any_of(roles.done)})(?: (?:and|for|&) [\w-]+)*(?: [\w-]+)? by\b"
    held = rf"(?:(?:{any_of(roles.qualifiers)})[\s-]+){{0,3}}(?:{any_of(roles.held)})\b(?:\s?\([^)]*\))?"
    ends = r"\s*(?:$|[:.,;–—-]\s|:|\bmembers?\b|\band\b|(?:prof|dr|mr|mrs|ms|ph\.?d)\b)"
    return (
        re.compile(done),
        re.compile(held + ends),
        re.compile(rf"(?:{any_of(roles.sentences)})(?!\w)"),
        re.compile(rf"(?:{any_of(roles.sponsors)})(?!\w)"),
        # "Dipl.-Ing. (FH) Ada Brink" is a title and a name
        re.compile(rf"(?:{any_of(roles.degrees)})\s*(?:,|\((?!(?:fh|th|tu|dh|ba|univ)\b)|in\b|from\b|with\b)"),
    )
