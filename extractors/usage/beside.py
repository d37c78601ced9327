"""What stands beside a name's sentence about the same name: neighbours, heading, and whose weights are told.

"ResNet-101 is our backbone. It was initialised from weights trained on OTHER": the second sentence tells what the
first leaves open. "4.3 Results on NAME" makes of a line below it a result on NAME.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.usage.marked_sentence import Sentence
from extractors.usage.sentence_words import words_of

# Words about weights that others or the authors trained, of whichever name.
_WEIGHTS = re.compile(
    r"pre-? ?train|off-the-shelf|publicly available|released|weights|checkpoint|frozen|initiali[sz]|from scratch|"
    r"fine-? ?tun",
    re.I,
)
NEAR = 6  # words beside the same name in a neighbouring sentence
REACH = 60  # characters in which they are looked for
SHARE = 0.7  # of the value of a word of the sentence itself
SHORT = 8  # words: below it the sentence is a heading, a label or a cell


def beside(sentence: Sentence) -> Iterator[tuple[str, float]]:
    """Features of the neighbours and the heading; none where the name as printed is not known."""
    yield from _told_here(sentence)
    if not sentence.name.strip():
        return
    name = _named(sentence.name.strip())
    for where, text in (("before", sentence.before), ("after", sentence.after)):
        yield from _neighbour(where, text, name)
    yield from _heading(sentence, name)


@lru_cache(maxsize=2_000)
def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", re.I)


def _told_here(sentence: Sentence) -> Iterator[tuple[str, float]]:
    for told in _WEIGHTS.finditer(sentence.masked.text):
        yield f"told here:{_key(told[0])}", 1.0


def _neighbour(where: str, text: str, name: re.Pattern[str]) -> Iterator[tuple[str, float]]:
    hit = name.search(text)
    if hit:
        yield f"same {where}", 1.0
        for word in words_of(text[max(0, hit.start() - REACH) : hit.start()])[-NEAR:]:
            yield f"beside left:{word}", SHARE
        for word in words_of(text[hit.end() : hit.end() + REACH])[:NEAR]:
            yield f"beside right:{word}", SHARE
    for told in _WEIGHTS.finditer(text):
        yield f"told {where}:{_key(told[0])}", 1.0
        yield f"told near:{_key(told[0])}", 1.0
        if hit:
            yield f"told of it:{_key(told[0])}", 1.0


def _heading(sentence: Sentence, name: re.Pattern[str]) -> Iterator[tuple[str, float]]:
    if name.search(sentence.heading):
        yield "head names it", 1.0
    if sentence.caption and name.search(sentence.caption):
        yield "caption names it", 1.0
    said = _plain(sentence.masked.text.replace(sentence.masked.word, sentence.name))
    heading = _plain(sentence.heading)
    if heading and said and (said in heading or (heading in said and len(said) < 2 * len(heading))):
        yield "is its heading", 1.0
    if len(sentence.words) < SHORT:
        yield "few words", 1.0
        if not sentence.clause.verbs:
            yield "few words, no verb", 1.0


def _key(told: str) -> str:
    """ "Pre-train", "pre train" and "pretrain" are one."""
    return re.sub(r"[- ]", "", told.lower())


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).lower().strip()
