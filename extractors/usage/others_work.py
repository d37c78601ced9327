"""What a sentence tells of others, or of nobody's use: others' work, counts, custom, history, what is put off."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from citetrail.records.vocabulary import MemberKind
from extractors.usage.clauses import STAND_IN, Verb
from extractors.usage.marked_sentence import Sentence
from extractors.usage.parse_words import lists
from extractors.usage.sentence_words import CITE, NAME, NUMBER, OTHER_DATASET, OTHER_MODEL, OTHER_NAME, plain
from extractors.usage.third_parties import passed_up, third_party, told_of_itself
from extractors.usage.word_lists import word_lists

NAMES = frozenset({OTHER_DATASET, OTHER_MODEL, OTHER_NAME})
# Words beside which a likeness tells of weights and not of a method.
_WEIGHTS_TOLD = frozenset({"checkpoint", "checkpoints", "pretrained", "pre-trained", "released", "frozen"})
_TRAINED_WITH = re.compile(
    r"\b(?i:train|fine-?tun|supervis)(?:e|ed|ing) (?:with|by|under) (?:[\w-]+ )?MODEL\b"
    r"(?! (?:as|weights|features?|embeddings?|teacher|encoder|backbone))"
)
NEAR = 3  # words between "mentioned" and "only"
# In sections with these words in the heading, how a set was made is told of sets that the paper works with.
DATA_HEADINGS = ("data", "experiment", "evaluation", "benchmark", "training", "setup", "setting")


# "Our intern", "a student of our group"; not "users of our toolbox".
_OURS = re.compile(
    r"^(?:our|ours|we|this|the present|the (?:project|evaluation|study|research) team|the editors?)\b|"
    r"\bof (?:ours|our (?:group|team|laboratory|lab|department))\b"
)

# Whoever is cited or has a name; not "According to Fig. 3".
_ACCORDING = re.compile(
    rf"(?:^|[,;] )[Aa]ccording to (?:{re.escape(CITE)}|"
    r"(?!Fig|Sec|Tab|Eq|App|Alg|The|This|Our|These)[A-Z][\w’'-]+(?! ?\.? ?\d))"
)
_COPIED_FROM = re.compile(
    rf"\bfrom (?:[\w-]+ ){{0,4}}(?:papers?|publications?|literature|articles?|works?|{re.escape(CITE)})"
)
_ENTRY = re.compile(r"(?:The )?(?:DATA|MODEL)(?: \([^()]*\))? ?[:–—] ?(?:an?|the) ")
# "By a scraped set we mean one such as NAME".
_WE_MEAN = re.compile(r"By (?:an? |the )?[^,]{1,60} we (?:mean|understand|denote)\b")
_MODELLED = re.compile(r"\b(?:modell?ed|patterned|styled) (?:on|after) (?:the |that of )?(?:DATA|MODEL)\b")
# "Different from [8], which relies on NAME, ours …".
_DIFFERENT = re.compile(r"Different(?:ly)? from [^,]*(?:DATA|MODEL)\b")
# "We leave out works evaluated on NAME".
_WORKS_ON = re.compile(
    r"(?<!our )\b(?:works|papers|studies|articles) (?:\w+ ){0,2}"
    r"(?:evaluated|trained|tested) (?:\w+ )?(?:on|with) DATA\b"
)
_FOR_EXAMPLE = re.compile(r"\((?:eg|e\.g\.|for example),? (?:[^()]*, )?(?:DATA|MODEL)[,)]")
_TO_NAME = re.compile(r"\bto name (?:but|just|only)? ?(?:a few|two|three|four|five|some)\b")
# "Miller et al train on NAME", whatever the parser makes of it.
_ET_AL = re.compile(
    r"(?:^|[,;] |[Tt]hat )([A-Z][\w’'-]+(?: and [A-Z]\w+)? et al) (?:\[#\] )?[a-z]+[^,;]* (?:DATA|MODEL)\b"
)
# "The baselines use NAME, whereas ours …".
_OURS_BESIDE = re.compile(r"[,;] (?:whereas|while|but) (?:our|ours|we)\b")
# "The network of Miller [3]".
_BY_PEOPLE = re.compile(r" (?:of|by) [A-Z][a-z]+(?: et al| and [A-Z][a-z]+)?$")


def others_act(sentence: Sentence) -> str:
    """The words by which a sentence tells of others or of no use; "" where none does."""
    if sentence.clause.standing.again:
        return ""
    return next((told for way in WAYS if (told := way(sentence))), "")


def says_own(sentence: Sentence) -> bool:
    """Whether "we", "our" or "this paper" stand in it."""
    return not word_lists().own_agents.isdisjoint(sentence.words)


def _counted(sentence: Sentence) -> str:
    """ "Used in 61 % of the papers that we read"."""
    known, words = lists(), set(sentence.words)
    counted = words & known["counted"]
    if counted and words & (known["quantities"] | {NUMBER}):
        return min(counted)
    # "has been used to train hundreds of networks"
    many = words & {"dozens", "hundreds", "thousands", "countless"}
    return min(many) if many and words & known["counted_models"] and not says_own(sentence) else ""


def _sized(sentence: Sentence) -> str:
    """ "Public sets (OTHER 0.5M, NAME 5.8M)": a list of sizes."""
    words, verbs = sentence.words, sentence.clause.verbs
    if any(v.act in ("train", "evaluate", "fine_tune", "use") for v in verbs):
        return ""
    sized = [a for a, b in pairwise(words) if b == NUMBER and a in NAMES | {NAME}]
    return "sizes" if NAME in sized and len(sized) > 1 else ""


def _cited(sentence: Sentence) -> str:
    begins = sentence.masked.text.startswith((f"In {CITE}", CITE))
    return CITE if begins and not says_own(sentence) else ""


def _likened(sentence: Sentence) -> str:
    """ "Unlike [6], who start from NAME", "Like NAME before it, our list was gathered from the web".

    Of a model's method also "like NAME, we divide by the norm" and "we follow NAME in dividing by the norm".
    """
    clause = sentence.clause
    if "unlike" in clause.path:
        return "unlike"
    for word, begins in (("oppose", "As opposed to"), ("contrary", "Contrary to")):
        if ("to", word) in pairwise(clause.path) and sentence.masked.text.startswith(begins):
            return begins.lower()
    if sentence.kind is MemberKind.MODEL and clause.path and not _WEIGHTS_TOLD & set(sentence.words):
        if clause.path[0] == "like" and sentence.masked.text.startswith("Like "):
            return "like"
        if clause.verbs and clause.verbs[0].lemma == "follow" and clause.link in ("dobj", "conj"):
            return "follow"
    if told := _MODELLED.search(sentence.masked.text) or _DIFFERENT.match(sentence.masked.text):
        return told[0]
    act = clause.verbs[0].act if clause.verbs else ""
    return "like" if clause.path[:1] == ("like",) and act in ("derive", "create", "describe") else ""


def _asked(sentence: Sentence) -> str:
    """ "Which of them were trained on NAME, we asked by letter"."""
    verbs = sentence.clause.verbs
    asked = any(v.lemma in lists()["asking"] for v in verbs[1:])
    return verbs[0].subject_words if asked and verbs[0].subject in ("which", "who", "what") else ""


def _according(sentence: Sentence) -> str:
    """ "According to Miller and Jones, a model trained on NAME is slower"."""
    clause = _around(sentence)
    return "according to" if _ACCORDING.search(clause) and not _says_own(clause) else ""


def _around(sentence: Sentence) -> str:
    """The words around the name as far as the next semicolons."""
    before, word, after = sentence.masked.text.partition(sentence.masked.word)
    return before.rpartition(";")[2].lstrip() + word + after.partition(";")[0]


def _says_own(text: str) -> bool:
    agents = word_lists().agents
    return any(agents.get(word.strip(",.()")) == "own" for word in text.lower().split())


def _copied(sentence: Sentence) -> str:
    """ "Results on NAME are copied from the literature"."""
    verb = next(iter(sentence.clause.verbs), None)
    if verb is None or not verb.passive or verb.negated or verb.lemma not in lists()["copying"]:
        return ""
    figures = {form for w in verb.subject_words.lower().split() for form in (w, w.removesuffix("s"))}
    told = figures & lists()["figures"] and _COPIED_FROM.search(_around(sentence))
    return verb.subject_words if told else ""


def _by_custom(sentence: Sentence) -> str:
    """ "Retrieval is usually measured on NAME": what is customary, where nobody of the paper acts."""
    verb = next(iter(sentence.clause.verbs), None)
    if verb is None or not verb.passive or verb.place or sentence.clause.agent == "own":
        return ""
    clause = _around(sentence).lower()
    told = [
        w
        for a, w in pairwise(clause.split())
        if w in lists()["by_custom"] and a in ("is", "are", "was", "were", "been")
    ]
    return next((w for w in told if "our" not in clause.split()), "")


def _glossed(sentence: Sentence) -> str:
    """ "NAME (in full): a benchmark of 3,000 people", an entry of a glossary."""
    if _WE_MEAN.match(sentence.masked.text):
        return "we mean"
    entry = _ENTRY.match(sentence.masked.text) and not any(v.act for v in sentence.clause.verbs)
    in_data = any(w in sentence.heading.lower() for w in DATA_HEADINGS)
    return "a definition" if entry and not in_data and not says_own(sentence) else ""


def _enumerated(sentence: Sentence) -> str:
    """ "Libraries abound: OTHER, NAME, to name but two"."""
    text = sentence.masked.text
    told = _TO_NAME.search(text) or (_FOR_EXAMPLE.search(text) if not says_own(sentence) else None)
    told = told or _WORKS_ON.search(text)
    return told[0] if told else ""


def _advised(sentence: Sentence) -> str:
    """ "Whoever wants better weights should download NAME": advice to readers."""
    words = sentence.words
    before = words[: words.index(NAME)] if NAME in words else []
    to = next(iter(words), "")
    return to if to in lists()["advised"] and {"should", "may", "can", "must", "advised"} & set(before) else ""


def _only_known(sentence: Sentence) -> str:
    """ "We are aware of NAME", "only later did we learn of NAME", "we wrote to the holders of NAME"."""
    path = sentence.clause.path
    if path[:1] not in (("of",), ("about",)):
        return ""
    known = lists()["knowing"] | (lists()["bearers"] if sentence.kind is MemberKind.DATASET else frozenset())
    return path[1] if path[1:2] and path[1] in known else ""


def _put_off(sentence: Sentence) -> str:
    """ "…, a step that we postpone"."""
    words = sentence.words
    after = words[words.index(NAME) :] if NAME in words else []
    return next((b for a, b in pairwise(after) if a in ("we", "is", "are") and b in lists()["putting_off"]), "")


def _only_told(sentence: Sentence) -> str:
    """ "…, is mentioned here only"."""
    words = sentence.words
    if says_own(sentence):
        return ""
    only = [i for i, w in enumerate(words) if w in ("only", "merely", "solely")]
    told = [i for i, w in enumerate(words) if w in lists()["telling"]]
    return next((words[t] for t in told for o in only if abs(t - o) <= NEAR), "")


def _measured(sentence: Sentence) -> str:
    """ "Ours is a tenth the size of NAME", "twice the 10,575 of NAME", "NAME is 17 million pictures large"."""
    clause, words = sentence.clause, sentence.words
    if clause.path[:1] == ("of",) and clause.path[1:2] and clause.path[1][:1].isdigit():
        before = words[: words.index(NAME)] if NAME in words else []
        if told := next((w for w in before if w in ("twice", "times", "half", "than")), ""):
            return told
    if clause.path[:2] in (("of", "size"), ("of", "scale")):
        return clause.path[1]
    if clause.path[:1] != ("be",) or not clause.link.startswith("nsubj"):
        return ""
    after = words[words.index(NAME) + 1 :] if NAME in words else []
    said = after[: next((i for i, w in enumerate(after) if w in (",", ";", ".")), len(after))]
    return next((w for w in said if w in lists()["size_words"]), "")


def _customary(sentence: Sentence) -> str:
    """ "Training on NAME is widespread"."""
    verbs, words = sentence.clause.verbs, sentence.words
    if not verbs or verbs[0].lemma != "be" or not set(sentence.clause.path[:3]) & {"train", "use", "evaluation"}:
        return ""
    return next((w for w in words[words.index(NAME) :] if w in lists()["customary"]), "")


def _made(sentence: Sentence) -> str:
    """ "OTHER was assembled from NAME", "NAME was gathered in 2012": how data came about."""
    verbs = sentence.clause.verbs
    if not verbs or verbs[0].modal or says_own(sentence):
        return ""
    verb, words = verbs[0], sentence.words
    itself = STAND_IN in verb.subject_words
    if itself and any(w in sentence.heading.lower() for w in DATA_HEADINGS):
        return ""
    if not verb.passive:
        return verb.lemma if itself and verb.lemma in lists()["coming"] and verb.tag == "VBD" else ""
    known = lists()["making"] | (lists()["making_by"] if "by" in words else set())
    told = verb.lemma in known and (itself or any(_is_name(w) for w in verb.subject_words.split()))
    return verb.lemma if told and {"was", "were"} & set(words) else ""


def _is_name(word: str) -> bool:
    return plain(word) in NAMES


def _somebody(sentence: Sentence) -> str:
    """Who acts: people in a passive, a paper, a student of the university, "the strongest published model"."""
    told = next((who for verb in sentence.clause.verbs[:2] if (who := _actor(sentence, verb))), "")
    cited = _ET_AL.search(_around(sentence)) if not told else None
    return cited[1] if cited and not _says_own(_around(sentence)) else told


def _actor(sentence: Sentence, verb: Verb) -> str:
    known = lists()
    # "Fitted by the project team" is the work of a report's own authors.
    own_team = _OURS.search(verb.by.lower().removeprefix("by "))
    by = set() if own_team else {word.strip(".,;").lower() for word in verb.by.split()}
    if by & known["people"] and not by & {"us", "ourselves", "ours"}:
        return verb.by
    subject = verb.subject_words.lower()
    words = set(subject.replace(",", " ").split())
    if subject.startswith("their "):
        return verb.subject_words
    if STAND_IN.lower() in subject or _OURS.search(subject):
        return ""
    if _BY_PEOPLE.search(verb.subject_words) and f"{verb.subject_words} {CITE}" in sentence.masked.text:
        return verb.subject_words
    if words & known["published"] and not says_own(sentence) and verb.act:
        return verb.subject_words
    of_cited = verb.subject_words.endswith((" of", " by")) and f"{verb.subject_words} {CITE}" in sentence.masked.text
    if of_cited or (subject.endswith("et al") and not verb.passive):
        return verb.subject_words
    if words & known["rivals"] and _OURS_BESIDE.search(sentence.masked.text):
        return verb.subject_words
    if verb.passive:
        return ""
    somebody = verb.subject in known["documents"] | known["people"] or _is_person(verb, words)
    return verb.subject_words if somebody else ""


def _is_person(verb: Verb, words: set[str]) -> bool:
    """A student with a teacher's network of that name is told apart by what stands beside it."""
    known = lists()
    return verb.subject in known["persons"] or (verb.subject == "student" and bool(words & known["studies"]))


