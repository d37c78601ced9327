"""What an author has left, and what a body was called, told apart from where the author is."""

import pytest

from extractors.header.former_places import Split, split_former

LINES = [
    ("University of Leeds, UK", "University of Leeds, UK", ""),
    ("University of Leeds, formerly Coastal Academy", "University of Leeds", "Coastal Academy"),
    ("University of Leeds (previously at the Coastal Academy), UK", "University of Leeds, UK", "Coastal Academy"),
    ("ex-Coastal Academy, now University of Leeds, UK", "University of Leeds, UK", "Coastal Academy"),
    ("Retired from the Coastal Academy, Whitby", "", "Coastal Academy, Whitby"),
    ("On sabbatical at the Coastal Academy, Whitby", "", "Coastal Academy, Whitby"),
    ("Prior affiliation: Coastal Academy, Whitby", "", "Coastal Academy, Whitby"),
    ("University of Leeds, UK (before: Coastal Academy)", "University of Leeds, UK", "Coastal Academy"),
    ("University of Leeds, ehemals am Coastal Institut", "University of Leeds", "Coastal Institut"),
    ("Rosa Kent was formerly with the Coastal Academy, Whitby", "", "Coastal Academy, Whitby"),
    ("University of Leeds, UK, and a former adviser of the Coastal Navy", "University of Leeds, UK", "Coastal Navy"),
    ("University of Leeds and a veteran of the Coastal Navy", "University of Leeds", "Coastal Navy"),
    ("University of Leeds, a retired colonel of the Coastal Army", "University of Leeds", "Coastal Army"),
    ("Norland AI (formerly Nord Vision), Leeds, UK", "Norland AI, Leeds, UK", ""),
    ("Norland AI, formerly known as Nord Vision", "Norland AI", ""),
]


@pytest.mark.parametrize(("line", "present", "former"), LINES)
def test_the_line_is_taken_apart(line: str, present: str, former: str) -> None:
    split = split_former(line)
    assert (split.present, split.former) == (present, former)


def test_who_is_on_leave_somewhere_is_a_guest_there() -> None:
    split = split_former("University of Leeds, UK (on leave at Norland Labs)")
    assert split == Split("University of Leeds, UK", "Norland Labs", away=True)
    assert split_former("On sabbatical at Norland Labs").away
    assert not split_former("University of Leeds, UK (on leave from Norland Labs)").away


@pytest.mark.parametrize("line", ["Formerly Square, University of Leeds", "Institute of Previously Known Numbers"])
def test_words_in_names_take_nothing_apart(line: str) -> None:
    assert split_former(line).present.endswith(line[-10:])


@pytest.mark.parametrize(
    ("text", "present", "former"),
    [
        (
            "Visiting student at the Coastal Academy, Whitby, in 2016",
            "",
            "Visiting student at the Coastal Academy, Whitby",
        ),
        ("University of Leeds, and (until 2019) Quill Robotics Ltd", "University of Leeds", "Quill Robotics Ltd"),
        ("University of Leeds (M.Sc., Coastal Academy)", "University of Leeds", "Coastal Academy"),
        (
            "University of Leeds (Ph.D. student, Coastal Academy)",
            "University of Leeds (Ph.D. student, Coastal Academy)",
            "",
        ),
        ("Coastal Academy, Cambridge (MA, USA)", "Coastal Academy, Cambridge (MA, USA)", ""),
    ],
)
def test_years_and_degrees_tell_what_is_past(text: str, present: str, former: str) -> None:
    split = split_former(text)
    assert (split.present, split.former) == (present, former)
