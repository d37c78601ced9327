"""What later words of a sentence say of a name again: a use taken up after a denial, a use taken back after all."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from extractors.usage.counterfactuals import UNREAL
from extractors.usage.parse_words import SUBJECTS, between, lemma_of, lists
from extractors.usage.relative_words import is_own, is_this_paper, tells_of_others, used_by_words
from extractors.usage.word_lists import word_lists

PLACED_AGAIN = frozenset({"it", "its", "them", "this", "these", "that", "now"})
AUXILIARIES = frozenset({"did", "do", "does", "have", "has", "had", "was", "were", "is", "are", "could", "will"})
# What may stand between "we did not" and the end of what is said: "so we did not do so yet".
ELIDED = frozenset(
    {"so", "do", "done", "either", "to", "yet", "this", "that", "it", "was", "did", "been", "happen", "here", "below"}
)
STOPS = frozenset({",", ";", ":", "but", "yet", "so", "and"})
OTHER_CLAUSE = STOPS - {"and", "so"} | {"while", "whereas"}
BEGINNINGS = frozenset(
    {"before", "after", "while", "whereas", "when", "where", "since", "until", "although", "though"}
)
NOT_DONE = UNREAL | {"should"}
REPORTING = frozenset({"report", "employ", "consider", "study", "run"})
# "… we use none", "… we report none".
HAVING = frozenset({"have", "need", "take", "want", "know", "use", "contain", "present", "report", "give", "show"})
# Between a negation and a name: "no data other than NAME", "none was trained on less than all of NAME".
BESIDE = frozenset({"other than", "apart from", "aside from", "except for", "less than", "fewer than"})
HIGHEST = 6  # words over "it", up to the verb: "we train all models of this paper on it"
# "It was not used for training but only to measure", "was left out of training but for the last run".
PURPOSES = frozenset({"only", "to", "for", "solely"})


def taken_up(token: Any) -> str:
    """The word by which a later clause uses it after all: "NAME is never seen in training; it serves for testing"."""
    doc, later = token.doc, list(token.doc[token.i + 1 :])
    relative = used_in_relative_clause(token)
    if relative:
        return relative
    for index, word in enumerate(later):
        following = later[index + 1].lower_ if index + 1 < len(later) else ""
        beside = word.lower_ == "with" and following in ("it", "them") and not _is_denied(doc, word.i)
        last = later[index - 1] if index else token
        # "… trained without NAME and the other trained with it".
        learnt = beside and lemma_of(last) in lists()["learning"]
        if learnt or (beside and last.lower_ != "and" and any(t.lower_ in OTHER_CLAUSE for t in later[:index])):
            return str(following)
        if word.lower_ == "but" and following in PURPOSES:
            return "but"
    return _again(later) or used_by_ourselves(token)


def _again(later: list[Any]) -> str:
    start = next((i for i, t in enumerate(later) if t.text in (";", ":") or t.lower_ in ("but", "yet")), None)
    contrast = next((i for i, t in enumerate(later) if t.lower_ in ("whereas", "while") or _is_as_we(t)), None)
    elided = min((i for i in (start, contrast) if i is not None), default=None)
    if elided is not None and any(_is_elided_use(t) for t in later[elided:]):
        return "did"
    if any(t.lower_ == "ours" and _is_elided_use(later[i + 1]) for i, t in enumerate(later[:-1])):
        return "ours"
    if start is None:
        return ""
    if any(t.lower_ in lists()["words"] for t in later[start:]):
        return ""
    if _is_kept_for_step(later[start:]):
        return str(later[start].text)
    placed = (t for t in later[start:] if t.lower_ in PLACED_AGAIN and not _only_links(t) and not _is_learner(t))
    again = next(placed, None)
    used = any(t.lower_ == "now" or lemma_of(t) in lists()["taking_up"] | REPORTING for t in later[start:])
    return str(again.text) if again is not None and used else ""


def _is_as_we(word: Any) -> bool:
    """ "Never before has this been done on NAME, as we do here"."""
    return bool(word.lower_ == "as" and word.i + 1 < len(word.doc) and word.doc[word.i + 1].lower_ == "we")


def _only_links(word: Any) -> bool:
    """ "This picture", "an encoder that we trained": words that stand for no name."""
    return word.dep_ in ("det", "mark") or (word.lower_ == "that" and word.tag_ not in ("DT", "PRP"))


def _is_kept_for_step(later: list[Any]) -> bool:
    """ "NAME was not trained on but was held out for our evaluation", without a subject of its own."""
    verb = next((t for t in later if t.pos_ == "VERB"), None)
    if verb is None or later[0].lower_ not in ("but", "yet") or any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    placing = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("for", "in", "as", "to"))
    steps = (t for c in placing for t in c.subtree)
    kept = lemma_of(verb) in lists()["keeping"] | lists()["uses"]
    return kept and verb.tag_ == "VBN" and any(t.lower_ in lists()["own_steps"] for t in steps)


def _is_learner(pronoun: Any) -> bool:
    """ "Ours never sees NAME: it learns from faces", "we train it on faces": what learns is no data."""
    verb = pronoun.head
    if pronoun.dep_ in ("nsubjpass", "dobj"):
        return lemma_of(verb) in lists()["learning"]
    return pronoun.dep_ == "nsubj" and lemma_of(verb) in lists()["plainly"] | {"see"}


def _is_elided_use(word: Any) -> bool:
    """ "but had no choice and did.", "and yet we had to.", not "but others did"."""
    before = [t.lower_ for t in word.doc[max(0, word.i - 3) : word.i]]
    if word.lower_ == "did":
        last = word.doc[word.i - 1]
        nominal = last.pos_ in ("PRON", "NOUN", "PROPN", "ADJ") and last.dep_ != "pobj"
        return (not nominal or last.lower_ in ("we", "i")) and _ends_clause(word)
    if word.lower_ == "do" and before[-1:] == ["we"]:
        return _ends_clause(word)
    if before[-1:] == ["ours"] and word.lower_ in AUXILIARIES:
        return _ends_clause(word)
    had = word.lower_ == "to" and before[-1:] in (["had"], ["have"]) and "we" in before
    following = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else "."
    return had and (not following.isalpha() or following in ("in", "for", "so"))


def used_by_ourselves(token: Any) -> str:
    """ "In contrast to others, who avoid NAME, we train on it", "NAME is what our networks were trained on"."""
    for word, said in _spoken_of_again(token):
        if (not _holds_denial(said) or _hindered_in_vain(said)) and not _is_refused(word):
            return str(word.text)
    return ""


def _hindered_in_vain(said: list[Any]) -> bool:
    """ "which did not stop us from training on it"."""
    return any(
        lemma_of(a) in lists()["hindering"] and b.lower_ in ("us", "me") and c.lower_ == "from"
        for a, b, c in zip(said, said[1:], said[2:], strict=False)
    )


def _is_refused(pronoun: Any) -> bool:
    """ "We gave up the idea of training on it", "we keep our hands off it"."""
    held = lists()
    refusing = (held["verbs"] | held["removal"]) - held["hindering"]
    for verb in _own_clause(pronoun):
        after = {f"{lemma_of(verb)} {t.lower_}" for t in verb.doc[verb.i + 1 : verb.i + 2]}
        if after & (held["particles"] | held["with_preposition"]) or lemma_of(verb) in refusing:
            return True
    return False


def _own_clause(pronoun: Any) -> Iterator[Any]:
    """The words over a pronoun as far as its clause goes: a clause beside the main one denies for itself."""
    for word in islice(pronoun.ancestors, 2 * HIGHEST):
        yield word
        # "We dispensed with one part and ran our matcher on its images."
        beside = word.dep_ == "conj" and word.tag_ in ("VBD", "VBZ")
        if beside or word.dep_ in ("advcl", "relcl", "parataxis"):
            return


def denied_by_ourselves(token: Any) -> Any:
    """ "Networks trained on NAME exist, though we make no use of them": the denial; None elsewhere."""
    for word, said in _spoken_of_again(token):
        if word != token and not any(_acts(t) for t in token.doc[: said[0].i]):
            return next((t for t in said if t.lower_ in lists()["words"]), None)
    return None


def _acts(word: Any) -> bool:
    """Whether it is the authors or a network of theirs: "we", "ours", "our model", not "our budget"."""
    return is_own(word) and (word.dep_ != "poss" or lemma_of(word.head) in lists()["works"])


def _spoken_of_again(token: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Each later word for the name that a verb of use governs, with the words of its clause, where it is ours."""
    doc = token.doc
    for word in doc[token.i :]:
        again = word.lower_ in ("it", "them") or (word == token and token.dep_ == "nsubj") or _is_its_part(word)
        if not again or not _is_used(word):
            continue
        start = next((i for i in range(word.i - 1, token.i, -1) if doc[i].lower_ in STOPS | BEGINNINGS), None)
        end = next((i for i in range(word.i + 1, len(doc)) if doc[i].lower_ in STOPS or doc[i].text == "."), len(doc))
        said = list(doc[(token.i if word == token else start) : end]) if word == token or start is not None else []
        said = _relative_of(word) or [*_subject_of(word, token.i), *said]
        begun = doc[start].lower_ if start is not None else ""
        implied = begun in ("before", "after") and word.dep_ == "pobj" and any(is_own(t) for t in doc)
        if said and (implied or any(is_own(t) or is_this_paper(t) for t in said)):
            yield word, said


