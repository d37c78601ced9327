"""Lists that print every surname first, "Brink, Ada; Noor, Per", turned to the names as they are said."""

import re

from extractors.header.header_words import names_organisation, names_place, plain, words
from extractors.header.name_titles import is_title, without_rank
from extractors.header.segments import LOWER, RAISE

SYMBOLS = "*∗⋆★☆†‡§¶∥‖#♯♮♭✉☯✝✞⊠⋄◇♦♠♣♥∇△▽‼¤⇑↑"
# Everything is bounded: a line may be of any length.
_MARKS = rf"(?:\s?(?:{RAISE}[^{LOWER}]{{0,60}}{LOWER}|[{re.escape(SYMBOLS)}])){{0,12}}"
# With initials a comma can part nothing but a name: "Brink, A., and Noor, P."
# A surname may have particles before it, or be two words ("Ben Yahia"); particles also stand behind the initials.
_PARTICLES = r"(?:v[ao]n|de[rnl]?|della|d[aiou]|d[ao]s|l[ae]|l[ao]s|ter|ten|te|zur?|y|e|a[fv]|el|al|bin|ibn|['’]t)"
_INITIALS = re.compile(
    rf"(?P<family>(?:(?:{_PARTICLES}|[^\W\d_a-z][\w’'-]{{0,20}})\s){{0,3}}[^\W\d_a-z][\w’'-]{{1,30}}),\s"
    rf"(?P<initials>(?:[^\W\d_a-z][a-z]?\.[\s-]?){{1,4}}(?<=\.))(?P<behind>(?:\s{_PARTICLES}\b){{0,3}})"
    r"(?P<suffix>,?\s(?:[JS]r\b\.?|I{2,3}\b|IV\b))?"
)
_SIGN = re.compile(r",\s[^\W\d_a-z][a-z]?\.")
_BETWEEN = re.compile(r"\s{0,9}[;·•]\s{0,9}(?:(?:and|und|et)\s)?|\s(?:and|und|et|y|&)\s")
_PIECE = re.compile(
    rf"\s{{0,9}}(?P<family>[^,{RAISE}]{{1,60}}),\s(?P<given>[^,{RAISE}]{{1,60}}?)(?P<marks>{_MARKS})[\s,.]{{0,9}}"
)
# "BRINK, Ada¹, NOOR, Per²": capitals tell surnames where commas part everything.
_CAPITALS = re.compile(
    rf"(?P<family>[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ’' -]{{1,30}}),\s"
    rf"(?P<given>[^\W\d_a-z][^\W\d_]*[a-zß-ÿ][^,;{RAISE}]{{0,30}}?)(?P<marks>{_MARKS})(?=\s{{0,9}}(?:[,;]|\sand\s|&|$))"
)
_NAME_WORD = re.compile(r"[^\W\d_a-zß-öø-ÿ](?:[\w’'‑-]*|\.)\.?")
_MOST_FAMILY, _MOST_GIVEN = 2, 3  # words


def turned_round(text: str) -> str:
    """The names of a line that puts every surname first, as they are said; any other line as it is."""
    if "," not in text:
        return text
    found = _SIGN.search(text) and _INITIALS.search(text)
    if found and not _left(_INITIALS.sub("", text)):
        return _INITIALS.sub(_initials_first, text)
    return _by_pieces(text) or _by_capitals(text) or text


def _initials_first(match: re.Match[str]) -> str:
    family = match["family"].split()
    family = without_rank([*family, "A."])[:-1] if len(family) > 1 else family  # "Lt Col Brink, A."
    parts = (match["initials"], match["behind"], " ".join(family), (match["suffix"] or "").strip(", "))
    return " ".join(part.strip() for part in parts if part.strip())


def _left(text: str) -> str:
    """What stands beside the names of a list, but for what parts and marks them."""
    return re.sub(rf"\band\b|[,;&\s{re.escape(SYMBOLS)}]|{RAISE}[^{LOWER}]*{LOWER}", "", text)


def _by_pieces(text: str) -> str:
    """Semicolons or conjunctions part the names. One alone needs a mark, or it may be a place."""
    pieces = [piece for piece in _BETWEEN.split(text) if piece.strip(" ,;")]
    found = [_PIECE.fullmatch(piece) for piece in pieces]
    pairs = [match for match in found if match and _is_pair(match)]
    if not pairs or len(pairs) < len(pieces) or (len(pairs) == 1 and not pairs[0]["marks"]):
        return ""
    if all(plain(match["given"]) in words().states for match in pairs):
        return ""
    return " ; ".join(_said(match) for match in pairs) + (" ;" if text.rstrip().endswith((";", " and", "&")) else "")


def _by_capitals(text: str) -> str:
    pairs = list(_CAPITALS.finditer(text))
    if len(pairs) < 2 or _left(_CAPITALS.sub("", text)) or not all(_is_pair(match) for match in pairs):
        return ""
    return " ; ".join(_said(match) for match in pairs)


def _said(match: re.Match[str]) -> str:
    given = match["given"].strip()
    if match.string[match.end("given") :].startswith(".") and re.search(r"(?:^|\s)[^\W\d_a-z]$", given):
        given += "."  # of an initial, not of a list's end
    return f"{given} {match['family'].strip()}{match['marks']}"


def _is_pair(match: re.Match[str]) -> bool:
    """Whether both sides of the comma can be a person's, and no title, place or organisation."""
    family, given = match["family"].split(), match["given"].split()
    told = words()
    proper = [word for word in family if plain(word) not in told.particles]
    if not (1 <= len(proper) <= _MOST_FAMILY and 1 <= len(given) <= _MOST_GIVEN):
        return False
    if is_title(given) or plain(given[0]) in told.suffixes or (len(proper) == _MOST_FAMILY and len(given) > 1):
        return False
    both = (" ".join(family), " ".join(given))
    return all(_NAME_WORD.fullmatch(word.rstrip("0123456789")) for word in (*proper, *given)) and not any(
        names_organisation(one) or names_place(one) for one in (*both, ", ".join(both))
    )
