"""What the words above a name in the parse do to it: each denial, refusal, removal or exception turns what is said.

Two turns cancel each other: "none of our models was trained without NAME" tells of a use. After the monotonicity
marking of natural logic (MacCartney and Manning, 2007): the sign of a place follows from the words over it. A verb
turns only what it governs, and a denied verb that says nothing of use ("the faces of NAME are not aligned") turns
nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from citetrail.paths import RULES

LISTS = RULES / "usage" / "governors.toml"
HIGHEST = 12  # words above the name
MODALS = frozenset({"could", "might", "may", "would", "should", "must", "can", "ought"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
# What a verb governs as its own, adjuncts left out.
OBJECTS = frozenset({"dobj", "obj", "xcomp", "ccomp", "pcomp", "nsubjpass", "csubjpass", "oprd", "attr"})
PLACED_AGAIN = frozenset({"it", "its", "them", "this", "these", "that", "now"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
NEGATING = frozenset({"det", "neg", "preconj", "advmod", "cc", "predet", "nummod", "nsubj", "nsubjpass", "mark", "prep"})
WHOLE = frozenset({"all", "any", "every", "each", "entire"})
ONLY = frozenset({"only", "just", "merely", "solely", "simply", "exclusively", "all", "every", "least", "limited", "more", "less", "but"})
SEEKING = frozenset({"ask", "request", "consider", "want", "seek", "look", "try", "plan", "intend", "study", "examine"})
OFFERED = frozenset({"download", "have", "get", "obtain", "access", "find", "buy", "fetch", "acquire"})
WHEN = frozenset({"when", "if", "once", "after", "where", "whenever", "unless", "by"})
LEADING = frozenset({"the", "any", "all", "a", "an", "on", "with", "from", "in", "of", "by", "for", "to", "either", "both", "using", "training", "relying", "images", "pictures", "faces", "usual", "original", "at", "testing", "touching", "downloading"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How a name stands in its sentence: the words that turn it, nearest first, and of what kind each is."""

    turns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    supposed: str = ""  # the word that makes it a plan, a supposition or an advice
    effect: str = ""  # the word that tells what leaving the name out does, or that it stands beside a denial

    @property
    def denied(self) -> bool:
        """An odd number of turns, and no ablation."""
        return len(self.turns) % 2 == 1 and not self.effect

    @property
    def turned_back(self) -> bool:
        return bool(self.effect or self.turns) and not self.denied


NOTHING = Standing()


@lru_cache(maxsize=1)
def lists() -> Mapping[str, frozenset[str]]:
    """The word lists that are shipped; tomllib's errors are defects of the file."""
    raw = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    return {name: frozenset(words) for part in raw.values() for name, words in part.items()}


def standing(token: Any) -> Standing:
    """The turns over a token of a parsed sentence."""
    turns: dict[int, tuple[str, str]] = {}
    effect = supposed = ""
    for kind, word in _before(token):
        if kind == "beside":
            effect = str(word.text)
        else:
            turns[word.i] = (kind, word.lower_)
    acted = False
    for child, head in _steps(token):
        supposed = supposed or _supposed(child, head)
        if child.dep_ in ("advcl", "parataxis") or _is_other_object(child, head):
            effect = effect or _ablation(child, head, turned=bool(turns))
            if not _is_without(child) and not (child.dep_ == "advcl" and child.lower_ == "save"):
                break
        if _breaks(child, head):
            break
        if turns and child.dep_ in (*SUBJECTS, "prep") and _lemma(head) in lists()["effects"]:
            effect = effect or str(head.text)
        for kind, word in _over(token, child, head, acted, turned=bool(turns)):
            turns.setdefault(word.i, (kind, word.lower_))
        acted = acted or (head.pos_ == "VERB" and _lemma(head) in lists()["uses"] - SEEKING)
    if turns and _only_excepted(turns.values()) and not acted:
        turns = {}
    if turns:
        effect = effect or _taken_up(token) or _gerund_with_effect(token.doc)
    if not turns and not acted and (word := _taken_back(token)) is not None:
        turns[word.i] = ("taken back", word.lower_)
    return Standing(tuple(w for _, w in turns.values()), tuple(k for k, _ in turns.values()), supposed, effect)


