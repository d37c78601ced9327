"""The features that weighed most, in words for a person."""

import re
from collections.abc import Iterable

from extractors.usage.clauses import STAND_IN, STAND_INS
from extractors.usage.seen import Seen, where

_SAID = {
    "w": "“{}” in the sentence",
    "left": "“{}” before the name",
    "left1": "“{}” before the name",
    "left2": "“{}” before the name",
    "left3": "“{}” before the name",
    "right": "“{}” after the name",
    "right1": "“{}” after the name",
    "right2": "“{}” after the name",
    "right3": "“{}” after the name",
    "both": "“{}”",
    "clause": "“{}” in its clause",
    "verb": "verb “{}” governs it",
    "nearest verb": "verb “{}” governs it",
    "purpose": "is said to be for: {}",
    "first act": "a verb of the kind “{}” governs it",
    "verb act": "a verb of the kind “{}” governs it",
    "above": "stands under “{}”",
    "under": "stands under “{}”",
    "root": "the sentence's main word is “{}”",
    "subject": "subject and verb “{}”",
    "act": "acts: {}",
    "acts": "acts: {}",
    "agent": "agent: {}",
    "act after": "followed by an act of the kind “{}”",
    "modal": "“{}” makes it uncertain",
    "link": "grammar: {}",
    "head": "“{}” in the heading",
    "caption": "“{}” in the caption",
    "before": "“{}” in the sentence before",
    "after": "“{}” in the sentence after",
    "beside left": "“{}” before the name in a neighbouring sentence",
    "beside right": "“{}” after the name in a neighbouring sentence",
    "told here": "“{}” in the sentence",
    "told before": "“{}” in the sentence before",
    "told after": "“{}” in the sentence after",
    "told near": "“{}” in a neighbouring sentence",
    "told of it": "“{}” in a neighbouring sentence that names it too",
    "section": "stands in: {}",
    "zone": "stands in: {}",
    "place": "stands in: {}",
    "name": "is called “{}”",
    "name begins": "its name begins with “{}”",
    "turn": "turned by a word of the kind “{}”",
    "taken back by": "“{}” takes the denial back",
    "supposed": "“{}” makes it a plan or a supposition",
    "touches before": "“{}” touches the name",
    "touches after": "“{}” touches the name",
}
_KINDS = (
    ("NAME", "the name"),
    ("[#]", "[a citation]"),
    ("<dataset>", "a dataset"),
    ("<model>", "a model"),
    ("<name>", "a name"),
)


def in_words(feature: str) -> str:
    """One feature as a reviewer reads it."""
    kind, _, what = feature.partition(":")
    if not what:
        return feature
    for mark, words in _KINDS:
        what = what.replace(mark, words)
    what = re.sub(r"(?<!\S)#(?!\S)", "a number", what)
    return _SAID.get(kind, "{}").format(what)


def told(seen: Seen, largest: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    """The verb over the name, what weighed most, and the place."""
    verb = next((v for v in seen.sentence.clause.verbs if v.act), None)
    subject = next((v.subject_words for v in seen.sentence.clause.verbs if v.subject_words), "")
    who = f", subject “{_as_printed(subject, seen)}”" if subject else ""
    first = (f"verb “{verb.lemma}” governs “{seen.name}”{who}",) if verb else ()
    weighed = dict.fromkeys(in_words(name) for name, _ in largest)
    return (*first, *weighed, where(seen.passage))


def _as_printed(words: str, seen: Seen) -> str:
    """Words of the parse without the names that stood in: the name itself again, "…" for the others."""
    words = words.replace(STAND_IN, seen.name)
    for stood_in in STAND_INS.values():
        if stood_in not in seen.passage.quote:
            words = words.replace(stood_in, "…")
    return words
