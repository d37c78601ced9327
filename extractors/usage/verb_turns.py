"""What a verb over a name does to it: verbs that keep their object from coming about, and denied verbs of use."""

from collections.abc import Iterator
from typing import Any

from extractors.usage.denied_verbs import objects, speaks_of_use
from extractors.usage.parse_words import NEGATING, SUBJECTS, between, lemma_of, lists, only_follows
from extractors.usage.predicates import predicate
from extractors.usage.sentence_words import OTHER_MODEL, plain

OBJECTS = frozenset({"dobj", "obj", "xcomp", "ccomp", "pcomp", "nsubjpass", "csubjpass", "oprd", "attr"})
WHOLE = frozenset({"all", "any", "every", "each", "entire"})
# "Untested on NAME".
TRIED_ON = frozenset({"on", "with", "against", "over"})


def turns_of_verb(name: Any, child: Any, verb: Any, acted: bool) -> Iterator[tuple[str, Any]]:
    lemma, held = lemma_of(verb), lists()
    kind = _turns(name, child, verb, lemma)
    if kind:
        yield kind, verb
    told = held["things"] | held["uses"] | held["reports"] | held["claims"]
    if child.dep_ in SUBJECTS and (child == name or lemma_of(child) in told or plain(child.text) == OTHER_MODEL):
        yield from predicate(verb)
    if lemma in ("make", "render", "find", "deem", "consider") and child.dep_ in ("dobj", "nsubjpass"):
        # "made training on NAME unaffordable"
        said = (c for c in verb.children if c.dep_ in ("oprd", "acomp") and c.lower_ in held["adjectives_of"])
        yield from (("adjective", c) for c in said)
    if child.dep_ == "prep" and child.lower_ in TRIED_ON:
        # "It remains untested on NAME", whose preposition the parser hangs on the verb.
        yield from (("adjective", c) for c in verb.children if c.dep_ == "acomp" and c.lower_ in held["untried"])
    yield from _unfit(name, child, verb)
    if lemma == "be" and child.dep_ in ("attr", "nsubj"):
        yield from _shunned(child, verb)
    if lemma == "be" and child.dep_ in ("ccomp", "csubj", "xcomp", "advcl"):
        # "It is false that our model was trained on NAME."
        untrue = held["adjectives_over_clauses"] | held["untrue"]
        said = (c for c in verb.children if c.dep_ == "acomp" and c.lower_ in untrue)
        yield from (("adjective", c) for c in said)
    if child.dep_ == "prep" and (word := _neither_reported(verb)) is not None:
        yield "negated", word
    if kind or speaks_of_use(name, child, verb, acted):
        yield from negations_of(child, verb)


def _unfit(name: Any, child: Any, verb: Any) -> Iterator[tuple[str, Any]]:
    """ "We found NAME unsuitable", which the parser takes for a clause; "NAME is unsuitable"; not "by itself"."""
    lemma, own = lemma_of(verb), child.lower_ in lists()["unfit"] and child == name.head
    found = lemma in ("make", "render", "find", "deem", "consider") and (own or child == name)
    said = [child] if own else list(verb.children) if child == name and (found or lemma == "be") else []
    for word in said:
        after = {t.lower_ for t in word.doc[word.i + 1 : word.i + 4]}
        if word.lower_ in lists()["unfit"] and not after & {"itself", "alone", "own"}:
            yield "adjective", word


def _shunned(child: Any, verb: Any) -> Iterator[tuple[str, Any]]:
    """ "Among the sets that we avoid is NAME", "what we refuse is NAME": the verb of the relative clause."""
    held = lists()
    beside = [c for c in verb.children if c != child and c.dep_ in ("nsubj", "attr", "csubj", "ccomp", "prep")]
    # "Among the sets that …", "one of the sets that …".
    under = [n for c in beside for p in (c, *c.children) if p.dep_ == "prep" for n in p.children]
    near = [r for n in (*beside, *under) for r in (n, *n.children)]
    relative = [r for r in near if r.dep_ in ("relcl", "csubj", "ccomp") and r != verb]
    for clause in relative:
        ours = any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in ("we", "i") for c in clause.children)
        denied = [c for c in clause.children if c.dep_ == "neg"]
        if ours and lemma_of(clause) in held["verbs"] | held["removal"] and not denied:
            yield "relative", clause
        elif ours and denied and lemma_of(clause) in held["uses"]:
            yield "relative", denied[0]


