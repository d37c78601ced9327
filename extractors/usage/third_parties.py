"""Who governs a name and is not of the paper: a cited method, forks and tools, earlier works; what is passed up.

The subject is asked of the parse; where the parser took the verb for a noun, the beginning of the clause tells it.
"""

import re

from extractors.usage.clauses import STAND_IN, Verb
from extractors.usage.marked_sentence import Sentence
from extractors.usage.parse_words import lists
from extractors.usage.sentence_words import CITE, OTHER_MODEL, plain
from extractors.usage.word_lists import word_lists

# "Where earlier works compute it by NAME, we ask": the clause of others under one of ours.
_CONTRAST = re.compile(r"^(?:Where|While|Whereas|Although|Though)\b|[,;] (?:where|while|whereas|as opposed to)\b")
# "We let the tool call NAME": what others do is ours then.
_CAUSING = frozenset({"let", "make", "have", "force", "allow", "modify", "configure"})
_CITED = rf"(?:[A-Z][\w’'+-]*(?: [A-Z][\w-]*)? {re.escape(CITE)})"
# "IP-Adapter [61] conditions the network upon NAME", whose verb the parser takes for a noun.
_CITED_ACTS = re.compile(
    rf"^({_CITED})(?:(?:,| and|, and) {_CITED})* (?!and\b|or\b|is\b|was\b|has\b|datasets\b)"
    r"[a-z]{2,}s (?:the|a|an|its|their) (?!by us)[^;]*\b(?:DATA|MODEL)\b"
)
_AVAILABLE = r"\b(?:available|offered|at hand|at our disposal|within (?:easy )?reach|exist(?:s|ed)?)\b"
# "… was available to us, yet we opted for another".
_PASSED_UP = re.compile(
    rf"\b(?:DATA|MODEL)\b[^;.]*{_AVAILABLE}[^;.]*[,;] (?:yet|but|still|however),? we (?:\w+ly )?(\w+)\b(?! it\b)"
)
_BY_MEANS = re.compile(r"\b(?:by|via|through)\b")
_ON_TERMS = re.compile(r"\b(?:for|under|only|by|to)\b")
# "Any folder of faces (say, NAME)": what could be given.
_ANY = re.compile(r"\bany [^()]{1,40}\((?:say|eg|e\.g\.|for example|such as|like),? (?:DATA|MODEL)\)")
# "We dismissed encoders with NAME pretraining", whose "with" the parser hangs on the verb.
_LEARNT_WITH = re.compile(r"\b(\w+?)s? with (?:\w+ )?DATA (?:pre-?)?training\b")
_NEXT_CLAUSE = re.compile(r";|, (?:whereas|while|where|but|yet|though|although)\b")
HIGHEST = 3  # verbs over the name whose subjects are asked


def third_party(sentence: Sentence) -> str:
    """The words for somebody else who governs the name; "" where it is the authors, or nobody knows who."""
    verbs = sentence.clause.verbs[:HIGHEST]
    for at, verb in enumerate(verbs):
        if _is_own(verb):
            return ""
        if not verb.passive and _is_foreign(sentence, verb):
            ours_above = any(_is_own(v) for v in verbs[at + 1 :])
            return "" if ours_above and not _is_contrasted(sentence, verbs[at + 1 :]) else verb.subject_words
    return "" if any(v.subject for v in verbs) else _begun_by_others(sentence)


def told_of_itself(sentence: Sentence) -> str:
    """ "The weights of NAME are offered for research", "its labels were obtained via a platform": the verb."""
    verb = next(iter(sentence.clause.verbs), None)
    if verb is None or not verb.passive or verb.negated or verb.place or STAND_IN not in verb.subject_words:
        return ""
    after = sentence.masked.text.partition(sentence.masked.word)[2]
    known = lists()
    if sentence.clause.path[:1] != ("of",) or "us" in verb.by.lower().split():
        return ""
    offered = verb.lemma in known["offering"] and _ON_TERMS.search(after)
    made = verb.subject in known["labels"] and verb.lemma in known["making"] | known["making_by"]
    return verb.lemma if offered or (made and _BY_MEANS.search(after)) else ""


def passed_up(sentence: Sentence) -> str:
    """ "A network trained on NAME was at hand, yet we chose another", "we rejected networks with NAME in them"."""
    known = lists()
    if told := _PASSED_UP.search(sentence.masked.text):
        return told[1] if told[1] in known["settled"] else ""
    if _ANY.search(sentence.masked.text) and sentence.clause.agent != "own":
        return "any"
    path, said = sentence.clause.path, _LEARNT_WITH.search(sentence.masked.text)
    for verb in sentence.clause.verbs[:HIGHEST]:
        at = path.index(verb.lemma) if verb.lemma in path else 0
        over = said[1] if said and path[max(at - 1, 0)] == "with" else path[max(at - 1, 0)]
        ours = verb.subject in ("we", "i") and not verb.negated
        learnt = at > 1 and over in known["models"] | {OTHER_MODEL} and "train" in path[:at]
        if learnt and ours and verb.lemma in known["removal"] | known["verbs"]:
            return verb.lemma
    return ""


def _is_own(verb: Verb) -> bool:
    return word_lists().own_words.search(verb.subject_words) is not None or verb.by.lower() == "by us"


def _is_foreign(sentence: Sentence, verb: Verb) -> bool:
    words = verb.subject_words
    if not words or STAND_IN in words:
        return False
    cited = f"{words} {CITE}" in sentence.masked.text and words[-1:].isalnum()
    # A model that is known may be a tool of the authors': "MTCNN [5] crops the faces of NAME".
    named = words.split()[-1][:1].isupper() and verb.subject != OTHER_MODEL
    return (cited and named) or _are_others(words, verb.subject)


def _are_others(words: str, head: str) -> bool:
    """ "Earlier works", "several forks of OTHER", "the popular tool roop"."""
    known = lists()
    said = words.lower().split()
    foreign = any(word in known["foreign"] for word in said)
    return foreign and (head in known["foreign_works"] or any(w in known["foreign_works"] for w in said[:5]))


def _is_contrasted(sentence: Sentence, above: tuple[Verb, ...]) -> bool:
    """Whether it stands against what the authors do, and is not what they make others do or measure."""
    return _CONTRAST.search(sentence.masked.text) is not None and not any(v.lemma in _CAUSING for v in above)


def _begun_by_others(sentence: Sentence) -> str:
    before, word, after = sentence.masked.text.partition(sentence.masked.word)
    clause = before.rpartition(";")[2].lstrip() + word + _NEXT_CLAUSE.split(after)[0]
    if word_lists().own_words.search(clause):
        return ""
    told = _CITED_ACTS.match(clause)
    name = told[1].removesuffix(f" {CITE}") if told else ""
    if name and plain(name) != OTHER_MODEL:
        return name
    first = clause.split()[:5]
    kinds = [i for i, w in enumerate(first) if w.lower() in lists()["foreign_works"]]
    counted = kinds and any(w.lower() in lists()["foreign"] for w in first[: kinds[0]])
    return " ".join(first[: kinds[0] + 1]) if counted else ""
