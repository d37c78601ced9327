"""A use that the parse tells by itself: the authors are the subject of a verb of use that governs the name.

Words elsewhere in the sentence, a denial of something else among them, weigh nothing against it. Only the role is
left to the model.
"""

import re

from citetrail.records.vocabulary import MemberKind, Zone
from extractors.usage.clauses import Clause, Verb
from extractors.usage.marked_sentence import Sentence
from extractors.usage.model_uses import model_taken
from extractors.usage.others_work import others_act, says_own
from extractors.usage.own_results import own_result
from extractors.usage.parse_words import lists
from extractors.usage.word_lists import word_lists

# How sure such a sentence is by itself.
PLAIN = 0.75
FINITE = ("VB", "VBP", "VBD", "VBZ")
# The longest way from the name to the verb, in words: beyond it what is said is mostly said of something else.
FARTHEST = 5
_QUOTED = re.compile(r"[\"“][^\"“”]*\b(?:DATA|MODEL)\b[^\"“”]*[\"”]")
QUOTED_WORDS = 4
_ASKED = re.compile(r"(?<![?\[(])\?\s*$")
# "Our networks", "half of our runs", "the networks in this paper".
_OURS = re.compile(
    r"(?:(?:[\w-]+ ){1,3}of |all |both )?(?:our|ours|the proposed)\b|the .*\b(?:in|of) this (?:paper|work|study)\b|"
    r"(?:both|all|all three|the two|either) (?:runs|experiments)\b",
    re.I,
)
# "NAME is our training set", "NAME serves as the test set"; and "our NAME models".
_FOR = r"(?:pre-?)?(?:training|test|testing|validation|evaluation) (?:data|sets?|material|corpus)"
_SERVES = re.compile(
    rf"\bDATA(?:,[^,;.]*,)? (?:is|was|serves as|served as|acts as|acted as) "
    rf"(?:our \w* ?{_FOR}|the (?:only )?{_FOR}(?! of))\b"
)
# "NAME served as our distractor gallery", "NAME was, regrettably, part of our training data".
_OUR_MATERIAL = re.compile(
    r"\bDATA (?:(?:is|was),? (?:[\w-]+,? )?part of|serves? as|served as|acts as|acted as|is|was) our (?:[\w-]+ ){0,2}"
    r"(?:gallery|distractors|benchmark|test bed|data|sets?|material|corpus)\b"
)
_KEPT = re.compile(
    r"\bDATA (?:is|was|were|has been) (?:kept|retained|included) (?:in|for) our "
    r"(?:evaluation|training|experiments?|tests?|comparison)\b"
)
# "40,000 images of NAME remained and constituted our sample".
_CONSTITUTES = re.compile(r"\bDATA (?:\w+ ){0,3}(?:constitute[sd]?|form(?:s|ed)?|ma[dk]e up|makes up) our\b")
# "We made use of NAME", "the present study uses NAME".
_IN_WORDS = re.compile(
    r"\b(?:[Ww]e (?:have )?ma[dk]e use of|[Tt]he present (?:study|paper|work) (?:uses|used|makes use of)) "
    r"(?:the )?DATA\b"
)
_OUR_MODELS = re.compile(r"\b[Oo]ur (?:\w+ )?DATA(?:-trained)? (?:models?|networks?|encoders?|backbones?|weights)\b")
# "Our training on NAME had started", "NAME is what we feed our network with".
_OUR_RUNS = re.compile(
    r"\b[Oo]ur (?:\w+ )?(?:pre-?)?(?:training|fine-?tuning|experiments?|runs?|tests?|evaluations?|simulations?) "
    r"(?:on|with|over) DATA\b"
)
_WHAT_WE = re.compile(
    r"\bDATA (?:is|was) what we (?:train|trained|feed|fed|use|used|test|tested|evaluate|evaluated)\b"
)
# "It is on NAME that we train", "half of it was left, and it is on this half that we train".
_CLEFT = re.compile(
    r"\b[Ii]t (?:is|was) (?:on|with|from|against) (?:DATA|it|th(?:is|ese|at|ose)(?: \w+)?)(?:, [^.;,]{0,60},)? "
    r"that (?:we|our) "
)
_CANNOT_BUT = re.compile(
    r"\b[Ww]e (?:cannot|can not|could not) but (?:use|(?:train|test|evaluate|rely) on) (?:the )?DATA\b"
)
# "Our decision to keep NAME", "our use of NAME".
_OUR_CHOICE = re.compile(
    r"\b[Oo]ur (?:\w+ )?(?:(?:re-?)?use|choice|(?:decision|choice) to (?:use|keep|include|retain|train on|test on)) "
    r"(?:of )?(?:the )?DATA\b"
)
# "It turned out to be enough for pre-training our encoder".
_ENOUGH = re.compile(
    r"\b(?:DATA|it) (?:\w+ ){1,4}(?:enough|sufficient|adequate) (?:for|to) "
    r"(?:[\w-]+ )?(?:pre-?)?(?:train|test)(?:ing)? our\b"
)
# "Training data: NAME", as the line of a table or of a list of settings has it.
_LABELLED = re.compile(r"^(?:Training|Test|Testing|Validation|Evaluation) (?:data|sets?): DATA\b")
# "As training data serve NAME": whose training it is, goes without saying.
_AS_DATA = re.compile(rf"As (?:(?:the|our) )?{_FOR} (?:serve[sd]?|we (?:take|took|use|used)) [^,;:.]{{0,40}}\bDATA\b")
_PLAINLY_OURS = (
    _SERVES,
    _OUR_MATERIAL,
    _KEPT,
    _IN_WORDS,
    _AS_DATA,
    _OUR_MODELS,
    _OUR_RUNS,
    _WHAT_WE,
    _OUR_CHOICE,
    _ENOUGH,
    _LABELLED,
)