def _neither_reported(verb: Any) -> Any:
    """ "We report neither accuracy nor speed on NAME", "we give no figures for NAME": the denial; None elsewhere."""
    held = lists()
    run = lemma_of(verb) in held["performing"] | {"run"}
    if not run and lemma_of(verb) not in held["reporting"]:
        return None
    objects = (c for c in verb.children if c.dep_ in ("dobj", "obj"))
    said = ((c, n) for c in objects for n in c.children if n.lower_ in ("neither", "no"))
    # "We have run no method on NAME".
    told = held["reports"] | (held["things"] | {"method"} if run else frozenset())
    return next((n for c, n in said if n.lower_ == "neither" or lemma_of(c) in told), None)


def parted_auxiliary(child: Any, head: Any) -> Iterator[tuple[str, Any]]:
    """ "We did not, as others do, train on NAME", which the parser takes for two verbs: the negation."""
    parted = child.dep_ == "conj" and child.tag_ in ("VB", "VBP") and head.lower_ in ("did", "do", "does")
    joined = any(t.lower_ in ("and", "but", "or") for t in between(child, head))
    if parted and not joined and lemma_of(child) in lists()["uses"]:
        yield from (("negated", c) for c in head.children if c.dep_ == "neg")


def bounded(name: Any) -> str:
    """The words by which only the manner of the name's verb is denied; "" where none does."""
    verb = next((t for t in name.ancestors if t.pos_ == "VERB"), None)
    if verb is None or not any(c.dep_ == "neg" for c in verb.children):
        return ""
    return "in one go" if _is_bounded(verb) else ""


def _turns(name: Any, child: Any, verb: Any, lemma: str) -> str:
    """The kind of turn where the verb keeps its object from coming about; "" elsewhere."""
    held = lists()
    # "with NAME left aside": a participle alone governs its subject.
    governed = child.dep_ in OBJECTS or (child.dep_ == "nsubj" and verb.tag_ in ("VBN", "VBD") and _is_bare(verb))
    fronted = child == name and child.dep_ == "npadvmod" and child.i < verb.i
    if _by_particle(child, verb, lemma, governed=governed or fronted):
        return "particle"
    if child.dep_ == "dobj" and f"{lemma} for" in held["with_preposition"] and _stands_for(name, child):
        return "verb"
    if lemma == "leave" and _is_left_for_later(name, child, verb, governed=governed):
        return "particle"
    own_subject = any(c.dep_ == "nsubjpass" and c.lower_ != "it" for c in verb.children)
    if child.dep_ == "ccomp" and lemma in held["removal"] and own_subject:
        # "NAME was used as it is, its blurred faces being discarded."
        governed = False
    away = {f"{lemma} {c.lower_}" for c in verb.children if c.i > verb.i} & held["removing"]
    if (lemma in held["removal"] or away) and governed:
        # "No identity of NAME was dropped": the two cancel each other.
        whole = _is_whole(name, child) or any(c.lower_ == "no" for c in child.children)
        return "removal" if whole and not _is_replacing(child, verb) else ""
    if lemma == "fail" and governed and (lemma_of(child) not in held["uses"] or _is_looked_for(child)):
        return ""
    ended = child.dep_ in ("csubj", "nsubj") and lemma in ("stop", "cease")
    having = child.lower_.endswith("ing") or any(c.lower_ == "having" for c in child.children)
    if lemma == "regret" and having:
        # "We regret having to use NAME", "having used NAME".
        return ""
    if lemma in held["verbs"] and (governed or ended) and not _for_a_while(verb):
        return "" if child != name and lemma_of(child) in held["properties"] else "verb"
    if (
        lemma in held["hindering"]
        and child.lower_ == "from"
        and any(c.lower_.endswith("ing") for c in child.children)
    ):
        return "verb"
    if lemma == "lack" and child.dep_ == "advcl":
        return "verb"
    if child.dep_ in ("prep", "pcomp", "dative") and f"{lemma} {child.lower_}" in held["with_preposition"]:
        return "verb"
    return "preference" if _is_less_liked(name, lemma) else ""


