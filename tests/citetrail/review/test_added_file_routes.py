"""The queue asks whose a file is, and takes the answer of anybody but who added it."""

import httpx
import pytest

from citetrail.store.added_files import AddedFile, attach_or_ask, questions
from citetrail.store.copies import save_document
from citetrail.store.engine import now, writing
from tests.citetrail.review.conftest import Queue, csrf_of

SHA = "e" * 64


def add(queue: Queue, by: str) -> None:
    with writing(queue.engine) as connection:
        save_document(connection, SHA, 1, "", now())
        attach_or_ask(connection, AddedFile(SHA, "<b>file</b>.pdf", by), [], now())


def waiting(queue: Queue) -> int:
    with queue.engine.connect() as connection:
        return len(questions(connection))


def test_a_file_is_shown_and_answered(client: httpx.Client, queue: Queue) -> None:
    assert "No file waits" in client.get("/added").text
    add(queue, "ann")
    shown = client.get("/added").text
    assert "&lt;b&gt;file" in shown
    assert client.post("/added", data={"file": SHA, "paper": ""}).status_code in (400, 403), "no form token"
    assert waiting(queue) == 1
    sent = {"file": SHA, "paper": "", "csrf": csrf_of(client.get("/added").text)}
    assert client.post("/added", data=sent).status_code in (200, 303)
    assert waiting(queue) == 0


def test_a_paper_that_is_not_known_is_refused(client: httpx.Client, queue: Queue) -> None:
    add(queue, "ann")
    sent = {"file": SHA, "paper": "doi:10.1/none", "csrf": csrf_of(client.get("/added").text)}
    assert client.post("/added", data=sent).status_code == 422
    assert waiting(queue) == 1


@pytest.mark.parametrize("query", ["", "?a=1&b=%2F%0D%0Ax"])
def test_the_address_of_before_leads_to_the_page(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/brought{query}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/added{query}")
