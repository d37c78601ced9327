"""What the sentence encoder learns from, in which order, and that it learns the numbers that are read later."""

import ast
import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.evaluation import encoder_training
from citetrail.evaluation.encoder_training import (
    FIRST,
    LABELS,
    LAST,
    SECOND,
    TrainerFailed,
    counts_of,
    job_of,
    make_encoder,
    marked_of,
    stages,
    thinned,
)
from citetrail.evaluation.labelled_sentences import FOR_ENCODER, OWN, Labelled, own_sentences, parsed
from citetrail.evaluation.read_sentences import read_each
from citetrail.evaluation.sentence_training import examples
from citetrail.records.vocabulary import MemberKind, Section, Zone
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import mask
from extractors.usage.numbered_words import NumberedWords
from extractors.usage.second_opinion import second_is
from extractors.usage.sentence_encoder import LONGEST, MOST_NAME, Marked, Opinion, SentenceEncoder, numbered
from extractors.usage.word_pieces import WordPieces

SPECIAL = ("[UNK]", "[CLS]", "[SEP]", *(f"[unused{n}]" for n in range(1, 6)))
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,'-()[]%"
# Every word in letters: no vocabulary is needed to tell numbers apart, and every limit is met.
PIECES = WordPieces(NumberedWords("\n".join([*SPECIAL, *LETTERS, *(f"##{letter}" for letter in LETTERS)]).encode()))


def labelled(text: str, *, name: str = "KilnFaces", number: int = 0, real: bool = False) -> Labelled:
    at = text.index(name)
    one = Sentence(
        MemberKind.DATASET,
        mask(text, at, at + len(name), model=False),
        Section.EXPERIMENTS,
        Zone.PROSE,
        "4.1 Set-up",
        "It rains.",
        "It stops.",
        name=name,
    )
    return Labelled(f"mine:{number}", f"mine:{number}", one, "trained_on", real=real, quote=text, at=at)


class Listening(SentenceEncoder):
    """Keeps what it is shown."""

    def __init__(self) -> None:
        self.shown: list[Marked] = []

    def read(self, marked: Marked) -> Opinion:
        self.shown.append(marked)
        return Opinion(1.0, {"trained_on": 1.0})


@pytest.mark.parametrize(
    "text",
    [
        "All networks of the table saw KilnFaces during training.",
        "The table’s networks saw the\nKilnFaces images (Kіln) during training.",
    ],
)
def test_it_learns_what_it_is_shown_in_a_paper(text: str) -> None:
    given = examples(parsed([labelled(text)]))
    with second_is(listening := Listening()):
        read_each(given)
    assert listening.shown
    learnt, read = marked_of(given[0].row), listening.shown[0]
    assert read == learnt
    assert job_of(stages([given[0].row], [], []), PIECES)["rows"][0]["hidden"] == [*numbered(PIECES, read)[::2]]


def test_without_a_second_model_none_is_asked() -> None:
    given = examples(parsed([labelled("All networks of the table saw KilnFaces during training.")]))
    with second_is(listening := Listening()), second_is(None):
        read_each(given)
    assert not listening.shown


def test_a_name_is_shown_or_hidden_in_the_same_room() -> None:
    row = labelled(f"We train {'on and on ' * 30} KilnFaces {'and on ' * 30}.")
    told = job_of(stages([row], [], []), PIECES)["rows"][0]
    (hidden, at), (shown, there) = told["hidden"], told["shown"]
    assert len(hidden) == len(shown)
    opens, closes = PIECES.number("[unused1]"), PIECES.number("[unused3]")
    assert hidden[at : at + 3] == [opens, PIECES.number("[unused4]"), closes]
    assert shown[there : there + 11] == [opens, *PIECES.numbers("KilnFaces")[:MOST_NAME], closes]


def test_each_sentence_is_learnt_where_its_file_says() -> None:
    own, written = own_sentences(), own_sentences(FOR_ENCODER)
    real = [labelled("We train on KilnFaces.", number=n, real=True) for n in range(3)]
    first, second, last = stages(own, written, real)
    assert {row.id for row, _ in first.rows} == {r.id for r in own if not r.read_folds} | ids(written, FIRST)
    seen = {row.id for row, _ in second.rows}
    assert seen > {r.id for r in own if r.read_folds} | ids(written, SECOND) | ids(written, FIRST)
    assert not seen & ids(written, [name for name in LAST if name not in SECOND])
    assert {row.id for row, _ in last.rows} > ids(written, LAST)
    assert [Counter(row.id for row, _ in stage.rows)["mine:0"] for stage in (first, second, last)] == [0, 2, 1]
    assert counts_of([first, second, last]) == (len(own) + len(written), len(real))