def _is_left_for_later(name: Any, child: Any, verb: Any, *, governed: bool) -> bool:
    """ "We leave NAME to others", "we leave the test of our loss on NAME to future research"."""
    if child == name:
        return governed and _left_to_others(verb)
    left = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    step = any(lemma_of(c) in lists()["uses"] | lists()["reports"] for c in left)
    behind = {t.lower_ for c in verb.children if c.lower_ in ("to", "for", "as") for t in c.subtree}
    return step and (child in left or child.dep_ == "prep") and bool(behind & lists()["later"])


def _is_looked_for(verb: Any) -> bool:
    """ "We fail to see any gain on NAME": it was tried."""
    return any(lemma_of(c) in lists()["effects"] | lists()["own_figures"] for c in objects(verb))


def _left_to_others(verb: Any) -> bool:
    """ "Leaving NAME to better equipped laboratories", "for later"; not "for testing"."""
    behind = [c for c in verb.children if c.lower_ in ("to", "for") and c.i > verb.i]
    words = {t.lower_ for c in behind for t in c.subtree}
    return bool(behind) and not words & lists()["own_steps"]


def _stands_for(name: Any, child: Any) -> bool:
    """ "We substituted a licensed set for NAME", where the parser hangs "for" on the set."""
    return any(c.lower_ == "for" and c.is_ancestor(name) for c in child.children)


def _by_particle(child: Any, verb: Any, lemma: str, *, governed: bool) -> bool:
    """ "leave NAME out", "stay away from NAME"."""
    held = lists()["particles"]
    if child.dep_ in ("advmod", "prt") and f"{lemma} {child.lower_}" in held:
        return True
    after = {c.lower_ for c in (*verb.children, *verb.doc[verb.i + 1 : verb.i + 2]) if c.i > verb.i}
    return bool({f"{lemma} {w}" for w in after} & held) and (governed or child.dep_ in ("prep", "dative"))


def _is_whole(name: Any, child: Any) -> bool:
    """NAME itself, its use, or all of it; a part that is removed is cleaning."""
    held = lists()
    used = lemma_of(child) in held["uses"] | held["reports"] | {"copy"}
    # "We discard every picture that NAME places far off": the name acts in a clause about what is taken away.
    acts = name.dep_ == "nsubj" and child.is_ancestor(name) and name.head.dep_ in ("relcl", "ccomp", "acl")
    return child == name or used or (not acts and any(c.lower_ in WHOLE for c in child.children))


def _is_less_liked(name: Any, lemma: str) -> bool:
    """ "We prefer this to NAME", "we chose this over NAME"."""
    if lemma not in ("prefer", "favour", "favor", "recommend", "choose", "select", "pick") or name.i == 0:
        return False
    before = name.doc[name.i - 1].lower_
    return bool(before == "over" or (before == "to" and lemma.startswith(("prefer", "favo"))))


def _is_replacing(child: Any, verb: Any) -> bool:
    """ "was replaced by NAME" is reached through "by", "substituted NAME for X" is not a loss of NAME."""
    return lemma_of(verb) == "substitute" and child.dep_ == "dobj"


def _is_bare(verb: Any) -> bool:
    if any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    return verb.tag_ == "VBN" or any(c.lower_ == "with" for c in verb.children)


def _for_a_while(verb: Any) -> bool:
    """ "We stop training on NAME after 20 epochs" tells of a training."""
    following = verb.doc[verb.i : verb.i + 14]
    return any(t.lower_ in ("epochs", "iterations", "steps", "early", "epoch") for t in following)