def _is_its_part(word: Any) -> bool:
    """ "… and ran our matcher on its still images"."""
    its = any(c.lower_ in ("its", "their") for c in word.children)
    return its and word.dep_ == "pobj" and lemma_of(word) in lists()["material"]


def _relative_of(pronoun: Any) -> list[Any]:
    """ "The weights that we trained on it cannot be sold": the clause of the use, where it is a relative."""
    above = list(islice(pronoun.ancestors, HIGHEST))
    verb = next((t for t in above if t.pos_ == "VERB"), None)
    return list(verb.subtree) if verb is not None and verb.dep_ == "relcl" else []


def _subject_of(pronoun: Any, after: int) -> list[Any]:
    """The subject of what is done with it, which words between commas may part from its verb."""
    verb = next((t for t in islice(pronoun.ancestors, HIGHEST) if t.pos_ == "VERB"), None)
    told = [verb] if verb is not None else []
    if verb is not None and verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in verb.children):
        told.append(verb.head)
    subjects = (c for v in told for c in v.children if c.dep_ in ("nsubj", "nsubjpass"))
    return [t for c in subjects for t in c.subtree if t.i > after]


def _is_used(pronoun: Any) -> bool:
    """Whether a verb of use governs the pronoun: "we train on it", "it was used", "it is what our networks saw"."""
    taking_up = lists()["taking_up"]
    if pronoun.dep_ == "nsubj" and pronoun.head.lemma_ == "be":
        after = list(pronoun.doc[pronoun.head.i + 1 :])
        return bool(after) and after[0].lower_ == "what" and any(lemma_of(t) in taking_up for t in after)
    above = list(islice(pronoun.ancestors, HIGHEST))
    verb = next((i for i, t in enumerate(above) if t.pos_ == "VERB"), len(above))
    if any(c.lower_ in NOT_DONE for t in above[verb : verb + 1] for c in t.children):
        # "we would have included it"
        return False
    # "We fed it drawings": what is given something is no data.
    given = any(c.dep_ in ("dobj", "oprd") and c.pos_ == "NOUN" and c.i > pronoun.i for c in pronoun.head.children)
    if _is_learner(pronoun) or (given and pronoun.dep_ == "dobj"):
        return False
    return pronoun.dep_ in ("dobj", "pobj", "nsubjpass") and any(lemma_of(t) in taking_up for t in above[: verb + 1])


