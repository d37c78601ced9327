"""A page's characters to rows of segments, with raised marks told from words.

A segment is a run of words on one base line without a gap as wide as an em. In its text, raised characters
stand between RAISE and LOWER (private use, removed from what the page itself prints).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from citetrail.records.text import Glyph, LayoutLine, LayoutPage
from extractors.header import right_to_left

RAISE, LOWER = "\ue000", "\ue001"
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
# A header of 300 authors has some 12,000 characters; more lines than these are cut.
MOST_LINES = 600
MOST_CHARS_A_LINE = 2_000
# A mark that stands alone: a number, a letter or a symbol.
_MARK_ONLY = re.compile(rf"^[{RAISE}{LOWER}\s\[(]*(?:\d{{1,2}}|[a-z]|[*∗⋆†‡§¶∥#♯])[{RAISE}{LOWER}\s\])]*$")
# Unicode has raised digits and letters of its own.
_SUPERSCRIPTS = re.compile(r"[¹²³⁰⁴-⁹ᵃ-ᵖʰʲʳˢˣʸ](?:[,\s]?[¹²³⁰⁴-⁹ᵃ-ᵖʰʲʳˢˣʸ])*")
_GAP = 0.95  # of the type size: narrower gaps are spaces between words
_BLANK = 0.12  # of the type size: wider gaps part words
_LEVEL = 0.3  # of the type size: lines that share less of their height stand below each other
_TINY = 0.86  # of the type size: raised marks are set smaller than this
_RAISED = 0.1  # of the type size: a small word that ends so far above the line's lower edge is raised
# Stamps and line numbers: so many lines of so few characters that begin at one place, in the outer part of the width.
_SHORTEST, _FEWEST_STAMPED, _MARGIN = 3, 8, 0.13
# Sizes are one size within this share and so many points: readers round them, and fonts scale a little.
_SAME_SHARE, _SAME_POINTS = 0.06, 0.06
# A mark that the reader kept apart has no more characters, and stands within so many type sizes of what it marks,
# among so many lines before and behind it in the order of the page.
_LONGEST_MARK, _NEAR, _NEIGHBOURS = 5, 1.6, 40
# Lines are side by side when they share this part of the lower one's height; a row is looked for among the last ones.
_SHARED, _LATEST_ROWS = 0.55, 12
# Within a line a new word begins where the size changes by more points, or at a gap of so many type sizes.
_OTHER_SIZE, _WORD_GAP = 0.1, 0.9
_OVER_LETTER = 0.1  # of the type size: an accent's middle reaches so far beyond its letter
_SAME_SPOT = 0.25  # of the type size: the same word printed again so near is the shadow of the first
_HANGING = 3  # type sizes between a mark and the line that it hangs before


@dataclass(frozen=True, slots=True)
class Segment:
    text: str  # raised characters between RAISE and LOWER
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: str
    row: int

    @property
    def words(self) -> str:
        """The text without its marks."""
        return unmarked(self.text)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def middle_height(self) -> float:
        return (self.y0 + self.y1) / 2

    def beside(self, other: "Segment") -> float:
        """Points that both share horizontally; negative when they stand apart."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)


class _Word(NamedTuple):
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: str
    space: float = 0.0  # width of the blank printed before it


def unmarked(text: str) -> str:
    """The text without what is raised, white space folded."""
    if RAISE in text:
        text = re.sub(f"{RAISE}[^{LOWER}]*{LOWER}", " ", text)
    return " ".join(text.split())


def flat(text: str) -> str:
    """The text with raised characters set down among the others."""
    return text.replace(RAISE, "").replace(LOWER, "")


def printed_lines(page: LayoutPage) -> list[LayoutLine]:
    """The page's lines without stamps up the margin and the numbers of lines; 600 at most."""
    stamped = _stamps(page)
    kept = (
        line for line in page.lines if not (len(line.text.strip()) <= _SHORTEST and round(line.box.x0) in stamped)
    )
    return list(islice(kept, MOST_LINES))


