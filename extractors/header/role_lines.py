"""Lines that open with somebody's role: editors, reviewers, supervisors, committees, sponsors, thanks, citations.

Nobody behind such a label wrote the paper, and no organisation behind it is an affiliation.
"""

import re
from collections.abc import Sequence
from functools import cache

from extractors.header.header_words import Roles, plain, words

# Who pays is named with the very words that name a role on the cover of a report.
_SPONSOR = re.compile(r"\b(?:sponsor|monitor|fund|financial|grant)", re.I)
# What somebody is beside his work, and who presided where a paper was read.
_IN_RESERVE = re.compile(
    r"(?:an?\s+)?(?:reserve\s+(?:officer|captain|major|lieutenant|commander)|reservist|officer in the reserves?)\b"
)
_IN_CHAIR = re.compile(r"\sin the chair\W*$")
# "9. SPONSORING AGENCY": the fields of a form are numbered.
FIELD = re.compile(r"^\d{1,2}[a-z]?\.\s+(?=[A-Z])")
BULLETS = "*∗⋆★☆†‡§¶•·–—- \t"


def opens_with_role(text: str) -> bool:
    """Whether a line begins with the label of a role, or with a sentence about somebody who is no author."""
    return _opens(text, _patterns(words().roles))


def opens_with_reviewer(text: str) -> bool:
    """The same for roles that no funder ever has: in an acknowledgement "sponsored by" names one."""
    return _opens(text, _patterns(words().roles)[:2]) and not _SPONSOR.search(text)


def opens_with_sentence(text: str) -> bool:
    """Whether a line begins with a sentence about somebody who is no author: "We thank …", "Citation: …"."""
    return _opens(text, _patterns(words().roles)[2:3])


def tells_of_honour(text: str) -> bool:
    """Whether a line says that somebody is a guest, fellow or veteran of a body, or holds its prize: no affiliation.

    Nor is a dedication: "For Lt. Brink, Navy". Unlike a role, such a line says nothing of the lines below it.
    """
    bare = plain(text.lstrip(BULLETS))
    if _IN_RESERVE.match(bare) or _IN_CHAIR.search(bare):
        return True
    return bool(_honour(words().roles).match(bare) or _title(words().roles).match(bare) or _dedication().match(bare))


def _opens(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    printed = FIELD.sub("", text.lstrip(BULLETS))
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
