"""Which turns over a name count, after what the rest of the sentence says: ablations, exceptions, later clauses."""

from collections.abc import Mapping
from typing import Any

from extractors.usage.parse_words import lemma_of, lists
from extractors.usage.taken_apart import refused_again, what_is_left
from extractors.usage.taken_up import (
    denied_by_ourselves,
    denied_in_relative_clause,
    single_exception,
    stands_between,
    taken_back,
    taken_up,
)

APART = frozenset({"other", "apart", "aside"})  # "Other than NAME, nothing was used"
FRONT = 2  # an exception begins the sentence: "Except for NAME"
# What follows a change in an ablation: "and see it vanish".
NOTICING = frozenset({"see", "observe", "notice", "watch", "measure"})
Turn = tuple[str, str]  # its kind and the word


def settled(token: Any, turns: dict[int, Turn], effect: str, acted: bool) -> tuple[dict[int, Turn], str]:
    """The turns that count, after what the rest of the sentence says of the name."""
    turns = _each_once(turns, token.doc)
    if any(kind not in ("too", "negated") for kind, _ in turns.values()):
        # "NAME was too noisy to train on, and we abandoned it" denies once.
        turns = {at: turn for at, turn in turns.items() if turn[0] != "too"}
    effect = effect or _excepted_from_denial(turns, token)
    if (word := single_exception(token)) is not None:
        effect = effect or (str(word.text) if turns else "")
        turns = turns or {word.i: ("but", word.lower_)}
    whole = any(t.lower_ in ("all", "every", "each") for t in token.doc[token.i + 1 :])
    if turns and _only_excepted(turns.values()) and not acted and not (whole and min(turns) <= FRONT):
        turns = {}
    words = {word for _, word in turns.values()}
    # "Neither A nor NAME": one denial in two words.
    if {"neither", "nor"} <= words:
        turns = {i: t for i, t in turns.items() if t[1] != "nor"}
    for at, (kind, _) in list(turns.items()):
        if kind in ("quantifier", "negated", "nobody") and at < token.i:
            effect = effect or stands_between(token.doc[at], token)
    if turns:
        effect = effect or _falls_without(turns, token) or _is_row_of_ablation(turns, token.doc)
        effect = (
            effect
            or taken_up(token)
            or what_is_left(token, turns)
            or _gerund_with_effect(token.doc)
            or _seen_to_matter(turns, token.doc)
        )
    elif _begins_with_removal(token.doc) and (effect or _gerund_with_effect(token.doc)):
        effect = effect or _gerund_with_effect(token.doc)
    elif not acted and (word := taken_back(token)) is not None:
        turns[word.i] = ("taken back", word.lower_)
    if not turns and not effect and (word := denied_in_relative_clause(token)) is not None:
        turns[word.i] = ("relative", word.lower_)
    if not turns and (word := denied_by_ourselves(token) or refused_again(token)) is not None:
        turns[word.i] = ("taken back", word.lower_)
    return turns, effect


def _each_once(turns: Mapping[int, Turn], doc: Any) -> dict[int, Turn]:
    """Without the second word of one expression: "steer clear of NAME", "devoid of any NAME supervision".

    And what is regretted has happened: "we regret that time prevented us from running NAME" denies once.
    """
    told = [at for at in turns if lemma_of(doc[at]) != "regret"]
    turns = {at: turns[at] for at in told} if told else turns

    def is_second(at: int) -> bool:
        kind, word = turns[at]
        first = turns.get(at - 1, ("", ""))[0]
        return (word in ("of", "from") and bool(first)) or (kind == "adjective" and first == "particle")

    return {at: turn for at, turn in turns.items() if not is_second(at)}


def _excepted_from_denial(turns: Mapping[int, Turn], token: Any) -> str:
    """ "Except for NAME, nothing was used": the words by which the denial leaves the name out."""
    excepted = _only_excepted(turns.values()) or (token.doc[0].lower_ in APART and len(turns) == 1)
    if not turns or not excepted or any(t.text in (";", ":") for t in token.doc[: token.i]):
        return ""
    first = min(turns)
    later = token.doc[token.i + 1 :]
    denied = any(t.lower_ in ("nothing", "none", "no", "nobody", "neither") for t in later)
    # "Save for NAME, we steered clear of photographs".
    if first <= FRONT and any(_shuns(t) for t in later):
        return "except"
    used = any(lemma_of(t) in lists()["uses"] | lists()["uses_in_passive"] for t in later)
    return "except" if first <= FRONT and denied and used else ""


def _shuns(verb: Any) -> bool:
    """ "We avoided", "we steered clear", with a subject of its own."""
    after = {f"{lemma_of(verb)} {t.lower_}" for t in verb.doc[verb.i + 1 : verb.i + 2]}
    refusing = lemma_of(verb) in ("avoid", "shun", "eschew") or bool(after & lists()["particles"])
    return refusing and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _gerund_with_effect(doc: Any) -> str:
    """ "Leaving out NAME lowers our accuracy", which the tagger takes for two nouns."""
    held = lists()
    if not doc[0].lower_.endswith("ing") or doc[0].lower_ in ("following", "using", "during"):
        return ""
    told = (t for t in doc[2:] if t.nbor(-1).pos_ not in ("DET", "ADJ", "PRON"))  # not "so all results come from …"
    said = {form for t in told for form in (t.lower_, t.lower_.removesuffix("s"), t.lower_.removesuffix("es"))}
    return next(iter(sorted(said & held["effects"])), "")


def _is_row_of_ablation(turns: Mapping[int, Turn], doc: Any) -> str:
    """ "Row 3 of our ablation, without the NAME term": the word for the ablation."""
    without = all(word in ("without", "minus", "w/o", "sans") for _, word in turns.values())
    return next((str(t.text) for t in doc if t.lower_.startswith("ablat")), "") if without else ""


def _falls_without(turns: Mapping[int, Turn], token: Any) -> str:
    """ "Without NAME as a source our accuracy fell": what falls without it was had with it."""
    if token.doc[0].lower_ != "without" or 0 not in turns:
        return ""
    return next((str(t.text) for t in token.doc[token.i + 1 :] if lemma_of(t) in lists()["falls"]), "")


def _begins_with_removal(doc: Any) -> bool:
    """ "Dropping NAME hurts most": of the forms in -ing only the tagger's nouns come here."""
    held, word = lists(), doc[0].lower_
    stems = {word.removesuffix("ing"), word.removesuffix("ing") + "e", word.removesuffix("ing")[:-1]}
    return word.endswith("ing") and bool(stems & (held["removal"] | held["verbs"]))


def _seen_to_matter(turns: Mapping[int, Turn], doc: Any) -> str:
    """ "We take NAME away from our set and see the gain vanish": an ablation told by two verbs."""
    for at, (kind, _) in turns.items():
        beside = (c for c in doc[at].children if c.dep_ == "conj" and kind in ("particle", "removal"))
        seen = next((c for c in beside if lemma_of(c) in lists()["effects"] | NOTICING), None)
        if seen is not None and not any(c.dep_ == "neg" for c in seen.children):
            return str(seen.text)
    return ""


def _only_excepted(turns: Any) -> bool:
    """ "The method wins on all sets except NAME" says nothing against a use."""
    return all(
        word in ("except", "for", "of", "barring", "excepting", "exception", "excluding", "bar") for _, word in turns
    )
