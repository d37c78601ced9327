"""Small words within names: particles ("van der", "binti"), elided ones ("d’Aubrac", "al-Karim"), "von und zu"."""

import re

from extractors.header.header_words import plain, words

# "von und zu" holds a conjunction that parts no names; its spaces are kept from the reader of lists by this sign.
_BOUND = "\ue002"
_VON_UND_ZU = re.compile(r"\b(von|van)\s+(und|en)\s+(zum?|zur|tot|te)\s+(?=[^\W\d_a-z])")
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
# Of French, Italian, Dutch and Catalan names, and what Arabic and Persian names put before a word with a hyphen.
_ELIDED = re.compile(
    r"(?:(?:d|l|del+|al+|dal+|nel+|sul+|m|s)[’'‘]|[aeu][bdlnrstz]h?[-‐‑–]|(?:abd|ibn|bin|ben|abu|ou?ld)[-‐‑–])[^\W\d_a-z]"
)
# Behind these an Irish or Scottish name may begin with a letter in lower case: "Ó hUallacháin", "Mac an tSaoir".
_GAELIC = frozenset({"o", "ui", "ni", "nic", "mac", "mhic", "an", "a", "de"})
_ECLIPSED = re.compile(r"(?:h|n|t|g|m|d|bh|n-|t-)[A-ZÁÉÍÓÚ][a-záéíóú]")


def is_particle(word: str) -> bool:
    """Whether a word is a particle of surnames, in any spelling of its apostrophe."""
    return plain(word).translate(_APOSTROPHES) in words().particles or _BOUND in word


def begins_in_lower_case(word: str, before: str) -> bool:
    """Whether a word that opens in lower case is nevertheless the part of a name: "d’Aubrac", "Ó hUallacháin"."""
    if plain(before) in _GAELIC:
        return word == "an" or bool(_ECLIPSED.match(word) or _ELIDED.match(word))
    return bool(_ELIDED.match(word))


def with_bound_particles(text: str) -> str:
    """The text with "von und zu" as one word, so that its conjunction parts nothing."""
    return _VON_UND_ZU.sub(rf"\1{_BOUND}\2{_BOUND}\3 ", text) if " und " in text or " en " in text else text


def unbound(word: str) -> list[str]:
    """The words that were bound into one."""
    return word.split(_BOUND)