def among_ours(token: Any) -> str:
    """ "NAME is among the benchmarks that we report": the verb; "" elsewhere."""
    if token.dep_ != "nsubj" or token.head.lemma_ != "be" or _holds_denial(token.head.children):
        return ""
    for preposition in token.head.children:
        inside = preposition.dep_ == "prep" and preposition.lower_ in ("among", "in", "amongst")
        for noun in preposition.children if inside else ():
            for verb in (c for c in noun.children if c.dep_ == "relcl"):
                ours = any(c.dep_ == "nsubj" and c.lower_ == "we" for c in verb.children)
                if ours and not _holds_denial(verb.subtree) and lemma_of(verb) in lists()["taking_up"] | REPORTING:
                    return str(verb.text)
    return ""


def used_in_relative_clause(token: Any) -> str:
    """ "NAME, on which our networks are trained": the verb, where a relative clause tells of the paper's own use."""
    if told := used_by_words(token):
        return told
    for verb in _relative_verbs(token):
        # "At no point was any image of NAME seen by our network", which the parser takes for a clause of the name's.
        turned = verb.dep_ == "acl" and _holds_denial(token.doc[: token.i])
        ours = _is_ours(verb) and not turned and not _holds_denial(verb.subtree)
        taken = lemma_of(verb) in lists()["taking_up"] and not tells_of_others(list(verb.subtree))
        if ours and taken and not _is_main(verb):
            return str(verb.text)
    return ""


