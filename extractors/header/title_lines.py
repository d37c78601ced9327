"""Which lines of a first page are its title: the largest type counts, weighed by what the words are."""

import re
from collections import Counter
from collections.abc import Sequence

from citetrail.records.text import LayoutPage
from extractors.header.abstract_column import ends_header, is_prose
from extractors.header.header_words import is_noise, names_organisation, plain, words
from extractors.header.people_names import is_one_name, looks_like_names
from extractors.header.plain_text_draft import title_of_draft
from extractors.header.segments import RAISE, Segment

# What journals print above the title in type as large as the title's.
_FURNITURE = re.compile(
    r"contents lists available|journal homepage|sciencedirect|www\.|https?:|^article\b|^research article|"
    r"^original (?:article|research)|"
    r"^brief communication|^review\b|^letter\b|open access$|proceedings|^vol(?:ume)?\b|^issn|^doi|\bet al\b|"
    r"ieee transactions|journal of|^<?draft-[a-z]"
)
# Titles begin above this share of the height, among so many segments: what stands lower is text or a figure's.
_TITLES_ABOVE, _MOST_TRIED = 0.62, 150
_SMALLEST = 8  # points; smaller type is of notes
# Lines set like the text are no title when they are more than this; a title in the text's own type is short.
_MOST_LINES_AS_TEXT = 2
_FEWEST_PROSE = 4  # lines, from which on the type of the text is known
_MORE = 1.001  # times as much: of two lines set alike the upper one stays, whatever sizes are rounded to
# Lines of one title follow at no wider gap than this, in type sizes, and a title that has more is none; pieces of a
# line stand so far apart at most. Sizes that differ by a smaller share are one size, printed by two fonts.
_LEADING, _MOST_LINES, _PIECES_APART, _SAME_SIZE = 1.1, 12, 3, 0.04
# Two lines of one heading overlap or stand apart no more than this, in type sizes.
_OVERLAP, _HEADING_GAP = 0.5, 0.9
# A line that leads over by a colon is nearly as large as the title, a subtitle not much smaller than it.
_LEAD_SIZE, _SUBTITLE_SIZE = 0.9, 0.6
# A title has no more lines in another type than these, each no longer than this.
_MOST_OTHER_LINES = 2
_LONGEST_LINE = 120
_FEWEST_NAMES = 2  # below a subtitle that looks like names itself
# What a line counts by the number of its words, from none on: journals, sections and figures have few.
_BY_WORDS = (0.0, 0.35, 0.6, 0.85)
# What a journal's furniture counts, and a heading or a page full of lines set alike; a poster's title may be both.
_FURNITURE_COUNTS, _HEADING_COUNTS = 0.4, 0.3
_MOST_TITLE_LINES = 8
# Titles stand in the upper part of the page; lower ones count a little less.
_UPPER_PART, _LOWER_COUNTS = 0.35, 0.8
# Names with marks and their legend outweigh a larger title of two words otherwise, which counts little itself.
_UNDER_SHORT_TITLE = 0.5
# A title of one word or two counts little. It is believed where what scored more is set like the text, up to this
# share of the commonest size, or is a line of names: it is so much larger than both, short, and names follow near.
_SET_AS_TEXT, _LARGER, _LONGEST_SHORT = 1.06, 1.15, 40  # shares of a size, characters
_NEAR_NAMES = 3.0  # type sizes
_HEADER = 12  # segments below such a title, among which one tells of the people whose names those are
# What manuscripts put before the lines of their header; what stands behind these is no title.
_LABELLED = re.compile(
    r"\s*(?:(?:list of )?authors?(?:['’]s?)?(?: (?:names?|list|affiliations?))?|affiliations?"
    r"|(?:running|short) (?:head|title))\s*:",
    re.I,
)
# Headings of supplements, which "Missing Proofs" may follow.
_SECTION = re.compile(
    r"(?:appendi|supplement|supporting|contents|references|proofs?\b|acknowledg|preface|foreword|errat)"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
# Chinese and Japanese part no words: a title has so many characters. It counts less than one in English below it,
# which has the names in letters.
_CJK, _TITLE_CJK, _CJK_COUNTS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"), 10, 0.76


def find_title(page: LayoutPage, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The lines that score highest by their type; empty where the page has none that may be a title."""
    best: tuple[Segment, ...] = title_of_draft(segments)
    if best:
        return best
    score = 0.0
    body = _body_type(segments)
    upper = [s for s in segments if s.y0 < _TITLES_ABOVE * page.height][:_MOST_TRIED]
    for i, first in enumerate(upper):
        if first.size < _SMALLEST or not _WORD.search(first.words):
            continue
        group = _grow(first, upper[i + 1 :])
        if (first.size, first.font) == body and (len(group) > _MOST_LINES_AS_TEXT or is_prose(first)):
            continue
        value = _score(page, group)
        if value > score * _MORE:
            best, score = group, value
    return (_short_title(best, upper) if best else ()) or best


def _short_title(best: Sequence[Segment], segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """A title of a word or two, above names in smaller type, where running text or the names scored highest.

    Names of journals and series stand so too, but above a title that scores higher itself.
    """
    counted: Counter[float] = Counter()
    for segment in segments:
        counted[segment.size] += len(segment.text)
    usual = counted.most_common(1)[0][0]
    if best[0].size > _SET_AS_TEXT * usual and not _are_names(best, segments):
        return ()
    top = max(s.y0 for s in best)
    larger = [
        s
        for s in segments
        if s.y1 <= top + s.size and s.size > _LARGER * max(usual, best[0].size) and len(s.words) <= _LONGEST_SHORT
    ]
    for segment in sorted(larger, key=lambda s: -s.size):
        below = [s for s in segments if s.y0 >= segment.y1]
        near = [s for s in below[:2] if s.y0 - segment.y1 < _NEAR_NAMES * segment.size]
        foreign = _is_foreign(segment) or is_noise(segment.words) or _SECTION.match(plain(segment.words))
        if (
            not foreign
            and any(looks_like_names(s.text) for s in near)
            and any(map(_tells_of_people, below[:_HEADER]))
        ):
            return (segment,)
    return ()


def _tells_of_people(segment: Segment) -> bool:
    """Whether a line holds what stands below names: an organisation, an address, or the mark of a legend."""
    return names_organisation(segment.words) or "@" in segment.text or RAISE in segment.text


def _are_names(best: Sequence[Segment], segments: Sequence[Segment]) -> bool:
    """Whether what scored highest is a line of names with an organisation or an address right below it."""
    after = [s for s in segments if 0 <= s.y0 - best[-1].y1 < _NEAR_NAMES * s.size][:1]
    said = all(looks_like_names(s.text) for s in best)
    return said and any(names_organisation(s.words) or "@" in s.text for s in after)


def _body_type(segments: Sequence[Segment]) -> tuple[float, str] | None:
    """Size and font of the running text, where there is enough of it to tell."""
    counted = Counter((s.size, s.font) for s in segments if is_prose(s))
    most = counted.most_common(1)
    return most[0][0] if most and most[0][1] >= _FEWEST_PROSE else None


def _grow(first: Segment, following: Sequence[Segment]) -> tuple[Segment, ...]:
    """The lines below (and pieces beside) that are set like the first."""
    group = [first]
    for segment in following:
        last = group[-1]
        if _LABELLED.match(segment.words):
            break
        if segment.y0 - last.y1 > _LEADING * first.size or len(group) > _MOST_LINES:
            break
        alike = abs(segment.size - first.size) <= _SAME_SIZE * first.size and segment.font == first.font
        near = segment.beside(last) > 0 or (
            segment.row == last.row and segment.x0 - last.x1 < _PIECES_APART * first.size
        )
        if alike and near:
            group.append(segment)
        elif segment.row != last.row and segment.beside(last) > 0:
            break
    return tuple(group)


def whole_title(title: tuple[Segment, ...], segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The title with the lines of it that are set otherwise: a name in larger type above, a smaller subtitle below.

    A line above must lead over by a colon or be of the same size; one below must go on from a colon or in lower case.
    """
    taken = set(map(id, title))
    others = [s for s in segments if id(s) not in taken and not _is_foreign(s)]
    whole = list(title)
    for _ in range(_MOST_OTHER_LINES):
        above = [s for s in others if _adjoins(s, whole[0]) and s not in whole]
        upper = [s for s in above if _leads_over(s, whole[0])]
        if not upper:
            break
        whole = [*sorted(upper, key=lambda s: s.x0), *whole]
    for _ in range(_MOST_OTHER_LINES):
        row = [s for s in others if _adjoins(whole[-1], s) and s not in whole]
        if len(row) != 1 or not any(way(whole, row[0], others) for way in _WAYS_ON):
            break
        whole.append(row[0])
    return tuple(whole)


def _adjoins(upper: Segment, lower: Segment) -> bool:
    """Whether one line stands right above another, as the lines of one heading do."""
    gap = lower.y0 - upper.y1
    return (
        upper.row < lower.row
        and -_OVERLAP * lower.size < gap < _HEADING_GAP * max(upper.size, lower.size)
        and upper.beside(lower) > 0
    )


def _is_foreign(segment: Segment) -> bool:
    """Whether a line can be no part of a title: furniture, an address, the heading of the abstract."""
    known = plain(segment.words)
    no_words = not _WORD.search(segment.words)
    return bool(
        no_words
        or known in words().bylines
        or _LABELLED.match(segment.words)
        or "@" in segment.text
        or _FURNITURE.search(known)
        or ends_header(segment.words)
    )


def _leads_over(segment: Segment, first: Segment) -> bool:
    if is_noise(segment.words) or names_organisation(segment.words) or len(segment.words) > _LONGEST_LINE:
        return False
    if re.search(r"[:–—]\s*$", segment.words):
        return segment.size > _LEAD_SIZE * first.size
    return abs(segment.size - first.size) <= _SAME_SIZE * first.size and segment.font != first.font


def _goes_on(title: Sequence[Segment], segment: Segment, _: Sequence[Segment]) -> bool:
    first, last = title[0], title[-1]
    if is_noise(segment.words) or is_prose(segment) or names_organisation(segment.words):
        return False
    if (
        segment.size < _SUBTITLE_SIZE * first.size
        or segment.size > (1 + _SAME_SIZE) * first.size
        or segment.text != segment.words
    ):
        return False
    if re.search(r"[:–—]\s*$", last.words):
        return True
    lower = segment.words[:1].islower() and not looks_like_names(segment.text)
    return lower or (abs(segment.size - first.size) <= _SAME_SIZE * first.size and not looks_like_names(segment.text))


def _goes_on_in_capitals(title: Sequence[Segment], segment: Segment, others: Sequence[Segment]) -> bool:
    """Whether a line goes on with a title in capitals, in the slanted type of its family, right above the names.

    Law reviews set the names of cases so: "GLAZE AFTER KESTREL, INC." over "AND THE LAW OF CLAY".
    """
    last = title[-1]
    alike = abs(segment.size - last.size) <= _SAME_SIZE * last.size and _family(segment) == _family(last)
    capitals = segment.words.isupper() and all(s.words.isupper() for s in title)
    below = next((s for s in others if s.row > segment.row), None)
    return alike and capitals and below is not None and looks_like_names(below.text)


def _is_subtitle_like_names(title: Sequence[Segment], segment: Segment, others: Sequence[Segment]) -> bool:
    """Whether a line like names, "Glaze Depth, Ash Content and Kiln Draught", belongs to the title, not to the names.

    It is of the title's type and nearer to it than to the names, which stand below each other in another type.
    """
    names = [s for s in others if s.row > segment.row][:_FEWEST_NAMES]
    if len(names) < _FEWEST_NAMES or segment.size < _SUBTITLE_SIZE * title[0].size or segment.text != segment.words:
        return False
    apart = segment.y0 - title[-1].y1 < names[0].y0 - segment.y1
    other = _family(segment) == _family(title[-1]) != _family(names[0])
    listed = all(is_one_name(s.words) and s.font == names[0].font for s in names)
    return apart and other and listed and looks_like_names(segment.text) and not is_one_name(segment.words)


def _family(segment: Segment) -> str:
    return segment.font.partition("-")[0]


_WAYS_ON = (_goes_on, _goes_on_in_capitals, _is_subtitle_like_names)


def _score(page: LayoutPage, group: Sequence[Segment]) -> float:
    text = " ".join(s.words for s in group)
    count = len(_WORD.findall(text))
    known = plain(text)
    weight = _BY_WORDS[count] if count < len(_BY_WORDS) else 1.0
    if count < len(_BY_WORDS) and len(_CJK.findall(text)) >= _TITLE_CJK:
        weight = max(weight, _CJK_COUNTS)
    if _FURNITURE.search(known) or is_noise(text):
        weight *= _FURNITURE_COUNTS
    if ends_header(text):
        weight *= _HEADING_COUNTS
    if group[0].text.startswith(RAISE) or (RAISE in group[0].text and looks_like_names(group[0].text)):
        weight *= _UNDER_SHORT_TITLE
    if len(group) > _MOST_TITLE_LINES:  # body text set in one size all over the page
        weight *= _HEADING_COUNTS
    height = group[0].y0 / page.height
    return group[0].size * weight * (1.0 if height < _UPPER_PART else _LOWER_COUNTS)