def _gerund_with_effect(doc: Any) -> str:
    """ "Leaving out NAME lowers our accuracy", which the tagger takes for two nouns."""
    held = lists()
    if not doc[0].lower_.endswith("ing") or doc[0].lower_ in ("following", "using", "during"):
        return ""
    said = {form for t in doc[2:] for form in (t.lower_, t.lower_.removesuffix("s"), t.lower_.removesuffix("es"))}
    return next(iter(sorted(said & held["effects"])), "")


def _breaks(child: Any, head: Any) -> bool:
    """Whether what stands above says nothing of what stands below: "we failed to find more and trained on NAME"."""
    if child.dep_ == "relcl" and head.pos_ in ("VERB", "AUX"):
        return True
    if child.dep_ in ("relcl", "pcomp", "acl") and any(c.dep_ == "nsubj" and c.lower_ == "we" for c in child.children):
        return True
    if child.dep_ != "conj":
        return False
    between = {t.lower_ for t in _between(child, head)}
    return bool(between & {"but", "yet"}) or (child.pos_ == "VERB" and not between & {"or", "nor"})


def _only_excepted(turns: Any) -> bool:
    """ "The method wins on all sets except NAME" says nothing against a use."""
    return all(word in ("except", "for", "of", "barring", "excepting", "exception", "excluding", "bar") for _, word in turns)


def _taken_up(token: Any) -> str:
    """ "NAME is never seen in training; it serves for testing": a word after the clause that speaks of it again."""
    doc = token.doc
    later = [t for t in doc[token.i + 1 :]]
    start = next((i for i, t in enumerate(later) if t.text in (";", ":") or t.lower_ == "but"), None)
    if start is None or any(t.lower_ in lists()["words"] for t in later[start:]):
        return ""
    again = next((t for t in later[start:] if t.lower_ in PLACED_AGAIN), None)
    used = any(_lemma(t) in ("train", "test", "evaluate", "serve", "fine-tune", "adapt", "use", "training", "testing") or t.lower_ == "now" for t in later[start:])
    return str(again.text) if again is not None and used else ""


def _taken_back(token: Any) -> Any:
    """ "We asked for NAME, but were not given it": the negation after "but" that speaks of it again."""
    later = list(token.doc[token.i + 1 :])
    start = next((i for i, t in enumerate(later) if t.lower_ in ("but", "yet")), None)
    if start is None:
        return None
    word = next((t for t in later[start:] if t.lower_ in ("not", "n't", "never", "refused", "declined", "dismissed", "rejected")), None)
    again = any(t.lower_ in ("it", "them", "so", "one", "either", "was", "were") for t in later[start:])
    return word if again else None


def _steps(token: Any) -> Iterator[tuple[Any, Any]]:
    """Each word with its head, from the token up, as far as the next semicolon or colon."""
    for _ in range(HIGHEST):
        if token.head is token or any(t.text in (";", ":") for t in _between(token, token.head)):
            return
        yield token, token.head
        token = token.head


def _between(one: Any, other: Any) -> Any:
    low, high = sorted((one.i, other.i))
    return one.doc[low:high]


def _lemma(token: Any) -> str:
    lemma = str(token.lemma_).lower()
    if token.lower_.startswith(("pre-train", "pretrain", "retrain", "re-train", "training", "trained")):
        return "train"
    return lemma


