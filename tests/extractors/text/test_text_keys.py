"""Texts are the same whatever their lines, spaces, arXiv's stamp and a cover sheet; a title page is no cover.

Covers: extractors.text.text_keys, extractors.whole_paper.
"""

from extractors.text.text_keys import known_by, looked_for, text_key

PAPER = ["Doors of a Library\nA. Author, Example Navy\n" + "We train on it. " * 200, "It works. " * 200]
COVER = "Example Repository. This is the accepted manuscript. Please cite the published version."


def is_same(one: list[str], other: list[str]) -> bool:
    return bool(set(known_by(one)) & set(looked_for(other)))


def test_lines_spaces_and_the_stamp_make_no_other_text() -> None:
    stamped = [f"arXiv:1801.00002v2  [cs.CV]  3 Jan 2018\n{PAPER[0]}", PAPER[1].replace(" ", "\n")]
    assert is_same(PAPER, stamped)
    assert text_key(PAPER) == text_key(stamped)


def test_a_paper_beneath_a_cover_sheet_is_the_same_whichever_was_read_first() -> None:
    assert is_same(PAPER, [COVER, *PAPER])
    assert is_same([COVER, *PAPER], PAPER)


def test_other_words_make_another_text() -> None:
    assert not is_same(PAPER, [PAPER[0], "It does not work. " * 200])
    assert not is_same(PAPER, PAPER[:1])


def test_two_that_agree_but_for_a_short_first_page_each_are_not_the_same() -> None:
    """Such pages may be title pages, one with a navy's laboratory and one without."""
    body = [PAPER[1], PAPER[1] + "More. "]
    with_navy, without = ["Doors\nA. Author\nExample Navy", *body], ["Doors\nA. Author", *body]
    assert not is_same(with_navy, without)


def test_a_sheet_that_takes_the_paper_back_is_read() -> None:
    assert not is_same(PAPER, ["RETRACTED: Doors of a Library", *PAPER])
