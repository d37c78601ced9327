"""How well the whole reading tells use and role of single labelled sentences: each on a page of its own.

Beside `sentence_scores`, which asks the trained model alone: here the name is looked for, the sentence parsed, and
denials, doubts and exclusions have their say, by a target whose only member is the name.
"""

from collections.abc import Sequence

from citetrail.evaluation.sentence_pages import page_of
from citetrail.evaluation.sentence_scores import FOLDS, Answer, fold_of, unread
from citetrail.evaluation.sentence_training import TrainingExample, model_of
from citetrail.records.targets import Member, Target
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import USE_ROLES, MemberKind
from extractors.usage.document_usage import find_mentions
from extractors.usage.marked_sentence import Sentence
from extractors.usage.second_opinion import second_is
from extractors.usage.sentence_model import NO_ROLES, read_with

SLUG = "the-name"


def read_alone(own: Sequence[TrainingExample], real: Sequence[TrainingExample]) -> list[Answer]:
    """Each real sentence read with a model that saw none of its paper, as in `cross_validated`.

    The second model is not asked: the one that is shipped saw all of them (`tests.bench.encoder_folds` makes others).
    """
    answers = []
    for fold in range(FOLDS):
        taught = [*unread(own, fold), *(e for e in real if fold_of(e.row.group) != fold)]
        with read_with(model_of(taught)), second_is(None):
            answers += read_each([e for e in real if fold_of(e.row.group) == fold])
    return answers


def read_each(given: Sequence[TrainingExample]) -> list[Answer]:
    """Each sentence read with the models in use."""
    return [_answer(e) for e in given]


def _answer(example: TrainingExample) -> Answer:
    row, sentence = example.row, example.row.sentence
    document, start = page_of(
        sentence.before, row.quote, sentence.after, sentence.section, sentence.zone, sentence.heading
    )
    at = start + row.at
    found = find_mentions(document, target_of(sentence))
    told = next((m for m in found if m.evidence.match_start <= at < m.evidence.match_end), None)
    if told is None:
        return Answer(example, 0.0, "")
    return Answer(example, told.score if told.role in USE_ROLES else 0.0, _label(told))


def _label(told: Mention) -> str:
    """The role, or the label that the product shows as a mention: an architecture alone, another thing."""
    return str(told.rule) if told.rule in NO_ROLES else str(told.role)


def target_of(sentence: Sentence) -> Target:
    """A family of the sentence's name alone."""
    return family_of(sentence.name, sentence.kind)


def family_of(name: str, kind: MemberKind) -> Target:
    """A family of one name that no target need know."""
    member = Member(SLUG, name, kind, None, "the labelled sentence", 1, aliases=(name,))
    return Target(SLUG, name, name, (member,), digest=f"{kind} {name}")
