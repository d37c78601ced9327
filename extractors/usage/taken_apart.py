"""A name refused by a later pronoun, and a part of a name taken away while what is left is used."""

from collections.abc import Mapping
from typing import Any

from extractors.usage.parse_words import lemma_of, lists

# Kinds of turns that take something away, by which only a part may go.
TAKING_AWAY = frozenset({"removal", "particle", "verb"})
# "We threw out the blurriest tenth of NAME and trained on all others", "… on those that remained".
LEFT = frozenset({"remainder", "rest", "others", "remaining", "remain", "survive", "else", "leave"})
FROM = frozenset({"from", "of", "in", "out"})
SUBJECTS = ("nsubj", "nsubjpass")


def refused_again(token: Any) -> Any:
    """ "NAME overlaps with our test set, so we ruled it out": the verb that refuses; None elsewhere.

    What merely takes away may speak of something else: "NAME holds noise, and we remove it".
    """
    if token.dep_ not in SUBJECTS and token.head.dep_ not in SUBJECTS:
        return None
    for pronoun in token.doc[token.i + 1 :]:
        if pronoun.lower_ not in ("it", "them") or pronoun.dep_ != "dobj" or pronoun.head.pos_ != "VERB":
            continue
        verb = pronoun.head
        if _is_refusal(verb) and _we_act(verb) and not any(c.dep_ == "neg" for c in verb.children):
            return verb
    return None


def _is_refusal(verb: Any) -> bool:
    beside = {f"{lemma_of(verb)} {t.lower_}" for t in verb.doc[verb.i + 1 : verb.i + 3]}
    return lemma_of(verb) in lists()["verbs"] - lists()["hindering"] or bool(beside & lists()["particles"])


def _we_act(verb: Any) -> bool:
    above = verb.head if verb.dep_ == "conj" else verb
    return any(c.dep_ == "nsubj" and c.lower_ in ("we", "i") for v in (verb, above) for c in v.children)


def what_is_left(token: Any, turns: Mapping[int, tuple[str, str]]) -> str:
    """The word for what is left of a name of which a part is taken away, where that is used; "" elsewhere."""
    part = token.dep_ == "pobj" and token.head.lower_ in FROM
    if not part or any(kind not in TAKING_AWAY for kind, _ in turns.values()):
        return ""
    later = list(token.doc[max(token.i, *turns) + 1 :])
    start = next((i for i, t in enumerate(later) if t.lower_ in ("and", "before", ";") or t.text == ","), None)
    if start is None or any(t.lower_ in lists()["words"] for t in later[start:]):
        return ""
    left = next((t for t in later[start:] if t.lower_ in LEFT or lemma_of(t) in LEFT or _other_half(t)), None)
    using = lists()["taking_up"] | {"feed", "fit", "form", "make", "suffice"}
    used = any(lemma_of(t) in using for t in later[start:])
    return str(left.text) if left is not None and used else ""


def _other_half(word: Any) -> bool:
    """ "Half of NAME was thrown away, and the other half sufficed"."""
    return word.lower_ == "half" and word.nbor(-1).lower_ in ("other", "second")
