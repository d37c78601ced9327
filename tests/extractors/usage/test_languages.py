"""Sentences of languages that the model has not learnt: a person looks."""

import pytest

from citetrail.records.targets import Target
from citetrail.records.text import DocumentText
from citetrail.records.vocabulary import Section, Verdict, Zone
from extractors.usage import read_usage
from extractors.usage.languages import other_language
from tests.extractors.usage.conftest import paper

SENTENCES = {
    "zh": "网络用 MS1MV3 训练，学习率逐步减小。",
    "ja": "識別器の学習には MS1MV3 を利用する。",
    "ko": "우리는 MS1MV3에서 인식기를 학습시켰다.",
    "ru": "Распознаватель обучен на данных MS1MV3.",
    "de": "Für die Erkennung wird ein Netz auf MS1MV3 trainiert.",
    "fr": "Les visages viennent de MS1MV3.",
    "es": "Los rostros de MS1MV3 sirven para entrenar la red.",
    "pt": "O modelo foi treinado com o conjunto MS1MV3.",
    "it": "La nostra rete è stata addestrata con MS1MV3.",
    "nl": "Het netwerk werd getraind op MS1MV3.",
    "pl": "Sieć uczono na zbiorze MS1MV3.",
    "tr": "Ağ MS1MV3 üzerinde eğitildi.",
    "id": "Model kami dilatih pada MS1MV3.",
}


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_a_person_looks_at_what_is_not_read(sentence: str, family: Target) -> None:
    assert read_usage(paper(sentence), family).verdict is Verdict.UNCLEAR


def listed(sentence: str) -> DocumentText:
    return paper((sentence, Section.REFERENCES, Zone.PROSE))


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_a_bibliography_in_any_language_is_one(sentence: str, family: Target) -> None:
    assert read_usage(listed(sentence), family).verdict in (Verdict.MENTIONS, Verdict.NONE)


@pytest.mark.parametrize(
    "sentence",
    [
        "We train on MS1MV3 and thank F. de la Torre for the code.",
        "Pictures of de Gaulle and van Gogh are in MS1MV3 as well.",
        "MS1MV3, op. cit.",
        "The id of a person in MS1MV3 is a number.",
        "Moreau et al. and Weiss et al. trained on MS1MV3.",
        "Tanaka et al. Weiss et al. MS1MV3 99.1",
        "M e a n e r r o r o v e r MS1MV3",
        "Silva, O., Costa, E., Lima, O.: MS1MV3 cleaned again.",
        "ResNet50 No MS1MV3 No ArcFace No",
    ],
)
def test_english_is_english(sentence: str) -> None:
    assert other_language(sentence) == ""