def _is_main(verb: Any) -> bool:
    """ "Instead of NAME features we take the output of our encoder", whose verb the parser takes for a relative."""
    begun = verb.doc[0].lower_ in ("instead", "rather", "unlike", "contrary")
    return begun and _has_own_object(verb) and not any(t.tag_ in ("WDT", "WP", "WP$") for t in verb.subtree)


def denied_in_relative_clause(token: Any) -> Any:
    """ "NAME, which we did not train on": the negation; None elsewhere."""
    for verb in _relative_verbs(token):
        auxiliaries = (n for c in verb.children if c.dep_ == "aux" for n in c.children)
        negations = [c for c in (*verb.children, *auxiliaries) if c.dep_ == "neg" and c.i < verb.i]
        if _is_ours(verb) and negations and lemma_of(verb) in lists()["uses"] and not _has_own_object(verb):
            return negations[0]
        refusing = lists()["verbs"] | (lists()["removal"] if verb.dep_ == "relcl" else frozenset())
        if _is_ours(verb) and lemma_of(verb) in refusing and not negations and not _has_own_object(verb):
            return verb
    return None


def _has_own_object(verb: Any) -> bool:
    """ "NAME, of which we do not use the labels"."""
    return any(c.dep_ in ("dobj", "nsubjpass") and c.tag_ not in ("WDT", "WP") for c in verb.children)


def _relative_verbs(token: Any) -> Iterator[Any]:
    nouns = [token, token.head] if token.dep_ in ("compound", "nmod", "amod") else [token]
    # "NAME, the set on which we trained".
    # And "the NAME set, this one we did not take".
    held = lists()["material"] | {"one"}
    nouns += [c for n in nouns for c in n.children if c.dep_ == "appos" and lemma_of(c) in held]
    for noun in nouns:
        yield from (c for c in noun.children if c.dep_ in ("relcl", "acl") and c.i > token.i and c.pos_ == "VERB")


def _is_ours(verb: Any) -> bool:
    agents = word_lists().agents
    return any(agents.get(t.lower_) == "own" or t.lower_ == "present" or is_this_paper(t) for t in verb.subtree)


def taken_back(token: Any) -> Any:
    """ "We asked for NAME, but were not given it", "…, and so we did not": the negation; None elsewhere."""
    later = list(token.doc[token.i + 1 :])
    elided = next((t for t in later if _is_elided_denial(t) or _has_none(t)), None)
    if elided is not None:
        return elided
    if (chosen := _settled_elsewhere(token)) is not None:
        return chosen
    start = next((i for i, t in enumerate(later) if t.lower_ in ("but", "yet")), None)
    if start is None:
        return None
    if lemma_of(token.head) in lists()["seeking"]:
        # "We considered NAME but settled on volunteers".
        chosen = next((t for t in later[start:] if lemma_of(t) in lists()["settling"]), None)
        if chosen is not None and not any(t.lower_ in ("it", "them") for t in later[start:]):
            return chosen
        # "… but discarded it".
        refused = (t.head for t in later[start:] if t.lower_ in ("it", "them") and t.dep_ == "dobj")
        refusing = lists()["verbs"] | lists()["removal"]
        if (verb := next((v for v in refused if lemma_of(v) in refusing and v.dep_ == "conj"), None)) is not None:
            return verb
    word = next((t for t in later[start:] if t.lower_ in lists()["taking_back"]), None)
    again = any(t.lower_ in ("it", "them", "so", "one", "either", "was", "were") for t in later[start:])
    return word if again else None


