"""The small trained model of one sentence: logistic regression over sparse features, with its weights as data.

Two heads a kind of name: one says whether the sentence tells of a use, one which role it is; both are sums of
weights, so that every answer can be told as the words that weighed most. `citetrail train` makes the weights; the
first line of their file is the SHA-256 of all that follows it.
"""

import hashlib
import json
import math
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from citetrail.paths import MODELS
from citetrail.records.identifiers import sha256_of
from citetrail.records.vocabulary import USE_ROLES, MemberKind, Role, UsageRule
from extractors.spare_memory import give_back
from extractors.usage.features import Features, features_of
from extractors.usage.marked_sentence import Sentence
from extractors.usage.numbered_words import NumberedWords

WEIGHTS = MODELS / "usage.json"
_BETWEEN = "\0"  # no feature's name has it
_MOST_IN_TWO_BYTES = 1 << 16
_FIRST_LINE = re.compile(rb'\{"sha256":"([0-9a-f]{64})",\n')
MEND = (
    "put back the file that came with the program, or make it anew with `citetrail train` "
    "(the encoder: `citetrail train --encoder`)"
)
# Labels of the training data that are no roles of the product: an architecture alone, undecidable, another thing.
NO_ROLES = (UsageRule.TRAINED_ON_ARCH, UsageRule.UNCLEAR, UsageRule.NOT_A_NAME)
# The verb that governs a name tells the role better than the place does, in which most names are tests: found on
# labelled sentences that the weights had not seen.
ACT_ODDS = 3.0
ROLE_OF_ACT = {
    "purpose:train": str(Role.TRAINED_ON),
    "purpose:fine_tune": str(Role.FINE_TUNED_ON),
    "purpose:evaluate": str(Role.EVALUATED_ON),
    "first act:train": str(Role.TRAINED_ON),
    "first act:fine_tune": str(Role.FINE_TUNED_ON),
    "first act:evaluate": str(Role.EVALUATED_ON),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one kind of name. `rows` numbers the features, in the order of their weights in `places`.

    The first of a feature is that for use, one for each of `labels` follows. In place of a weight stands where it is
    in `values`: of 700,000 weights some thousand differ, and two bytes tell which it is.
    """

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    rows: NumberedWords
    places: Sequence[int]
    values: Sequence[float]

    def sums(self, features: Features) -> list[float]:
        """Log-odds of use, then of each label."""
        total, width = list(self.bias), len(self.bias)
        find, places, values = self.rows.find, self.places, self.values
        for name, value in features.items():
            row = find(name)
            if row is not None:
                for index, place in enumerate(places[row * width : (row + 1) * width]):
                    total[index] += values[place] * value
        return total

    def largest(self, features: Features, *, most: int) -> list[tuple[str, float]]:
        """The features that weighed most on use, either way, largest first."""
        known = ((name, self.rows.find(name), value) for name, value in features.items())
        first, width = self.places, len(self.bias)
        given = [(name, self.values[first[row * width]] * value) for name, row, value in known if row is not None]
        return sorted((g for g in given if g[1]), key=lambda g: (-abs(g[1]), g[0]))[:most]


@dataclass(frozen=True, slots=True)
class Prediction:
    """`use`: probability that the paper itself uses what is named; `roles`: probabilities of the labels."""

    use: float
    roles: Mapping[str, float]
    features: Features
    weights: Weights

    def best(self, *, used: bool, leave_out: Sequence[str] = ()) -> str:
        """The likeliest label among uses or among the others; "" where there is none."""
        able = {r: p for r, p in self.roles.items() if (r in USE_ROLES) is used and r not in leave_out}
        told = {role for feature, role in ROLE_OF_ACT.items() if feature in self.features}
        odds = {r: p * ACT_ODDS if r in told else p for r, p in able.items()}
        return max(odds, key=lambda r: (odds[r], r), default="")

    def reasons(self, most: int = 3) -> list[tuple[str, float]]:
        """The features that weighed most in the answer's own direction."""
        given = self.weights.largest(self.features, most=12 * most)
        return [g for g in given if (g[1] > 0) == (self.use >= 0.5)][:most]


class SentenceModel:
    """Weights for datasets and for models. Pure and deterministic: the same sentence gives the same numbers."""

    def __init__(self, kinds: Mapping[MemberKind, Weights], version: str) -> None:
        self._kinds = kinds
        self.version = version

    def predict(self, sentence: Sentence) -> Prediction:
        features = features_of(sentence)
        return self.of_features(sentence.kind, features)

    def of_features(self, kind: MemberKind, features: Features) -> Prediction:
        weights = self._kinds[kind]
        sums = weights.sums(features)
        each = [_odds(s) for s in sums[1:]]
        total = sum(each) or 1.0
        roles = {label: p / total for label, p in zip(weights.labels, each, strict=True)}
        told = sum(p for label, p in roles.items() if label in USE_ROLES)
        return Prediction((_odds(sums[0]) + told) / 2, roles, features, weights)


def _odds(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


_INSTEAD: ContextVar[SentenceModel | None] = ContextVar("instead", default=None)


@contextmanager
def read_with(model: SentenceModel) -> Iterator[None]:
    """Read sentences with this model in place of the shipped one: one that saw fewer papers is judged so."""
    token = _INSTEAD.set(model)
    try:
        yield
    finally:
        _INSTEAD.reset(token)


def sentence_model() -> SentenceModel:
    """The model that is shipped, or the one given to `read_with`."""
    return _INSTEAD.get() or load_model(WEIGHTS)


class WeightsDamaged(Exception):
    """A file of weights is missing, cut or altered; the message names it and says what to do."""


@lru_cache(maxsize=2)
def load_model(path: Path) -> SentenceModel:
    """The model of a file. Raises WeightsDamaged."""
    version, text = read_weights(path)
    known = _Known()
    raw = json.loads(text, parse_float=known.__getitem__, parse_int=known.__getitem__)
    kinds = {MemberKind(kind): _packed(held, held["bias"], _all_weights(held)) for kind, held in raw["kinds"].items()}
    numbers = known.numbers
    del text, raw, known
    model = _unpacked(kinds, numbers, version)
    give_back()
    return model


def read_weights(path: Path) -> tuple[str, str]:
    """The SHA-256 of a file of weights, as its first line tells it, and its text. Raises WeightsDamaged."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise WeightsDamaged(f"{path} is missing: {MEND}") from None
    told = _FIRST_LINE.match(data)
    if told is None or hashlib.sha256(memoryview(data)[told.end() :]).hexdigest() != told[1].decode("ascii"):
        raise WeightsDamaged(f"{path} is not as `citetrail train` wrote it, but cut or altered: {MEND}")
    return told[1].decode("ascii"), data.decode("utf-8")


def sealed(text: str) -> str:
    """Weights as JSON, with the line before them that `read_weights` asks for."""
    rest = text.removeprefix("{")
    return f'{{"sha256":"{sha256_of(rest.encode())}",\n{rest}'


def from_json(raw: Mapping[str, Any], version: str) -> SentenceModel:
    """The model of what a file holds, its weights as numbers."""
    known = _Known()
    place = known.__getitem__
    kinds = {
        MemberKind(kind): _packed(held, map(place, held["bias"]), map(place, _all_weights(held)))
        for kind, held in raw["kinds"].items()
    }
    return _unpacked(kinds, known.numbers, version)


class _Known(dict[str | float, int]):
    """The places of numbers in a list, by the numbers or how they are written; each is made once."""

    def __init__(self) -> None:
        self.numbers: list[float] = []

    def __missing__(self, number: str | float) -> int:
        self.numbers.append(float(number))
        return self.setdefault(number, len(self.numbers) - 1)


class _Packed(NamedTuple):
    """The weights of one kind in few objects: names as one string, places of bias and weights as arrays."""

    labels: tuple[str, ...]
    names: str
    bias: Sequence[int]
    weights: Sequence[int]


def _all_weights(held: Mapping[str, Any]) -> Iterator[Any]:
    return chain.from_iterable(held["weights"].values())


def _packed(held: Mapping[str, Any], bias: Iterable[int], weights: Iterable[int]) -> _Packed:
    """`bias` and `weights` are those of a kind, by their places."""
    return _Packed(tuple(held["labels"]), _BETWEEN.join(held["weights"]), array("I", bias), array("I", weights))


def _unpacked(kinds: Mapping[MemberKind, _Packed], known: Sequence[float], version: str) -> SentenceModel:
    values = tuple(known)
    return SentenceModel({kind: _weights(one, values) for kind, one in kinds.items()}, version)


def _weights(one: _Packed, values: Sequence[float]) -> Weights:
    rows = NumberedWords(one.names.encode("utf-8", "surrogatepass"), _BETWEEN.encode())
    places = array("H" if len(values) <= _MOST_IN_TWO_BYTES else "I", one.weights)
    return Weights(one.labels, tuple(values[place] for place in one.bias), rows, places, values)