def plainly_used(sentence: Sentence) -> bool:
    """Whether the authors say in so many words that they use it, and nothing makes it a plan."""
    clause = sentence.clause
    standing = clause.standing
    if sentence.zone not in (Zone.PROSE, Zone.FOOTNOTE) or standing.denied or is_quoted(sentence):
        return False
    if _LABELLED.match(sentence.masked.text):
        return True
    if not clause.verbs:
        return False
    if sentence.kind is MemberKind.MODEL:
        return model_taken(sentence, ours=_is_ours(sentence.clause))
    able = bool(set(standing.turns) & lists()["possible"])
    if not standing.supposed and not able and any(form.search(sentence.masked.text) for form in _PLAINLY_OURS):
        return True
    # Before suppositions: "could not have been trained without NAME" is put as one and is none.
    if standing.again or (_is_needed(clause) and _speaks_of_ours(sentence)):
        return True
    told = _CLEFT.search(sentence.masked.text) or _CANNOT_BUT.search(sentence.masked.text) or own_result(sentence)
    if told and not others_act(sentence):
        return True
    if standing.supposed or is_asked(sentence):
        return False
    verb = clause.verbs[0]
    if (_is_split_for_ours(clause) or _is_repeated(clause)) and not others_act(sentence):
        return True
    # "We learn of NAME" is no use of a verb of use.
    heard = verb.lemma == "learn" and clause.path[:1] in (("of",), ("about",))
    known = lists()["plainly"] | (lists()["plainly_of_works"] if verb.subject not in ("we", "i") else frozenset())
    plain = verb.lemma in known and not verb.modal and not heard
    return plain and _is_ours(clause) and _is_near(clause, verb)


def openly_used(sentence: Sentence) -> bool:
    """Whether the authors do anything with the data at all but speak of it: "we darken the faces of NAME"."""
    clause = sentence.clause
    standing = clause.standing
    told = sentence.zone in (Zone.PROSE, Zone.FOOTNOTE) and bool(clause.verbs) and not is_quoted(sentence)
    if not told or sentence.kind is MemberKind.MODEL or standing.turns or standing.supposed or is_asked(sentence):
        return False
    verb = clause.verbs[0]
    held = lists()
    silent = verb.lemma in held["speaking"] | held["verbs"] | held["removal"] | held["seeking"] | held["plans"]
    if silent or verb.modal or verb.negated or clause.path[:1] in (("to",), ("for",)) or others_act(sentence):
        return False
    governed = clause.link in ("dobj", "pobj", "nsubjpass", "compound", "conj")
    return governed and _is_ours(clause) and _is_near(clause, verb)


