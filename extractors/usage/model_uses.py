"""A use of a model that the words tell by themselves: the authors measure, embed, attack or filter with its network.

Its loss, its recipe and its architecture can be named in the same places; what counts here is work that nobody can do
without the weights, or material of the authors' own that the network is run on.
"""

import re

from citetrail.records.vocabulary import Section
from extractors.usage.clauses import Clause, Verb
from extractors.usage.marked_sentence import Sentence
from extractors.usage.others_work import others_act, says_own
from extractors.usage.parse_words import lists
from extractors.usage.sentence_words import NAME
from extractors.usage.word_lists import word_lists

# "NAME and OTHER serve as matchers", "NAME acts as the identity network"; not "serves as a baseline".
_TOOL = (
    r"(?:surrogate|oracle|critic|judge|victim|target|reward model|matcher|encoder|extractor|detector|teacher|"
    r"recogni[sz]er|embedder|identity network|identity encoder)"
)
_SERVES_AS_TOOL = re.compile(
    rf"\bMODEL(?: \[#\])?(?:(?:,| and) [^.;:]{{1,60}})? (?:act|serve)(?:s|d|ed)? as (?:[\w-]+ ){{0,3}}{_TOOL}s?\b"
)
# "… in most products", "… of earlier methods", "… in the work of Miller": others' tool.
_ELSEWHERE = re.compile(
    r"\b(?:in|of|for|by|with|behind)(?: the)? (?:many|most|several|various|earlier|previous|prior|other|existing|"
    r"current|recent|commercial|popular|works?|methods?|papers?|system of)\b"
)
# "In SimSwap the identity term compares", "the identity loss of [#] compares": what bears a name is others'.
_OF_NAMED = re.compile(r"(?:^In|\b(?:of|in|by)) (?:the )?(?:[A-Z]|\[#\])")
# "NAME was chosen as our feature extractor".
_OUR_TOOL = re.compile(
    rf"\bMODEL(?: \[#\])?(?: \w+)? (?:is|was) (?:chosen|taken|used|adopted|selected|employed) (?:as|for) our "
    rf"(?:[\w-]+ ){{0,2}}{_TOOL}s?\b"
)
# "It is transferred from NAME, our surrogate".
_OUR_TOOL_NAMED = re.compile(rf"\bMODEL, our (?:[\w-]+ ){{0,2}}{_TOOL}\b|\bour (?:[\w-]+ ){{0,2}}{_TOOL}, MODEL\b")
# "The weights of NAME are not updated", "NAME is kept frozen".
_FROZEN = re.compile(
    r"\bMODEL(?: network| encoder| model)? (?:is|are|was|were|stays?|remains?)(?: kept| held)? "
    r"(?:frozen|fixed|(?:not|never) (?:updated|changed|trained|fine-?tuned|adapted|modified))\b"
    r"(?! (?:in|by) (?!our|this|all|both|every|each))"
)
# "In our pipeline it is NAME that provides the identity vector".
_OURS_IT_IS = re.compile(
    r"\b[Ii]n our [^.;:]{1,40}\bit (?:is|was) (?:the )?MODEL (?:network )?that\b|"
    r"\b[Ii]t (?:is|was) (?:on|with|by|against) MODEL\b[^.;]{0,60} that (?:we|our)\b|"
    r"\bMODEL\b[^.]*; in our [^.;,]{1,30} it (?:computes|provides|gives|extracts|supplies|scores|embeds)\b"
)
_TOLD_OF_OTHERS = frozenset({Section.INTRODUCTION, Section.RELATED_WORK})
# "NAME recognises 61 % of our masked subjects": the authors' own material behind it, and not their method.
_OUR_MATERIAL = re.compile(
    r"\bour (?:[\w-]+ ){0,3}(?:images|pictures|photos|photographs|portraits|faces|recordings|scans|crops|frames|"
    r"videos|subjects|participants|samples|test set|probes)\b"
)
_NEXT_CLAUSE = re.compile(r";|, (?:while|whereas|and|but|for|since|because|so|which)\b")