def read_segments(lines: Sequence[LayoutLine]) -> tuple[Segment, ...]:
    """The segments of lines, row by row from the top, left to right in each."""
    bands = [_band(line) for line in lines]
    rows = _rows(lines, bands)
    segments: list[Segment] = []
    for number, row in enumerate(rows):
        segments.extend(_cut(sorted(_words(row), key=lambda w: w.x0), number))
    return tuple(segments)


def _stamps(page: LayoutPage) -> set[int]:
    """Where stamps and the numbers of lines run down the margin: many short lines below each other."""
    counted = Counter(round(line.box.x0) for line in page.lines if len(line.text.strip()) <= _SHORTEST)
    return {
        x
        for x, count in counted.items()
        if count >= _FEWEST_STAMPED and not _MARGIN < x / max(page.width, 1.0) < 1 - _MARGIN
    }


def _main_size(printed: Iterable[Glyph]) -> float:
    counted: Counter[float] = Counter()
    for size, count in Counter([g[5] for g in printed]).items():
        if size > 0:
            counted[round(size, 1)] += count
    if not counted:
        return 0.0
    most = max(counted.values())
    return max(size for size, count in counted.items() if count * 2 >= most)


def _band(line: LayoutLine) -> tuple[float, float, float]:
    printed = [g for g in line.chars[:MOST_CHARS_A_LINE] if not g[0].isspace()]
    size = _main_size(printed)
    main = [g for g in printed if abs(g[5] - size) <= _SAME_SHARE * size + _SAME_POINTS]
    if not main:
        return line.box.y0, line.box.y1, line.size
    return min([g[2] for g in main]), max([g[4] for g in main]), size


def _rows(lines: Sequence[LayoutLine], bands: Sequence[tuple[float, float, float]]) -> list[list[LayoutLine]]:
    """Lines that stand side by side; small marks that the reader kept apart join the row they are raised from."""
    order = sorted(range(len(lines)), key=lambda i: (bands[i][0], lines[i].box.x0))
    rows: list[tuple[tuple[float, float, float], list[LayoutLine]]] = []
    tiny: list[int] = []
    for i in order:
        if len(lines[i].text.replace(" ", "")) <= _LONGEST_MARK and _has_larger_neighbour(i, lines, bands):
            tiny.append(i)
            continue
        home = next(
            (
                r
                for r in rows[: -_LATEST_ROWS - 1 : -1]
                if _side_by_side(r[0], bands[i]) and _has_room(r[1], lines[i])
            ),
            None,
        )
        if home is None:
            rows.append((bands[i], [lines[i]]))
        else:
            home[1].append(lines[i])
    for i in tiny:
        line = lines[i]
        best = max(rows, key=lambda r: _attraction(bands[i], line, r), default=None)
        if best is not None and _attraction(bands[i], line, best) > 0:
            best[1].append(line)
        else:
            rows.append((bands[i], [line]))
    rows.sort(key=lambda r: r[0][0])
    return [row for _, row in rows]


def _has_room(row: Sequence[LayoutLine], line: LayoutLine) -> bool:
    """Whether no line of the row stands above or below: small type beside a large title makes rows of its own."""
    box = line.box
    return not any(
        min(box.x1, other.box.x1) - max(box.x0, other.box.x0) > line.size
        and min(box.y1, other.box.y1) - max(box.y0, other.box.y0) < _LEVEL * min(line.size, other.size)
        for other in row
    )


def _has_larger_neighbour(i: int, lines: Sequence[LayoutLine], bands: Sequence[tuple[float, float, float]]) -> bool:
    top, bottom, size = bands[i]
    box = lines[i].box
    return any(
        size < _TINY * bands[j][2]
        and min(bottom, bands[j][1]) - max(top, bands[j][0]) > 0
        and lines[j].box.x0 - bands[j][2] * _NEAR < box.x1
        and box.x0 < lines[j].box.x1 + bands[j][2] * _NEAR
        for j in range(max(0, i - _NEIGHBOURS), min(len(lines), i + _NEIGHBOURS))
        if j != i
    )