def negations_of(child: Any, verb: Any) -> Iterator[tuple[str, Any]]:
    """Negation of the verb itself, or of who acts; a later "but" verb about the same thing takes it back."""
    held = lists()
    if any(_is_used_otherwise(verb, c) for c in verb.children) or _is_bounded(verb) or _cannot_but(verb):
        return
    for c in verb.children:
        near = c.i < verb.i or (lemma_of(verb) == "be" and c.i == verb.i + 1)
        if near and c.lower_ in held["words"] and c.dep_ in NEGATING and not only_follows(c) and not _is_open(c):
            yield "negated", c
        elif c.dep_ in ("nsubj", "nsubjpass") and c != child and c.i < verb.i:
            # "Not one of our runs", "not a single one of them", whose "not" the parser hangs on another word.
            for word in (c, *(t for t in c.children if t != c.left_edge), c.left_edge):
                of_one = word.lower_ == "not" and (c.lower_ == "one" or _is_single(word))
                if (of_one or word.lower_ in held["words"] - {"not", "nor"}) and not only_follows(word):
                    yield "nobody", word
        elif near and c.lower_ == "longer" and c.i < verb.i and lemma_of(verb) not in held["offered"]:
            yield from (("negated", n) for n in c.children if n.lower_ == "no")
        elif c.dep_ == "dobj" and c == child and any(n.lower_ == "neither" for n in c.children):
            yield from (("quantifier", n) for n in c.children if n.lower_ == "neither")
        elif c.dep_ == "dobj" and c != child and c.lower_ in ("nothing", "none", "nobody"):
            if not only_follows(c):
                yield "negated", c
        elif c.dep_ == "prep":
            yield from _on_no_occasion(c)
        elif c.dep_ == "aux":
            # "did not, as many do, train"
            yield from (("negated", n) for n in c.children if n.dep_ == "neg")


def _cannot_but(verb: Any) -> bool:
    """ "We cannot but use NAME", "we could not but train on NAME"."""
    before = [t.lower_ for t in verb.doc[max(0, verb.i - 3) : verb.i]]
    return before[-2:] in (["not", "but"], ["n't", "but"]) or before[-2:] == ["cannot", "but"]


def _is_single(word: Any) -> bool:
    """ "Not a single experiment", "not one run"; not "not one but three"."""
    after = [t.lower_ for t in word.doc[word.i + 1 : word.i + 3]]
    return after == ["a", "single"] or (after[:1] == ["one"] and after[1:] != ["but"])


def _is_open(word: Any) -> bool:
    """ "Whether or not NAME is clean"."""
    return bool(word.i > 0 and word.doc[word.i - 1].lower_ == "or")


def _is_bounded(verb: Any) -> bool:
    """ "could not be trained on NAME in one go": what is denied is the manner."""
    rest = [t.lower_ for t in verb.doc[verb.i :]]
    end = next((i for i, w in enumerate(rest) if w in (",", ";", ":", "but")), len(rest))
    said = " ".join(rest[:end])
    return any(said.endswith(f" {limit}") or f" {limit} " in f"{said} " for limit in lists()["limits"])


def _is_used_otherwise(verb: Any, other: Any) -> bool:
    """ "We do not train on NAME but test on all its pairs"."""
    if other.dep_ != "conj" or not any(t.lower_ == "but" for t in between(verb, other)):
        return False
    names = any(c.isupper() for t in other.subtree for c in t.text[:1])
    return lemma_of(other) in ("test", "evaluate", "use", "fine-tune", "adapt", "serve", "validate") and not names


def _on_no_occasion(preposition: Any) -> Iterator[tuple[str, Any]]:
    """ "at no time", "under no circumstances", "in none of our runs"."""
    for noun in preposition.children:
        if noun.lower_ == "none":
            yield "negated", noun
        for c in noun.children:
            if c.lower_ == "no" and lemma_of(noun) in lists()["occasions"]:
                yield "negated", c