def _no_weights(sentence: Sentence) -> str:
    """ "We implement its loss and load no released weights"."""
    words = sentence.words
    if sentence.kind is not MemberKind.MODEL or NAME not in words:
        return ""
    for at, word in enumerate(words):
        if word in ("no", "without") and at > words.index(NAME) and _are_weights(words[at + 1 : at + 4]):
            return " ".join(words[at : at + 3])
    return ""


def _as_loss(sentence: Sentence) -> str:
    """ "Fine-tuned with sub-center NAME", "supervised by NAME": what trains is a loss, no weights are taken."""
    if sentence.kind is not MemberKind.MODEL or _WEIGHTS_TOLD & set(sentence.words):
        return ""
    told = _TRAINED_WITH.search(sentence.masked.text)
    return " ".join(told[0].split()[:2]) if told else ""


def _are_weights(words: Sequence[str]) -> bool:
    """ "released weights", "weights"; not "change to its weights"."""
    held = next((i for i, w in enumerate(words) if w in ("weights", "checkpoint", "checkpoints")), None)
    return held is not None and all(w in lists()["public"] for w in words[:held])


WAYS: Sequence[Callable[[Sentence], str]] = (
    _counted,
    _sized,
    _cited,
    _likened,
    _asked,
    _according,
    _copied,
    _by_custom,
    _glossed,
    _enumerated,
    _advised,
    _put_off,
    _only_known,
    _only_told,
    _measured,
    _customary,
    _made,
    _no_weights,
    _as_loss,
    _somebody,
    third_party,
    told_of_itself,
    passed_up,
)