def _is_split_for_ours(clause: Clause) -> bool:
    """ "NAME, disputed as it is, was adopted in our experiments", "we split NAME for our tests"."""
    verb = clause.verbs[0]
    governed = clause.link in ("nsubjpass", "dobj") or clause.path[:1] in (("dataset",), ("datum",), ("set",))
    told = verb.act in ("use", "evaluate", "train", "fine_tune") or verb.lemma in lists()["preparing"]
    done = governed and bool(verb.place) and told and not verb.negated and not verb.modal
    return done and (verb.passive or _is_ours(clause))


def _is_repeated(clause: Clause) -> bool:
    """ "We were not able to reproduce the figures reported on NAME"."""
    verb = next((v for v in clause.verbs[:2] if v.lemma in ("reproduce", "replicate")), None)
    repeated = verb is not None and clause.path[:1] == ("on",) and not verb.modal
    return repeated and any(v.subject in ("we", "i") for v in clause.verbs[:3])


def _is_needed(clause: Clause) -> bool:
    """Two turns that make a use: "could not have been trained without NAME", "no data other than NAME were used"."""
    standing = clause.standing
    excepted = standing.effect in lists()["excepting"]
    # "Nothing prevents a training on NAME": it is possible.
    able = bool(set(standing.turns) & lists()["possible"])
    even = not able and len(standing.turns) > 0 and len(standing.turns) % 2 == 0 and not standing.effect
    ablated = bool(standing.turns and standing.effect)
    # "No data other than": the word for others is none here.
    return excepted or ((even or ablated) and clause.agent != "others")


def _speaks_of_ours(sentence: Sentence) -> bool:
    """Whether "we", "this paper" or a bare passive stand in it, or nobody but what is trained: "no set entered"."""
    clause, excepting = sentence.clause, sentence.clause.standing.effect in lists()["excepting"]
    own = says_own(sentence) or word_lists().own_words.search(sentence.masked.text)
    return bool(own) or clause.verbs[0].tag == "VBN" or (excepting and not others_act(sentence))


def _is_ours(clause: Clause) -> bool:
    """ "We train", "half of our networks are trained", "a network trained by us"; not "our rivals train"."""
    verb, above = clause.verbs[0], clause.verbs[1:2]
    if verb.by.lower() in ("by us", "by ourselves"):
        return True
    if verb.subject:
        if verb.subject in ("we", "i"):
            return True
        ours = _OURS.match(verb.subject_words)
        return ours is not None and bool({verb.subject, *_stems(verb.subject_words)} & lists()["works"])
    return verb.tag in FINITE and any(v.subject in ("we", "i") for v in above)


def _stems(words: str) -> set[str]:
    """The words of a subject up to a comma or a relative clause, as they are and without an "s"."""
    said = re.split(r",| that | which | of (?!our)", words.lower())[0].split()
    return {form for word in said for form in (word, word.removesuffix("s"))}


def _is_near(clause: Clause, verb: Verb) -> bool:
    """Whether only prepositions and words for data stand between the name and the verb."""
    way = clause.path[: clause.path.index(verb.lemma)] if verb.lemma in clause.path else clause.path
    known = lists()["prepositions"] | lists()["material"]
    return len(way) <= FARTHEST and all(lemma in known for lemma in way)


def is_asked(sentence: Sentence) -> bool:
    """Whether it ends as a question; "Table ??" and "[?]" are references that are not there."""
    return _ASKED.search(sentence.masked.text) is not None


def is_quoted(sentence: Sentence) -> bool:
    """Whether the name stands in a quotation of some length, which somebody else said."""
    return any(len(m[0].split()) >= QUOTED_WORDS for m in _QUOTED.finditer(sentence.masked.text))
