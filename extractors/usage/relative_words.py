"""Relative clauses read by their words, where the parser hangs them on another noun: "NAME, on which we trained"."""

from collections.abc import Sequence
from typing import Any

from extractors.usage.parse_words import lemma_of, lists
from extractors.usage.word_lists import word_lists

INTRODUCING = frozenset({"on", "from", "with", "by", "over", "in", "of", "for", "against", "upon"})
ENDS = frozenset({",", ";", ":", ".", "but", "and", "—"})
UNREAL = frozenset({"would", "could", "might", "should", "if", "whether", "hoped", "planned", "unless"})
# What a clause without a verb of use says of the paper's own work: "on which our training took eleven days".
OWN_STEPS = frozenset({"training", "pretraining", "pre-training", "evaluation", "experiments"})
MAKING_UP = frozenset({"make", "form", "draw", "fill", "feed", "supply", "constitute", "fit", "build"})
EARLIER = frozenset({"earlier", "previous", "former", "prior", "older", "past"})
RIVALS = frozenset({"competitor", "competitors", "rival", "rivals", "critics", "predecessors"})
NEAR = 3  # words between an own word and the step that is its own: "our own first training"


def used_by_words(token: Any) -> str:
    """The word by which the relative clause behind the name tells of the paper's own use; "" where none does."""
    clause = _clause(token)
    if not clause or any(t.lower_ in lists()["words"] or t.lower_ in UNREAL for t in clause):
        return ""
    if any(lemma_of(t) in lists()["verbs"] for t in clause):
        # "which we declined to run"
        return ""
    own = next((i for i, t in enumerate(clause) if is_own(t) or is_this_paper(t)), None)
    if own is None or tells_of_others(clause):
        return ""
    using = lists()["taking_up"] | MAKING_UP
    verb = next((t for t in clause if t.pos_ in ("VERB", "AUX") and lemma_of(t) in using and t.lower_ != "had"), None)
    steps = OWN_STEPS | ({"figures", "results", "numbers"} if any(t.lower_ == "own" for t in clause) else frozenset())
    step = next((t for t in clause[own : own + NEAR + 1] if t.lower_ in steps and t.dep_ != "compound"), None)
    told = verb if verb is not None and lemma_of(verb) != "have" else step
    return str(told.text) if told is not None else ""


def tells_of_others(words: Sequence[Any]) -> bool:
    """ "On which our earlier models were trained", "with which our competitors train": ours, and not this paper's."""
    after = [t.lower_ for i, word in enumerate(words) if word.lower_ == "our" for t in words[i + 1 : i + 1 + NEAR]]
    return bool(EARLIER & set(after)) or bool(RIVALS & set(after[:2]))


def _clause(token: Any) -> list[Any]:
    """The words of ", on which …", ", whose …" or "that we …" behind the name; [] elsewhere."""
    after = list(token.doc[token.i + 1 :])
    comma = bool(after) and after[0].text == ","
    after = after[1:] if comma else after
    if len(after) > 2 and after[0].lower_ == "the" and lemma_of(after[1]) in lists()["material"]:
        after = after[2:]
    if len(after) < 3:
        return []
    first, second = after[0].lower_, after[1].lower_
    if first in INTRODUCING and second == "which":
        begun = after[2:]
    elif (comma and first == "whose") or (first in ("that", "which") and second == "we"):
        begun = after[1:]
    else:
        return []
    end = next((i for i, t in enumerate(begun) if t.lower_ in ENDS), len(begun))
    return begun[:end]


def is_own(word: Any) -> bool:
    """ "We", "our" and the like."""
    return word_lists().agents.get(word.lower_) == "own"


def is_this_paper(word: Any) -> bool:
    """ "The network of this paper"."""
    before = word.doc[word.i - 1].lower_ if word.i else ""
    return before == "this" and word.lower_ in ("paper", "work", "study", "article", "thesis", "report")
