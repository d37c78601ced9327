"""The word lists of data/rules/usage/words.toml: acts, agents, names beside the family's own."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from citetrail.paths import RULES

LISTS = RULES / "usage" / "words.toml"


@dataclass(frozen=True, slots=True)
class WordLists:
    """`acts` leads from a lemma to its act, `purposes` from a word, `agents` from a word to "own" or "others".

    `own_agents` are the words that `agents` leads to "own".
    """

    acts: dict[str, str]
    agents: dict[str, str]
    own_agents: frozenset[str]
    purposes: dict[str, str]
    own_words: re.Pattern[str]
    others_words: re.Pattern[str]
    datasets: tuple[str, ...]
    models: tuple[str, ...]


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """The lists that are shipped; tomllib's errors are defects of the file."""
    raw = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    agents = {word: who for who, words in raw["agents"].items() for word in words}
    return WordLists(
        acts={lemma: act for act, lemmas in raw["acts"].items() for lemma in lemmas},
        agents=agents,
        own_agents=frozenset(word for word, who in agents.items() if who == "own"),
        purposes={word: act for act, words in raw["purposes"].items() for word in words},
        own_words=_any([*raw["agents"]["own"], *raw["agents_in_words"]["own"]]),
        others_words=_any([*raw["agents"]["others"], *raw["agents_in_words"]["others"]]),
        datasets=tuple(raw["names"]["datasets"]),
        models=tuple(raw["names"]["models"]),
    )


def _any(words: list[str]) -> re.Pattern[str]:
    # "US" is a country and "I" a numeral where the case says so; the rest is told by the words alone.
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.I)