def _side_by_side(band: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    shared = min(band[1], other[1]) - max(band[0], other[0])
    return shared > _SHARED * min(band[1] - band[0], other[1] - other[0])


def _attraction(
    band: tuple[float, float, float], line: LayoutLine, row: tuple[tuple[float, float, float], list[LayoutLine]]
) -> float:
    near = any(
        line.box.x0 < other.box.x1 + _NEAR * row[0][2] and other.box.x0 < line.box.x1 + _NEAR * row[0][2]
        for other in row[1]
    )
    return (min(band[1], row[0][1]) - max(band[0], row[0][0])) if near and band[2] < row[0][2] else 0.0


def _words(row: Iterable[LayoutLine]) -> list[_Word]:
    found: list[_Word] = []
    turned: list[Glyph] = []
    for line in row:
        if right_to_left.runs_right_to_left(line.text):
            turned.extend(right_to_left.with_ligatures_as_read(line.chars[:MOST_CHARS_A_LINE]))
            continue
        run: list[Glyph] = []
        space = 0.0
        plain = False  # whether the last letter of the run can be no accent
        for glyph in line.chars[:MOST_CHARS_A_LINE]:
            text, x0, _, x1, _, size, _ = glyph
            was_plain, plain = plain, text in _PLAIN
            if not plain:
                text = text if text == " " else _clean(text)
                if not text:
                    continue
                if text.isspace():
                    if run:
                        found.append(_word(run, space))
                        run, space = [], 0.0
                    space += max(x1 - x0, 0.0)
                    continue
                glyph = (text, *glyph[1:])
            if run:
                last = run[-1]
                gap = x0 - last[3]
                if abs(last[5] - size) > _OTHER_SIZE or (gap > _WORD_GAP and gap > _WORD_GAP * max(size, 1.0)):
                    found.append(_word(run, space))
                    run, space = [], 0.0
                elif (
                    not (plain and was_plain) and (text in _ACCENTS or last[0] in _ACCENTS) and _accented(run, glyph)
                ):
                    plain = False
                    continue
            run.append(glyph)
        if run:
            found.append(_word(run, space))
    for glyphs in right_to_left.words_by_place(turned):
        _, x0s, y0s, x1s, y1s, sizes, fonts = zip(*glyphs, strict=True)
        found.append(
            _Word(right_to_left.letters_of(glyphs), min(x0s), min(y0s), max(x1s), max(y1s), sizes[0], fonts[0])
        )
    return found


# Accents that old fonts print as characters of their own, above the letter they belong to.
_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˚": "\u030a",
    "¸": "\u0327",
}

# Letters and signs that are neither accents nor to be cleaned, one character each.
_PLAIN = frozenset(map(chr, range(ord("!"), ord("~") + 1))) - _ACCENTS.keys()


def _accented(run: list[Glyph], glyph: Glyph) -> bool:
    """Join an accent with its letter, whichever of both comes first; False when they do not belong together."""
    last = run[-1]
    letter, accent = (last, glyph) if glyph[0] in _ACCENTS else (glyph, last)
    if len(letter[0]) != 1 or not letter[0].isalpha():
        return False
    if (
        not letter[1] - _OVER_LETTER * letter[5]
        <= (accent[1] + accent[3]) / 2
        <= letter[3] + _OVER_LETTER * letter[5]
    ):
        return False
    base = {"ı": "i", "ȷ": "j"}.get(letter[0], letter[0])
    run[-1] = (unicodedata.normalize("NFC", base + _ACCENTS[accent[0]]), *letter[1:])
    return True


def _clean(char: str) -> str:
    """Ligatures apart, control characters and the page's own private characters away."""
    if char.startswith("(cid:"):
        return ""
    if len(char) == 1 and char.isascii():
        return char if char.isprintable() else " "
    text = _PRIVATE.sub("", char)
    if any("\ufb00" <= c <= "\ufb06" for c in text):
        text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if unicodedata.category(c)[0] != "C")


