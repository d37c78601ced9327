"""What the small model looks at: words around the name, its clause, and where the sentence stands.

A feature's name says what it is: `w:` a word of the sentence, `left:` and `right:` words near the name, `verb:` a
verb over it, `head:` a word of the heading, `before:` and `after:` words of the neighbouring sentences. `in_words`
turns it into what a person reads.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.usage.beside import beside
from extractors.usage.clauses import Clause
from extractors.usage.governors import ClauseStanding
from extractors.usage.marked_sentence import Sentence
from extractors.usage.sentence_words import NAME, NUMBER, OTHER_DATASET, OTHER_MODEL, OTHER_NAME, words_of
from extractors.usage.word_lists import word_lists

NEAR = 8  # words to the left and right that count as near
NEIGHBOUR = 220  # characters of a neighbouring sentence
_STOPS = frozenset({";", ".", "while", "whereas", "but", "although", "however", "though"})
_WORD = re.compile(r"[A-Za-z]+")
Features = dict[str, float]


def features_of(sentence: Sentence) -> Features:
    """The features with their values, in a fixed order."""
    words = sentence.words
    at = words.index(NAME) if NAME in words else 0
    found: Features = {}
    for part in (
        _words(words),
        _near(words, at),
        _clause_words(words, at),
        _acts(words, at),
        _place(sentence),
        _neighbours(sentence),
        _shape(sentence, words, at),
        _parse(sentence.clause),
        _called(sentence.name),
        beside(sentence),
    ):
        for name, value in part:
            found[name] = max(found.get(name, 0.0), value)
    return found


def _words(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        yield f"w:{word}", 1.0
        if following:
            yield f"w:{word} {following}", 1.0


def _near(words: Sequence[str], at: int) -> Iterator[tuple[str, float]]:
    left, right = words[max(0, at - NEAR) : at], words[at + 1 : at + 1 + NEAR]
    for word in left:
        yield f"left:{word}", 1.0
    for word in right:
        yield f"right:{word}", 1.0
    for distance in range(1, 4):
        if distance <= len(left):
            yield f"left{distance}:{left[-distance]}", 1.0
            yield f"left:{' '.join(left[-distance:])}", 1.0
        if distance <= len(right):
            yield f"right{distance}:{right[distance - 1]}", 1.0
    if len(right) > 1:
        yield f"right:{' '.join(right[:2])}", 1.0
    yield f"both:{' '.join(left[-1:])} NAME {' '.join(right[:1])}", 1.0


def _clause_words(words: Sequence[str], at: int) -> Iterator[tuple[str, float]]:
    start, end = at, at
    while start > 0 and words[start - 1] not in _STOPS:
        start -= 1
    while end + 1 < len(words) and words[end + 1] not in _STOPS:
        end += 1
    for word in words[start : end + 1]:
        yield f"clause:{word}", 0.6


def _acts(words: Sequence[str], at: int) -> Iterator[tuple[str, float]]:
    """Agents and acts of the word lists, whatever words stand for them."""
    lists = word_lists()
    agents = [lists.agents[w] for w in words if w in lists.agents]
    for agent in agents:
        yield f"agent:{agent}", 1.0
    nearest = next((lists.agents[w] for w in reversed(words[:at]) if w in lists.agents), "")
    acts = [act for w in words[max(0, at - NEAR) : at] if (act := _act(w))]
    for act in acts[-2:]:
        yield f"act:{act}", 1.0
        yield f"act:{nearest or 'nobody'} {act}", 1.0
    for act in (_act(w) for w in words[at + 1 : at + 1 + NEAR]):
        if act:
            yield f"act after:{act}", 1.0


def _act(word: str) -> str:
    """The act of an inflected word, by cutting its ending; the parse knows better where there is one."""
    acts = word_lists().acts
    for stem in (word, word[:-1], word[:-2], word[:-3], word[:-1] + "e", word[:-2] + "e", word[:-3] + "e", word[:-4]):
        if stem in acts and len(stem) > 2:
            return acts[stem]
    return ""


def _place(sentence: Sentence) -> Iterator[tuple[str, float]]:
    yield f"section:{sentence.section}", 1.0
    yield f"zone:{sentence.zone}", 1.0
    yield f"place:{sentence.section} {sentence.zone}", 1.0
    for word in _WORD.findall(sentence.heading.lower()):
        yield f"head:{word}", 0.7
    for word in words_of(sentence.caption[:NEIGHBOUR]):
        yield f"caption:{word}", 0.4


def _neighbours(sentence: Sentence) -> Iterator[tuple[str, float]]:
    if not sentence.before:
        yield "first of its block", 1.0
    if not sentence.after:
        yield "last of its block", 1.0
    for word in words_of(sentence.before[-NEIGHBOUR:]):
        yield f"before:{word}", 0.4
    for word in words_of(sentence.after[:NEIGHBOUR]):
        yield f"after:{word}", 0.4


def _shape(sentence: Sentence, words: Sequence[str], at: int) -> Iterator[tuple[str, float]]:
    count = max(len(words), 1)
    yield "length", min(count, 60) / 40
    yield "numbers", words.count(NUMBER) / count
    yield "names", min(sum(w in (OTHER_DATASET, OTHER_MODEL, OTHER_NAME) for w in words), 5) / 5
    if at < 3:
        yield "begins the sentence", 1.0
    if count - at < 3:
        yield "ends the sentence", 1.0
    before, after = sentence.touching
    yield f"touches before:{before}", 1.0
    yield f"touches after:{after}", 1.0
    if sentence.denial():
        yield "denied", 1.0


def _parse(clause: Clause) -> Iterator[tuple[str, float]]:
    if not clause.link:
        return
    yield f"link:{clause.link}", 1.0
    yield f"link:{clause.link} of {clause.path[0] if clause.path else ''}", 1.0
    for lemma in clause.path:
        yield f"above:{lemma}", 1.0
    if clause.path:
        yield f"under:{clause.path[0]}", 1.0
        yield f"root:{clause.path[-1]}", 1.0
    for index, verb in enumerate(clause.verbs):
        yield from _of_verb(verb.lemma, verb.act, index == 0)
        if verb.subject:
            yield f"subject:{verb.subject}", 1.0
            yield f"subject:{verb.subject} {verb.lemma}", 1.0
        if verb.negated:
            yield "verb is negated", 1.0
        if verb.passive:
            yield "verb is passive", 1.0
        if verb.modal:
            yield f"modal:{verb.modal}", 1.0
    if clause.purpose:
        yield f"purpose:{clause.purpose}", 1.0
    if clause.act:
        yield f"first act:{clause.act}", 1.0
    yield from _standing(clause.standing)
    if clause.agent:
        yield f"acts:{clause.agent}", 1.0
        yield f"acts:{clause.agent} {clause.verbs[0].act if clause.verbs else ''}", 1.0


def _called(name: str) -> Iterator[tuple[str, float]]:
    """Well-known names and how the name is written: ImageNet is mostly met in networks, Market-1501 in tests."""
    low = re.sub(r"[^a-z0-9+]", "", name.lower())
    if not low:
        return
    yield f"name:{low}", 1.0
    if stem := re.match(r"[a-z]+", low):
        yield f"name begins:{stem[0]}", 1.0
    yield ("name with digits" if re.search(r"\d", name) else "name without digits"), 1.0
    if name.isupper():
        yield "name in capitals", 1.0


def _standing(standing: ClauseStanding) -> Iterator[tuple[str, float]]:
    """Whether the words over the name deny it, and what makes it a plan or a supposition."""
    if standing.denied:
        yield "stands denied", 2.0
    elif standing.turned_back:
        yield "denial taken back", 1.0
    if standing.effect:
        yield f"taken back by:{standing.effect.lower()}", 1.0
    for kind in standing.kinds:
        yield f"turn:{kind}", 1.0
    if standing.supposed:
        yield "supposed", 1.0
        yield f"supposed:{standing.supposed}", 1.0


def _of_verb(lemma: str, act: str, nearest: bool) -> Iterator[tuple[str, float]]:
    yield f"verb:{lemma}", 1.0
    if act:
        yield f"verb act:{act}", 1.0
    if nearest:
        yield f"nearest verb:{lemma}", 1.0