def model_taken(sentence: Sentence, *, ours: bool) -> bool:
    """Whether weights of others are taken, by the authors where `ours` says that they act."""
    clause, words = sentence.clause, sentence.words
    text = sentence.masked.text
    if _is_put_as_done(clause) and _is_run_on_ours(sentence):
        return True
    if clause.standing.supposed or others_act(sentence):
        return False
    if (_SERVES_AS_TOOL.search(text) or _is_compared(clause)) and _is_told_here(sentence):
        return True
    own = says_own(sentence) or word_lists().own_words.search(text) is not None
    if clause.standing.again in lists()["models_taken_again"] and own:
        return True
    if not lists()["rivals"].isdisjoint(w for v in clause.verbs for w in v.subject_words.lower().split()):
        return False  # "our competitors filter with NAME"
    if any(form.search(text) for form in (_OUR_TOOL, _OUR_TOOL_NAMED, _FROZEN, _OURS_IT_IS)) and own:
        return True
    if own and (_is_tool(clause, ours) or _is_ablated(clause) or _is_let(clause)):
        return True
    verb = clause.verbs[0]
    taken = verb.lemma in lists()["taking"] and ours and not verb.negated and not verb.modal
    if not taken or clause.link not in ("dobj", "obj"):
        return False
    after = words[words.index(NAME) + 1 :] if NAME in words else []
    return bool(set(after[:6]) & lists()["weights_taken"]) or after[:3] == ["as", "it", "is"]


def _is_told_here(sentence: Sentence) -> bool:
    """Whether nobody else is named whose tool it is; an introduction must say that it is the authors'."""
    before, _, after = sentence.masked.text.partition("MODEL")
    if _ELSEWHERE.search(after) or _OF_NAMED.search(before):
        return False
    return sentence.section not in _TOLD_OF_OTHERS or says_own(sentence)


def _is_put_as_done(clause: Clause) -> bool:
    """ "NAME cannot handle" is put as possible, and has been tried."""
    return not clause.standing.supposed or clause.verbs[0].negated


def _is_compared(clause: Clause) -> bool:
    """ "The identity loss compares NAME embeddings": its outputs are taken."""
    verb = clause.verbs[0]
    if clause.link != "compound" or clause.path[0] not in lists()["model_outputs"]:
        return False
    compared = verb.lemma in lists()["comparing_outputs"] and not verb.modal and not verb.negated
    return compared and bool(lists()["measures_of_outputs"] & set(verb.subject_words.lower().split()))


def _is_tool(clause: Clause, ours: bool) -> bool:
    """ "Similarity is measured with NAME", "we attack NAME", "our examples, crafted against NAME"."""
    verb = next((v for v in clause.verbs if v.lemma != "be"), None)
    if verb is None or verb.modal or verb.negated or not _acts_for_us(clause, verb, ours):
        return False
    held = lists()
    if clause.link in ("dobj", "obj", "nsubjpass") or (verb.passive and clause.verbs[0].lemma == "be"):
        return verb.lemma in held["tried_on_models"]
    way = clause.path[: clause.path.index(verb.lemma)] if verb.lemma in clause.path else ()
    linked = bool(way) and all(w in held["links_to_models"] | held["model_outputs"] | {"nothing"} for w in way)
    outputs = bool((held["model_outputs"] - {"term"}) & set(way)) and clause.link == "compound"
    done = verb.lemma in held["done_with_models"] | held["tried_on_models"]
    return linked and (done or (outputs and verb.lemma in held["taking"]))


def _acts_for_us(clause: Clause, verb: Verb, ours: bool) -> bool:
    """The authors, a passive without an agent, or a participle of what is theirs."""
    bare = verb.tag == "VBN" and not verb.by.lower().startswith(("by the ", "by their", "by other"))
    return ours or clause.agent == "own" or (bare and clause.agent != "others")


def _is_ablated(clause: Clause) -> bool:
    """ "Removing the NAME loss from our objective lowers the score"."""
    verb = clause.verbs[0]
    removed = verb.tag == "VBG" and verb.lemma in lists()["removal"]
    return bool(clause.standing.effect) and (removed or "without" in clause.standing.turns)


def _is_let(clause: Clause) -> bool:
    """ "We let NAME decide", "we discard every picture that NAME places far off": its verdict is used."""
    if clause.link != "nsubj" or len(clause.verbs) < 2:
        return False
    above = clause.verbs[1]
    named = clause.path[1:2] and clause.path[1] in lists()["material"]
    own = (
        clause.agent == "own"
        or any(v.subject in ("we", "i") for v in clause.verbs[1:3])
        or bool(above.place)
        or above.passive
    )
    return (above.lemma == "let" or bool(named)) and own and not above.modal and not above.negated


def _is_run_on_ours(sentence: Sentence) -> bool:
    """ "NAME recognises 61 % of our masked subjects"."""
    clause, text = sentence.clause, sentence.masked.text
    verb = clause.verbs[0]
    after = _NEXT_CLAUSE.split(text[text.find("MODEL") :])[0]
    acts = clause.link in ("nsubj", "nsubjpass") and verb.lemma in lists()["recognising"]
    return acts and _OUR_MATERIAL.search(after) is not None and not others_act(sentence)
