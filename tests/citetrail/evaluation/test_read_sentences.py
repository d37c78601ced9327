"""A labelled sentence read on a page of its own is judged like the model's own answer."""

from citetrail.evaluation.labelled_sentences import Labelled, own_sentences, parsed
from citetrail.evaluation.read_sentences import read_alone
from citetrail.evaluation.sentence_pages import page_of
from citetrail.evaluation.sentence_training import TrainingExample, examples
from citetrail.records.vocabulary import MemberKind, Section, Zone
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import mask
from extractors.usage.sentence_model import sentence_model

USES = [f"We train our {noun} on KilnFaces." for noun in ("network", "encoder", "model", "backbone")]
NAMED = [f"KilnFaces has {number} people." for number in (10, 20, 30, 40)]
DENIED = ["We do not train on KilnFaces."]


def labelled(text: str, label: str, number: int) -> Labelled:
    at = text.index("KilnFaces")
    masked = mask(text, at, at + len("KilnFaces"), model=False)
    one = Sentence(MemberKind.DATASET, masked, Section.EXPERIMENTS, Zone.PROSE, before="It rains.", name="KilnFaces")
    return Labelled(f"s{number}", f"paper {number}", one, label, real=True, quote=text, at=at)


def given() -> list[TrainingExample]:
    texts = [*((t, "trained_on") for t in USES), *((t, "mentioned") for t in (*NAMED, *DENIED))]
    return examples(parsed([labelled(text, label, n) for n, (text, label) in enumerate(texts)]))


def test_the_whole_reading_finds_the_name_and_answers_as_read_alone() -> None:
    before = sentence_model()
    own = [r for r in own_sentences() if r.sentence.kind is MemberKind.MODEL][:40]
    answers = {a.example.row.quote: a for a in read_alone([*given(), *examples(parsed(own))], given())}
    assert [answers[text].label for text in USES] == ["trained_on"] * len(USES)
    assert not any(answers[text].used for text in (*NAMED, *DENIED))
    assert sentence_model() is before


def test_a_row_of_a_table_stands_on_a_line_of_its_own() -> None:
    cells = ("ThatNet [12] 97.1", "Ours KilnFaces 98.2", "")
    document, start = page_of(*cells, Section.EXPERIMENTS, Zone.TABLE)
    assert document.pages[0].text[start:].splitlines() == ["Ours KilnFaces 98.2"]
    document, start = page_of("It rains.", "We use KilnFaces.", "", Section.EXPERIMENTS)
    assert document.pages[0].text == "It rains. We use KilnFaces.\n"
    assert document.pages[0].text[start:].strip() == "We use KilnFaces."
