"""What the words above a name in the parse do to it: each denial, refusal, removal or exception turns what is said.

Two turns cancel each other: "none of our models was trained without NAME" tells of a use. After the monotonicity
marking of natural logic (MacCartney and Manning, 2007): the sign of a place follows from the words over it. A verb
turns only what it governs, and a denied verb that says nothing of use ("the faces of NAME are not aligned") turns
nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractors.usage.counted_turns import Turn, settled
from extractors.usage.counterfactuals import counterfactual
from extractors.usage.fronted_denials import fronted
from extractors.usage.parse_words import (
    NEGATING,
    NOUNS,
    SUBJECTS,
    between,
    is_use_told,
    lemma_of,
    lists,
    only_follows,
    stands_earlier,
)
from extractors.usage.taken_up import (
    among_ours,
    used_by_ourselves,
    used_in_relative_clause,
)
from extractors.usage.verb_turns import TRIED_ON, bounded, negations_of, parted_auxiliary, turns_of_verb
from extractors.usage.word_lists import word_lists
from extractors.usage.words_before import turns_before

HIGHEST = 12  # words above the name
MODALS = frozenset({"could", "might", "may", "would", "should", "must", "can", "ought"})
CONCLUDING = frozenset({"hence", "thus", "therefore", "consequently"})
REASONS = frozenset({"because", "since", "although", "though"})
WHEN = frozenset({"when", "if", "once", "after", "where", "whenever", "unless", "by"})


@dataclass(frozen=True, slots=True)
class ClauseStanding:
    """How a name stands in its sentence: the words that turn it, nearest first, and of what kind each is."""

    turns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    supposed: str = ""  # the word that makes it a plan, a supposition or an advice
    effect: str = ""  # the word that tells what leaving the name out does, or that it stands beside a denial
    again: str = ""  # the word by which a clause of its own says that the authors use it

    @property
    def denied(self) -> bool:
        """An odd number of turns, and no ablation."""
        return len(self.turns) % 2 == 1 and not self.effect

    @property
    def turned_back(self) -> bool:
        return bool(self.effect or self.turns) and not self.denied


NOTHING = ClauseStanding()


def standing(token: Any) -> ClauseStanding:
    """The turns over a token of a parsed sentence."""
    turns: dict[int, Turn] = {}
    effect = supposed = ""
    for kind, word in (*turns_before(token), *fronted(token), *_left_aside(token)):
        if kind == "beside":
            effect = str(word.text)
        else:
            turns[word.i] = (kind, word.lower_)
    acted = False
    for child, head in _steps(token):
        supposed = supposed or _supposed(child, head)
        told = (*parted_auxiliary(child, head), *_reason_not_to(child, head))
        turns |= {word.i: (kind, word.lower_) for kind, word in told}
        if child.dep_ in ("advcl", "parataxis") or _is_other_object(child, head):
            effect = effect or _ablation(child, head, turned=any(k != "counterfactual" for k, _ in turns.values()))
            if not _goes_on(child, head):
                break
        if _breaks(child, head):
            break
        lacking = child.dep_ in SUBJECTS or (child.dep_ == "prep" and child.lower_ not in ("on", "upon"))
        if turns and lacking and lemma_of(head) in lists()["effects"]:
            effect = effect or str(head.text)
        for kind, word in _over(token, child, head, acted, turns):
            turns.setdefault(word.i, (kind, word.lower_))
        acted = acted or (head.pos_ == "VERB" and lemma_of(head) in lists()["uses"] - lists()["seeking"])
    turns, effect = settled(token, turns, effect, acted)
    words, kinds = tuple(w for _, w in turns.values()), tuple(k for k, _ in turns.values())
    again = used_in_relative_clause(token) or used_by_ourselves(token) or among_ours(token)
    if again and not turns:
        # "Doubts may be raised about NAME, on which we trained".
        supposed = ""
    elif not turns and supposed and (limit := bounded(token)):
        # "could not be trained on NAME in one go": it was, in several.
        supposed, again = "", limit
    return ClauseStanding(words, kinds, supposed, effect, again)


def _left_aside(token: Any) -> Iterator[tuple[str, Any]]:
    """ "with NAME deliberately left aside", "makes NAME unaffordable", "a batch of NAME, namely none"."""
    held = lists()
    yield from (("adjective", c) for c in token.children if c.i > token.i and c.lower_ in held["adjectives_of"])
    yield from (("quantifier", c) for c in token.children if c.dep_ == "appos" and c.lower_ in ("none", "nothing"))
    after = list(token.doc[token.i + 1 : token.i + 3])
    if len(after) == 2 and after[0].text == ":" and after[1].lower_ in ("none", "nil", "zero", "nothing"):
        # "Test images from NAME: none."
        yield "quantifier", after[1]
    if token.i == 0 or token.head.lower_ != "with":
        return
    for c in token.children:
        if c.dep_ == "acl" and c.tag_ == "VBN":
            particles = {f"{lemma_of(c)} {t.lower_}" for t in token.doc[c.i + 1 : c.i + 2]} & held["particles"]
            if particles or lemma_of(c) in held["removal"] | held["verbs"]:
                yield "particle", c


def _goes_on(child: Any, head: Any) -> bool:
    """Whether what stands over a clause beside the main one still speaks of the name."""
    if any(c.dep_ == "mark" and c.lower_ == "that" and c.i == child.left_edge.i for c in child.children):
        # "That we trained on NAME is not true", which the parser takes for a clause beside it.
        return bool(lemma_of(head) == "be" and child.i < head.i)
    if _is_without(child) or (child.dep_ == "advcl" and child.lower_ == "save"):
        return True
    infinitive = any(c.lower_ == "to" for c in child.children)
    return infinitive and lemma_of(head) in ("lack", "be", "get", "have")


def _reason_not_to(child: Any, head: Any) -> Iterator[tuple[str, Any]]:
    """ "They were not used, as they were trained on NAME": the negation over the clause that gives the reason."""
    reason = any(c.dep_ == "mark" and c.lower_ in ("as", "because", "since", "for") for c in child.children)
    again = any(c.dep_ in SUBJECTS and c.lower_ in ("they", "it", "these", "those") for c in child.children)
    if child.dep_ == "advcl" and reason and again and lemma_of(head) in lists()["uses"]:
        yield from (("negated", c) for c in head.children if c.dep_ == "neg")


def _breaks(child: Any, head: Any) -> bool:
    """Whether what stands above says nothing of what stands below: "we failed to find more and trained on NAME"."""
    if child.dep_ == "relcl" and (head.pos_ in ("VERB", "AUX") or _adds(child)):
        return not _is_refused_thing(head)
    if child.dep_ in ("ccomp", "advcl", "parataxis") and CONCLUDING & {t.lower_ for t in between(child, head)}:
        # "We could not obtain NAME, hence the comparison is omitted".
        return True
    if child.dep_ == "ccomp" and lemma_of(head) in lists()["factive"] and is_use_told(child):
        # "It would be wrong to hide that we trained on NAME".
        return True
    if child.lower_ == "by" and any(c.lower_.endswith("ing") for c in child.children):
        # "We avoid overfitting by training on NAME".
        return True
    if child.dep_ in ("relcl", "pcomp", "acl") and any(
        c.dep_ == "nsubj" and c.lower_ == "we" for c in child.children
    ):
        return True
    if child.dep_ != "conj":
        return False
    joining = {t.lower_ for t in between(child, head)}
    return bool(joining & {"but", "yet"}) or (child.pos_ == "VERB" and not joining & {"or", "nor"})


def _is_refused_thing(noun: Any) -> bool:
    """ "Weights on offer, which stem from NAME, have been avoided": what the relative clause tells of is refused."""
    while noun.dep_ in ("pobj", "prep", "agent", "acl"):
        # The parser hangs the clause on the last noun before it.
        noun = noun.head
    if noun.dep_ != "nsubjpass" or lemma_of(noun.head) not in lists()["verbs"]:
        return False
    by_others = any(c.dep_ == "agent" for c in noun.head.children)
    of_ours = (*noun.children, *(t for c in noun.children if c.lower_ == "of" for t in c.children))
    return not by_others and not any(word_lists().agents.get(t.lower_) == "own" for t in of_ours)


def _adds(relative: Any) -> bool:
    """Whether a relative clause after a comma only adds something: "our weights, which saw NAME, are not public"."""
    first = relative.left_edge
    return bool(first.i > 0 and first.doc[first.i - 1].text == ",")


def _steps(token: Any) -> Iterator[tuple[Any, Any]]:
    """Each word with its head, from the token up, as far as the next semicolon or colon."""
    for _ in range(HIGHEST):
        if token.head == token or any(t.text in (";", ":") for t in between(token, token.head)):
            return
        yield token, token.head
        token = token.head


def _is_without(child: Any) -> bool:
    return any(c.lower_ in ("without", "than") for c in child.children)


def _is_other_object(child: Any, head: Any) -> bool:
    """ "We do not use attacks to make a training set from NAME": the verb above has an object of its own."""
    controls = lemma_of(head) in lists()["verbs"]
    return child.dep_ == "xcomp" and not controls and any(c.dep_ in ("dobj", "obj") for c in head.children)


def _ablation(child: Any, head: Any, turned: bool) -> str:
    """ "When NAME is left out, the error doubles": a turn inside a clause of condition, or under an effect."""
    mark = next((c for c in child.children if c.dep_ in ("mark", "advmod") and c.lower_ in WHEN), None)
    refused = any(c.dep_ == "xcomp" for c in head.children)  # "We declined to train" is no decline of a figure
    effect = lemma_of(head) in lists()["effects"] and child.dep_ not in ("xcomp", "ccomp") and not refused
    if turned and (mark is not None or effect):
        return str((mark if mark is not None else head).text)
    return ""


def _over(name: Any, child: Any, head: Any, acted: bool, turns: Mapping[int, Turn]) -> Iterator[tuple[str, Any]]:
    """The turns that one step of the walk adds."""
    yield from _determined(name, child, bool(turns))
    yield from _linked(name, child, head)
    if child.pos_ == "VERB":
        yield from counterfactual(child)
    if head.pos_ in ("VERB", "AUX"):
        yield from counterfactual(head)
        yield from turns_of_verb(name, child, head, acted)
        if any(word == "without" for _, word in turns.values()):
            # Whatever does not come about without a name needs it.
            yield from negations_of(child, head)
    elif child.dep_ == "ccomp" and head.lower_ in lists()["untrue"]:
        # "The reviewer is mistaken that we train on NAME".
        yield "adjective", head
    elif head.pos_ == "ADJ" and _is_without_by_adjective(child, head, acted):
        yield "adjective", head
    elif child.dep_ == "prep" and head.dep_ == "ROOT" and _mistagged(head, child):
        yield "verb", head
    elif _is_without_by_noun(child, head, acted):
        yield "noun", head


def _linked(name: Any, child: Any, head: Any) -> Iterator[tuple[str, Any]]:
    """ "without training on NAME", "instead of NAME", "rather … than train on NAME"."""
    held = lists()
    if child.lower_ in ("none", "nothing", "nobody", "neither") and lemma_of(head) in held["uses"] | held["verbs"] | {
        "be"
    }:
        yield "quantifier", child
    if head.lower_ == "none" and head.dep_ == "ROOT":
        # "None of the results rest on NAME", whose verb the parser misses.
        yield "quantifier", head
    if head.lower_ in held["links"] and child.dep_ in ("pobj", "pcomp") and _is_used_thing(name, child):
        yield "link", head
    if head.lower_ in ("instead", "far") or _is_rather_than(head, name):
        yield "link", head
    for c in child.children:
        instead = c.lower_ == "instead" and c.i < child.i and child.pos_ == "ADP" and not _we_act(c, name)
        if instead or (c.dep_ == "mark" and _is_rather_than(c, name)):
            yield "link", c


def _is_rather_than(word: Any, name: Any) -> bool:
    than = word.lower_ == "than" and stands_earlier(word, ("rather", "sooner"))
    return than and not _only_below(word, name)


def _is_without_by_adjective(child: Any, adjective: Any, acted: bool) -> bool:
    """ "free of NAME", "unable to train on NAME"."""
    held = lists()
    if child.dep_ in SUBJECTS and adjective.lower_ in held["adjectives_of"]:
        # "The cost made training on NAME unaffordable".
        return True
    if adjective.dep_ == "acomp" and adjective.lower_ in held["untried"] and child.lower_ in TRIED_ON:
        return True
    over = not acted and adjective.lower_ in held["adjectives_over"] and child.lower_ in ("of", "from")
    return over or (adjective.lower_ in held["adjectives_over_clauses"] and child.dep_ in ("xcomp", "ccomp", "advcl"))


def _is_without_by_noun(child: Any, noun: Any, acted: bool) -> bool:
    """ "in the absence of NAME"; not "for lack of an alternative we train on NAME"."""
    lemma = lemma_of(noun)
    if noun.pos_ not in NOUNS or child.dep_ not in ("prep", "acl") or (acted and lemma in ("lack", "want")):
        return False
    return lemma in lists()["nouns"]


def _mistagged(head: Any, child: Any) -> bool:
    """A rare verb that the tagger takes for another word: "our training dispenses with NAME"."""
    return any(f"{form} {child.lower_}" in lists()["with_preposition"] for form in (head.lower_, head.lower_[:-1]))


def _we_act(link: Any, name: Any) -> bool:
    """ "Instead of collecting photographs we annotate NAME"."""
    return any(t.lower_ == "we" for t in between(link, name))


def _is_used_thing(name: Any, child: Any) -> bool:
    """ "without NAME", "without training on NAME"; not "without aligning the faces of NAME"."""
    return child == name or lemma_of(child) in lists()["uses"] | lists()["things"] | {
        "help",
        "aid",
        "benefit",
        "resort",
    }


def _only_below(head: Any, name: Any) -> bool:
    """ "rather than relying solely on NAME"."""
    return any(t.lower_ in lists()["only"] - {"all", "every"} for t in between(head, name))


def _determined(name: Any, child: Any, turned: bool) -> Iterator[tuple[str, Any]]:
    """Negative determiners and quantifiers of a noun on the way: "no image of NAME"."""
    if child.pos_ not in NOUNS | {"ADP"}:
        return
    things = lists()["things"] | (lists()["objections"] if turned else frozenset())
    if child != name and child.pos_ != "ADP" and lemma_of(child) not in things:
        return
    for c in child.children:
        if c.i < child.i and c.lower_ in lists()["words"] and c.dep_ in NEGATING and not only_follows(c):
            yield "quantifier", c


def _supposed(child: Any, head: Any) -> str:
    """The word that makes it a plan, a supposition or an advice; "" where it is told as done."""
    own_clause = child.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in child.children)
    if head.pos_ not in ("VERB", "AUX") or own_clause or _is_reason(child):
        return ""
    for c in head.children:
        if c.dep_ == "mark" and c.lower_ == "if" and _is_only_if(c):
            continue
        if (c.dep_ == "aux" and c.lower_ in MODALS) or (c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless")):
            return str(c.lower_)
    if any(t.lower_ in ("later", "future") for t in head.doc[head.i : head.i + 6]) and lemma_of(head) in (
        "leave",
        "reserve",
        "remain",
        "be",
    ):
        return "later"
    if lemma_of(head) in lists()["plans"] and child.dep_ in ("xcomp", "ccomp", "dobj", "prep"):
        return lemma_of(head)
    return _to_come(child, head)


def _is_reason(clause: Any) -> bool:
    """ "Because we trained on NAME, our weights should not be sold": a reason is told as a fact."""
    marked = any(c.dep_ == "mark" and c.lower_ in REASONS for c in clause.children)
    return bool(clause.dep_ == "advcl" and marked)


def _is_only_if(mark: Any) -> bool:
    """ "Only if trained on NAME did our network exceed it": what has happened."""
    doc = mark.doc
    return bool(mark.i > 0 and doc[mark.i - 1].lower_ == "only" and any(t.lower_ in ("did", "was") for t in doc))


def _to_come(child: Any, head: Any) -> str:
    """ "is to be trained", "is going to", "in future we will train", "it is advisable to train", "Train on NAME."."""
    auxiliaries = {c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass")}
    if child.dep_ == "nsubj" and lemma_of(head) == "be" and (word := _comparative(head)):
        return word
    if {"will", "shall"} & auxiliaries and any(t.lower_ in lists()["future"] for t in head.doc):
        return "will"
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
    general = infinitive and lemma_of(head) in ("be", "go", "remain") and not _we_are_subject(head)
    if general and child.dep_ in ("xcomp", "ccomp", "csubj", "advcl", "acl"):
        return "to"
    bidden = head.tag_ == "VB" and head.dep_ == "ROOT" and not auxiliaries and lemma_of(head) in lists()["uses"]
    return "imperative" if bidden and not any(c.dep_ in SUBJECTS for c in head.children) else ""


def _comparative(verb: Any) -> str:
    """ "NAME is larger than what we use", "is twenty times as large as": a comparison tells of no use."""
    said = [t for c in verb.children if c.dep_ in ("acomp", "attr") for t in c.subtree]
    compared = any(t.lower_ in ("than", "as") for t in said)
    return next((str(t.lower_) for t in said if t.tag_ in ("JJR", "RBR") or t.lower_ == "as"), "") if compared else ""


def _we_are_subject(verb: Any) -> bool:
    return any(c.dep_ in SUBJECTS and c.lower_ in ("we", "i") for c in verb.children)
