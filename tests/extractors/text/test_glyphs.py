"""What readers hand over becomes readable text in which each character knows where it came from."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.glyphs import clean
from extractors.text.hyphens import Vocabulary
from extractors.text.legibility import looks_like_words
from extractors.text.line_numbers import hide_line_numbers

NONE = Vocabulary([])
# What PDFs are made of, and what attacks on their readers are made of.
RAW = st.text(
    st.one_of(
        st.sampled_from("\r\n\t -\ufffe\u00ad\u200b\u202e\ufb01\ufb03´¨ˇ`aeicE1(\x00\x02\ufffd\u0301\u0338"),
        st.characters(),
        st.characters(categories=["Cs"]),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("o\ufb03ce \ufb01ne \ufb02uff", "office fine fluff"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("(cid:12)(cid:7) x", "\ufffd\ufffd x"),
        ("Universit\u00a8at M\u00a8unchen", "Universität München"),
        ("Mu\u00a8ller and Fr\u00b4echet, Ce\u00b4sar", "Müller and Fréchet, César"),
        ("x\u02c6i \u2212 y\u02dc", "x\u02c6i \u2212 y\u02dc"),
        ("at 22\u02daC", "at 22\u02daC"),
        ("e\u0301tude", "étude"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("a\x02b\x00c\td", "a\ufffdb c d"),
        ("\ud835\udc65 + 1", "\U0001d465 + 1"),
        ("m\u00b2 ½ №", "m\u00b2 ½ №"),  # NFC, not NFKC: only ligatures are taken apart
    ],
)
def test_text_is_cleaned(raw: str, text: str) -> None:
    assert clean(raw, NONE)[0] == text


@given(RAW)
def test_every_character_knows_where_it_came_from(raw: str) -> None:
    text, index = clean(raw, Vocabulary([raw]))
    assert len(index) == len(text)
    assert all(a <= b for a, b in pairwise(index))
    assert all(0 <= i < len(raw) for i in index)
    assert unicodedata.is_normalized("NFC", text)
    assert not any("\ud800" <= c < "\ue000" or c in "\x00\r\u202e\ufb01\ufffe" for c in text)


@given(RAW)
def test_characters_that_stay_stand_where_they_stood(raw: str) -> None:
    text, index = clean(raw, NONE)
    kept = [(c, i) for c, i in zip(text, index, strict=True) if c.isascii() and c.isalnum()]
    for char, at in kept:
        # A letter comes from itself, from a ligature, or from an accent's neighbourhood.
        assert char in raw[at] or char in unicodedata.normalize("NFKC", raw[at]) or raw[at] == "("


def test_line_numbers_of_a_manuscript_are_hidden() -> None:
    lines = [f"{number} the potter fired face after face" for number in range(231, 261)]
    raw = hide_line_numbers("\r\n".join(lines))
    assert len(raw) == len("\r\n".join(lines))
    text, _ = clean(raw, NONE)
    assert text.splitlines() == ["the potter fired face after face"] * 30


def test_numbers_that_do_not_count_lines_stay() -> None:
    rows = "\r\n".join(f"{year} fired {year * 7 % 90} faces" for year in range(1900, 2000, 5))
    listed = "\r\n".join(["1 clay", "2 glaze", "3 fire", *["and prose between the items"] * 20])
    assert hide_line_numbers(rows) == rows
    assert hide_line_numbers(listed) == listed


@pytest.mark.parametrize(
    "text",
    [
        "The potter fired face after face and compared them with the faces of her neighbours in the yard.",
        "我们在百万张人脸图像上训练网络并在三个数据集上评估其性能结果表明该方法优于现有方法而且速度更快一些",
        "Das Netz wurde mit Bildern aus drei Sammlungen trainiert und danach auf neuen Gesichtern geprüft.",
        "Thợ gốm trong làng được khám và xét nghiệm tại trạm quận. Thợ trẻ thường thiếu vitamin, thợ già ít khi.",
        "93.4 91.2 88.1",
    ],
)
def test_words_are_told_from_rubbish(text: str) -> None:
    assert looks_like_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thepotterfiredfaceafterfaceandcomparedthemwiththefacesofherneighboursintheyardbehindthehouse" * 3,
        "\ufffd" * 80 + " and a few words between them, in some order or other",
        "Wkh srwwhu iluhg idfh diwhu idfh dqg frpsduhg wkhp zlwk wkh idfhv ri khu qhljkerxuv lq wkh bdug",
        "\u0102\u0304\u1516\u1718\u191a\u1b1c\u1d1e\u1112\u1314\u16a0\u1e00\u1a20\u1b05\u2c00\u2c01 " * 10,
    ],
)
def test_rubbish_is_told_from_words(text: str) -> None:
    assert not looks_like_words(text)


@pytest.mark.parametrize("hyphen", ["-", "\u2010"])
def test_unicode_s_own_hyphen_at_a_line_end_is_one(hyphen: str) -> None:
    raw = f"the pot{hyphen}\r\ntery of KR{hyphen}\r\n2M kilns"
    assert clean(raw, Vocabulary(["pottery"]))[0] == "the pottery\nof KR-2M\nkilns"
