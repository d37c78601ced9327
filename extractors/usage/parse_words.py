"""Words of a parsed sentence as the walk over governing words asks for them, and its word lists."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from citetrail.paths import RULES

LISTS = RULES / "usage" / "governors.toml"
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
NEGATING = frozenset(
    {"det", "neg", "preconj", "advmod", "cc", "predet", "nummod", "nsubj", "nsubjpass", "mark", "prep"}
)


@lru_cache(maxsize=1)
def lists() -> Mapping[str, frozenset[str]]:
    """The word lists that are shipped; tomllib's errors are defects of the file."""
    raw = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    return {name: frozenset(words) for part in raw.values() for name, words in part.items()}


def between(one: Any, other: Any) -> Any:
    low, high = sorted((one.i, other.i))
    return one.doc[low:high]


def lemma_of(token: Any) -> str:
    lemma = str(token.lemma_).lower()
    if token.lower_.startswith(("pre-train", "pretrain", "retrain", "re-train", "training", "trained")):
        return "train"
    return lemma


def stands_earlier(token: Any, words: tuple[str, ...]) -> bool:
    return any(t.lower_ in words for t in token.doc[: token.i])


def only_follows(word: Any) -> bool:
    after = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return after in lists()["only"]


def is_use_told(clause: Any) -> bool:
    """ "that our network was trained": a use, in a finite form."""
    if lemma_of(clause) not in lists()["uses"]:
        return False
    finite = any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBP", "VBZ") for c in clause.children)
    return clause.tag_ in ("VBD", "VBP", "VBZ") or finite
