"""The dependency parse of one sentence: the verbs over the name, who acts, and how certain it is said to be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.usage.governors import NOTHING, ClauseStanding, standing
from extractors.usage.language_model import load_language
from extractors.usage.masking import Masked
from extractors.usage.relative_words import is_own, is_this_paper, tells_of_others
from extractors.usage.sentence_words import plain
from extractors.usage.word_lists import word_lists

# What stands for the name in question and for others. Of the words tried, spaCy takes this most often for a name
# (99 % of places; "ImageNetX" half of them for a noun, and with the full stop after it for a verb).
STAND_IN = "Reutersa"
STAND_INS = {"DATA": "ImageNet", "MODEL": "ResNet", "KIN": "CIFAR"}
# The parser takes "fine-tune" for an adjective and a noun, and "pre-trained" for three words.
_WORDS = (
    (re.compile(r"\bpre-? ?train(?=(?:ed|ing|s)?\b)", re.I), "train"),
    (re.compile(r"\bre-(?=r[au]n|evaluat|implement|tested|used?\b)", re.I), ""),
    (re.compile(r"\bfine-? ?tuned\b", re.I), "adapted"),
    (re.compile(r"\bfine-? ?tuning\b", re.I), "adapting"),
    (re.compile(r"\bfine-? ?tunes?\b", re.I), "adapt"),
)
LONGEST = 420  # characters: a longer sentence is cut around the name
# Steps from the name up the parse: a verb farther away says nothing of the name, and a broken parse ends.
CLIMB = 10
PLACING = frozenset({"in", "for", "as", "during", "throughout", "within", "across", "to"})
MODALS = ("could", "might", "may", "would", "should", "will", "must", "can")


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb over the name, from the nearest up."""

    lemma: str
    act: str = ""  # the word lists' word for it: "train", "evaluate" …
    subject: str = ""  # its head word, as the model reads it
    subject_words: str = ""  # as printed
    passive: bool = False
    negated: bool = False
    modal: str = ""
    tag: str = ""
    purpose: str = ""  # "train", "evaluate" …, where it is said: "we employ it as our training data"
    by: str = ""  # who acts in a passive, as printed: "by the vendor"
    place: str = ""  # what of the authors' own it is done in or for: "in our experiments"


@dataclass(frozen=True, slots=True)
class Clause:
    """What the parse says of the name; empty where there was no parse or the name was lost in it."""

    link: str = ""  # how the name depends on its head: "pobj", "compound"
    path: tuple[str, ...] = ()  # lemmas above the name, nearest first
    verbs: tuple[Verb, ...] = ()
    has_verb: bool = True
    standing: ClauseStanding = NOTHING

    @property
    def agent(self) -> str:
        """ "own", "others" or "", by the nearest verb that has a subject."""
        subject = next((v.subject_words for v in self.verbs if v.subject_words), "")
        lists = word_lists()
        if lists.own_words.search(subject):
            return "own"
        return "others" if lists.others_words.search(subject) else ""

    @property
    def purpose(self) -> str:
        """What the nearest verb says that the name is for."""
        return next((v.purpose for v in self.verbs if v.purpose), "")

    @property
    def act(self) -> str:
        """What the nearest verb that has one does: "train", "evaluate" …"""
        return next((v.act for v in self.verbs if v.act), "")


NO_CLAUSE = Clause()


def read_clauses(sentences: Sequence[Masked]) -> list[Clause]:
    """The clause of each masked name; the sentences are parsed in one batch."""
    if not sentences:
        return []
    texts = [_for_parser(s) for s in sentences]
    return [_clause(doc) for doc in load_language().pipe(texts, batch_size=32)]