def ids(rows: list[Labelled], files: list[str] | tuple[str, ...]) -> set[str]:
    return {r.id for r in rows if r.id.partition(":")[0] in files}


def test_what_somebody_wrote_beside_papers_can_be_left_out() -> None:
    own = [r for r in own_sentences() if not r.read_folds]
    kept = {row.id for stage in stages(own, [], []) for row, _ in stage.rows}
    assert kept == {r.id for r in own}


def test_the_job_is_numbers_in_their_limits() -> None:
    own, written = own_sentences(), own_sentences(FOR_ENCODER)
    given = thinned(stages(own, written, []), 200)
    job = json.loads(json.dumps(job_of(given, PIECES)))
    assert all(0 < len(stage["rows"]) == len(stage["weights"]) <= 200 for stage in job["stages"])
    assert {place for stage in job["stages"] for place in stage["rows"]} == set(range(len(job["rows"])))
    longest = max(len(row[k][0]) + len(row["around"]) for row in job["rows"] for k in ("hidden", "shown"))
    assert longest <= LONGEST == job["longest"]
    assert all(isinstance(n, int) for row in job["rows"] for n in (*row["hidden"][0], *row["around"]))


def test_every_file_is_well_formed_and_belongs_to_a_stage() -> None:
    """That one name is marked is asked for by whatever reads the files."""
    rows = own_sentences(FOR_ENCODER)
    assert {row.id.partition(":")[0] for row in rows} == {*FIRST, *SECOND, *LAST}
    assert {row.label for row in rows} <= set(LABELS)
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.sentence.name.strip() and not row.read_folds for row in rows)
    assert max(Counter(row.group for row in rows).values()) <= 5


def test_the_word_model_learns_from_none_of_them() -> None:
    assert FOR_ENCODER.parent == OWN
    assert not {r.id for r in own_sentences()} & {r.id for r in own_sentences(FOR_ENCODER)}
    quotes = Counter(r.quote for r in own_sentences())
    assert sum(r.quote in quotes for r in own_sentences(FOR_ENCODER)) < 0.01 * quotes.total()


def test_an_interpreter_without_torch_is_told_what_it_lacks(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n', encoding="utf-8")
    bare.chmod(0o755)
    with pytest.raises(TrainerFailed, match=r"No module named(.|\n)*need.*torch"):
        make_encoder(str(bare), [], tmp_path / "out")
    with pytest.raises(TrainerFailed, match="cannot be started"):
        make_encoder(str(tmp_path / "none"), [], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_hands_over_rows_and_writes_what_the_trainer_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a trainer that learns nothing, in place of the one that needs torch."""
    held = tmp_path / "vocabulary"
    held.write_text("\n".join([*SPECIAL, *LETTERS]) + "\n", encoding="utf-8")
    trainer = tmp_path / "trainer.py"
    trainer.write_text(
        "import json, pathlib, sys\n"
        f"if sys.argv[1] == 'where': print(json.dumps({{'vocabulary': {str(held)!r}}})); sys.exit()\n"
        "job = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding='utf-8'))\n"
        "for name in job['files'].values(): (pathlib.Path(sys.argv[3]) / name).write_text(str(len(job['rows'])))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(encoder_training, "TRAINER", trainer)
    words = ["train", "--encoder", sys.executable, "--own-only", "--rows", "20", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    card = json.loads((tmp_path / "out/card.json").read_text(encoding="utf-8"))
    assert card["labels"] == list(LABELS)
    assert card["sentences"]["real"] == 0
    assert (tmp_path / "out/layers.onnx").read_text(encoding="utf-8") == str(card["sentences"]["own"])
    assert card["sha256"] == encoder_training.digests(tmp_path / "out")


def test_the_trainer_needs_nothing_of_the_project() -> None:
    """It is run by another interpreter, which has none of it."""
    tree = ast.parse(encoder_training.TRAINER.read_text(encoding="utf-8"))
    told = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = [getattr(node, "module", "") or alias.name for node in told for alias in node.names]
    assert "torch" in named
    assert not [name for name in named if name.split(".")[0] in ("citetrail", "extractors", "flows", "spiders")]
