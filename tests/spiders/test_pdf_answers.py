"""What an answer is worth, and what is told when nothing came."""

from citetrail.records.vocabulary import Outcome
from spiders.pdf_answers import ADVICE, PRECEDENCE, Ending, conclude, judge

URL = "https://example.org/files/a.pdf"


def test_a_pdf_with_its_end_is_taken() -> None:
    assert judge(URL, 200, b"%PDF-1.5 ... %%EOF\n").outcome is Outcome.OK
    assert judge(URL, 200, b"\xef\xbb\xbf%PDF-1.5 ... startxref\n12\n").outcome is Outcome.OK


def test_a_page_says_that_it_is_one() -> None:
    assert judge(URL, 200, b"<!DOCTYPE html><p>").detail == "sent a web page in place of a PDF"
    assert judge(URL, 200, b"Gone fishing", "text/plain").detail == "sent something else in place of a PDF"


def test_a_page_where_a_pdf_belongs_is_doubted_longer() -> None:
    assert judge(URL, 200, b"<html>").tries > judge("https://example.org/landing", 200, b"<html>").tries > 1


def test_what_may_pass_is_told_before_what_will_not() -> None:
    gone = Ending(Outcome.NOT_FOUND, "answered 404", URL)
    down = Ending(Outcome.HTTP_ERROR, "answered 500 8 times", URL)
    outcome, detail = conclude([("a.example", gone), ("b.example", down)])
    assert outcome is Outcome.HTTP_ERROR
    assert detail == "a.example answered 404; b.example answered 500 8 times. Fetch it again later."


def test_every_outcome_of_fetching_has_a_place_and_advice() -> None:
    answers = [
        *(judge(URL, status, b"") for status in (200, 204, 403, 404, 410, 418, 429, 500)),
        judge(URL, 200, b"%PDF-1.5"),
    ]
    assert {a.outcome for a in answers} < set(PRECEDENCE)
    assert set(ADVICE) == {*PRECEDENCE, Outcome.NO_OPEN_PDF, Outcome.WITHDRAWN}


def test_a_told_ending_is_short() -> None:
    long = [(f"host{i}.example", Ending(Outcome.NOT_FOUND, "answered 404", URL)) for i in range(500)]
    assert len(conclude(long)[1]) < 1000
