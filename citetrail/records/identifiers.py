"""Nominal types for identifiers, and the keys by which two records are the same paper."""

import hashlib
import re
import unicodedata
from typing import NewType
from urllib.parse import unquote

PaperId = NewType("PaperId", str)
Sha256 = NewType("Sha256", str)
MemberSlug = NewType("MemberSlug", str)
OrganisationId = NewType("OrganisationId", str)
ClaimId = NewType("ClaimId", str)

# Both schemes: "1607.08221" and, until March 2007, "cs.CV/0601001". Versions are cut off: one paper has several.
_ARXIV = re.compile(r"(?:arxiv[:\s.]*)?((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[a-z]{2})?/\d{7}))(?:v\d+)?$", re.I)
# Whole papers are reduced by `title_key`: byte by byte where they are ASCII, as most of their text is.
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def sha256_of(data: bytes) -> Sha256:
    return Sha256(hashlib.sha256(data).hexdigest())


def short_hash(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for these strings in this order."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def arxiv_id(raw: str) -> str | None:
    """The arXiv identifier without its version, lower case; None when `raw` is none."""
    found = _ARXIV.search(raw.strip().removesuffix(".pdf"))
    return found[1].lower() if found else None


def doi(raw: str) -> str | None:
    """The bare DOI, lower case (DOIs compare without case); None when `raw` is none."""
    text = raw.strip()
    if address := re.match(r"https?://(?:dx\.)?doi\.org/", text, re.I):
        # Registries have written the slash as %2F there; a bare DOI may have a "%" of its own.
        text = unquote(text[address.end() :])
    text = re.sub(r"^doi:\s*", "", text, flags=re.I)
    return text.lower() if re.fullmatch(r"10\.\d{4,9}/\S+", text) and text.isprintable() else None


def title_key(title: str) -> str:
    """A title reduced to its letters and digits, for comparing across sources; may be empty."""
    known = title if title.isascii() else _BEYOND_ASCII.sub(_letters, title)
    return known.encode().translate(_LOWER, _NO_LETTERS).decode()


def _letters(beyond: re.Match[str]) -> str:
    """What is left of a stretch without ASCII; decomposition and case folding do not look beyond it."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", beyond[0]).casefold()))
