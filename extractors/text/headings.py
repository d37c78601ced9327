"""A line read as a heading: its number, its depth, and the section that its words name."""

import re
from dataclasses import dataclass

from citetrail.records.vocabulary import Section

# Heading words of the field, first match wins. A heading is a line of its own.
HEADINGS: tuple[tuple[Section, str], ...] = (
    (Section.REFERENCES, r"references?(?: and notes| cited)?|bibliography|literature(?: cited)?|works cited"),
    (
        Section.ACKNOWLEDGEMENTS,
        r"(?:\w+ and )?acknowledge?ments?(?: .*)?|acknowledging|disclosure of funding|financial support"
        r"|funding(?: sources?| information| statement| support| acknowledge?ments?)?",
    ),
    (Section.ABSTRACT, r"abstract|summary of the paper"),
    (Section.INTRODUCTION, r"introduction(?: and \w+)?|motivations?(?: and \w+)?"),
    (
        Section.RELATED_WORK,
        r"(?:a )?(?:brief )?(?:review of )?(?:related|previous|prior|existing|relevant)(?: \w+)?(?: and \w+)? "
        r"(?:works?|stud(?:y|ies)|research|methods|literature|approaches|arts?)(?: .*)?"
        r"|background(?: and .*)?|literature (?:review|survey)|related[- ]works?.*|.* and related works?"
        r"|(?:the )?state[- ]of[- ]the[- ]art",
    ),
    (
        Section.EXPERIMENTS,
        r"(?:.*\b)?(?:experiments?|experimental\b.*|experimentations?|evaluations?"
        r"|results?(?: (?:and|on|of|for|in) .*)?"
        r"|data ?sets?(?: .*)?|databases?(?: .*)?|data|implementation(?: details?)?|numerical \w+"
        r"|train(?:ing)? (?:details?|data|set|settings?|setup|datasets?|protocols?|procedures?|and test.*|strategy)"
        r"|(?:data|training|experiment) (?:preparation|processing|cleaning|settings?|setup)"
        r"|test(?:ing)? (?:data|set|protocols?|datasets?)|hyper-?parameters?|pre-?processing"
        r"|ablation(?:s| .*)?|settings?|benchmark(?:s|ing)?|set-?up|case stud(?:y|ies)|protocols?|metrics?"
        r"|comparisons?(?: (?:with|to|on|of|against|between) .*)?|performances?(?: .*)?|visuali[sz]ations?"
        r"|experiments? (?:on|with|in|for|of) .*|evaluations? (?:on|with|in|for|of|metrics?|protocols?).*)",
    ),
    (
        Section.CONCLUSION,
        r"(?:discussions?,? and )?conclu(?:sions?|ding)(?: .*)?|conclusions?, .*|discussions?(?: and .*)?|summary"
        r"|summary and (?:conclusions?|future works?)|limitations?(?: .*)?|future (?:works?|directions)"
        r"|broader impacts?|(?:.* )?ethical (?:considerations?|statement)|societal impacts?",
    ),
    (Section.APPENDIX, r"(?:technical )?(?:appendix|appendices|supplement(?:ary|al|s)?|supporting information)\b.*"),
    (
        Section.METHOD,
        r"(?:.*\b)?(?:methods?|methodolog(?:y|ies)|approach(?:es)?|proposed .*|our .*|framework|architectures?|model"
        r"|algorithms?|formulation|overview|network|loss|losses|optimi[sz]ation|learning"
        r"|problem (?:statement|definition|setting)|preliminar(?:y|ies)|preliminar(?:y|ies) .*|notations?)",
    ),
)
_COMPILED = tuple((section, re.compile(pattern, re.I)) for section, pattern in HEADINGS)
ROMAN = re.compile(r"[IVX]{1,5}")
# Arabic to four levels, Roman as IEEE has it, letters of appendices. "I" and "A" are words too: more is asked later.
_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Z](?:\.\d{1,2}){0,2})(?:[.)]\s*|\s+)(?P<words>\S.*)"
)
_SPACED = re.compile(r"(?:\w ){4,}\w")
# Characters and words; longer lines that look like a heading are entries of a numbered list.
LONGEST_HEADING = 100
MOST_WORDS = 14
FEWER_WORDS = 6  # of a heading without a number


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: its number ("" for none), its depth (1 for a section) and what its words name."""

    number: str
    depth: int
    words: str
    names: Section | None


def name_of(words: str) -> Section | None:
    """The section that these heading words name."""
    words = words.strip(" .:")
    return next((section for section, pattern in _COMPILED if pattern.fullmatch(words)), None)


def split_heading(text: str) -> Heading | None:
    """A line read as a heading; None when it cannot be one."""
    text = text.strip()
    if not 4 <= len(text) <= LONGEST_HEADING or not (text[0].isupper() or text[0].isdigit()) or text[-1] in ",;-":
        return None
    if text.count(" ") >= FEWER_WORDS and not (text[0].isdigit() or text[1] in ". " or ROMAN.match(text)):
        return None
    if text[1] == " " and _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    match = _NUMBERED.fullmatch(text)
    number, words = (match["number"], match["words"]) if match else ("", text)
    if words.count(" ") >= (MOST_WORDS if number else FEWER_WORDS):
        return None
    words = words.strip(" :")
    if not words or not words[0].isupper() or re.search(r"[%=;@\[\]|]|\.\s+[a-z]|\d{4}|et al", words):
        return None
    if words.count(",") > 2 or sum(c.isalpha() for c in words) < 0.7 * len(words):
        return None
    depth = 1
    if match:
        depth = number.count(".") + 1
        if number[0].isalpha() and not ROMAN.fullmatch(number):
            depth += 1
        elif text[len(number)] == ")":
            depth = 3
    return Heading(number, depth, words, name_of(words))


def is_titled(words: str) -> bool:
    """Title case or capitals, as headings are; a sentence is not."""
    content = [w for w in words.split() if len(w) > 3 and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in content)
    return bool(content) and content[0][0].isupper() and (capital >= 0.5 * len(content) or len(content) <= 2)


def roman_value(number: str) -> int:
    """The number that Roman numerals of I, V and X write."""
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in number]
    return sum(v if v >= max(values[i:]) else -v for i, v in enumerate(values))
