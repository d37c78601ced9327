"""Whether the words around a military name leave it the name of a military body.

Lists of civil nouns ("Alumni", "Credit Union") are never complete. So the question is asked the other way round: what
follows the name in its part must be words that names of military bodies are made of (the lists `military name` and
`unit` of `words.csv`), places, numbers or a person that a title announces. Anything else makes another name of it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from citetrail.paths import RULES
from extractors.organisations.countries import open_countries
from extractors.organisations.force_words import UNSPACED, is_force_word
from extractors.organisations.name_tokens import fold, key
from extractors.organisations.name_words import word_list
from extractors.organisations.places import open_places

_OWN = word_list("military name")
_PERSON = word_list("person title")
_CIVIL = word_list("civil body")
_STREETS = word_list("street")
# A name that holds one of these is complete; before it may stand a person or a town ("Kirov Military Academy").
_NAMED = frozenset(
    {
        "academy",
        "university",
        "college",
        "hospital",
        "hospitaal",
        "institute",
        "laboratory",
        "school",
        "medical",
        "base",
        "station",
    }
) | {
    fold(word) for word in ("академия", "академія", "университет", "університет", "институт", "училище", "госпиталь")
}
# What a town's or a post's name goes on behind: "Saint-Cyr", "Fort Halstead".
_BEFORE_TOWNS = frozenset({"saint", "sainte", "st", "san", "santa", "sao", "fort", "ft"})
_HEADS = word_list("head of a name") | {"policlinico", "base"}
_HEAD_AT_END = re.compile(r"\w{3,40}(?:schule|krankenhaus|akademie|amt)$")
# Streets whose name is one word with what they are named after.
_STREET_AT_END = re.compile(r"\w(?:straße|strasse|str|weg|platz|allee|gasse|laan|gatan|gata|utca)$", re.I)
# "Amicale des Anciens de l'École Navale": the head stands before.
_HANGS = re.compile(
    r"\b(?:of|for|from|de|du|des|dell?[aeo']?|do|da|der|des|für|van|voor)\W{1,3}(?:(?:the|las?|los|l|de[rmn]?)\b\W{0,3})?$",
    re.I,
)
# "Naval Academy “Clay”", "Army Academy at Yeongcheon": what follows is its namesake or its town.
_PLACED = re.compile(r"\s{0,3}(?:[\"“«„]|(?:at|in|zu|à) (?=[A-Z]))")
# "Naval Medical Research Unit No. 6 (NAMRU-6)": the letters behind a name are its own.
_LETTERS = re.compile(r"\s?\((?=[^()]*[A-Z]{2})[A-Z][A-Z\d.-]{1,11}\)")
# "القوات المسلحة بالتلة": Arabic glues "in" to the name of the place.
_PLACED_ARABIC = re.compile(r"^\s{1,3}(?:بال|في )\w{2,15}")
_LONGEST_PLACE = 3  # words
_REST_OF_WORD = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ]{1,40}")  # scripts that part words by spaces
_PARTS_OF_BODIES = word_list("unit") | word_list("department") | word_list("school") | {"hospital"}
_ENDS = tuple(word_list("end of a unit"))
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_RUN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\d]{1,60}")
# What may be glued to the front of a Chinese name: the state, its army, an ordinal.
_BEFORE = re.compile(
    r"(?:中国|中國|人民|解放[军軍]|国家|原|第?[一二三四五六七八九十百\d]{1,4}|大韓民國|대한민국|한국|日本)*$"
)


def is_explained(words: Iterable[str]) -> bool:
    """Whether folded words that follow a military name leave it what it is."""
    following = list(words)
    if not _CIVIL.isdisjoint(following):
        return False
    at = 0
    while at < len(following):
        word = following[at]
        if word in _PERSON:
            return True
        known = word in _OWN or word in _PARTS_OF_BODIES or word[0].isdigit() or len(word) == 1
        step = 2 if word in _BEFORE_TOWNS else 1 if known else _place_length(following[at:])
        if not step:
            return False
        at += step
    return True


def is_all_of_name(before: str, name: str, after: str) -> bool:
    """As `leaves_military`, for a name of the table of forces: words of that table may stand beside it."""
    if _CJK.search(name):
        return _ends_in_unit(after) and _is_start(before)
    if UNSPACED.search(name):
        return True
    after = _PLACED_ARABIC.sub("", _LETTERS.sub("", after))
    before = _named_after().split(before)[-1]
    beside = (key(before).split(), [] if _PLACED.match(after) else key(after).split())
    return all(is_explained(word for word in words if not is_force_word(word)) for words in beside)


@cache
def _named_after() -> re.Pattern[str]:
    """What stands behind the person whom a body is named after: "Heydər Əliyev adına Hərbi Akademiya"."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(word_list('named after'))))})(?!\w)", re.I)


