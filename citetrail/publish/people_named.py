"""What a release and an evidence pack say of people: authors as printed or not at all, an e-mail address never.

The one place that decides. Every text of a table passes `without_addresses` on its way in (publish/database.py), and
every other file of a release is written from the tables. What is covered keeps its length: the offsets of a quotation
hold, and a reader sees that something stood there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citetrail.records.mail_addresses import mail_spans

COVER = "█"
# Beside a name: no letter. A head prints the marks of affiliations there, "Jo Doe1,2" or "Jo Doea,b": digits may
# follow, and a small letter of the first ones that nothing but a mark follows.
_LETTER = r"[^\W\d_¹²³⁰-⁹ªº]"
_BEFORE = rf"(?<!{_LETTER})"
_AFTER = rf"(?-i:[a-h](?!{_LETTER}))?(?!{_LETTER})"


def without_addresses(text: str) -> str:
    """The text with every e-mail address covered, character for character."""
    for start, end in mail_spans(text):
        text = text[:start] + COVER * (end - start) + text[end:]
    return text


def is_covered(published: str, stored: str) -> bool:
    """Whether a published text is the stored one, but for what is covered."""
    return published == stored or (
        len(published) == len(stored)
        and all(there in (was, COVER) for there, was in zip(published, stored, strict=True))
    )


@dataclass(frozen=True, slots=True)
class Naming:
    """Whether authors are named (CITETRAIL_AUTHOR_NAMES)."""

    author_names: bool = True

    def names(self, authors: Iterable[str]) -> list[str]:
        """Authors as they may be named. An address that a source lists as an author is nobody's name."""
        return [name for name in authors if "@" not in name and "＠" not in name] if self.author_names else []

    def text(self, text: str, authors: Sequence[str]) -> str:
        """A printed text: without addresses, and without its paper's authors where they are not named."""
        text = without_addresses(text)
        if self.author_names:
            return text
        for name in authors:
            text = _printed(name).sub(lambda found: COVER * len(found[0]), text)
        return text


EVERYBODY = Naming()  # as printed: the default


@lru_cache(maxsize=4096)
def _printed(name: str) -> re.Pattern[str]:
    """A name as papers print it: whole, with initials for given names, or with the surname first."""
    *given, surname = name.split() or [name]
    if not surname or not given:
        return re.compile(rf"{_BEFORE}{re.escape(name)}{_AFTER}" if name.strip() else r"(?!)")
    parts = [_given(each) for each in given]
    first = parts[0] + "".join(rf"(?:[\s-]*{part})?" for part in parts[1:])
    last = re.escape(surname)
    both = rf"{first}(?:\s+\w\.)*\s*{last}|{last},\s*{first}"
    return re.compile(rf"{_BEFORE}(?:{both}){_AFTER}", re.IGNORECASE)


def _given(name: str) -> str:
    """A given name or its initial; of an initial, any name that begins with it."""
    initial = re.escape(name[0])
    return rf"(?:{initial}[\w'-]*\.?)" if len(name.rstrip(".")) == 1 else rf"(?:{re.escape(name)}|{initial}\.)"
