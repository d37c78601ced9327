"""Which part of a paper a piece of text stands in, by its headings; and which text is caption, table or margin."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from records.text import PageText, Part
from records.vocabulary import Section, Zone

# Heading words of the field, first match wins. A heading is a short line of its own.
HEADINGS: tuple[tuple[Section, str], ...] = (
    (Section.REFERENCES, r"references?(?: and notes)?|bibliography|literature cited|literature"),
    (
        Section.ACKNOWLEDGEMENTS,
        r"acknowledge?ments?|acknowledg(?:e)?ing|funding(?: sources?| information| statement)?",
    ),
    (Section.ABSTRACT, r"abstract"),
    (Section.INTRODUCTION, r"introduction(?: and \w+)?|motivation"),
    (
        Section.RELATED_WORK,
        r"(?:related|previous|prior|existing)(?: \w+)?(?: and \w+)? "
        r"(?:works?|stud(?:y|ies)|research|methods|literature|approaches)"
        r"|background(?: and related works?)?|literature (?:review|survey)"
        r"|state[- ]of[- ]the[- ]art|preliminar(?:y|ies)",
    ),
    (
        Section.EXPERIMENTS,
        r"(?:.*\b)?(?:experiments?|experimental\b.*|evaluations?|results?(?: and .*)?"
        r"|datasets?(?: .*)?|databases?(?: .*)?|data sets?(?: .*)?|implementation(?: details?)?"
        r"|training (?:details?|data|set|settings?|setup|datasets?|protocol|procedure)"
        r"|ablation(?: .*)?|settings?|benchmarks?|setup|case stud(?:y|ies)|protocols?"
        r"|training and test.*|performance.*)",
    ),
    (
        Section.CONCLUSION,
        r"(?:discussions? and )?conclusions?(?: and .*)?|concluding remarks|discussions?|summary"
        r"|limitations(?: .*)?|future works?",
    ),
    (Section.APPENDIX, r"(?:appendix|appendices|supplement(?:ary|al)?)(?:.*)"),
    (
        Section.METHOD,
        r"(?:.*\b)?(?:methods?|methodology|approach|proposed .*|our .*|framework|architecture|model"
        r"|algorithm|formulation|overview)",
    ),
)
_COMPILED = tuple((section, re.compile(rf"(?:{pattern})", re.I)) for section, pattern in HEADINGS)
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Z](?:\.\d{1,2}){0,2})"
_HEADING = re.compile(rf"^\s*(?:(?P<number>{_NUMBER})(?:[.)]\s*|\s+))?(?P<words>[A-Z][^\n]{{2,70}}?)\s*[.:]?\s*$")
_CAPTION = re.compile(r"^\s*(?:fig(?:ure)?|table|tab|algorithm|scheme)\s*\.?\s*(?:\d+|[IVX]+)\s*[.:(|]?", re.I)
_RUN_IN = re.compile(r"^\s*(?:abstract|a\s?b\s?s\s?t\s?r\s?a\s?c\s?t)\s*[.:—–-]?\s*\S", re.I)
_BIOGRAPHY = re.compile(
    r"\b(?:received (?:the|his|her) (?:B|M|Ph)"
    r"|is currently (?:an? )?(?:full |associate |assistant )?(?:professor|lecturer|ph\.?d|pursuing|with)"
    r"|(?:he|she) (?:received|is currently|has been|joined))",
    re.I,
)


def find_parts(pages: Sequence[PageText]) -> tuple[Part, ...]:
    """Spans that tile each page's text, each with its section, zone and the heading it stands under."""
    margins = _margin_lines(pages)
    section, heading = Section.FRONT, ""
    parts: list[Part] = []
    for page in pages:
        zone_left = 0
        for start, end in _lines(page.text):
            line = page.text[start:end]
            found = None if _fold(line.strip()) in margins else _heading_of(line, section)
            if found is not None:
                section, heading = found
                zone_left = 0
            zone, zone_left = _zone(line, zone_left, margins, section)
            if section is Section.REFERENCES and len(line) > 50 and _BIOGRAPHY.search(line):
                section, heading = Section.BIOGRAPHY, ""
            _add(parts, Part(page.number, start, end, section, zone, heading))
    return tuple(parts)


def part_at(parts: Sequence[Part], page: int, at: int) -> Part | None:
    """The part that covers this character."""
    return next((p for p in parts if p.page == page and p.start <= at < p.end), None)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Each line with its line break, so that the spans tile the text."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        yield start, end
        start = end


def _add(parts: list[Part], part: Part) -> None:
    last = parts[-1] if parts else None
    same = last and (last.page, last.section, last.zone, last.heading, last.end) == (
        *(part.page, part.section, part.zone, part.heading),
        part.start,
    )
    if last and same:
        parts[-1] = Part(last.page, last.start, part.end, last.section, last.zone, last.heading)
    else:
        parts.append(part)


