"""What is said of a name that is the subject: "NAME is absent", "came too late to be tried", "plays no part"."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from extractors.usage.parse_words import SUBJECTS, lemma_of, lists

AWAY = frozenset({"out", "off", "beyond", "outside"})


def predicate(verb: Any) -> Iterator[tuple[str, Any]]:
    """ "NAME is absent and was dropped", "training on NAME is beyond us", "NAME plays no part": one turn."""
    found = list(islice(_predicates(verb), 2))
    yield from found if found and found[-1][0] == "negated" else found[:1]


def _predicates(verb: Any) -> Iterator[tuple[str, Any]]:
    held = lists()
    for other in verb.children:
        if other.dep_ == "conj" and _is_passive_of_same(verb, other):
            particles = {f"{lemma_of(other)} {t.lower_}" for t in other.doc[other.i + 1 : other.i + 2]}
            if lemma_of(other) in held["verbs"] | held["removal"] or particles & held["particles"]:
                yield "verb", other
            if lemma_of(other) in held["uses"] | {"integrate", "incorporate"}:
                # "NAME is released for research only and was not integrated."
                yield from (("negated", c) for c in other.children if c.dep_ == "neg")
    for c in (c for c in verb.children if c.i > verb.i):
        if c.dep_ in ("acomp", "oprd", "attr", "advmod") and c.lower_ in held["adjectives_of"] | held["untrue"]:
            yield "adjective", c
            # "was never absent", "was not left unused"
            yield from (
                ("negated", n) for n in verb.children if n.dep_ == "neg" and n.lower_ in ("not", "n't", "never")
            )
        if c.lower_ == "to" and any(n.lower_ == "nothing" for n in c.children):
            yield "in vain", c
        yield from _too_much(c)
        away = c.lower_ in AWAY and lemma_of(verb) in ("be", "remain", "lie", "fall", "stay")
        if c.dep_ in ("prep", "advmod") and away:
            yield "outside", c
        if c.dep_ in ("dobj", "attr") and lemma_of(c) in held["shares"]:
            yield from (("no share", n) for n in c.children if n.lower_ == "no")


def _too_much(word: Any) -> Iterator[tuple[str, Any]]:
    """ "NAME came too late to be tried", "NAME is too large to train on"."""
    too = next((t for t in word.children if t.lower_ == "too"), None) if word.dep_ in ("acomp", "advmod") else None
    if too is None:
        return
    behind = (c for over in (word, word.head) for c in over.children if c.dep_ in ("xcomp", "advcl"))
    told = (v for v in behind if v.i > word.i and any(c.lower_ == "to" for c in v.children))
    if any(lemma_of(v) in lists()["uses"] for v in told):
        yield "too", too


def _is_passive_of_same(verb: Any, other: Any) -> bool:
    """ "NAME was listed and then dropped"; not "NAME was used, its junk images being dropped"."""
    own_subject = any(c.dep_ in SUBJECTS for c in other.children)
    return not own_subject and any(c.dep_ == "auxpass" for c in (*verb.children, *other.children))
