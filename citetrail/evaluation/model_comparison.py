"""Other models on the same sentences and folds as the shipped one: what features and a simple model cost or gain."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from citetrail.evaluation.labelled_sentences import CONFIDENCE
from citetrail.evaluation.sentence_scores import FOLDS, USED, Answer, cross_validated, fold_of, unread
from citetrail.evaluation.sentence_training import BESIDE_REAL, TrainingExample
from citetrail.records.batches import batches_of
from citetrail.records.vocabulary import USE_ROLES, MemberKind
from extractors.usage.marked_sentence import Sentence
from extractors.usage.sentence_words import words_of

Roles = Mapping[str, float]
Learn = Callable[[Sequence[TrainingExample]], Callable[[Sequence[TrainingExample]], Sequence[Roles]]]
STRENGTH = 10  # C over TF-IDF, whose values are small
EPOCHS, BATCH = 5, 64  # passes over the sentences, and sentences in one step, of spaCy's model


def compared(own: Sequence[TrainingExample], real: Sequence[TrainingExample]) -> Iterator[tuple[str, list[Answer]]]:
    """Each model's name with its answers, five-fold by paper; denials are gated for all of them alike."""
    yield "logistic regression, our features", cross_validated(own, real)
    yield "logistic regression, TF-IDF of words", list(_answers(own, real, learn_words))
    yield "spaCy textcat, bag of words", list(_answers(own, real, learn_textcat))


def _answers(own: Sequence[TrainingExample], real: Sequence[TrainingExample], learn: Learn) -> Iterator[Answer]:
    for kind in MemberKind:
        taught = [e for e in own if e.row.sentence.kind is kind]
        mine = [e for e in real if e.row.sentence.kind is kind]
        for fold in range(FOLDS):
            asked = [e for e in mine if fold_of(e.row.group) == fold]
            tell = learn([*unread(taught, fold), *(e for e in mine if fold_of(e.row.group) != fold)])
            yield from (_answer(e, roles) for e, roles in zip(asked, tell(asked), strict=True))


def _answer(example: TrainingExample, roles: Roles) -> Answer:
    return answer_of(example, sum(p for label, p in roles.items() if label in USE_ROLES), roles)


def answer_of(example: TrainingExample, use: float, roles: Roles) -> Answer:
    """A model's probabilities as an answer: a denial is no use, and the label is one that agrees with that."""
    use = 0.0 if example.row.sentence.denial() else use
    able = {label: p for label, p in roles.items() if (label in USE_ROLES) is (use >= USED)}
    return Answer(example, use, max(able, key=lambda label: (able[label], label), default=""))


def text_of(sentence: Sentence) -> str:
    """The sentence with its place, heading and neighbours as plain words, the latter marked as what they are."""
    parts = [("", words_of(sentence.masked.text)), ("heading_", words_of(sentence.heading))]
    parts += [("before_", words_of(sentence.before)), ("after_", words_of(sentence.after))]
    place = f"section_{sentence.section} zone_{sentence.zone}".replace(" ", "_")
    return " ".join([place.replace("_zone", " zone"), *(mark + word for mark, words in parts for word in words)])


def _weight(example: TrainingExample) -> float:
    beside = 1.0 if example.row.real else BESIDE_REAL[example.row.sentence.kind]
    return CONFIDENCE[example.row.confidence] * beside


def learn_words(given: Sequence[TrainingExample]) -> Callable[[Sequence[TrainingExample]], Sequence[Roles]]:
    """One and two words by TF-IDF, a logistic regression a label."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(analyzer=lambda text: _one_and_two(text.split()), min_df=2, sublinear_tf=True)
    matrix = vectors.fit_transform([text_of(e.row.sentence) for e in given])
    weights = [_weight(e) for e in given]
    heads: dict[str, Any] = {}
    for label in sorted({e.row.label for e in given}):
        head = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
        heads[label] = head.fit(matrix, [e.row.label == label for e in given], sample_weight=weights)

    def tell(asked: Sequence[TrainingExample]) -> Sequence[Roles]:
        rows = vectors.transform([text_of(e.row.sentence) for e in asked])
        columns = {label: head.predict_proba(rows)[:, 1] for label, head in heads.items()}
        totals = sum(columns.values())
        return [{label: float(column[i] / totals[i]) for label, column in columns.items()} for i in range(len(asked))]

    return tell


def _one_and_two(words: Sequence[str]) -> list[str]:
    return [*words, *map(" ".join, pairwise(words))]


def learn_textcat(given: Sequence[TrainingExample]) -> Callable[[Sequence[TrainingExample]], Sequence[Roles]]:
    """spaCy's classifier over one and two words; it takes no weights, so sentences of little weight stay out."""
    import spacy
    from spacy.training import Example as Pair
    from thinc.api import fix_random_seed

    fix_random_seed(0)
    language = spacy.blank("en")
    architecture = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "ngram_size": 2}
    language.add_pipe("textcat", config={"model": architecture | {"no_output_layer": False, "length": 262144}})
    labels = sorted({e.row.label for e in given})
    pairs = [
        Pair.from_dict(
            language.make_doc(text_of(e.row.sentence)), {"cats": {label: label == e.row.label for label in labels}}
        )
        for e in given
        if _weight(e) > BESIDE_REAL[MemberKind.MODEL]
    ]
    optimizer = language.initialize(lambda: pairs)
    for _ in range(EPOCHS):
        for batch in batches_of(pairs, BATCH):
            language.update(batch, sgd=optimizer)
    return lambda asked: [doc.cats for doc in language.pipe(text_of(e.row.sentence) for e in asked)]
