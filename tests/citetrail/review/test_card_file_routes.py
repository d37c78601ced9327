"""A file dropped on the card of a paper without text: kept, bounded, and never settled by whoever added it."""

from typing import Any

import httpx
import pytest
from sqlalchemy import delete, select

from citetrail.records.file_identity import Match
from citetrail.sample.encrypted import encrypted_pdf
from citetrail.store.added_files import UNREAD, AddedFile, added_on_cards, answer, judge, questions
from citetrail.store.engine import StoreError, now, writing
from citetrail.store.tables import claim_evidence, claims, copies
from tests.citetrail.review.conftest import Queue, csrf_of, sign_in
from tests.synthetic_pdf import plain_pdf

PDF = plain_pdf(["A Register of Lamps", "Of wicks and oil, at night."])


def without_text(queue: Queue) -> tuple[str, str]:
    """Claim and paper of a use of which no copy is held."""
    with writing(queue.engine) as connection:
        claim = connection.execute(select(claims).where(claims.c.kind == "use").order_by(claims.c.id)).first()
        assert claim is not None
        connection.execute(delete(claim_evidence).where(claim_evidence.c.claim_id == claim.id))
        connection.execute(delete(copies).where(copies.c.paper_id == claim.paper_id))
    return str(claim.id), str(claim.paper_id)


def send(client: httpx.Client, paper: str, page: str, data: bytes = PDF, **told: Any) -> httpx.Response:
    form = {"csrf": csrf_of(client.get(page).text)} | told
    return client.post(f"/papers/{paper}/file", data=form, files={"file": ("<b>my</b> copy.pdf", data)})


def test_a_file_dropped_on_a_card_waits_for_somebody_else(client: httpx.Client, queue: Queue) -> None:
    claim, paper = without_text(queue)
    assert f'action="/papers/{paper}/file"' in client.get(f"/claims/{claim}").text
    assert send(client, paper, f"/claims/{claim}").status_code == 303
    with queue.engine.connect() as connection:
        (question,) = questions(connection)
    assert (question.by, question.papers[0][0]) == ("local", paper)
    shown = client.get("/added").text
    assert "&lt;b&gt;my&lt;/b&gt; copy.pdf" in shown
    assert f'href="/papers/{paper}"' in shown
    assert "the next run reads its first page" in shown
    sent = {"file": question.sha256, "paper": paper, "csrf": csrf_of(client.get(f"/claims/{claim}").text)}
    assert client.post("/added", data=sent).status_code == 422, "whoever added it does not decide"
    assert send(client, paper, f"/claims/{claim}").status_code == 422, "the same bytes wait already"


def test_what_is_no_pdf_too_large_or_without_a_token_is_refused(queue: Queue) -> None:
    claim, paper = without_text(queue)
    queue.settings = queue.settings.model_copy(update={"max_bytes": 1_000})
    with queue.client() as client:
        page = f"/claims/{claim}"
        assert send(client, paper, page, b"<html>sign in</html>").status_code == 422
        for size in (1_000, 100_000):  # the second before it is read
            large = send(client, paper, page, PDF + b"0" * size)
            assert large.status_code == 413
            assert large.text.endswith(" has more than 1,000 bytes (CITETRAIL_MAX_BYTES).")
        assert send(client, paper, page, csrf="other").status_code == 403
        assert send(client, "p-unknown", page).status_code == 422
        long = {"csrf": csrf_of(client.get(page).text), "note": "x" * 70_000}
        assert client.post("/added", data=long).status_code == 413, "other forms stay small"
    with queue.engine.connect() as connection:
        assert questions(connection) == []


def test_reviewers_answer_and_do_not_bring(queue: Queue) -> None:
    claim, paper = without_text(queue)
    queue.add_people(rita="reviewer", anna="analyst")
    with queue.client() as client:
        sign_in(client, "rita")
        page = client.get(f"/claims/{claim}").text
        assert "/file" not in page
        assert send(client, paper, f"/claims/{claim}").status_code == 403
        sign_in(client, "anna")
        assert send(client, paper, "/overview").status_code == 303


@pytest.mark.parametrize("certain", [True, False])
def test_the_first_page_settles_it_or_it_stays_asked(client: httpx.Client, queue: Queue, certain: bool) -> None:
    claim, paper = without_text(queue)
    send(client, paper, f"/claims/{claim}")
    with writing(queue.engine) as connection:
        (question,) = added_on_cards(connection)
        file = AddedFile(question.sha256, question.file, question.by)
        found = judge(connection, file, [Match(paper, certain, "its title and an author")], "", now())
        assert (found, len(questions(connection))) == ((paper, 0) if certain else (None, 1))
        assert added_on_cards(connection) == [], "it is judged once"
        held = connection.scalars(select(copies.c.added_by).where(copies.c.sha256 == question.sha256)).all()
        assert held == (["local"] if certain else [])


def test_a_page_that_is_certain_of_another_paper_attaches_nothing(client: httpx.Client, queue: Queue) -> None:
    claim, paper = without_text(queue)
    send(client, paper, f"/claims/{claim}")
    with writing(queue.engine) as connection:
        other = str(connection.scalar(select(claims.c.paper_id).where(claims.c.paper_id != paper).limit(1)))
        (question,) = added_on_cards(connection)
        file = AddedFile(question.sha256, question.file, question.by)
        assert judge(connection, file, [Match(other, True, "its DOI and title")], "", now()) is None
        assert {p for p, _, _ in questions(connection)[0].papers} == {paper, other}
        with pytest.raises(StoreError):
            answer(connection, question.sha256, other, question.by, now())


def test_a_file_that_cannot_be_read_is_nobodys(client: httpx.Client, queue: Queue) -> None:
    claim, paper = without_text(queue)
    send(client, paper, f"/claims/{claim}")
    with writing(queue.engine) as connection:
        (question,) = added_on_cards(connection)
        fault = f"{UNREAD}scanned: 1 of 1 pages are pictures; bring a copy that has text"
        judge(connection, AddedFile(question.sha256, question.file, question.by), [], fault, now())
        assert questions(connection) == []
    shown = client.get("/added").text
    assert "&lt;b&gt;my&lt;/b&gt; copy.pdf" in shown
    assert "could not be read: scanned: 1 of 1 pages are pictures; bring a copy that has text" in shown
    again = send(client, paper, f"/claims/{claim}")
    assert again.status_code == 422
    assert "was added before and could not be read: scanned" in again.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PDF[: len(PDF) // 3], "truncated: the PDF ends before its end; download it again"),
        (b"%PDF-1.7\n%%EOF", "parser_error: PDFium cannot open it"),
        (
            encrypted_pdf("Of wicks and oil.", password="sealed"),
            "encrypted: the PDF wants a password; save it without its password",
        ),
        (b"<html>sign in</html>", "not_pdf: the file does not begin as a PDF does; save it as PDF"),
        (b"", "not_pdf: the file is empty"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_at_once_by_its_name(
    client: httpx.Client, queue: Queue, data: bytes, said: str
) -> None:
    claim, paper = without_text(queue)
    refused = send(client, paper, f"/claims/{claim}", data)
    assert refused.status_code == 422
    assert "<b>my</b> copy.pdf cannot be read. " + said in refused.text
    with queue.engine.connect() as connection:
        assert questions(connection) == []