def _before(token: Any) -> Iterator[tuple[str, Any]]:
    """The words straight before the name, over its articles, adjectives and prepositions: "rather than on NAME"."""
    doc, at = token.doc, token.i - 1
    held = lists()
    while at >= 0:
        words = _phrase(doc, at, held["beside"])
        if words or _pair(doc, at):
            yield "beside", doc[at]
            return
        words = _phrase(doc, at, held["before"])
        if words:
            if not (doc[at].lower_ in ("not", "no") and doc[at + 1].lower_ in ONLY):
                yield "before", _content(doc, at, len(words.split()))
            return
        if doc[at].lower_ not in LEADING and doc[at].dep_ not in ("amod", "poss"):
            break
        at -= 1
    if at > 0:
        yield from _but_or_than(doc, at)


def _content(doc: Any, at: int, length: int) -> Any:
    """The noun or "instead" of the phrase that ends at doc[at], else its last word: one word turns once."""
    words = doc[at - length + 1 : at + 1]
    return next((t for t in words if t.pos_ == "NOUN" or t.lower_ == "instead"), doc[at])


def _but_or_than(doc: Any, at: int) -> Iterator[tuple[str, Any]]:
    """ "nothing but NAME", "not that but NAME"; "all but NAME"; "we prefer this to NAME"."""
    left = {t.lower_ for t in doc[max(0, at - 8) : at]}
    if doc[at].lower_ == "but" and left & (lists()["words"] | {"anything"}):
        yield "beside", doc[at]
    elif doc[at].lower_ == "but" and left & {"all", "every", "everything", "any"}:
        yield "but", doc[at]


def _phrase(doc: Any, at: int, held: frozenset[str]) -> str:
    for length in (3, 2, 1):
        words = " ".join(t.lower_ for t in doc[max(0, at - length + 1) : at + 1])
        if words in held:
            return words
    return ""


def _pair(doc: Any, at: int) -> bool:
    """ "with and without NAME"."""
    return at > 0 and doc[at].lower_ in ("without", "not") and doc[at - 1].lower_ in ("and", "or", "versus") and any(
        t.lower_ in ("with", "once") for t in doc[max(0, at - 4) : at - 1]
    )


def _is_without(child: Any) -> bool:
    return any(c.lower_ in ("without", "than") for c in child.children)


def _is_other_object(child: Any, head: Any) -> bool:
    """ "We do not use attacks to make a training set from NAME": the verb above has an object of its own."""
    controls = _lemma(head) in lists()["verbs"]
    return child.dep_ == "xcomp" and not controls and any(c.dep_ in ("dobj", "obj") for c in head.children)


def _ablation(child: Any, head: Any, turned: bool) -> str:
    """ "When NAME is left out, the error doubles": a turn inside a clause of time or condition, or under an effect."""
    mark = next((c for c in child.children if c.dep_ in ("mark", "advmod") and c.lower_ in WHEN), None)
    if turned and (mark is not None or _lemma(head) in lists()["effects"]):
        return str((mark if mark is not None else head).text)
    return ""


def _over(name: Any, child: Any, head: Any, acted: bool, *, turned: bool) -> Iterator[tuple[str, Any]]:
    """The turns that one step of the walk adds."""
    held = lists()
    yield from _determined(name, child, turned)
    if child.lower_ in ("none", "nothing", "nobody") and _lemma(head) in held["uses"] | held["verbs"] | {"be"}:
        yield "quantifier", child
    if head.lower_ in held["links"] and child.dep_ in ("pobj", "pcomp") and _is_used_thing(name, child):
        yield "link", head
    if head.lower_ in ("instead", "far") or (head.lower_ == "than" and _earlier(head, ("rather", "sooner")) and not _only_below(head, name)):
        yield "link", head
    for c in child.children:
        if c.lower_ == "instead" and c.i < child.i and child.pos_ == "ADP" and not _we_act(c, name):
            yield "link", c
        if c.lower_ == "than" and c.dep_ == "mark" and _earlier(c, ("rather", "sooner")) and not _only_below(c, name):
            yield "link", c
    if head.pos_ in ("VERB", "AUX"):
        yield from _verb(name, child, head, acted)
    elif head.pos_ == "ADJ" and not acted and head.lower_ in held["adjectives_over"] and child.lower_ in ("of", "from"):
        yield "adjective", head
    elif head.pos_ == "ADJ" and head.lower_ in ("unable", "impossible", "unwilling", "reluctant", "incapable", "hesitant", "wrong", "unethical", "unlawful", "illegal", "false", "untrue", "infeasible") and child.dep_ in ("xcomp", "ccomp", "advcl"):
        yield "adjective", head
    elif child.dep_ == "prep" and head.dep_ == "ROOT" and _mistagged(head, child):
        yield "verb", head
    elif head.pos_ in NOUNS and _lemma(head) in held["nouns"] and child.dep_ in ("prep", "acl") and not (acted and _lemma(head) in ("lack", "want")):
        yield "noun", head


