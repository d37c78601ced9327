"""Which part of a paper a line stands in, by its headings: their words, their numbers and how they are printed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citetrail.records.vocabulary import Section
from extractors.text.headings import ROMAN, Heading, is_titled, name_of, roman_value, split_heading
from extractors.text.printed_lines import Body, Line, Look

# Sections whose plain name stands alone in any style; the others need typography or a number beside it.
_PLAIN = frozenset(
    {
        Section.REFERENCES,
        Section.ABSTRACT,
        Section.ACKNOWLEDGEMENTS,
        Section.INTRODUCTION,
        Section.RELATED_WORK,
        Section.CONCLUSION,
        Section.APPENDIX,
    }
)
_SURE = frozenset(
    {
        Section.INTRODUCTION,
        Section.RELATED_WORK,
        Section.CONCLUSION,
        Section.EXPERIMENTS,
    }
)
# Sections after which one of the paper's own name may follow.
_OWN_NAMES = frozenset({Section.INTRODUCTION, Section.RELATED_WORK, Section.METHOD, Section.EXPERIMENTS})
_WATCHED = frozenset({Section.FRONT, Section.REFERENCES})
_LATE = frozenset({Section.REFERENCES, Section.APPENDIX, Section.BIOGRAPHY})
# Words that nothing but a heading prints as a line.
_BARE_NAME = re.compile(r"references|bibliography|abstract|acknowledge?ments?|introduction", re.I)
# "Abstract—We …": the text goes on in the heading's line; Elsevier spaces its letters.
_RUN_IN_ABSTRACT = re.compile(r"(?:abstract|summary)\s*(?:[.:—–-]+\s*|$)|a\s?b\s?s\s?t\s?r\s?a\s?c\s?t\b", re.I)
_KEYWORDS = re.compile(r"(?:index terms|key ?-?words?)\b", re.I)
_RUN_IN = re.compile(r"(?P<words>[A-Z][A-Za-z -]{3,40}?)\s*[.:—]\s+[A-Z]")
# Biographies have no heading in IEEE's journals: they are known by how they tell of a life.
_BIOGRAPHY = re.compile(
    r"\breceived (?:the|his|her) (?:B|M|Ph|D|degree)"
    r"|\bis (?:currently )?(?:an? |the )?(?:full |associate |assistant |research |senior )*"
    r"(?:professor|lecturer|ph\.?d|pursuing|researcher|fellow)\b"
    r"|\b(?:he|she) (?:received|is currently|has been|joined)\b",
    re.I,
)
# What makes a subsection of the method one on data and training.
_ON_DATA = re.compile(r"\b(?:data|implementation|experiment|train|test|evaluation|protocol|setting)", re.I)
_ON_RESULTS = re.compile(r"experiment|result|evaluation", re.I)
MOST_SKIPPED = 2  # top-level numbers that may have been missed between two headings


def sections_of(lines: Sequence[Line], margins: frozenset[int], body: Body | None) -> Iterator[tuple[Section, str]]:
    """For each line the section and the heading it stands under; lines in the margin never are headings."""
    headings = {
        index: heading
        for index, line in enumerate(lines)
        # Nearly all lines go on with a sentence.
        if (text := line.text) and not text[0].islower() and index not in margins and (heading := split_heading(text))
    }
    follow = _Follow(body, _style_of(lines, headings, body))
    for index, line in enumerate(lines):
        heading = headings.get(index)
        # Without a heading only the front, the references and bold words may still say where a line stands.
        watched = follow.section in _WATCHED or (line.look and line.look.font and follow.is_distinct(line.look))
        if (heading or watched) and line.text and index not in margins:
            follow.read(line, heading, lines[index - 1].text if index else "")
        yield follow.section, follow.heading


@dataclass(frozen=True, slots=True)
class _Style:
    """How the headings of a document are printed, learned from those whose words leave no doubt."""

    tops: frozenset[tuple[str, float]]  # (font, size) of sections
    main: tuple[str, float]  # of most of them
    size: float  # of the smallest of them; 0 when nothing was learned

    def is_top(self, look: Look) -> bool:
        return any(look.font == font and abs(look.size - size) < 0.03 * size for font, size in self.tops)

    def is_main(self, look: Look) -> bool:
        font, size = self.main
        return look.font == font and abs(look.size - size) < 0.03 * size

    def is_like(self, look: Look) -> bool:
        """The font of a section's heading, and about its size."""
        return any(look.font == font and abs(look.size - size) < 0.25 * size for font, size in self.tops)


