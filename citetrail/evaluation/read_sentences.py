"""How well the whole reading tells use and role of single labelled sentences: each on a page of its own.

Beside `sentence_scores`, which asks the trained model alone: here the name is looked for, the sentence parsed, and
denials, doubts and exclusions have their say, by a target whose only member is the name.
"""

from collections.abc import Sequence

from citetrail.evaluation.labelled_sentences import Labelled
from citetrail.evaluation.sentence_scores import FOLDS, Answer, fold_of, unread
from citetrail.evaluation.sentence_training import TrainingExample, model_of
from citetrail.records.targets import Member, Target
from citetrail.records.text import DocumentText, PageText, Part
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import USE_ROLES, Outcome
from extractors.usage.document_usage import find_mentions
from extractors.usage.marked_sentence import Sentence
from extractors.usage.sentence_model import NO_ROLES, read_with

SLUG = "the-name"


def read_alone(own: Sequence[TrainingExample], real: Sequence[TrainingExample]) -> list[Answer]:
    """Each real sentence read with a model that saw none of its paper, as in `cross_validated`."""
    answers = []
    for fold in range(FOLDS):
        taught = [*unread(own, fold), *(e for e in real if fold_of(e.row.group) != fold)]
        with read_with(model_of(taught)):
            answers += [_answer(e) for e in real if fold_of(e.row.group) == fold]
    return answers


def _answer(example: TrainingExample) -> Answer:
    document, at = page_of(example.row)
    found = find_mentions(document, target_of(example.row.sentence))
    told = next((m for m in found if m.evidence.match_start <= at < m.evidence.match_end), None)
    if told is None:
        return Answer(example, 0.0, "")
    return Answer(example, told.score if told.role in USE_ROLES else 0.0, _label(told))


def _label(told: Mention) -> str:
    """The role, or the label that the product shows as a mention: an architecture alone, another thing."""
    return str(told.rule) if told.rule in NO_ROLES else str(told.role)


def page_of(row: Labelled) -> tuple[DocumentText, int]:
    """The sentence between its neighbours as a page, and where the name stands."""
    sentence = row.sentence
    before = f"{sentence.before} " if sentence.before else ""
    text = f"{before}{row.quote} {sentence.after}\n"
    part = Part(1, 0, len(text), sentence.section, sentence.zone, sentence.heading)
    page = PageText(1, 612, 792, text)
    document = DocumentText("0" * 64, Outcome.OK, (page,), (part,), (), page_count=1)
    return document, len(before) + row.at


def target_of(sentence: Sentence) -> Target:
    """A family of that name alone."""
    member = Member(SLUG, sentence.name, sentence.kind, None, "the labelled sentence", 1, aliases=(sentence.name,))
    return Target(SLUG, sentence.name, sentence.name, (member,), digest=f"{sentence.kind} {sentence.name}")