def _mistagged(head: Any, child: Any) -> bool:
    """A rare verb that the tagger takes for another word: "our training dispenses with NAME"."""
    return any(f"{form} {child.lower_}" in lists()["with_preposition"] for form in (head.lower_, head.lower_[:-1]))


def _we_act(link: Any, name: Any) -> bool:
    """ "Instead of collecting photographs we annotate NAME"."""
    return any(t.lower_ == "we" for t in _between(link, name))


def _is_used_thing(name: Any, child: Any) -> bool:
    """ "without NAME", "without training on NAME"; not "without aligning the faces of NAME"."""
    return child is name or _lemma(child) in lists()["uses"] | lists()["things"] | {"help", "aid", "benefit", "resort"}


def _only_below(head: Any, name: Any) -> bool:
    """ "rather than relying solely on NAME"."""
    return any(t.lower_ in ONLY - {"all", "every"} for t in _between(head, name))


def _earlier(token: Any, words: tuple[str, ...]) -> bool:
    return any(t.lower_ in words for t in token.doc[: token.i])


def _determined(name: Any, child: Any, turned: bool) -> Iterator[tuple[str, Any]]:
    """Negative determiners and quantifiers of a noun on the way: "no image of NAME"."""
    if child.pos_ not in NOUNS | {"ADP"}:
        return
    things = lists()["things"] | (lists()["objections"] if turned else frozenset())
    if child is not name and child.pos_ != "ADP" and _lemma(child) not in things:
        return
    for c in child.children:
        if c.i < child.i and c.lower_ in lists()["words"] and c.dep_ in NEGATING and not _only_follows(c):
            yield "quantifier", c


def _only_follows(word: Any) -> bool:
    after = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return after in ONLY


def _verb(name: Any, child: Any, verb: Any, acted: bool) -> Iterator[tuple[str, Any]]:
    lemma, held = _lemma(verb), lists()
    kind = _turns(name, child, verb, lemma)
    if kind:
        yield kind, verb
    if child.dep_ in SUBJECTS and (child is name or _lemma(child) in held["things"] | held["uses"]):
        yield from _predicate(verb)
    if kind or _speaks_of_use(name, child, verb, acted):
        yield from _negated(child, verb)


def _speaks_of_use(name: Any, child: Any, verb: Any, acted: bool) -> bool:
    """Whether the verb, denied, denies a use of what it governs."""
    lemma, held = _lemma(verb), lists()
    subject, passive = child.dep_ in ("nsubj", "csubj"), any(c.dep_ == "auxpass" for c in verb.children)
    if lemma == "be":
        return _is_part(child, verb) or (subject and child is name and _ends(verb))
    if lemma in held["uses_in_passive"]:
        return passive
    if lemma not in held["uses"] or (subject and acted) or (lemma == "see" and child.dep_ == "ccomp"):
        return False
    if child.dep_ in ("dobj", "nsubjpass") and verb.lower_.startswith(("retrain", "re-train", "adapt", "tun", "fine")):
        return False
    if child is name and child.dep_ == "nsubjpass" and lemma in ("derive", "base", "build", "make", "collect"):
        return False
    if passive and child.dep_ not in SUBJECTS and lemma in held["uses_of_objects"]:
        return False
    return not _is_anothers(child, verb)


