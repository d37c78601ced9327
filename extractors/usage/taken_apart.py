"""A name refused by a later pronoun, and a part of a name taken away while what is left is used."""

from collections.abc import Mapping
from typing import Any

from extractors.usage.parse_words import lemma_of, lists

# Kinds of turns that take something away, by which only a part may go.
TAKING_AWAY = frozenset({"removal", "particle", "verb"})
# "We threw out the blurriest tenth of NAME and trained on all others", "… on those that remained".
LEFT = frozenset({"remainder", "rest", "others", "remaining", "remain", "survive", "else", "leave"})
PLANS = frozenset({"idea", "plan", "thought", "intention"})
FROM = frozenset({"from", "of", "in", "out"})
# "We removed NAME and trained on the remaining sets": what is left of a list, not of the name.
SETS = frozenset({"dataset", "set", "database", "corpus", "corpora", "collection", "benchmark", "source"})
# "The images of NAME were dropped": all of it, where nothing says which.
ALL_OF_IT = frozenset({"image", "picture", "photo", "photograph", "face", "sample", "datum", "data", "frame"})
SUBJECTS = ("nsubj", "nsubjpass")
PLURALS = ("NNS", "NNPS")


def refused_again(token: Any) -> Any:
    """ "NAME overlaps with our test set, so we ruled it out": the verb that refuses; None elsewhere.

    What merely takes away may speak of something else: "NAME holds noise, and we remove it".
    """
    subject = next((t for t in (token, token.head) if t.dep_ in SUBJECTS), None)
    if subject is None:
        return None
    for pronoun in token.doc[token.i + 1 :]:
        if (given_up := _plan_given_up(pronoun)) is not None:
            return given_up
        verb = _refusing(pronoun)
        if verb is None:
            continue
        if _is_refusal(verb) and _we_act(verb) and not _is_open(verb) and _stands_for(pronoun, subject):
            return verb
    return None


def _plan_given_up(pronoun: Any) -> Any:
    """ "The idea of training on it was abandoned": the verb; None elsewhere."""
    if pronoun.lower_ not in ("it", "them") or pronoun.dep_ != "pobj":
        return None
    above = list(pronoun.ancestors)
    plan = next((t for t in above if t.dep_ == "nsubjpass" and t.lower_ in PLANS), None)
    if plan is None or any(c.dep_ == "neg" for c in plan.head.children):
        return None
    return plan.head if lemma_of(plan.head) in lists()["verbs"] | lists()["removal"] else None


def _refusing(pronoun: Any) -> Any:
    """The verb over "it": "we ruled it out", "we opted against it"; None elsewhere."""
    if pronoun.lower_ not in ("it", "them"):
        return None
    over = pronoun.head
    if pronoun.dep_ == "pobj" and f"{lemma_of(over.head)} {over.lower_}" in lists()["with_preposition"]:
        over = over.head
    elif pronoun.dep_ != "dobj":
        return None
    return over if over.pos_ == "VERB" else None


def _is_open(verb: Any) -> bool:
    """ "We will avoid it in future", "we did not avoid it", "we avoid it by resampling": nothing is refused."""
    undone = any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ == "will") for c in verb.children)
    return undone or any(c.lower_ == "by" and any(g.dep_ == "pcomp" for g in c.children) for c in verb.children)


def _stands_for(pronoun: Any, subject: Any) -> bool:
    """Whether the pronoun can mean what the sentence began with: nothing of its number was spoken of since."""
    many = subject.tag_ in PLURALS
    if pronoun.lower_ == "them" and not many:
        return False
    since = pronoun.doc[subject.head.i + 1 : pronoun.i]
    others = (t for t in since if (t.dep_ in SUBJECTS and t.pos_ == "NOUN") or t.lower_ in ("ones", "those"))
    return not any((t.tag_ in PLURALS) == many or t.lower_ in ("ones", "those") for t in others)


def _is_refusal(verb: Any) -> bool:
    beside = {f"{lemma_of(verb)} {t.lower_}" for t in verb.doc[verb.i + 1 : verb.i + 3]}
    told = lists()["particles"] | lists()["with_preposition"]
    return lemma_of(verb) in lists()["verbs"] - lists()["hindering"] or bool(beside & told)


def _we_act(verb: Any) -> bool:
    above = verb.head if verb.dep_ == "conj" else verb
    return any(c.dep_ == "nsubj" and c.lower_ in ("we", "i") for v in (verb, above) for c in v.children)


def what_is_left(token: Any, turns: Mapping[int, tuple[str, str]]) -> str:
    """The word for what is left of a name of which a part is taken away, where that is used; "" elsewhere."""
    part = token.dep_ == "pobj" and token.head.lower_ in FROM
    if not part or _is_all(_part_of(token)) or any(kind not in TAKING_AWAY for kind, _ in turns.values()):
        return ""
    later = list(token.doc[max(token.i, *turns) + 1 :])
    start = next((i for i, t in enumerate(later) if t.lower_ in ("and", "before", ";") or t.text == ","), None)
    if start is None or any(t.lower_ in lists()["words"] for t in later[start:]):
        return ""
    left = next((t for t in later[start:] if _is_left(t) and not _is_of_list(t)), None)
    using = lists()["taking_up"] | {"feed", "fit", "form", "make", "suffice"}
    used = any(lemma_of(t) in using for t in later[start:])
    return str(left.text) if left is not None and used else ""


def _is_left(word: Any) -> bool:
    """ "The rest", or "half of NAME was thrown away, and the other half sufficed"."""
    other_half = word.lower_ == "half" and word.nbor(-1).lower_ in ("other", "second")
    return bool(word.lower_ in LEFT or lemma_of(word) in LEFT or other_half)


def _part_of(token: Any) -> Any:
    """What is taken from the name; the parser may hang "from NAME" on the verb itself."""
    over = token.head.head
    return next((c for c in over.children if c.dep_ in ("dobj", "nsubjpass")), over) if over.pos_ == "VERB" else over


def _is_all(part: Any) -> bool:
    """ "The images of NAME": no word says that it is some of them only."""
    told = (c for c in part.children if c.dep_ not in ("det", "prep", "punct", "cc", "conj"))
    return lemma_of(part) in ALL_OF_IT and part.i > 0 and next(told, None) is None and not _is_counted(part)


def _is_counted(part: Any) -> bool:
    """ "A tenth of the images of NAME"."""
    return bool(part.dep_ == "pobj" and part.head.lower_ == "of")


def _is_of_list(left: Any) -> bool:
    """ "The remaining sets", "the rest of the corpora"."""
    beside = (left.head, *(t for c in left.children if c.lower_ == "of" for t in c.children))
    return any(lemma_of(t) in SETS and t.tag_ in PLURALS for t in beside)
