"""What a refused request is answered with: a page in a browser's window, words or JSON for scripts and programs.

Covers: citetrail.review.app, citetrail.review.request_checks.
"""

from typing import Any

import httpx
import pytest

from citetrail.review.request_checks import LARGEST_FORM
from citetrail.review.security import COOKIE
from tests.citetrail.review.conftest import JSON, Queue, csrf_of, sign_in
from tests.citetrail.review.routes import change_routes, read_routes
from tests.synthetic import TARGET

# What Chromium and Firefox send with a form.
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def is_page(answer: httpx.Response, *words: str) -> bool:
    """Whether the answer is a page of this site that says these words."""
    told = answer.headers["content-type"].startswith("text/html") and 'class="brand"' in answer.text
    return told and all(each in answer.text for each in words)


def is_words(answer: httpx.Response) -> bool:
    return answer.headers["content-type"].startswith("text/plain") and "<" not in answer.text


REFUSED: list[tuple[str, dict[str, str], int]] = [
    ("/claims/tag", {"tag": "<b>"}, 422),
    ("/claims/filters", {"name": ""}, 422),
    ("/claims/decide", {"vote": "perhaps"}, 422),
    ("/decide", {"vote": "perhaps"}, 422),
    ("/decide", {"vote": "accept", "claim": "c-none", "token": "token-1234"}, 404),
    ("/reason", {"claim": "c-none"}, 422),
    ("/papers/p-none/file", {}, 422),
    ("/nowhere", {}, 404),
    ("/progress", {}, 405),
]


@pytest.mark.parametrize(("path", "form", "status"), REFUSED)
def test_a_refused_form_brings_a_page_with_the_status(
    client: httpx.Client, path: str, form: dict[str, str], status: int
) -> None:
    csrf = csrf_of(client.get("/claims").text)
    answer = client.post(path, data=form | {"csrf": csrf}, headers=BROWSER)
    assert answer.status_code == status
    assert is_page(answer, "That did not work.", "Back leads to what you entered"), answer.text


@pytest.mark.parametrize(("path", "form", "status"), REFUSED)
def test_scripts_and_programs_get_words_and_json(
    client: httpx.Client, path: str, form: dict[str, str], status: int
) -> None:
    csrf = csrf_of(client.get("/claims").text)
    sent: dict[str, Any] = {"data": form | {"csrf": csrf}}
    script = client.post(path, **sent, headers=BROWSER | {"hx-request": "true"})
    fetched = client.post(path, **sent)
    asked = client.post(path, **sent, headers=JSON)
    assert {script.status_code, fetched.status_code, asked.status_code} == {status}
    assert is_words(script)
    assert is_words(fetched)
    assert list(asked.json()) == ["error"]


def test_the_api_answers_json_whatever_is_accepted(client: httpx.Client) -> None:
    answer = client.post("/api/decisions", json={"vote": "perhaps"}, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/json")


def test_an_old_form_a_stranger_and_a_form_without_cookie(queue: Queue, client: httpx.Client) -> None:
    old = client.post("/decide", data={"csrf": "old"}, headers=BROWSER)
    assert old.status_code == 403
    assert is_page(old, "This page is out of date")
    client.cookies.delete(COOKIE)
    without = client.post("/decide", data={}, headers=BROWSER)
    assert without.status_code == 403
    assert is_page(without, "This page is out of date")
    queue.add_people(ada="reviewer", ann="analyst")
    signed_out = client.post("/decide", data={}, headers=BROWSER)
    assert signed_out.status_code == 401
    assert is_page(signed_out, "You are signed out.", 'href="/login"')
    sign_in(client, "ann")
    csrf = csrf_of(client.get("/claims").text)
    analyst = client.post("/claims/decide", data={"csrf": csrf, "vote": "accept"}, headers=BROWSER)
    assert analyst.status_code == 403
    assert is_page(analyst)


def test_what_is_refused_before_it_is_read_is_a_page_too(client: httpx.Client) -> None:
    large = {"note": "x" * (LARGEST_FORM + 1)}
    answer = client.post("/decide", data=large, headers=BROWSER)
    assert answer.status_code == 413
    assert is_page(answer, "The form is too large.")
    assert is_words(client.post("/decide", data=large))
    name = client.get("/", headers=BROWSER | {"host": "elsewhere.example"})
    assert name.status_code == 421
    assert is_page(name, "--allow-host NAME")


def test_a_fault_is_told_on_a_page(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("broken for a test")

    monkeypatch.setattr("citetrail.review.overview_routes.listing", broken)
    with queue.client() as client:
        answer = client.get("/claims", headers=BROWSER)
        assert answer.status_code == 500
        assert is_page(answer, "What was decided before is kept")
        assert "broken for a test" not in answer.text


def test_the_wait_is_told_with_a_page_as_well(client: httpx.Client) -> None:
    client.post("/nowhere", headers=BROWSER)
    answer = client.post("/progress", headers=BROWSER)
    assert answer.headers["allow"] == "GET"


FILTERED = ("/", "/claims", "/papers", "/overview", "/progress", "/conflicts", "/api/claims", "/api/next")
PAGED = ("/claims", "/papers", "/api/claims", f"/api/targets/{TARGET}/papers")


@pytest.mark.parametrize(
    ("paths", "query", "status", "said"),
    [
        (FILTERED, "target=nope", 404, "There is no target “nope” in this store. There is: "),
        (FILTERED, "kind=usage", 422, "There is no kind “usage”. There is: use, "),
        (FILTERED, "order=newest", 422, "There is no order “newest”"),
        (FILTERED, "state=done", 422, "There is no state “done”"),
        (PAGED, "page=abc", 422, "page: "),
        (PAGED, "page=0", 422, "page: "),
        (("/papers", f"/api/targets/{TARGET}/papers"), "outcome=lost", 422, "There is no outcome “lost”"),
    ],
)
def test_what_an_address_asks_for_and_is_not_there_is_told(
    client: httpx.Client, paths: tuple[str, ...], query: str, status: int, said: str
) -> None:
    for path in paths:
        answer = client.get(f"{path}?{query}", headers=BROWSER)
        assert answer.status_code == status, path
        assert said in answer.text, path
        assert path.startswith("/api/") or is_page(answer, "That did not work."), path


def test_no_answer_can_be_shown_inside_another_site(client: httpx.Client, queue: Queue) -> None:
    """Pages, the paper's text, its pages as images, the PDF itself, JSON, refusals and redirects."""
    csrf = csrf_of(client.get("/claims").text)
    found = [client.get(path, headers=BROWSER) for path in read_routes(queue).values()]
    kinds = {answer.headers.get("content-type", "").partition(";")[0] for answer in found}
    assert {"text/html", "image/png", "application/pdf", "application/json", "application/zip"} <= kinds
    found += [client.post(path, data={"csrf": csrf}, headers=BROWSER) for path in change_routes(queue).values()]
    found += [
        client.get("/nowhere"),
        client.get("/static/none"),
        client.get("/claims", headers={"host": "elsewhere.example"}),
        client.post("/decide", data={"note": "x" * (LARGEST_FORM + 1)}),
        client.get("/claims?page=x"),
        client.get(f"/pages/{'0' * 64}/1.png"),
        client.head("/claims"),
    ]
    for answer in found:
        told = f"{answer.request.method} {answer.url.path}: {answer.status_code}"
        assert answer.headers["x-frame-options"] == "DENY", told
        policy = [part.strip() for part in answer.headers["content-security-policy"].split(";")]
        assert policy.count("frame-ancestors 'none'") == 1, told
        assert answer.headers["cross-origin-resource-policy"] == "same-origin", told
