"""Letters and reviews of books: who signs wrote the page, and the people whom it reviews or answers did not.

Covers: extractors.header.signed.
"""

import pytest

from extractors.header.signed import is_book_details
from tests.extractors.header.papers import PROSE, title
from tests.extractors.header.two_authors import BERGEN, OSLO, read

BOOK = r"Rosa Quill, The Sailor's Face. Kilnhaven: Naval Kiln Press, 2018. 312 pp. ISBN 978-0-00-000000-2."


def test_the_reviewer_of_a_book_above_the_review() -> None:
    assert read(f"{title()}{BOOK}\n\nReviewed by Ada Brink, {OSLO}\n\n{PROSE}") == {"Ada Brink": [OSLO]}


def test_the_reviewer_of_a_book_below_the_review() -> None:
    assert read(f"{title()}{BOOK}\n\n{PROSE}\n\nReviewed by Ada Brink \\ {OSLO}") == {"Ada Brink": [OSLO]}


def test_an_address_that_goes_on_in_the_next_line() -> None:
    by = "Reviewed by Ada Brink, Department of Kilns, University of \\ Vellmark, Oslo, Norway"
    told = read(f"{title()}{BOOK}\n\n{by}\n\n{PROSE}")
    assert told == {"Ada Brink": ["Department of Kilns, University of Vellmark, Oslo, Norway"]}


def test_the_reviewer_of_a_paper_wrote_nothing() -> None:
    assert read(f"{title()}Reviewed by Ada Brink, {OSLO}\n\n{PROSE}") == {}


def test_where_a_paper_on_a_book_has_an_author_its_reviewer_wrote_nothing() -> None:
    page = f"{title()}Bo Lindqvist \\ {BERGEN}\n\n{BOOK}\n\nReviewed by Ada Brink, {OSLO}\n\n{PROSE}"
    assert read(page) == {"Bo Lindqvist": [BERGEN]}


def test_who_signs_a_letter_to_an_editor() -> None:
    to = r"To: Gen. Ivan Kent, Naval Kiln Institute, Kilnhaven \ Dear General Kent,"
    signed = (
        f"Ada Brink \\ _{OSLO}_\n\nBo Lindqvist \\ _{OSLO}_ \\ _{BERGEN}_\n\n= References\n[1] R. Quill. Clay. 2018."
    )
    told = read(f"Letter to the Editor\n\n{title()}{to}\n\n{PROSE}\n\n{signed}")
    assert told == {"Ada Brink": [OSLO], "Bo Lindqvist": [OSLO, BERGEN]}


def test_who_signs_a_letter_that_the_page_goes_on_below() -> None:
    signed = f"#align(right)[Surg Lt Cdr A. B. Brink \\ {OSLO} \\ Bo Lindqvist \\ {BERGEN}]"
    told = read(
        f"Letters to the Editor\n\n{title()}Sir, we read what Kestrel Ltd says.\n\n{PROSE}\n\n{signed}\n\n{PROSE}"
    )
    assert told == {"A. B. Brink": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_of_several_letters_on_a_page_nobody_is_taken() -> None:
    first, second = f"Ada Brink \\ {OSLO}", f"Bo Lindqvist \\ {BERGEN}"
    page = f"Letters to the Editor\n\n{title()}Dear Editor,\n\n{PROSE}\n\n{first}\n\n{PROSE}\n\n{second}\n\n{PROSE}"
    assert read(page) == {}


def test_of_two_letters_with_salutations_the_last_signer_is_not_taken() -> None:
    letters = "\n\n".join(
        f"To the Editor: {PROSE}\n\n{who}" for who in (f"Ada Brink \\ {OSLO}", f"Bo Lind \\ {BERGEN}")
    )
    assert read(f"Correspondence\n\n{title()}{letters}") == {}


def test_who_signs_a_review_of_books_below_it() -> None:
    signed = f"#align(right)[Ada Sergeant \\ _Kestrel Professor of Kilns, {OSLO}_ \\ Bo Lindqvist \\ _{BERGEN}_]"
    told = read(f"{BOOK}\n\n{title()}{PROSE}\n\n{signed}")
    assert told == {"Ada Sergeant": [OSLO], "Bo Lindqvist": [BERGEN]}


def test_names_at_the_end_of_what_is_no_letter_sign_nothing() -> None:
    assert read(f"{title()}{PROSE}\n\nAda Brink \\ _{OSLO}_") == {}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (BOOK, True),
        ("Faces. By R. Quill. 2018. Pp. xii, 340. £25", True),
        ("The Sailor's Face. By Adm. R. Quill, Naval College. 341 pp.", True),
        ("University of Vellmark, 312 Kiln Road, Oslo, Norway", False),
        ("Department of Kilns, 2018 Harbour Road", False),
    ],
)
def test_the_details_of_a_book(line: str, told: bool) -> None:
    assert is_book_details(line) is told


def test_names_below_each_other_share_the_place_below_the_last() -> None:
    signed = f"Ada Brink, MD \\ Per Noor, MD, MPH \\ {OSLO}\n\nBo Lindqvist, PhD \\ {BERGEN}"
    told = read(f"{title()}To the Editor:\n\n{PROSE}\n\n{signed}")
    assert told == {"Ada Brink": [OSLO], "Per Noor": [OSLO], "Bo Lindqvist": [BERGEN]}


@pytest.mark.parametrize("closing", ["Yours Sincerely", "Kind Regards", "Competing Interests"])
def test_what_closes_a_letter_signs_nothing(closing: str) -> None:
    told = read(f"{title()}To the Editor:\n\n{PROSE}\n\n{closing} \\ Ada Brink, MD \\ {OSLO}")
    assert told == {"Ada Brink": [OSLO]}


def test_guest_editors_sign_their_editorial() -> None:
    thanks = "We thank the Editor-in-Chief, R. Hale of the Army Kiln Laboratory, for patience with all of these pots."
    first = f"ADA BRINK, _Guest Editor_ \\ Centre for Clay \\ {OSLO}"
    second = r"BO LINDQVIST, _Lead Guest Editor_ \ Kestrel Robotics \ Seattle, WA 98109 USA"
    signed = f"{first} \\ {second} \\ Digital Object Identifier 10.9999/KILN.2021.77"
    told = read(f"{title('Guest Editorial: Special Issue on Made-Up Clay')}{PROSE}\n\n{thanks}\n\n{signed}")
    assert list(told) == ["ADA BRINK", "BO LINDQVIST"]
    assert told["BO LINDQVIST"] == ["Kestrel Robotics Seattle, WA 98109 USA"]


def test_an_editor_behind_a_name_in_another_paper_signs_nothing() -> None:
    told = read(f"{title()}{PROSE}\n\nADA BRINK, Guest Editor \\ {OSLO}")
    assert told == {}