def _word(run: Sequence[Glyph], space: float) -> _Word:
    texts, x0s, y0s, x1s, y1s, sizes, fonts = zip(*run, strict=True)
    text = unicodedata.normalize("NFC", "".join(texts))
    return _Word(text, x0s[0], min(y0s), max(x1s), max(y1s), sizes[0], fonts[0], space)


def _cut(row: Sequence[_Word], number: int) -> Iterable[Segment]:
    """Split a row where a gap is as wide as an em."""
    run: list[_Word] = []
    right = 0.0
    for word in row:
        if run:
            size = max(word.size, run[-1].size)
            if word.x0 - right > _GAP * size:
                yield _segment(run, number)
                run = []
        right = max(right, word.x1) if run else word.x1
        run.append(word)
    if run:
        yield _segment(run, number)


def _segment(run: Sequence[_Word], number: int) -> Segment:
    size, font = _usual_setting(run)
    main = [w for w in run if abs(w.size - size) <= _SAME_SHARE * size + _SAME_POINTS]
    top, bottom = min([w.y0 for w in main]), max([w.y1 for w in main])
    text: list[str] = []
    last: _Word | None = None
    turned = any(right_to_left.runs_right_to_left(w.text) for w in run)
    for word in right_to_left.read_from_right(run, lambda w: w.text) if turned else run:
        if last is not None and last.text == word.text and abs(word.x0 - last.x0) < _SAME_SPOT * size:
            continue  # printed twice on one spot, for boldness or a shadow
        raised = word.size < _TINY * size and bottom - word.y1 > _RAISED * size
        if last is not None:
            gap = max(word.x0 - last.x1, last.x0 - word.x1) if turned else word.x0 - last.x1
            # A letter that leans over the blank behind it ("of" in italics) leaves a narrower gap.
            if gap > _BLANK * size or (gap > 0 and word.space > _BLANK * size):
                text.append(" ")
        text.append(f"{RAISE}{word.text}{LOWER}" if raised else word.text)
        last = word
    joined = _SUPERSCRIPTS.sub(lambda m: f"{RAISE}{unicodedata.normalize('NFKC', m.group())}{LOWER}", "".join(text))
    joined = joined.replace(LOWER + RAISE, "").replace(f"{LOWER} {RAISE}", " ")
    return Segment(joined, min(w.x0 for w in run), top, max(w.x1 for w in run), bottom, size, font, number)


def _usual_setting(run: Sequence[_Word]) -> tuple[float, str]:
    """The size and the font of most letters."""
    if len({(w.size, w.font) for w in run}) == 1:
        return round(run[0].size, 1), run[0].font
    weights: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for word in run:
        weights[round(word.size, 1)] += len(word.text)
        fonts[word.font] += len(word.text)
    most = max(weights.values())
    return max(s for s, n in weights.items() if n * 2 >= most), fonts.most_common(1)[0][0]


def join_groups(segments: Sequence[Segment]) -> list[Segment]:
    """A group of addresses broken over lines, "{a, b," and "c}@x.edu", becomes one segment."""
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if last and last.text.count("{") > last.text.count("}") and "}" in segment.text and len(last.text) < 2_000:
            joined[-1] = replace(last, text=f"{last.text} {segment.text}", y1=segment.y1, row=segment.row)
        else:
            joined.append(segment)
    return joined


def merge_hanging(segments: Sequence[Segment]) -> list[Segment]:
    """A mark that hangs a gap before its line belongs to the line."""
    merged: list[Segment] = []
    for segment in segments:
        last = merged[-1] if merged else None
        if (
            last
            and last.row == segment.row
            and _MARK_ONLY.match(last.text)
            and segment.x0 - last.x1 < _HANGING * segment.size
        ):
            merged[-1] = Segment(
                f"{RAISE}{flat(last.text).strip()}{LOWER}{segment.text}",
                *(last.x0, segment.y0, segment.x1, segment.y1, segment.size, segment.font, segment.row),
            )
        else:
            merged.append(segment)
    return merged