def _is_elided_denial(word: Any) -> bool:
    """ "we did not.", "it never was;", "we chose not to."."""
    if word.lower_ not in ("not", "n't", "never"):
        return False
    before = [t.lower_ for t in word.doc[max(0, word.i - 2) : word.i]]
    own = bool({"we", "i", "it"} & set(before)) and (
        bool(AUXILIARIES & set(before)) or word.lower_ == "never" or before[-1] in ("chose", "decided", "preferred")
    )
    return own and _ends_clause(word)


def _has_none(word: Any) -> bool:
    """ "; ours has none.", not "of the others we use none"."""
    if word.lower_ not in ("none", "nothing") or not _ends_clause(word):
        return False
    before = [t.lower_ for t in word.doc[max(0, word.i - 3) : word.i]]
    beside = {t.lower_ for t in word.doc[max(0, word.i - 8) : word.i]}
    has = lemma_of(word.doc[word.i - 1]) in HAVING
    return has and bool({"ours", "we"} & set(before)) and not beside & {"other", "others", "rest"}


def _settled_elsewhere(token: Any) -> Any:
    """ "NAME proved too large for our disks, and we settled for volunteers": the other choice; None elsewhere."""
    later = list(token.doc[token.i + 1 :])
    told = next((t for t in token.ancestors if lemma_of(t) in ("be", "prove", "seem", "appear")), None)
    too = any(t.lower_ == "too" and t.head.pos_ in ("ADJ", "ADV") for t in later)
    if told is None or not too or any(t.lower_ in ("it", "them", "its") for t in later):
        return None
    settling = lists()["settling"] | {"resort", "fall"}
    return next((t for t in later if lemma_of(t) in settling and any(c.lower_ == "we" for c in t.children)), None)


def _ends_clause(word: Any) -> bool:
    """Whether nothing of weight follows before the next mark."""
    for following in word.doc[word.i + 1 :]:
        if following.is_punct:
            return True
        if following.lower_ not in ELIDED:
            return False
    return True


def _is_denied(doc: Any, at: int) -> bool:
    """Whether the clause that ends at doc[at] holds a denial: "nor do we tune any parameter with it"."""
    start = next((i for i in range(at - 1, -1, -1) if doc[i].lower_ in STOPS), -1)
    return _holds_denial(doc[start + 1 : at])


def _holds_denial(words: Any) -> bool:
    return any(t.lower_ in lists()["words"] for t in words)


def single_exception(token: Any) -> Any:
    """ "with one exception, NAME", "all bar one: NAME", "but one set: NAME": what takes it out; None elsewhere."""
    before = list(token.doc[max(0, token.i - 4) : token.i])
    if not before or before[-1].text not in (",", ":", "(", "—", "-"):
        return None
    said = [t.lower_ for t in before[:-1]]
    counted = said[-1:] == ["exception"] and said[-2:-1] in (["one"], ["single"], ["sole"], ["only"])
    if before[-2:-1] and lemma_of(before[-2]) in lists()["material"]:
        said.pop()
    one = said[-1:] == ["one"] and said[-2:-1] in (["bar"], ["but"], ["save"], ["except"])
    return before[-2] if counted or one else None


def stands_between(word: Any, token: Any) -> str:
    """ "no data other than NAME": the words between a negation and the name that take the name out of it."""
    said = [t.lower_ for t in between(word, token)]
    pairs = {f"{a} {b}" for a, b in pairwise(said)}
    found = pairs & BESIDE or set(said) & {"besides", "except"}
    return min(found, default="")
