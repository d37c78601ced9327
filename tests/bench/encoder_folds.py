"""What the second model gains on single sentences of papers that neither model has seen.

    CITETRAIL_SHARED=DIR .venv/bin/python -m tests.bench.encoder_folds PYTHON KEEP [FIFTHS]

PYTHON is an interpreter as `citetrail train --encoder` wants it. For each fifth of the papers (or the first FIFTHS)
an encoder is made that has seen none of them, nor what was written beside them: a quarter of an hour of a core each.
What all of them and the shipped one learn first is learnt once; it lies in the folder KEEP (`--keep` of the command).

Covers: citetrail.evaluation.encoder_training, extractors.usage.second_opinion.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from citetrail.evaluation.encoder_training import make_encoder, marked_of, stages
from citetrail.evaluation.labelled_sentences import FOR_ENCODER, own_sentences, parsed, real_sentences
from citetrail.evaluation.model_comparison import answer_of
from citetrail.evaluation.read_sentences import read_each
from citetrail.evaluation.sentence_scores import FOLDS, Answer, fold_of, scores_by_kind, unread
from citetrail.evaluation.sentence_training import TrainingExample, examples, model_of
from citetrail.paths import passages
from extractors.usage.second_opinion import second_is
from extractors.usage.sentence_encoder import SentenceEncoder, sentence_encoder
from extractors.usage.sentence_model import read_with

FIRST_ALONE, BOTH, ENCODER = "whole reading, without", "whole reading, with", "encoder alone"


def encoder_of(
    python: str, own: Sequence[TrainingExample], real: Sequence[TrainingExample], keep: Path
) -> SentenceEncoder:
    given = stages([e.row for e in own], own_sentences(FOR_ENCODER), [e.row for e in real])
    with tempfile.TemporaryDirectory() as folder:
        make_encoder(python, given, Path(folder), keep=keep)
        return sentence_encoder(Path(folder))  # an open file stays, though its name goes


def alone(encoder: SentenceEncoder, example: TrainingExample) -> Answer:
    told = encoder.read(marked_of(example.row))
    return answer_of(example, told.use, told.roles)


def show(name: str, answers: Sequence[Answer]) -> None:
    for kind, s in scores_by_kind(answers).items():
        print(
            f"{name:<24} {kind:<8} used {s.used.f1:.3f}  not used {s.not_used.f1:.3f}  role {s.role:.3f}   "
            f"sure ones: {s.sure_used.f1:.3f}  {s.sure_not_used.f1:.3f}  {s.sure_role:.3f}",
            flush=True,
        )


def main(python: str, keep: Path, fifths: int = FOLDS) -> None:
    own, real = examples(parsed(own_sentences())), examples(parsed(real_sentences(passages())))
    answers: dict[str, list[Answer]] = {FIRST_ALONE: [], BOTH: [], ENCODER: []}
    for fold in range(fifths):
        seen = [e for e in real if fold_of(e.row.group) != fold]
        asked = [e for e in real if fold_of(e.row.group) == fold]
        encoder = encoder_of(python, unread(own, fold), seen, keep)
        with read_with(model_of([*unread(own, fold), *seen])):
            for name, second in ((FIRST_ALONE, None), (BOTH, encoder)):
                with second_is(second):
                    answers[name] += read_each(asked)
        answers[ENCODER] += [alone(encoder, e) for e in asked]
        print(f"after {fold + 1} of {fifths} fifths", flush=True)
        for name, given in answers.items():
            show(name, given)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:4]))
