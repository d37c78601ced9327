"""How well the sentence model tells use and role, five-fold by paper: no paper is both learnt from and judged."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citetrail.evaluation.measures import Scores, of_class
from citetrail.evaluation.sentence_training import TrainingExample, model_of
from citetrail.records.vocabulary import USE_ROLES, MemberKind
from extractors.usage.sentence_model import SentenceModel

# Each paper is judged by a model that has not seen it; with five, four fifths still teach.
FOLDS = 5
# More likely than not, as in extractors.usage.roles.
USED = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said of one labelled sentence; a denial is no use, whatever the model says."""

    example: TrainingExample
    use: float
    label: str

    @property
    def used(self) -> bool:
        return self.use >= USED

    @property
    def right(self) -> bool:
        return self.label == self.example.row.label


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """Of one kind of name. `role` is the share of all sentences whose label is right, the sure ones apart."""

    count: int
    used: Scores
    not_used: Scores
    role: float
    sure_used: Scores
    sure_not_used: Scores
    sure_role: float


def fold_of(paper: str) -> int:
    """The fifth that a paper falls into, the same on every machine."""
    return int(hashlib.sha256(f"citetrail fold {paper}".encode()).hexdigest(), 16) % FOLDS


def answer(model: SentenceModel, example: TrainingExample) -> Answer:
    kind = example.row.sentence.kind
    found = model.of_features(kind, example.features)
    use = 0.0 if example.row.sentence.denial() else found.use
    return Answer(example, use, found.best(used=use >= USED))


def cross_validated(own: Sequence[TrainingExample], real: Sequence[TrainingExample]) -> list[Answer]:
    """Each real sentence answered by a model that saw none of its paper.

    `own` is learnt from in every fold, but for what was written by somebody who had read the fold's sentences.
    """
    answers = []
    for fold in range(FOLDS):
        model = model_of([*unread(own, fold), *(e for e in real if fold_of(e.row.group) != fold)])
        answers += [answer(model, e) for e in real if fold_of(e.row.group) == fold]
    return answers


def unseen(own: Sequence[TrainingExample], real: Sequence[TrainingExample]) -> list[Answer]:
    """Each real sentence answered by a model that learnt from our own sentences only, as in `cross_validated`."""
    models: dict[tuple[bool, ...], SentenceModel] = {}
    answers = []
    for fold in range(FOLDS):
        # Most folds leave out the same sentences, and need one model.
        taught = tuple(fold not in e.row.read_folds for e in own)
        if taught not in models:
            models[taught] = model_of(unread(own, fold))
        answers += [answer(models[taught], e) for e in real if fold_of(e.row.group) == fold]
    return answers


def unread(own: Sequence[TrainingExample], fold: int) -> list[TrainingExample]:
    """Those of the project's own sentences whose writer had read none of the fold's."""
    return [e for e in own if fold not in e.row.read_folds]


def scores_by_kind(answers: Sequence[Answer]) -> Mapping[MemberKind, SentenceScores]:
    return {k: _scores([a for a in answers if a.example.row.sentence.kind is k]) for k in MemberKind}


def _scores(answers: Sequence[Answer]) -> SentenceScores:
    sure = [a for a in answers if a.example.row.confidence == 3]
    return SentenceScores(
        len(answers),
        of_class(_uses(answers)),
        of_class((not said, not so) for said, so in _uses(answers)),
        _share(answers),
        of_class(_uses(sure)),
        of_class((not said, not so) for said, so in _uses(sure)),
        _share(sure),
    )


def _uses(answers: Sequence[Answer]) -> Iterator[tuple[bool, bool]]:
    return ((a.used, a.example.row.label in USE_ROLES) for a in answers)


def _share(answers: Sequence[Answer]) -> float:
    return sum(a.right for a in answers) / len(answers) if answers else 1.0