def _place_length(words: Sequence[str]) -> int:
    """How many of the first words are the name of a city, 0 for none."""
    return next((n for n in range(min(_LONGEST_PLACE, len(words)), 0, -1) if _is_place(" ".join(words[:n]))), 0)


def leaves_military(before: str, name: str, after: str) -> bool:
    """Whether `name`, which a military rule found between `before` and `after` in one part, is all of a name.

    "Victorinox Swiss Army" and "Army Research Network" are none; "Kirov Military Medical Academy" is.
    """
    rest = _REST_OF_WORD.match(after)
    name, after = (name + rest[0], after[rest.end() :]) if rest else (name, after)
    if _STREET_AT_END.search(name):
        return False  # "Bundeswehrstraße"
    if _CJK.search(name):
        return _ends_in_unit(after) and _is_start(before)
    after = _LETTERS.sub("", after)
    if _PLACED.match(after):
        after = ""
    words, follows, leads = key(name).split(), key(after).split(), key(before).split()
    if not (_STREETS | _CIVIL - _OWN).isdisjoint(words):
        return False  # "Navy Street Café Research", "Navy Yard Business Park Laboratory"
    if not _CIVIL.isdisjoint(leads[-1:]):
        return False  # "Banco do Exército"
    if words and _opens_with_head([*leads, *words][0]):
        # Where the head comes first, a person or a town may follow: "Hospital Naval Almirante Nef".
        return _CIVIL.isdisjoint(follows) and is_explained(leads[1:])
    if not is_explained(follows):
        return False
    complete = not _NAMED.isdisjoint([*words, *follows[:2]]) and not _HANGS.search(before)
    return complete or is_explained(leads)


def _opens_with_head(word: str) -> bool:
    return word in _HEADS or bool(_HEAD_AT_END.match(word))


def follows_as_unit(words: Sequence[str], printed: str) -> bool:
    """Whether what follows a known military body in its part is a unit of it or says where it is.

    `words` are folded, `printed` is the same text as it stands, for scripts without spaces.
    """
    if _CJK.search(printed):
        return _ends_in_unit(printed)
    return not _PARTS_OF_BODIES.isdisjoint(words) or is_explained(words)


def _ends_in_unit(text: str) -> bool:
    runs = _RUN.findall(text)
    return not runs or all(run.endswith(_ENDS) or run.isdigit() or _is_place(run) for run in runs[-1:])


def _is_start(text: str) -> bool:
    """Whether what is glued before a name in Chinese, Japanese or Korean leaves it a name: "王海军" is a person."""
    glued = re.search(r"[\u3400-\u9fff\uac00-\ud7af\d]{1,40}$", text)
    rest = _BEFORE.sub("", glued[0]) if glued else ""
    return not rest or rest.endswith(_ENDS) or _is_place(rest)


def _is_place(word: str) -> bool:
    name = key(word)
    return open_places().is_city(name) or open_countries(RULES).named(name) is not None
