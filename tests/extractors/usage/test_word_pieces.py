"""Words and their parts as uncased BERT takes them."""

import pytest

from extractors.usage.numbered_words import NumberedWords
from extractors.usage.word_pieces import WordPieces, words_of

VOCABULARY = ("[UNK]", "train", "##ed", "##ing", "on", "faces", "人", "脸", ",", "-", "1", "##m", "[", "]", "cls")


@pytest.fixture
def pieces() -> WordPieces:
    return WordPieces(NumberedWords("\n".join(VOCABULARY).encode()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trained on FACES,  twice", ["trained", "on", "faces", ",", "twice"]),
        ("naïve Gesichtserkennung à Zürich", ["naive", "gesichtserkennung", "a", "zurich"]),
        ("人脸x", ["人", "脸", "x"]),
        ("112×112, 90° and a_b", ["112×112", ",", "90°", "and", "a", "_", "b"]),
        ("soft\u00adhyphen\u200b, \ufffdgone", ["softhyphen", ",", "gone"]),
        ("“quoted” – dashed", ["“", "quoted", "”", "–", "dashed"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_the_longest_known_beginning_goes_first(pieces: WordPieces) -> None:
    told = [VOCABULARY[n] for n in pieces.numbers("Trained, training on 1M faces")]
    assert told == ["train", "##ed", ",", "train", "##ing", "on", "1", "##m", "faces"]


def test_a_word_with_an_unknown_part_is_unknown_as_a_whole(pieces: WordPieces) -> None:
    assert pieces.numbers("trainer") == [0]
    assert pieces.numbers("m" * 101) == [0]


def test_a_control_mark_that_a_paper_prints_is_three_words(pieces: WordPieces) -> None:
    """A paper's text steers nothing: the marks of the encoder are set by the program alone."""
    assert [VOCABULARY[n] for n in pieces.numbers("the [CLS] faces")[1:]] == ["[", "cls", "]", "faces"]