def _is_anothers(child: Any, verb: Any) -> bool:
    """ "SphereFace was not tested on NAME": of another method, which says nothing of the paper's own."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c is not child), None)
    return subject is not None and any(c.isupper() for c in subject.text[1:]) and subject.lower_ != "none"


def _ends(verb: Any) -> bool:
    """ "NAME is not." """
    return verb.i + 2 < len(verb.doc) and verb.doc[verb.i + 2].text in (".", ",", ";")


def _is_part(child: Any, verb: Any) -> bool:
    """ "NAME is not part of our training set", "it is not true that …"."""
    for c in verb.children:
        if c.i > verb.i and c.dep_ in ("attr", "prep", "acomp") and (c.lower_ in ("part", "among", "in", "set", "source", "basis", "data", "true", "one", "case", "necessary", "needed", "possible", "able", "allowed", "permitted") or c.lemma_ in ("set",)):
            return True
    return child.dep_ in ("ccomp", "attr") and child.dep_ == "attr" and child.pos_ in NOUNS


def _turns(name: Any, child: Any, verb: Any, lemma: str) -> str:
    """The kind of turn where the verb keeps its object from coming about; "" elsewhere."""
    held = lists()
    # "with NAME left aside": a participle alone governs its subject.
    governed = child.dep_ in OBJECTS or (
        child.dep_ == "nsubj" and verb.tag_ in ("VBN", "VBD") and _is_bare(verb)
    )
    if child.dep_ in ("advmod", "prt") and f"{lemma} {child.lower_}" in held["particles"]:
        return "particle"
    particles = {f"{lemma} {c.lower_}" for c in verb.children if c.i > verb.i} | {f"{lemma} {t.lower_}" for t in verb.doc[verb.i + 1 : verb.i + 2]}
    if particles & held["particles"] and (governed or child.dep_ in ("prep", "dative")):
        return "particle"
    if lemma in held["removal"] and governed:
        whole = child is name or _lemma(child) in held["uses"] | held["reports"] or any(c.lower_ in WHOLE for c in child.children)
        return "removal" if whole and not _is_replacing(child, verb) else ""
    if lemma == "fail" and governed and _lemma(child) not in held["uses"]:
        return ""
    if lemma in held["verbs"] and (governed or (child.dep_ == "csubj" or child.dep_ == "nsubj") and lemma in ("stop", "cease")) and not _for_a_while(verb):
        return "verb"
    if child.dep_ in ("prep", "pcomp", "dative") and f"{lemma} {child.lower_}" in held["with_preposition"]:
        return "verb"
    if lemma in ("prefer", "favour", "favor", "recommend", "choose", "select", "pick") and name.i > 0:
        before = name.doc[name.i - 1].lower_
        return "preference" if before == "over" or (before == "to" and lemma.startswith(("prefer", "favo"))) else ""
    return ""


def _is_replacing(child: Any, verb: Any) -> bool:
    """ "was replaced by NAME" is reached through "by", "substituted NAME for X" is not a loss of NAME."""
    return _lemma(verb) == "substitute" and child.dep_ == "dobj"


def _is_bare(verb: Any) -> bool:
    if any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    return verb.tag_ == "VBN" or any(c.lower_ == "with" for c in verb.children)


def _for_a_while(verb: Any) -> bool:
    """ "We stop training on NAME after 20 epochs" tells of a training."""
    following = verb.doc[verb.i : verb.i + 14]
    return any(t.lower_ in ("epochs", "iterations", "steps", "early", "epoch") for t in following)


def _predicate(verb: Any) -> Iterator[tuple[str, Any]]:
    """ "NAME is absent and was dropped", "training on NAME is out of the question", "NAME plays no part": one turn."""
    found = next(_predicates(verb), None)
    if found is not None:
        yield found


def _predicates(verb: Any) -> Iterator[tuple[str, Any]]:
    held = lists()
    for other in verb.children:
        if other.dep_ == "conj" and any(c.dep_ == "auxpass" for c in (*verb.children, *other.children)):
            particles = {f"{_lemma(other)} {t.lower_}" for t in other.doc[other.i + 1 : other.i + 2]}
            if _lemma(other) in held["verbs"] | held["removal"] or particles & held["particles"]:
                yield "verb", other
    for c in (c for c in verb.children if c.i > verb.i):
        if c.dep_ in ("acomp", "oprd", "attr", "advmod") and c.lower_ in held["adjectives_of"]:
            yield "adjective", c
        if c.lower_ == "to" and any(n.lower_ == "nothing" for n in c.children):
            yield "in vain", c
        away = c.lower_ in ("out", "beyond", "outside") and _lemma(verb) in ("be", "remain", "lie", "fall", "stay")
        if c.dep_ in ("prep", "advmod") and away:
            yield "outside", c
        if c.dep_ in ("dobj", "attr") and _lemma(c) in held["shares"]:
            yield from (("no share", n) for n in c.children if n.lower_ == "no")


def _negated(child: Any, verb: Any) -> Iterator[tuple[str, Any]]:
    """Negation of the verb itself, or of who acts; a later "but" verb about the same thing takes it back."""
    held = lists()
    if any(_is_used_otherwise(verb, c) for c in verb.children):
        return
    for c in verb.children:
        near = c.i < verb.i or (_lemma(verb) == "be" and c.i == verb.i + 1)
        if near and c.lower_ in held["words"] and c.dep_ in NEGATING and not _only_follows(c):
            yield "negated", c
        elif c.dep_ in ("nsubj", "nsubjpass") and c is not child and c.i < verb.i:
            for word in (c, *c.children):
                of_one = word.lower_ == "not" and c.lower_ == "one"
                if (of_one or word.lower_ in held["words"] - {"not", "nor"}) and not _only_follows(word):
                    yield "nobody", word
        elif near and c.lower_ == "longer" and c.i < verb.i and _lemma(verb) not in OFFERED:
            yield from (("negated", n) for n in c.children if n.lower_ == "no")
        elif c.dep_ == "dobj" and c is not child and c.lower_ in ("nothing", "none", "nobody"):
            if not _only_follows(c):
                yield "negated", c
        elif c.dep_ == "prep":
            yield from _on_no_occasion(c)


def _is_used_otherwise(verb: Any, other: Any) -> bool:
    """ "We do not train on NAME but test on all its pairs"."""
    if other.dep_ != "conj" or not any(t.lower_ == "but" for t in _between(verb, other)):
        return False
    names = any(c.isupper() for t in other.subtree for c in t.text[:1])
    return _lemma(other) in ("test", "evaluate", "use", "fine-tune", "adapt", "serve", "validate") and not names


def _on_no_occasion(preposition: Any) -> Iterator[tuple[str, Any]]:
    """ "at no time", "under no circumstances", "in none of our runs"."""
    for noun in preposition.children:
        if noun.lower_ == "none":
            yield "negated", noun
        for c in noun.children:
            if c.lower_ == "no" and _lemma(noun) in lists()["occasions"]:
                yield "negated", c


def _supposed(child: Any, head: Any) -> str:
    if head.pos_ not in ("VERB", "AUX"):
        return ""
    for c in head.children:
        if (c.dep_ == "aux" and c.lower_ in MODALS) or (c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless")):
            return str(c.lower_)
    if any(t.lower_ in ("later", "future") for t in head.doc[head.i : head.i + 6]) and _lemma(head) in ("leave", "reserve", "remain", "be"):
        return "later"
    if _lemma(head) in lists()["plans"] and child.dep_ in ("xcomp", "ccomp", "dobj", "prep"):
        return _lemma(head)
    return ""
