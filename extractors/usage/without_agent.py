"""Sentences in which nobody is said to act and that tell of the paper's own work all the same."""

import re

from citetrail.records.vocabulary import MemberKind, Section
from extractors.usage.clauses import STAND_IN, Clause, Verb
from extractors.usage.marked_sentence import Sentence
from extractors.usage.others_work import others_act
from extractors.usage.parse_words import lists
from extractors.usage.sentence_words import CITE

# "A subset called NAME": what names the data is no act of anybody's.
_NAMING = frozenset({"call", "name", "dub", "term", "denote"})
_ACTS = frozenset({"train", "fine_tune", "evaluate", "use"})
# Where a paper tells what it did itself; introductions and overviews tell what others did.
OWN_PARTS = frozenset({Section.METHOD, Section.EXPERIMENTS, Section.APPENDIX})
RESULTS = frozenset({Section.EXPERIMENTS, Section.ABSTRACT})
SUMMARIES = frozenset({Section.ABSTRACT, Section.FRONT, Section.CONCLUSION})
# Words of the headings under which a paper lists the data that it works with.
_OF_DATA = ("data", "benchmark")
# "Extensive experiments carried out on NAME show": by custom the authors', in an introduction as well. Of such a
# sentence nothing is known to be somebody else's.
_EXPERIMENTS = re.compile(
    r"\b(?:[Ee]xtensive|[Cc]omprehensive|[Tt]horough|[Ee]mpirical|[Aa]dditional|[Ff]urther) "
    r"(?:[\w-]+ ){0,2}(?:experiments|evaluations?|studies)\b(?! (?:of|by|in|from)\b)[^.;]* on [^.;]*\bDATA\b"
)
# What such experiments do, and no word of habit beside it.
_SHOWING = frozenset(
    {"show", "demonstrate", "confirm", "verify", "validate", "indicate", "suggest", "prove", "reveal"}
)
_PRONOUNS = frozenset({"it", "they", "which", "that", "he", "she", "who"})


def tells_own_work(sentence: Sentence) -> bool:
    """Whether the authors did it, though no word says so."""
    is_model = sentence.kind is MemberKind.MODEL
    return (
        _is_done(sentence.clause, sentence.kind)
        or _is_fragment(sentence)
        or (_is_part(sentence) if is_model else _is_own_data(sentence))
    )


def _is_done(clause: Clause, kind: MemberKind) -> bool:
    """A passive without an agent is the authors' own: "faces are embedded with NAME"."""
    verb = next(
        (v for v in clause.verbs if v.act and not (v.lemma in _NAMING and v.tag == "VBN" and not v.passive)), None
    )
    if verb is not None and verb.passive and verb.act in _ACTS:
        return True
    outputs = bool(lists()["model_outputs"] & set(clause.path))
    of_model = clause.link == "pobj" or (clause.link == "compound" and outputs)
    return kind is MemberKind.MODEL and of_model and any(v.passive for v in clause.verbs[:2])


def _is_fragment(sentence: Sentence) -> bool:
    """A caption, a heading, the words of a figure: "Detection on NAME"."""
    return not sentence.clause.has_verb and sentence.section in OWN_PARTS


def _is_own_data(sentence: Sentence) -> bool:
    return any(told(sentence) for told in (_is_result, _is_described, _is_experiment))


def _is_experiment(sentence: Sentence) -> bool:
    """ "The NAME experiments are repeated", in a part that tells of the authors' own; "extensive" ones that show."""
    clause, known = sentence.clause, lists()
    common = known["habits"] | known["customary"] | known["putting_off"] | {"left", "planned", "needed"}
    if clause.agent == "others" or not common.isdisjoint(sentence.words) or others_act(sentence):
        return False
    if sentence.section in OWN_PARTS | SUMMARIES and "experiment" in clause.path[:3]:
        return True
    shows = not _SHOWING.isdisjoint(v.lemma for v in clause.verbs)
    return shows and sentence.section is not Section.RELATED_WORK and bool(_EXPERIMENTS.search(sentence.masked.text))


def _is_result(sentence: Sentence) -> bool:
    """ "A simple average performs well on NAME", among the paper's own results."""
    verb = _own_verb(sentence.clause)
    told = verb is not None and verb.act == "evaluate" and "on" in sentence.clause.path[:3]
    return told and sentence.section in RESULTS


def _is_described(sentence: Sentence) -> bool:
    """ "NAME collects 4,000 images", under a heading that tells of the paper's data."""
    verb = next(iter(sentence.clause.verbs), None)
    heading = sentence.heading.lower()
    return (
        sentence.section is Section.EXPERIMENTS
        and any(word in heading for word in _OF_DATA)
        and verb is not None
        and STAND_IN in verb.subject_words
    )


def _is_part(sentence: Sentence) -> bool:
    """ "The backbone is a NAME pre-trained on …", where the paper tells of its own method."""
    verb = _own_verb(sentence.clause)
    if sentence.section not in OWN_PARTS or verb is None:
        return False
    # What NAME itself is, needs or expects is told of it, whoever uses it.
    return STAND_IN not in verb.subject_words or bool(verb.act) or verb.passive or verb.lemma in lists()["serving"]


def _own_verb(clause: Clause) -> Verb | None:
    """The nearest verb that has a subject, unless that is somebody else's."""
    verb = next((v for v in clause.verbs if v.subject), None)
    return None if verb is None or clause.agent == "others" or _is_foreign(verb) else verb


def _is_foreign(verb: Verb) -> bool:
    """Whether what acts has a name of its own, or stands for what was named before."""
    return verb.subject.startswith("<") or verb.subject in _PRONOUNS or CITE in verb.subject_words
