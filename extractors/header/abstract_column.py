"""Where the abstract begins, and authors in a column beside it, as some medical and older journals set them."""

import re
from collections.abc import Sequence

from extractors.header.header_words import is_noise, names_organisation, plain
from extractors.header.membership import tells_grade
from extractors.header.people_names import looks_like_names
from extractors.header.segments import Segment

# Compared with a line's letters alone, run together: "A B S T R A C T" and "Article Info" are set in many ways.
# Accents are gone, voicing marks of kana among them.
_END = re.compile(
    r"^(?:[ivx\d]{0,3}[.:]?)?(?:abstract|summary|introduction|keywords?|indexterms|articleinfo|ccsconcepts|"
    r"generalterms|categoriesandsubjectdescriptors|zusammenfassung|resume|resumo|resumen|motivation|background|contents|"
    r"personalinformation|摘要|概要|초록|요지|요약|要旨|抄録|あらまし|резюме|анотація|аннотация|реферат|περιληψη|osszefoglal(?:as|o)|"
    r"tomtat|abstrakt?|ozet|streszczenie|souhrn|sazetak|rezumat|kokkuvote|tiivistelma|sammanfattning|sammendrag|samenvatting|"
    r"einleitung|einfuhrung|introduccion|introducao|introduzione|inleiding|inledning|innledning|johdanto|bevezet(?:es|o)|wstep|uvod|giris|"
    r"введение|вступ|はしめに|まえかき|緒言|緒論|序論|서론|머리말|引言|前言|"
    r"الملخص|ملخص|المستخلص|مستخلص|الخلاصة|خلاصة|المقدمة|مقدمة|چکیده|مقدمه|תקציר|תמצית|מבוא|"
    r"riassunto|sommario|resum|ключовислова|ключевыеслова|关键词|關鍵詞)(?=[^a-z]|$)"
)
# In type sizes: a column beside the abstract begins no further above it, and ends at a wider gap than this.
_LEVEL, _GAP = 4.0, 5.0
# The abstracts of physicians open with a heading in capitals and go on in its line: "IMPORTANCE Glazes are …".
_STRUCTURED = re.compile(
    r"(?:IMPORTANCE|BACKGROUND|OBJECTIVES?|PURPOSE|CONTEXT|AIMS?)\b[:.]?\s+[^\W\d_a-z]\S*(?:\s+\S+){4}"
)
_HALVES = frozenset("摘抄概要")
_FIRST_LINES = 4  # of the abstract; they tell how wide it is set


def ends_header(text: str) -> re.Match[str] | None:
    """Whether a line begins with the heading of the abstract or of what else follows the authors."""
    return _END.match(_run_together(text))


def opening_of_text(below: Sequence[Segment]) -> Segment | None:
    """The heading of the abstract, or the first line of prose."""
    for i, segment in enumerate(below):
        squeezed = _run_together(segment.words)
        if squeezed in _HALVES and i + 1 < len(below) and below[i + 1].row == segment.row:
            squeezed += _run_together(below[i + 1].words)  # "摘　要：", with a wide blank
        heading = _END.match(squeezed)
        if heading and (len(squeezed) - heading.end() <= 2 or squeezed[heading.end()] in ".:—–-―" or i > 0):
            return segment
        if _STRUCTURED.match(segment.words):
            return segment
        if (
            is_prose(segment)
            and any(is_prose(s) for s in below[i + 1 : i + 4])
            and not _stands_above_people(below, i)
        ):
            return segment
    return None


def _stands_above_people(below: Sequence[Segment], at: int) -> bool:
    """Whether names and their organisation follow right below a line: "A survey of 900 kilns", a subtitle."""
    names, place = (*below[at + 1 : at + 3], None, None)[:2]
    if names is None or place is None or not looks_like_names(names.text) or names_organisation(names.words):
        return False
    return names_organisation(place.words) and not is_prose(place)


def column_beside_abstract(below: Sequence[Segment]) -> list[Segment]:
    """The column of names and organisations left or right of the abstract; empty where none begins with a name."""
    first = opening_of_text(below)
    if first is None:
        return []
    level = [s for s in below if s is not first and s.y0 > first.y0 - _LEVEL * first.size]
    own = [s for s in level if s.y0 >= first.y0 and abs(s.x0 - first.x0) < 2 * first.size][:_FIRST_LINES]
    right = max([first.x1, *(s.x1 for s in own)])
    for column in ([s for s in level if s.x1 <= first.x0], [s for s in level if s.x0 >= right]):
        people = _until_text(column)
        if not people or not looks_like_names(people[0].text):
            continue
        if any(names_organisation(s.words) for s in people):
            return people
        graded = [s for s in people if tells_grade(s.text)]  # their places are told in a foot note
        if len(graded) > 1 and people[: len(graded)] == graded:
            return graded
    return []


def _until_text(column: Sequence[Segment]) -> list[Segment]:
    """The column's lines down to prose, a heading or a wide gap."""
    taken: list[Segment] = []
    for segment in column:
        apart = bool(taken) and segment.y0 - taken[-1].y1 > _GAP * segment.size
        if apart or is_prose(segment) or ends_header(segment.words) or (taken and is_noise(segment.words)):
            break
        taken.append(segment)
    return taken


def is_prose(segment: Segment) -> bool:
    """A full line of running text: many words in lower case, no address in it."""
    words = segment.words.split()
    if len(words) < 9 or "@" in segment.text:
        return False
    lower = sum(1 for w in words if w[:1].islower())
    return lower > 0.6 * len(words) and not (names_organisation(segment.words) and lower < 0.75 * len(words))


def _run_together(text: str) -> str:
    return plain(text).replace(" ", "")
