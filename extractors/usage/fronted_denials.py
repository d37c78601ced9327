"""Denials at the head of a clause that turns its verb round: "Under no circumstances were pictures of NAME used"."""

from collections.abc import Iterator
from typing import Any

from extractors.usage.parse_words import lemma_of, lists, only_follows

LONGEST = 10  # words from the beginning to the auxiliary: "At no stage of the training described above was"
NOMINAL = ("PRON", "DET", "NOUN", "PROPN")
AUXILIARIES = frozenset(
    {"did", "do", "does", "was", "were", "is", "are", "has", "have", "had", "could", "can", "would", "will", "may"}
)
NEGATIVE = frozenset({"no", "not", "never", "nor", "nowhere", "hardly", "scarcely", "seldom", "rarely", "none"})


def fronted(token: Any) -> Iterator[tuple[str, Any]]:
    """The negative word at the head of the name's clause, where the verb after it speaks of a use."""
    doc = token.doc
    start = next((i + 1 for i in range(token.i - 1, -1, -1) if doc[i].text in (",", ";", ":")), 0)
    head = list(doc[start : min(start + LONGEST, token.i)])
    auxiliary = next((t for t in head[1:] if t.lower_ in AUXILIARIES), None)
    if auxiliary is None:
        return
    negative = next((t for t in head if t.lower_ in NEGATIVE and t.i < auxiliary.i), None)
    # "We do not train": only where the clause is turned round does the subject follow the auxiliary.
    turned = negative is not None and negative.i <= start + 1 and doc[auxiliary.i + 1].pos_ in NOMINAL
    # "Not without hesitation did we train".
    if negative is None or doc[negative.i + 1].lower_ == "without":
        return
    if not turned or only_follows(negative) or any(t.lower_ == "than" for t in doc[auxiliary.i : token.i]):
        return
    verb = next((t for t in _clause_from(doc, auxiliary.i + 1) if t.tag_ in ("VB", "VBN", "VBD")), None)
    used = verb is not None and lemma_of(verb) in lists()["uses"] | lists()["uses_in_passive"] | {"justify"}
    absent = verb is None and any(t.lower_ in lists()["adjectives_of"] for t in _clause_from(doc, token.i + 1))
    if used or absent:
        yield "fronted", negative


def _clause_from(doc: Any, start: int) -> Iterator[Any]:
    for word in doc[start:]:
        if word.text in (",", ";", ":"):
            return
        yield word
