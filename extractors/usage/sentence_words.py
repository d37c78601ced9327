"""A masked sentence as a row of plain words: what a name's neighbours are, whatever they are called."""

import re
from functools import lru_cache

from extractors.usage.word_lists import word_lists

NAME, CITE, NUMBER = "NAME", "[#]", "#"
OTHER_DATASET, OTHER_MODEL, OTHER_NAME = "<dataset>", "<model>", "<name>"
_TOKEN = re.compile(r"\[#\]|[A-Za-z](?:[\w'’+-]*\w\+?)?|\d[\d.,·]*%?|[.;:()•|→↑↓†‡*?]|,")
_MASKS = {"DATA": NAME, "MODEL": NAME, "KIN": OTHER_DATASET}


def words_of(text: str) -> list[str]:
    """Lower-case words; the name in question is NAME, other names and numbers stand as their kind."""
    return list(_words(text))


@lru_cache(maxsize=256)  # one sentence is asked again by each rule that looks at its words
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for match in _TOKEN.finditer(text) for word in _split(match[0]))


def _split(token: str) -> list[str]:
    """ "DATA-trained" is a name and a word."""
    for mask in ("DATA", "MODEL"):
        if token != mask and mask in token:
            before, after = token.split(mask, 1)
            return [
                *([plain(before)] if before.strip("-") else []),
                NAME,
                *([plain(after)] if after.strip("-") else []),
            ]
    return [plain(token)]


@lru_cache(maxsize=20_000)
def plain(token: str) -> str:
    """One token as the model reads it."""
    token = token.strip("-")
    if token in _MASKS:
        return _MASKS[token]
    if token[:1].isdigit():
        return NUMBER
    if token == CITE or not any(c.isupper() for c in token):
        return token
    return _name_kind(token) or token.lower()


def _name_kind(token: str) -> str:
    lists, low = word_lists(), token.lower()
    shaped = sum(c.isupper() for c in token) > 1 or any(c.isdigit() for c in token)
    if low.startswith(lists.models) and (shaped or len(low) > 4):
        return OTHER_MODEL
    if low.startswith(lists.datasets) and (shaped or low in lists.datasets):
        return OTHER_DATASET
    return OTHER_NAME if shaped and len(token) > 1 else ""