def _heading_of(line: str, section: Section) -> tuple[Section, str] | None:
    """The section that a heading line opens; None for other lines."""
    if section in (Section.FRONT,) and _RUN_IN.match(line):
        return Section.ABSTRACT, "Abstract"
    text = line.strip()
    if not 4 <= len(text) <= 80:
        return None
    spaced = re.sub(r"\b(\w) (?=\w\b)", r"\1", text) if re.fullmatch(r"(?:\w ){5,}\w", text) else text
    match = _HEADING.match(spaced)
    if match is None:
        return None
    number, words = match["number"], match["words"].strip(" .:")
    if not number and section is Section.REFERENCES and not re.match(r"appendi|supplement|acknowledg", words, re.I):
        return None
    if _is_row(text) or re.search(r"[%=;,]|\.\s|\d{3}", words):
        return None
    for name, pattern in _COMPILED:
        if pattern.fullmatch(words) and (_titled(words) if number else _stands_alone(words, name)):
            return _kept(name, number, section), text
    if number and _titled(words) and section is not Section.REFERENCES:
        return _nested(number, section), text
    return None


def _kept(name: Section, number: str | None, section: Section) -> Section:
    """A subsection or a table's "Method" inside the experiments does not leave them."""
    sub = number is None or "." in number or (number.isalpha() and not re.fullmatch(r"[IVX]+", number))
    inner = {Section.METHOD, Section.INTRODUCTION, Section.RELATED_WORK}
    return section if section is Section.EXPERIMENTS and sub and name in inner else name


def _stands_alone(words: str, section: Section) -> bool:
    """Whether a heading without a number is believed: the plain names, or capitals."""
    plain = {
        Section.REFERENCES,
        Section.ABSTRACT,
        Section.ACKNOWLEDGEMENTS,
        Section.INTRODUCTION,
        Section.RELATED_WORK,
    }
    if section in plain or section is Section.CONCLUSION:
        return len(words.split()) <= 4
    return len(words.split()) <= 5 and _titled(words) and not re.search(r"\d", words)


def _titled(words: str) -> bool:
    """Title case or capitals, as headings are; a sentence is not."""
    content = [w for w in words.split() if len(w) > 3 and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in content)
    return bool(content) and content[0][0].isupper() and (capital >= 0.5 * len(content) or len(content) <= 2)


def _nested(number: str, section: Section) -> Section:
    """A numbered heading of no known name: a subsection stays in its section, a new one is method."""
    if "." in number.strip(".") or (number[0].isalpha() and not re.fullmatch(r"[IVX]+\.?", number)):
        return section
    early = (Section.FRONT, Section.ABSTRACT, Section.INTRODUCTION, Section.RELATED_WORK)
    return Section.METHOD if section in early else section


def _zone(line: str, left: int, margins: set[str], section: Section) -> tuple[Zone, int]:
    """The zone of a line, and how many lines the caption it opened may still take."""
    text = line.strip()
    if _fold(text) in margins or re.fullmatch(r"\d{1,4}", text) or re.match(r"arXiv:\d{4}\.\d{4,5}", text):
        return Zone.MARGIN, left
    if section is Section.REFERENCES:
        return Zone.PROSE, 0
    if _CAPTION.match(text):
        return Zone.CAPTION, 0 if _ends_caption(text) else 6
    if left > 0:
        return Zone.CAPTION, 0 if _ends_caption(text) else left - 1
    if _is_row(text):
        return Zone.TABLE, 0
    return Zone.PROSE, 0


def _ends_caption(text: str) -> bool:
    return len(text) < 40 or text.endswith(".")


def _is_row(text: str) -> bool:
    """A table row: several cells, a good part of them numbers."""
    cells = text.split()
    if len(cells) < 3:
        return False
    numbers = sum(bool(re.fullmatch(r"[±+\-–—]?[\d.,]+[%kKMB]?|[-–—✓×]", c)) for c in cells)
    return numbers >= 2 and numbers >= 0.4 * len(cells)


def _margin_lines(pages: Sequence[PageText]) -> set[str]:
    """Lines that head or foot several pages, numbers aside."""
    if len(pages) < 3:
        return set()
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [x for x in page.text.split("\n") if x.strip()]
        counts.update({_fold(x) for x in (*lines[:3], *lines[-3:]) if len(x.strip()) > 3})
    return {line for line, count in counts.items() if count >= max(3, 0.3 * len(pages)) and line}


def _fold(line: str) -> str:
    return re.sub(r"[\d\s]+", "", line).casefold()
