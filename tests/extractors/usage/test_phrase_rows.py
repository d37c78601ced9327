"""Each phrase that denies, or takes a denial back, is needed: without it some sentence would be read otherwise.

Covers: extractors.usage.polarity.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from citetrail.evaluation.denial_scores import WRITTEN
from citetrail.evaluation.labelled_sentences import own_sentences
from extractors.usage.masking import mask
from extractors.usage.polarity import PhraseRow, clause_of, denials
from extractors.usage.sentence_words import NAME, words_of

# Of the other tests: what neither the sentences to learn from nor those written to provoke hold an example of.
FURTHER = ("MS1MV2 is not the only training set.", "We avoid training on MS1MV2.")


def sentences() -> Iterator[list[str]]:
    """Their words, with NAME where the name in question stands."""
    for row in own_sentences():
        yield row.sentence.words
    for path in sorted(WRITTEN.glob("denials*.csv")) + sorted(WRITTEN.glob("uses_beside*.csv")):
        yield from _of_file(path)
    for sentence in FURTHER:
        yield _words(sentence, "MS1MV2")


def _of_file(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["name"] in row["sentence"]:
                yield _words(row["sentence"], row["name"])


def _words(sentence: str, name: str) -> list[str]:
    at = sentence.index(name)
    return words_of(mask(sentence, at, at + len(name), model=False).text)


def decider(clause: str) -> PhraseRow | None:
    """The row without which the clause would be read otherwise, where there is one."""
    own = bool({"we", "i", "our", "ours", "us"} & set(clause.split()))
    hits = [r for r in denials().rows if (r.own_acts or r.affirms or not own) and r.pattern.search(clause)]
    denying, affirming = [r for r in hits if not r.affirms], [r for r in hits if r.affirms]
    if affirming:
        return affirming[0] if denying and len(affirming) == 1 else None
    return denying[0] if len(denying) == 1 else None


def test_no_row_is_there_that_no_sentence_needs() -> None:
    clauses = {" ".join(clause_of(words, words.index(NAME))) for words in sentences() if NAME in words}
    needed = {row.id for clause in clauses if (row := decider(clause))}
    assert {row.id for row in denials().rows} - needed == set()
