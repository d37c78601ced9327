"""What an author has left, and what a body was called, told apart from where the author is."""

import pytest

from extractors.header.former_places import Split, split_former

LINES = [
    ("University of Leeds, UK", "University of Leeds, UK", ""),
    ("University of Leeds, formerly Coastal Academy", "University of Leeds", "Coastal Academy"),
    ("University of Leeds (previously at the Coastal Academy), UK", "University of Leeds, UK", "Coastal Academy"),
    ("ex-Coastal Academy, now University of Leeds, UK", "University of Leeds, UK", "Coastal Academy"),
    ("Retired from the Coastal Academy, Whitby", "", "Coastal Academy, Whitby"),
    ("Norland AI (formerly Nord Vision), Leeds, UK", "Norland AI, Leeds, UK", ""),
    ("Norland AI, formerly known as Nord Vision", "Norland AI", ""),
]


@pytest.mark.parametrize(("line", "present", "former"), LINES)
def test_the_line_is_taken_apart(line: str, present: str, former: str) -> None:
    assert split_former(line) == Split(present, former)


def test_who_is_on_leave_somewhere_is_there() -> None:
    split = split_former("University of Leeds, UK (on leave at Norland Labs)")
    assert split == Split("University of Leeds, UK", "Norland Labs", away=True)
    assert not split_former("University of Leeds, UK (on leave from Norland Labs)").away


@pytest.mark.parametrize("line", ["Formerly Square, University of Leeds", "Institute of Previously Known Numbers"])
def test_words_in_names_take_nothing_apart(line: str) -> None:
    assert split_former(line).present.endswith(line[-10:])
