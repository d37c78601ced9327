"""A word broken at a line's end is joined as its document writes it."""

import pytest

from extractors.text.glyphs import clean
from extractors.text.hyphens import Vocabulary, keeps_hyphen

DOCUMENT = (
    "recognition of faces is based on rules, a rule-based system with state-of-the-art results; VGGFace2 and ArcFace "
    "are nets. CASIA WebFace and MS-Celeb-1M. The network was trained on images. A large set, a well known one, deep "
    "nets, aware of poses."
)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return Vocabulary([DOCUMENT])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("MS-Celeb", "1M"),
        ("MS1M", "ArcFace"),
        ("C-MS", "Celeb"),
        ("DukeMTMC", "reID"),
        ("MS", "Celeb-1M"),
        ("rule", "based"),
        ("state-of-the", "art"),
        ("CASIA", "WebFace"),
        ("LightCNN", "29"),
        ("1024", "dimensional"),
        ("pose", "aware"),
        ("well", "trained"),
        ("self", "supervised"),
        ("IJB", "C"),
        ("ResNet-50", "IR"),
    ],
)
def test_names_numbers_and_compounds_keep_their_hyphen(left: str, right: str, words: Vocabulary) -> None:
    assert keeps_hyphen(left, right, words)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("recog", "nition"),
        ("im", "age"),
        ("in", "formation"),
        ("under", "standing"),
        ("VG", "GFace2"),
        ("Arc", "Face"),
        ("Reti", "naNet"),
        ("Mo", "bileNet"),
        ("ex", "ample"),
        ("multi", "plex"),
        ("Data-de", "pendent"),
        ("photorealis", "tic"),
        ("land", "marks"),
    ],
)
def test_broken_words_lose_it(left: str, right: str) -> None:
    assert not keeps_hyphen(left, right, Vocabulary([f"{DOCUMENT} dependent"]))


def test_the_documents_own_spelling_decides_first() -> None:
    assert keeps_hyphen("re", "identification", Vocabulary(["person re-identification is re-identification"]))
    assert not keeps_hyphen("re", "identification", Vocabulary(["person reidentification"]))
    assert not keeps_hyphen("Face", "Net", Vocabulary(["FaceNet"]))


def test_capitals_and_small_letters_are_one_word_whatever_alphabet_the_capital_is_of() -> None:
    words = Vocabulary(["Kiln \u212aelvin \u0130znik \u00c9mail"])
    assert [words.count(w) for w in ("kiln", "kelvin", "\u0130znik", "\u00e9mail")] == [1, 1, 1, 1]


@pytest.mark.parametrize("hyphen", ["\ufffe", "-\r\n", "-\n", "\u00ad\r\n"])
def test_the_line_break_goes_behind_the_joined_word(hyphen: str, words: Vocabulary) -> None:
    text, index = clean(f"The recog{hyphen}nition of MS-Celeb{hyphen}1M faces", words)
    assert text == "The recognition\nof MS-Celeb-1M\nfaces"
    assert len(index) == len(text)


def test_a_page_number_under_a_broken_word_is_not_joined(words: Vocabulary) -> None:
    text, _ = clean("a recogni-\r\n614\r\nnext page", words)
    assert text == "a recogni-\n614\nnext page"
