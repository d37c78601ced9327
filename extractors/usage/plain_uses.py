"""A use that the parse tells by itself: the authors are the subject of a verb of use that governs the name.

Words elsewhere in the sentence, a denial of something else among them, weigh nothing against it. Only the role is
left to the model.
"""

import re

from citetrail.records.vocabulary import MemberKind, Zone
from extractors.usage.clauses import STAND_IN, Clause, Verb
from extractors.usage.features import Sentence
from extractors.usage.parse_words import lists
from extractors.usage.sentence_words import NUMBER
from extractors.usage.word_lists import word_lists

# How sure such a sentence is by itself.
PLAIN = 0.75
FINITE = ("VB", "VBP", "VBD", "VBZ")
# The longest way from the name to the verb, in words: beyond it what is said is mostly said of something else.
FARTHEST = 5
_QUOTED = re.compile(r"[\"“][^\"“”]*\b(?:DATA|MODEL)\b[^\"“”]*[\"”]")
QUOTED_WORDS = 4


def plainly_used(sentence: Sentence) -> bool:
    """Whether the authors say in so many words that they use a dataset, and nothing makes it a plan."""
    clause = sentence.clause
    if sentence.kind is not MemberKind.DATASET or sentence.zone not in (Zone.PROSE, Zone.FOOTNOTE):
        return False
    standing = clause.standing
    if not clause.verbs or standing.denied or is_quoted(sentence):
        return False
    # Before suppositions: "could not have been trained without NAME" is put as one and is none.
    if standing.again or (_is_needed(clause) and (_own_words(sentence) or clause.verbs[0].tag == "VBN")):
        return True
    if standing.supposed:
        return False
    verb = clause.verbs[0]
    plain = verb.lemma in lists()["plainly"] and not verb.modal
    return plain and _is_ours(clause) and _is_near(clause, verb)


def _is_needed(clause: Clause) -> bool:
    """Two turns that make a use: "could not have been trained without NAME", "no data other than NAME were used"."""
    standing = clause.standing
    excepted = standing.effect in lists()["excepting"]
    even = len(standing.turns) > 0 and len(standing.turns) % 2 == 0 and not standing.effect
    ablated = bool(standing.turns and standing.effect)
    # "No data other than": the word for others is none here.
    return excepted or ((even or ablated) and clause.agent != "others")


def _own_words(sentence: Sentence) -> bool:
    return any(word_lists().agents.get(word) == "own" for word in sentence.words)


def _is_ours(clause: Clause) -> bool:
    """ "We train", "our network is trained", "we align the faces and train"; not "our rivals train"."""
    verb, above = clause.verbs[0], clause.verbs[1:2]
    if verb.subject:
        ours = verb.subject_words.lower().startswith(("our ", "ours", "the proposed "))
        return verb.subject in ("we", "i") or (ours and verb.subject in lists()["works"])
    return verb.tag in FINITE and any(v.subject in ("we", "i") for v in above)


def _is_near(clause: Clause, verb: Verb) -> bool:
    """Whether only prepositions and words for data stand between the name and the verb."""
    way = clause.path[: clause.path.index(verb.lemma)] if verb.lemma in clause.path else clause.path
    known = lists()["prepositions"] | lists()["material"]
    return len(way) <= FARTHEST and all(lemma in known for lemma in way)


def others_act(sentence: Sentence) -> str:
    """Who acts, where the sentence says that others do: people in a passive, papers that were counted, "In [12]"."""
    known, words = lists(), set(sentence.words)
    counted = words & known["counted"]
    if counted and words & (known["quantities"] | {NUMBER}):
        return min(counted)
    if not _own_words(sentence) and sentence.masked.text.startswith(("In [#]", "[#]")):
        return "[#]"
    for verb in sentence.clause.verbs[:2]:
        by = {word.strip(".,;").lower() for word in verb.by.split()}
        if by & known["people"] and not by & {"us", "ourselves"}:
            return verb.by
        subject = verb.subject_words.lower()
        if subject.startswith("their "):
            return verb.subject_words
        if verb.passive or STAND_IN.lower() in subject:
            continue
        if verb.subject in known["documents"] | known["people"] and not subject.startswith(
            ("our", "this", "the present")
        ):
            return verb.subject_words
    return ""


def is_quoted(sentence: Sentence) -> bool:
    """Whether the name stands in a quotation of some length, which somebody else said."""
    return any(len(m[0].split()) >= QUOTED_WORDS for m in _QUOTED.finditer(sentence.masked.text))
