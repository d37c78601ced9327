"""Grades of membership printed beside names, as engineers do: "Ada Brink, Senior Member, ASME", "正員"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.header.segments import RAISE, Segment

_GRADE = r"(?:graduate|senior|life|student|associate|founding)"
# They hold commas and would part one person into three.
_MEMBERSHIP = re.compile(
    rf"\(?\b(?:{_GRADE}\s+)*(?:student\s+)?(?:member|fellow)\b,?\s*"
    r"(?:ieee|acm|aaai|osa|iet|iapr)\b\)?|\b(?:ieee|acm)\s+(?:(?:senior|student)\s+)?(?:member|fellow)\b|"
    # of any other society: ", Senior Member, ASME"
    rf",\s*(?:{_GRADE}\s+)*(?:member|fellow),\s+(?-i:[A-Z]{{2,6}})\b|"
    # of the society whose journal it is: ", Nonmember,", ", Senior Member"
    rf",\s*(?:{_GRADE}\s+)*(?:non-?\s?)?member(?=\s*(?:[,;]|$)|\s+and\b)|"
    # broken over two lines: "(Senior Member," and "IEEE)"
    rf"[,(]\s*(?:{_GRADE}\s+)*(?:non-?\s?)?(?:member|fellow),?\s*$|^\s*(?:ieee|acm)\b\)?,?",
    re.I,
)
# An icon that is no character leaves a gap: "Ada Brink , Member, IEEE".
_GAP = re.compile(r"(?<!\s)\s+([,;])")
_SIGNS = ("member", "fellow", "ieee", "acm")
# Member, non-member, student member, fellow … of societies in Japan, Korea and China, a blank behind them.
_WORDS = (
    r"(?:正会?員|非会員|准会?員|準会?員|学生会?員|終身会員|名誉会員|永年会員|上級会員|シニア会員|特別会員|会員|フェロー"
    r"|정회원|비회원|준회원|학생회원|종신회원|평생회원|회원|高级会员|学生会员|会员)"
)
_LEADS = re.compile(rf"(?:^|(?<=[\s,、，・]))[(（]?{_WORDS}[)）]?\s+(?=\S)")
_ALONE = re.compile(rf"\s*[(（]?{_WORDS}[)）]?\s*")
_CHARACTERS = re.compile(r"[\u3005\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{1,4}")
# The same people once more in letters, "Ada Brink, Non-member", below the row with their grades in characters.
_IN_LETTERS = re.compile(
    rf"\s*(?-i:[^\W\d_a-z])[\w.’'\s-]{{2,50}},\s(?:{_GRADE}\s)*(?:non-?\s?)?(?:member|fellow)\s*", re.I
)
_WIDE = 1.5  # type sizes: a blank of one character's width, between family and given name


# "† 비 회 원 : " before an address at the foot.
_LABEL = re.compile(r"^\s*(?:(?:정|준|비|종\s?신|평\s?생|학\s?생|명\s?예|특\s?별)\s?)?회\s?원\s*[:：]\s*")


def without_grade(text: str) -> str:
    """The address without the grade of its author before it, as societies in Korea print it."""
    return text if text.isascii() else _LABEL.sub("", text)


def tells_grade(text: str) -> bool:
    """Whether a line gives somebody's grade in a society of engineers: "Ada Brink, Member, IEEE"."""
    said = text.lower()
    return any(sign in said for sign in _SIGNS) and bool(_MEMBERSHIP.search(text))


def without_membership(text: str) -> str:
    """The line with a semicolon for each grade behind a name, and without those before names."""
    if not text.isascii():
        text = _LEADS.sub(" ", text)
    text = _GAP.sub(r"\1", text)
    said = text.lower()
    return _MEMBERSHIP.sub(" ; ", text) if any(word in said for word in _SIGNS) else text


def join_graded(segments: Sequence[Segment]) -> list[Segment]:
    """Rows whose names each stand behind a grade: the grades left out, and a name in two pieces made one segment.

    Such rows part family and given name by a blank as wide as a character, which parts segments elsewhere.
    """
    rows = {s.row for s in segments if _ALONE.fullmatch(s.text)}
    if not rows:
        return list(segments)
    made: list[Segment] = []
    after_grade = False
    for segment in segments:
        if segment.row not in rows and segment.row - 1 in rows and _IN_LETTERS.fullmatch(segment.text):
            continue
        if segment.row in rows and _ALONE.fullmatch(segment.text):
            after_grade = True
            continue
        last = made[-1] if made else None
        if after_grade and last and _is_family(last) and _goes_on(last, segment):
            made[-1] = replace(segment, text=f"{last.text} {segment.text}", x0=last.x0)
            after_grade = False
        else:
            after_grade = after_grade and _is_family(segment)
            made.append(segment)
    return made


def _is_family(segment: Segment) -> bool:
    return bool(_CHARACTERS.fullmatch(segment.text.strip()))


def _goes_on(family: Segment, given: Segment) -> bool:
    near = given.row == family.row and given.x0 - family.x1 < _WIDE * given.size
    return near and bool(_CHARACTERS.match(given.text.lstrip().split(RAISE)[0]))