def _for_parser(sentence: Masked) -> str:
    text = sentence.text
    if len(text) > LONGEST:
        start = max(0, sentence.at - LONGEST // 2)
        text = text[start : start + LONGEST]
    text = text.replace("[#]", " ")
    for pattern, known in _WORDS:
        text = pattern.sub(known, text)
    for name, known in STAND_INS.items():
        text = re.sub(rf"\b{name}\b", known if name != sentence.word else STAND_IN, text)
    return re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\s+", " ", text)).strip()


def _clause(doc: Any) -> Clause:
    has_verb = any(t.pos_ in ("VERB", "AUX") for t in doc)
    token = next((t for t in doc if STAND_IN in t.text), None)
    if token is None:
        return Clause(has_verb=has_verb)
    chain = list(_climb(token))
    verbs = tuple(_verb(t) for t in chain if t.pos_ in ("VERB", "AUX") and not _is_noun(t))
    return Clause(str(token.dep_), tuple(_lemma(t) for t in chain), verbs, has_verb, standing(token))


def _is_noun(token: Any) -> bool:
    """ "They extract NAME features", whose last word the tagger takes for a verb."""
    return token.tag_ == "VBZ" and token.dep_ in ("dobj", "pobj")


def _lemma(token: Any) -> str:
    word = str(token.text)
    if word.lower().startswith(("pre-train", "pretrain", "retrain", "re-train")) or word.lower() in (
        "training",
        "trained",
    ):
        return "train"
    if any(c.isupper() for c in word[1:]):
        return plain(word)
    lemma = str(token.lemma_).lower()
    return "fine-tune" if lemma == "adapt" else lemma


def _climb(token: Any) -> Iterator[Any]:
    """The words above the name, from the nearest up to the root, as far as the next semicolon."""
    for _ in range(CLIMB):
        if token.head == token:
            return
        low, high = sorted((token.i, token.head.i))
        if any(t.text == ";" for t in token.doc[low:high]):
            return
        token = token.head
        yield token


def _verb(token: Any) -> Verb:
    lemma = _lemma(token)
    children = list(token.children)
    named = [c for c in children if c.dep_ in ("nsubj", "nsubjpass")]
    subjects = [*named, *(c for s in named for c in s.children if c.dep_ == "conj")]
    # "The authors of [3] and we train", "those of NAME we computed ourselves".
    subject = next((c for c in subjects if c.lower_ == "we"), next(iter(subjects), None))
    return Verb(
        lemma,
        act=word_lists().acts.get(lemma, ""),
        subject=_lemma(subject) if subject is not None else "",
        subject_words=_phrase(subject) if subject is not None else "",
        passive=any(c.dep_ in ("nsubjpass", "auxpass") for c in children),
        negated=any(c.dep_ == "neg" for c in children),
        modal=next((c.lower_ for c in children if c.dep_ == "aux" and c.lower_ in MODALS), ""),
        tag=str(token.tag_),
        purpose=_purpose(children),
        by=next((_phrase(c) for c in children if c.dep_ == "agent"), ""),
        place=next((_phrase(c) for c in children if _is_own_place(c)), ""),
    )


def _is_own_place(preposition: Any) -> bool:
    """ "In our experiments", "for the training of our network"; not "in our earlier work"."""
    if preposition.dep_ != "prep" or preposition.lower_ not in PLACING:
        return False
    held = list(preposition.subtree)
    # Not "in half of the papers that we read".
    own = any((t.dep_ == "poss" and is_own(t)) or is_this_paper(t) for t in held)
    return own and not tells_of_others(held)


def _purpose(children: Sequence[Any]) -> str:
    """ "as our training data", "for evaluation": the act of the noun, or of the word beside it."""
    for preposition in (c for c in children if c.dep_ == "prep" and c.lower_ in ("as", "for")):
        for noun in preposition.children:
            said = (noun, *(c for c in noun.children if c.dep_ in ("compound", "amod")))
            found = (word_lists().purposes.get(t.lower_, "") for t in said)
            if purpose := next((p for p in found if p), ""):
                return purpose
    return ""


def _phrase(token: Any) -> str:
    """The words of a token with all that depends on it."""
    return str(token.doc[token.left_edge.i : token.right_edge.i + 1].text[:80])
