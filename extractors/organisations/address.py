"""An affiliation taken apart: its words, the countries it names, and which of them a name belongs to."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from extractors.organisations.countries import Countries, CountryHit
from extractors.organisations.name_tokens import Token, clean, tokens

# Places that print the name of the larger state as often as their own, and are listed under either.
_STATES_OF_ANOTHER = (
    ("CN", "HK"), ("CN", "MO"), ("US", "PR"), ("US", "GU"), ("FR", "GF"), ("FR", "RE"),
    ("FR", "MQ"), ("FR", "GP"), ("FR", "NC"), ("FR", "PF"), ("FR", "MC"), ("DK", "GL"), ("DK", "FO"),
    ("RU", "UA"), ("CZ", "SK"), ("GB", "JE"), ("GB", "GI"), ("GB", "IM"), ("NL", "CW"), ("RS", "XK"),
    ("IL", "PS"), ("CH", "LI"), ("KR", "KP"),
)  # fmt: skip
_SAME_ADDRESS = frozenset((*_STATES_OF_ANOTHER, *((b, a) for a, b in _STATES_OF_ANOTHER)))

LONGEST_CITY = 4  # words
SHORT_WORD = 5  # letters


def agree(country: str, other: str) -> bool:
    """Whether an address in `country` may be one of an organisation listed under `other`."""
    return country == other or (country, other) in _SAME_ADDRESS


@dataclass(frozen=True)
class Address:
    """A cleaned affiliation string.

    `context` is the country of the paper's other affiliations, if one is known; `seat` that of a city which the
    string prints between commas, asked for where it names no country; `cities` are such cities, by their keys.
    """

    text: str
    words: tuple[Token, ...]
    hits: tuple[CountryHit, ...]
    context: str | None = None
    seat: str | None = None
    cities: tuple[str, ...] = ()
    joined_parts: frozenset[int] = frozenset()  # sides of "A and B", see joined_names.py

    @cached_property
    def joined(self) -> str:
        return f" {' '.join(w.word for w in self.words)} "

    @cached_property
    def parts(self) -> list[str]:
        """The keys of what stands between commas, numbers (postal codes) left out."""
        parts: dict[int, list[str]] = defaultdict(list)
        for word, _, _, segment, _ in self.words:
            if not word[0].isdigit():
                parts[segment].append(word)
        return [" ".join(words) for words in parts.values() if len(words) <= LONGEST_CITY]

    def in_capitals(self, word: str) -> bool:
        """Whether a short word is printed in capitals alone, as acronyms are: "ITA" is not Itá."""
        return len(word) <= SHORT_WORD and word.upper() in self.text

    def printed(self, first: int, last: int) -> str:
        """The text from the word `first` to the word `last`."""
        return self.text[self.words[first].start : self.words[last].end]

    def names(self, name_key: str) -> bool:
        """Whether the words of a name's key stand in the string, in a row."""
        return f" {name_key} " in self.joined

    def country_for(self, last: int) -> str | None:
        """The first country printed after the word `last`; else the last one before it."""
        after = [h for h in self.hits if h.first < 0 or h.first > last]
        if after:
            return after[0].country
        return self.hits[-1].country if self.hits else None


def read_address(raw: str, countries: Countries, context: str | None = None) -> Address:
    """The parts of an affiliation string; work is bounded whatever the string."""
    text = clean(raw)
    words = tuple(tokens(text))
    return Address(text, words, tuple(countries.find(text, words)), context)


def country_beside(address: Address, first: int, last: int) -> str | None:
    """The country that the string prints for a name; None where it prints none, or only inside the name."""
    for hit in address.hits:
        if not first <= hit.first <= last:
            return address.country_for(last)
    return None


def country_agrees(country: str, beside: str | None, address: Address) -> bool | None:
    """True or False where both countries are known, else None; a country inside the name itself never disagrees."""
    if not country:
        return None
    # A country printed beside the name, then one in the name, then that of the paper's other affiliations.
    if beside:
        return agree(beside, country)
    if any(agree(h.country, country) for h in address.hits):
        return True
    if address.context and agree(address.context, country):
        return True
    return None
