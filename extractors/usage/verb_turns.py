"""What a verb over a name does to it: verbs that keep their object from coming about, and denied verbs of use."""

from collections.abc import Iterator
from typing import Any

from extractors.usage.parse_words import NEGATING, NOUNS, SUBJECTS, between, lemma_of, lists, only_follows
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
    if kind or _speaks_of_use(name, child, verb, acted):
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


def _speaks_of_use(name: Any, child: Any, verb: Any, acted: bool) -> bool:
    """Whether the verb, denied, denies a use of what it governs."""
    lemma, held = lemma_of(verb), lists()
    if lemma == "be":
        return _is_none(name, child, verb)
    if child not in _objects(verb) and _is_partly(verb):
        # "We could not run all seeds on NAME."
        return False
    if lemma in held["uses_in_passive"]:
        return _is_not_given(name, child, verb)
    if lemma in ("provide", "offer") and child.lower_ in held["reports"]:
        return True
    if lemma in held["performing"]:
        return _is_performed(name, child, verb)
    return not _is_of_a_thing_beside(name, child, lemma) and _is_not_used(name, child, verb, acted)


def _is_none(name: Any, child: Any, verb: Any) -> bool:
    """ "NAME is not part of our training set", "NAME is not."; not what was tried and did not come out."""
    held, tried = lists(), [child, *child.children]
    if any(c.pos_ == "VERB" and (lemma_of(c) in held["repeating"] or _is_partly(c)) for c in tried):
        # "We were not able to reproduce the figures reported on NAME."
        return False
    return _is_part(child, verb) or (child.dep_ in ("nsubj", "csubj") and child == name and _ends(verb))


def _is_not_given(name: Any, child: Any, verb: Any) -> bool:
    """ "The network was not given NAME", "time did not allow us to train on NAME"."""
    lemma, held = lemma_of(verb), lists()
    if any(lemma_of(c) in held["properties"] for c in _objects(verb)):
        # "The student was not shown any label of NAME."
        return False
    if child.dep_ in ("xcomp", "ccomp") and lemma_of(child) in held["handing_on"]:
        # "We are not permitted to ship NAME."
        return False
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    allowed = lemma in ("allow", "permit") and child.dep_ in ("xcomp", "ccomp")
    return allowed and not {t.lower_ for t in name.doc[name.i + 1 :]} & {"than", "beyond"}


def _is_of_a_thing_beside(name: Any, child: Any, lemma: str) -> bool:
    """Whether what is denied is denied of something that only belongs to the name."""
    held = lists()
    if child == name:
        return False
    if lemma in held["publishing"] and _describes(child, name):
        # "We do not publish the vectors that NAME computes."
        return True
    if lemma_of(child) in held["properties"]:
        # "We never query the gradients of NAME".
        return True
    # "Our NAME models never see a test identity."
    return child.dep_ in ("nsubj", "csubj") and lemma_of(child) in held["models"]


def _is_not_used(name: Any, child: Any, verb: Any, acted: bool) -> bool:
    """ "We do not use NAME": a verb of use, of the paper's own, over the name itself."""
    lemma, held = lemma_of(verb), lists()
    subject = child.dep_ in ("nsubj", "csubj")
    if lemma not in held["uses"] or (subject and acted) or (lemma == "see" and child.dep_ == "ccomp"):
        return False
    if child.dep_ in ("dobj", "nsubjpass") and verb.lower_.startswith(
        ("retrain", "re-train", "adapt", "tun", "fine")
    ):
        return False
    if child == name and child.dep_ == "nsubjpass" and lemma in ("derive", "base", "build", "make", "collect"):
        return False
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if passive and child.dep_ not in SUBJECTS and lemma in held["uses_of_objects"]:
        return False
    return not _is_anothers(child, verb)


def _is_partly(verb: Any) -> bool:
    """ "Run all seeds on NAME": denied, some of them were run."""
    return any(c.lower_ in ("all", "every") for o in _objects(verb) for c in o.children)


def _objects(verb: Any) -> list[Any]:
    return [c for c in verb.children if c.dep_ in ("dobj", "obj")]


def _is_performed(name: Any, child: Any, verb: Any) -> bool:
    """ "We performed no test on NAME"; not "further tests", nor what a model trained on it went through."""
    held = lists()
    told = [child]
    if child.dep_ == "prep" and child.lower_ == "on":
        told += [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    way = [t for t in name.ancestors if child.is_ancestor(t)]
    if any(t.pos_ == "VERB" for t in way):
        return False
    for word in told:
        more = {c.lower_ for c in word.children} & {"further", "other", "additional", "more"}
        if not more and (word.lower_ in held["reports"] or lemma_of(word) in held["uses"] & held["plainly"]):
            return True
    return False


def _describes(noun: Any, name: Any) -> bool:
    """Whether a relative clause that holds the name tells which thing is meant, unless that is results on it."""
    told = any(c.dep_ == "relcl" and c.is_ancestor(name) for c in noun.children)
    return told and lemma_of(noun) not in lists()["reports"]


def _is_anothers(child: Any, verb: Any) -> bool:
    """ "SphereFace was not tested on NAME": of another method, which says nothing of the paper's own."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c != child), None)
    return subject is not None and any(c.isupper() for c in subject.text[1:]) and subject.lower_ != "none"


def _ends(verb: Any) -> bool:
    """ "NAME is not." """
    return verb.i + 2 < len(verb.doc) and verb.doc[verb.i + 2].text in (".", ",", ";")


def _is_part(child: Any, verb: Any) -> bool:
    """ "NAME is not part of our training set", "it is not true that …"."""
    after = (c for c in verb.children if c.i > verb.i and c.dep_ in ("attr", "prep", "acomp"))
    return any(c.lower_ in lists()["parts"] for c in after) or (child.dep_ == "attr" and child.pos_ in NOUNS)


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
    return any(lemma_of(c) in lists()["effects"] | lists()["own_figures"] for c in _objects(verb))


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