def _style_of(lines: Sequence[Line], headings: Mapping[int, Heading], body: Body | None) -> _Style:
    tops: Counter[tuple[str, float]] = Counter()
    for index, heading in headings.items():
        look = lines[index].look
        short = len(heading.words.split()) <= 3 and heading.depth == 1
        sure = _BARE_NAME.fullmatch(heading.words) or (
            heading.names in _SURE and (heading.number or heading.names in _PLAIN)
        )
        if body and look and short and sure and body.differs(look):
            tops[(look.font, look.size)] += 1
    main = tops.most_common(1)[0][0] if tops else ("", 0.0)
    return _Style(frozenset(tops), main, min((size for _, size in tops), default=0.0))


class _Follow:
    """Reads lines in order and knows the section at each."""

    def __init__(self, body: Body | None, style: _Style) -> None:
        self.body = body
        self.style = style
        self.section, self.heading = Section.FRONT, ""
        self._parent = Section.FRONT  # the section whose subsections follow
        self._results = False  # whether the experiments have begun
        self._counting = ""  # how sections are numbered: "1", "I" or not at all
        self._top = 0  # number of the last section
        self._letter = ""  # of the last subsection or appendix with one

    def read(self, line: Line, heading: Heading | None, before: str) -> None:
        if self.section is Section.FRONT and line.text[0].isupper() and _RUN_IN_ABSTRACT.match(line.text):
            self._enter(Section.ABSTRACT, "Abstract")
        elif self.section is Section.REFERENCES and len(line.text) > 25 and _BIOGRAPHY.search(line.text):
            self._enter(Section.BIOGRAPHY, "")
        elif heading is not None and self._believes(heading, line.look, before):
            self._open(heading, line)
        elif self.is_distinct(line.look) and (match := _RUN_IN.match(line.text)):
            self._run_in(match["words"])

    def _enter(self, section: Section, heading: str) -> None:
        self.section, self.heading, self._parent = section, heading, section

    def is_distinct(self, look: Look | None) -> bool:
        return self.body is not None and look is not None and self.body.differs(look)

    def _like_headings(self, look: Look | None) -> bool:
        """Whether a line is printed as the sure headings are; a reader that knows no fonts believes the words."""
        if look is None or self.body is None:
            return True
        return self.style.is_like(look)

    def _believes(self, heading: Heading, look: Look | None, before: str) -> bool:
        if heading.number:
            return self._goes_on(heading, look) and self._stands_out(heading, look)
        words = heading.words
        short = len(words.split()) <= 5 and not re.search(r"\d", words)
        if heading.names is None:
            # A section of the paper's own name, in a paper that does not number them.
            own = look is not None and self.style.is_main(look) and self._parent in _OWN_NAMES
            return own and not self._counting and is_titled(words)
        if heading.names in _PLAIN and short:
            if _BARE_NAME.fullmatch(words):
                return True
            if heading.names in (Section.APPENDIX, Section.ACKNOWLEDGEMENTS):
                return self.is_distinct(look) or (look is None and before[-1:] in ".:?!)]")
            return not self._counting and self._like_headings(look) and not self._is_after_end()
        settled = self._parent is not Section.FRONT and not self._counting and not self._is_after_end()
        return settled and short and is_titled(words) and self._like_headings(look)

    def _is_after_end(self) -> bool:
        return self.section in (Section.REFERENCES, Section.BIOGRAPHY)

    def _stands_out(self, heading: Heading, look: Look | None) -> bool:
        """Whether a numbered line is printed, or at least written, as a heading."""
        capitals = sum(map(str.isupper, heading.words)) > 0.7 * sum(map(str.isalpha, heading.words))
        if look is None or self.body is None:
            return is_titled(heading.words)
        if heading.names is not None or heading.depth > 1:
            return self.is_distinct(look) or (heading.names is not None and is_titled(heading.words)) or capitals
        return self.style.is_like(look) or capitals

    def _goes_on(self, heading: Heading, look: Look | None) -> bool:
        """Whether the number goes on from the ones before: a list's, a footnote's or an address's does not."""
        number = heading.number
        if number[0].isdigit():
            top = int(number.split(".")[0])
            if heading.depth == 3 and "." not in number:  # "1) Quantitative comparison"
                return self._counting == "I" and (self.is_distinct(look) or look is None)
            return self._goes_on_to(top, "1", heading)
        roman = ROMAN.fullmatch(number) is not None
        if roman and self._counting != "1" and self._goes_on_to(roman_value(number), "I", heading):
            return True
        return self._is_next_letter(number[0], look)

    def _goes_on_to(self, top: int, counting: str, heading: Heading) -> bool:
        if not self._counting:
            first = top == 1 or (top == 2 and self._parent is Section.INTRODUCTION)
            return first and heading.depth == 1 and (self._parent is not Section.FRONT or heading.names is not None)
        if counting != self._counting:
            return False
        if heading.depth > 1:
            return self._top <= top <= self._top + 1
        if heading.names is Section.REFERENCES:
            return True
        starts_again = top == 1 and self._parent in _LATE
        return self._top < top <= self._top + 1 + MOST_SKIPPED or starts_again

    def _is_next_letter(self, letter: str, look: Look | None) -> bool:
        """ "A. Datasets" under a section that is numbered in Roman, or an appendix."""
        late = self._parent in _LATE
        if not (late or self._counting == "I" or self._parent is Section.CONCLUSION):
            return False
        follows = letter == "A" or (self._letter != "" and 0 < ord(letter) - ord(self._letter) <= MOST_SKIPPED)
        return follows and (self._like_headings(look) if late else self.is_distinct(look) or look is None)

    def _open(self, heading: Heading, line: Line) -> None:
        number, name, text = heading.number, heading.names, line.text.partition(":")[0]
        depth = heading.depth
        late = self._parent in _LATE
        if number and number[0].isdigit() and (depth < 3 or "." in number):
            top = int(number.split(".")[0])
            if depth > 1 and top > self._top and self._parent not in _LATE:
                self._parent = self._own_name()  # the heading of its section was missed
            self._top, self._counting = top, "1"
        elif number and number[0].isalpha():
            roman = roman_value(number) if ROMAN.fullmatch(number) and self._counting != "1" else 0
            if roman and self._goes_on_to(roman, "I", heading):
                self._top, self._counting, self._letter, depth = roman, "I", "", 1
            else:
                self._letter, depth = number[0], 2
        elif not number and line.look and self.style.size and not self.style.is_top(line.look):
            depth = 1 if name in _PLAIN else 2
        if late and name not in (Section.REFERENCES, Section.ACKNOWLEDGEMENTS):
            self.section, self.heading, self._parent = self._in_appendix(name), text, Section.APPENDIX
        elif depth > 1:
            self.section, self.heading = self._subsection(heading), text
        else:
            self._results = self._results or (name is Section.EXPERIMENTS and _ON_RESULTS.search(text) is not None)
            self._enter(name or self._own_name(), text)

    def _in_appendix(self, name: Section | None) -> Section:
        return Section.EXPERIMENTS if name is Section.EXPERIMENTS else Section.APPENDIX

    def _subsection(self, heading: Heading) -> Section:
        """Subsections belong to their section, but for those on the data that was used or on earlier work."""
        name, parent = heading.names, self._parent
        if name is Section.EXPERIMENTS and parent in (Section.METHOD, Section.INTRODUCTION):
            return name if _ON_DATA.search(heading.words) else parent
        if name is Section.RELATED_WORK and parent in (Section.INTRODUCTION, Section.METHOD):
            return name
        return name if parent in (Section.FRONT, Section.ABSTRACT) and name else parent

    def _own_name(self) -> Section:
        """A section of no known name: the method before the results, the experiments' own matter after."""
        return Section.EXPERIMENTS if self._parent is Section.EXPERIMENTS and self._results else Section.METHOD

    def _run_in(self, words: str) -> None:
        """A bold "Implementation details." that begins a paragraph."""
        name = name_of(words)
        on_data = self._parent is Section.METHOD and _ON_DATA.search(words) is not None
        if name is Section.EXPERIMENTS and (on_data or self._parent is Section.EXPERIMENTS):
            self.section, self.heading = name, words
        elif name is Section.ACKNOWLEDGEMENTS:
            self._enter(name, words)
