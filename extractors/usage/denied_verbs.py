"""Whether a verb over a name, denied, denies a use of it."""

from typing import Any

from extractors.usage.parse_words import NOUNS, SUBJECTS, lemma_of, lists


def speaks_of_use(name: Any, child: Any, verb: Any, acted: bool) -> bool:
    """Whether the verb, denied, denies a use of what it governs."""
    lemma, held = lemma_of(verb), lists()
    if lemma == "be":
        return _is_none(name, child, verb)
    if child not in objects(verb) and _is_partly(verb):
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
    if any(lemma_of(c) in held["properties"] for c in objects(verb)):
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
    return any(c.lower_ in ("all", "every") for o in objects(verb) for c in o.children)


def objects(verb: Any) -> list[Any]:
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
