"""Titles as sources write them, with mark-up and entities, into titles as people read them."""

import re

from citetrail.records.shortened import shortened

# Elements of JATS, MathML and HTML that publishers leave in titles; all else in angle brackets is text ("a < b").
_MATHML = "math|mrow|mi|mn|mo|ms|mtext|mspace|msub|msup|msubsup|mfrac|msqrt|mroot|mover|munder|munderover|mstyle"
_TABLES = "mtable|mtr|mtd|mfenced|menclose|mpadded|mphantom|semantics|none|mprescripts|mmultiscripts"
_JATS = (
    "inline-formula|alternatives|tex-math|italic|bold|sc|scp|roman|monospace|underline|named-content|styled-content"
)
_HTML = "i|b|em|strong|sub|sup|u|tt|span|p|br|small|font|formula|title|mark|emphasis"
_TAG = re.compile(rf"</?(?:[a-z]+:)?(?:{_MATHML}|{_TABLES}|{_JATS}|{_HTML})(?:\s[^<>]*)?/?>", re.I)
# The same formula in TeX beside MathML, or an annotation of it, would be told twice.
_TWICE = re.compile(r"<(annotation)\b[^<>]*>[^<>]*</\1\s*>", re.I)
_TEX_BESIDE_MATHML = re.compile(r"<tex-math\b[^<>]*>[^<>]*</tex-math\s*>(?=\s*<(?:[a-z]+:)?math\b)", re.I)
_ENTITY = re.compile(r"&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)
_TEX_MARKS = re.compile(r"\$([^$]{1,200})\$")
# Of a title as it is kept: the longest that authors give have some 800. What is cut ends in an ellipsis.
LONGEST_TITLE = 2_000
LONGEST_RAW = 4 * LONGEST_TITLE  # characters of a title as it came that are looked at


def readable_title(raw: str) -> str:
    """The title with its entities resolved and the tags of formulae and type taken off, on one line.

    Entities are resolved twice, since services escape what publishers had escaped. Other text stays as it is.
    """
    text = _resolved(raw[:LONGEST_RAW])
    text = _TWICE.sub("", _TEX_BESIDE_MATHML.sub("", text))
    text = _resolved(_TAG.sub("", text))
    if "tex-math" in raw.lower() or "inline-formula" in raw.lower():
        text = _TEX_MARKS.sub(r"\1", text)
    return " ".join(text.split())


def kept_title(raw: str) -> str:
    """The readable title, whole; only what is longer than 2,000 characters, as no title is, is cut and shows it."""
    return shortened(readable_title(raw), LONGEST_TITLE)


def _resolved(text: str) -> str:
    return _ENTITY.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    """The character of an entity; title case turns its name into "&Apos;", which no list knows."""
    for name in (found[0], found[0].lower()):
        # With its table of all entities, which few titles need.
        import html

        character = html.unescape(name)
        if character != name and character.isprintable():
            return character
    return " " if found[1].lower() in ("nbsp", "#160", "#xa0") else found[0]
