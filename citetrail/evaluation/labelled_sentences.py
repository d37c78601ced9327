"""Sentences with a marked name and the role that people gave it: the project's own, and real ones where present."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citetrail.paths import DATA
from citetrail.records.vocabulary import USE_ROLES, MemberKind, Section, Zone
from extractors.usage.clauses import read_clauses
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import mask

OWN = DATA / "training"
FOR_ENCODER = OWN / "encoder"  # what the sentence encoder alone learns from, beside all of the others
OPEN_MARK, CLOSE_MARK = "⟦", "⟧"
# A label that its reader held for a coin flip teaches less.
CONFIDENCE = {1: 0.35, 2: 0.7, 3: 1.0}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One marked name. `group` is the paper, or the frame that the sentence shares with others of its making."""

    id: str
    group: str
    sentence: Sentence
    label: str
    confidence: int = 3
    real: bool = False  # from a paper, not written for this project
    # The fifths of the real sentences that its writer had read: it teaches no model that is judged on them.
    read_folds: frozenset[int] = frozenset()
    quote: str = ""  # the whole sentence as printed, in which the name begins at `at`
    at: int = 0

    @property
    def used(self) -> bool:
        return self.label in USE_ROLES

    @property
    def weight(self) -> float:
        return CONFIDENCE[self.confidence]


def own_sentences(folder: Path = OWN) -> list[Labelled]:
    """The sentences written for this project, of every .csv file of the folder; ValueError names a bad row."""
    return [row for path in sorted(folder.glob("*.csv")) for row in _written(path)]


def real_sentences(path: Path) -> list[Labelled]:
    """Labelled sentences of real papers, one JSON object a line; [] where the file is absent."""
    if not path.is_file():
        return []
    return [_real(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def parsed(rows: Sequence[Labelled]) -> list[Labelled]:
    """The same rows with their clauses read; rows of tables have none, as in papers."""
    spoken = [r.sentence.masked for r in rows if r.sentence.zone is not Zone.TABLE]
    clauses = iter(read_clauses(spoken))
    return [
        r if r.sentence.zone is Zone.TABLE else replace(r, sentence=replace(r.sentence, clause=next(clauses)))
        for r in rows
    ]


def _written(path: Path) -> Iterator[Labelled]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = row["sentence"]
            if text.count(OPEN_MARK) != 1 or text.count(CLOSE_MARK) != 1:
                raise ValueError(f"{path.name}: {row['id']}: one name must be marked")
            at, close = text.index(OPEN_MARK), text.index(CLOSE_MARK)
            quote = text[:at] + text[at + 1 : close] + text[close + 1 :]
            sentence = _sentence({**row, "heading": row.get("heading", "")}, quote, at, close - 1)
            folds = frozenset(map(int, row.get("read_folds", "").split()))
            yield Labelled(
                f"{path.stem}:{row['id']}",
                f"{path.stem}:{row['frame']}",
                sentence,
                row["role"],
                read_folds=folds,
                quote=quote,
                at=at,
            )


def _real(row: dict[str, Any]) -> Labelled:
    sentence = _sentence(row, row["sentence"], row["at"], row["end"])
    quote, at = row["sentence"], row["at"]
    return Labelled(row["id"], row["paper"], sentence, row["role"], row["confidence"], real=True, quote=quote, at=at)


def _sentence(row: dict[str, Any], quote: str, at: int, end: int) -> Sentence:
    kind = MemberKind(row["kind"])
    return Sentence(
        kind,
        mask(quote, at, end, model=kind is MemberKind.MODEL),
        Section(row["section"]),
        Zone(row["zone"]),
        row.get("heading") or "",
        row.get("before") or "",
        row.get("after") or "",
        row.get("caption") or "",
        (quote[max(0, at - 1) : at], quote[end : end + 1]),
        name=quote[at:end],
    )
