"""What is said not to have happened by its form: "had we trained on NAME", "we would have trained on NAME"."""

from collections.abc import Iterator
from typing import Any

from extractors.usage.parse_words import SUBJECTS, lemma_of, lists

UNREAL = frozenset({"would", "could", "might"})
WISHING = frozenset({"prefer", "like", "love", "wish"})
WONT = frozenset({"not", "n't", "never", "hardly", "scarcely"})


def counterfactual(verb: Any) -> Iterator[tuple[str, Any]]:
    """One turn where the verb is told as unreal; a negation in it makes two, which is a use."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    had = next((c for c in auxiliaries if c.lower_ == "had"), None)
    if had is not None and _is_condition(verb, had) and any(t.lower_ in UNREAL for t in verb.doc):
        yield "counterfactual", had
    modal = next((c for c in auxiliaries if c.lower_ in UNREAL), None)
    perfect = any(c.lower_ == "have" for c in auxiliaries)
    denied = any(c.lower_ in WONT for c in verb.children) or _has_negative_subject(verb)
    if modal is not None and perfect and not denied and lemma_of(verb) in lists()["uses"] | WISHING:
        yield "counterfactual", modal


def _is_condition(verb: Any, had: Any) -> bool:
    """ "Had we not trained", "if we had trained"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    inverted = subject is not None and had.i < subject.i
    return inverted or any(c.dep_ == "mark" and c.lower_ == "if" for c in verb.children)


def _has_negative_subject(verb: Any) -> bool:
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return subject is not None and any(t.lower_ in lists()["words"] for t in (subject, *subject.children))
