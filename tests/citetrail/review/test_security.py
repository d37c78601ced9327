"""Who may enter, and what may come in."""

import re
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import insert, select, text, update
from typer.testing import CliRunner

from citetrail.commands.main import app as command_line
from citetrail.review.request_checks import answers_to
from citetrail.review.security import COOKIE
from citetrail.review.serving import is_loopback, names_of
from citetrail.store.engine import writing
from citetrail.store.tables import (
    affiliations,
    claims,
    decisions,
    documents,
    evidence,
    organisations,
    papers,
    sessions,
)
from tests.citetrail.review.conftest import JSON, PASSWORD, Queue, card_of, csrf_of, decide, sign_in
from tests.citetrail.review.routes import PUBLIC, change_routes, read_routes
from tests.loopback import client_of

SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture
def guarded(queue: Queue) -> Iterator[httpx.Client]:
    """A queue with accounts: Ada reviews, Bo adjudicates, Ann looks on."""
    queue.add_people(ada="reviewer", bo="adjudicator", ann="analyst")
    with queue.client(open_here=False) as made:
        yield made


def test_a_local_reviewer_needs_no_password_on_loopback(client: httpx.Client) -> None:
    assert client.get("/").status_code == 200


def test_other_addresses_refuse_to_start_without_accounts(queue: Queue) -> None:
    env = {"CITETRAIL_VAR": str(queue.settings.var)}
    done = CliRunner().invoke(command_line, ["review", "--host", "0.0.0.0"], env=env)
    assert done.exit_code != 0
    assert "citetrail reviewers add" in str(done.exception)


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.4", "::", "example.org", "127.0.0.1.example.org", ""])
def test_only_loopback_is_loopback(address: str) -> None:
    assert not is_loopback(address)


def test_pages_lead_to_the_sign_in_form_and_changes_are_refused(guarded: httpx.Client) -> None:
    for path in ("/", "/claims", "/progress", "/conflicts", "/organisations?named=a"):
        answer = guarded.get(path)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/login"), path
    assert guarded.get("/", headers=JSON).status_code == 401
    assert guarded.post("/decide", data={"claim": "c"}).status_code in (401, 403)
    assert guarded.get(f"/documents/{'0' * 64}.pdf").status_code == 303


def test_signing_in_gives_a_fresh_cookie_that_scripts_cannot_read(guarded: httpx.Client) -> None:
    token = csrf_of(guarded.get("/login").text)
    before = guarded.cookies[COOKIE]
    answer = guarded.post("/login", data={"csrf": token, "name": "ada", "password": PASSWORD})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert guarded.cookies[COOKIE] != before
    assert guarded.get("/").status_code == 200
    guarded.cookies.set(COOKIE, before)
    assert guarded.get("/").status_code == 303  # the session from before sign-in has ended


def test_the_store_keeps_neither_passwords_nor_cookies(guarded: httpx.Client, queue: Queue) -> None:
    sign_in(guarded, "ada")
    secret = guarded.cookies[COOKIE]
    with queue.engine.connect() as connection:
        kept = connection.execute(text("SELECT password_hash FROM reviewers WHERE name = 'ada'")).scalar_one()
        assert kept.startswith("$argon2id$")
        assert secret not in connection.scalars(select(sessions.c.id)).all()


@pytest.mark.parametrize("forged", ["", "x", "0" * 43, "../../etc/passwd", "a" * 5000, "é" * 43])
def test_a_forged_cookie_opens_nothing(guarded: httpx.Client, forged: str) -> None:
    answer = guarded.get("/", headers={"cookie": f"{COOKIE}={forged}".encode()})
    assert answer.status_code == 303


def test_signing_out_ends_the_session(guarded: httpx.Client) -> None:
    sign_in(guarded, "ada")
    secret = guarded.cookies[COOKIE]
    guarded.post("/logout", data={"csrf": csrf_of(guarded.get("/").text)})
    guarded.cookies.set(COOKIE, secret)
    assert guarded.get("/").status_code == 303


def test_guessing_passwords_is_slowed_down(guarded: httpx.Client) -> None:
    answers = [sign_in(guarded, "ada", f"wrong password {n}").status_code for n in range(6)]
    assert answers == [401] * 5 + [429]
    refused = sign_in(guarded, "ada")  # even the right one now
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 60
    assert sign_in(guarded, "bo").status_code == 303  # a colleague is not shut out


def test_unknown_names_are_answered_like_known_ones(guarded: httpx.Client) -> None:
    one, other = sign_in(guarded, "nobody", "wrong password"), sign_in(guarded, "ada", "wrong password")
    assert (one.status_code, other.status_code) == (401, 401)
    assert "Name or password is wrong." in one.text
    assert "Name or password is wrong." in other.text


def test_a_change_without_the_sessions_token_changes_nothing(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    for token in ("", "wrong", card["csrf"][:-1] + "x"):
        answer = decide(client, card | {"csrf": token})
        assert answer.status_code == 403
    with queue.engine.connect() as connection:
        assert connection.execute(select(decisions)).first() is None


def test_every_change_wants_the_token_of_its_own_session(guarded: httpx.Client, queue: Queue) -> None:
    """Every route of the application that changes anything, the JSON API included."""
    sign_in(guarded, "bo")
    card = card_of(guarded)
    form = {"claim": card["claim"], "token": card["token"], "vote": "accept", "name": "ada", "password": PASSWORD}
    changes = change_routes(queue)
    assert {"/decide", "/papers/{paper_id}/file", "/added", "/choices", "/api/decisions"} <= changes.keys()
    for path in sorted(changes.values()):
        for token in ("", "wrong"):
            told = form | {"csrf": token}
            part = None
            if path.endswith("/file"):  # a form in parts, which holds a file and little else
                told, part = {"csrf": token}, {"file": ("a.pdf", b"%PDF-", "application/pdf")}
            answer = guarded.post(path, data=told, files=part, headers={"x-csrf-token": token})
            assert answer.status_code == 403, path
    assert guarded.get("/").status_code == 200  # still signed in
    with queue.engine.connect() as connection:
        assert connection.execute(select(decisions)).first() is None


def test_every_route_but_the_sign_in_form_wants_somebody_who_signed_in(guarded: httpx.Client, queue: Queue) -> None:
    """Read or changed, page, file or API: nobody gets in without an account where there are accounts."""
    for path, address in read_routes(queue).items():
        answer = guarded.get(address)
        if path in PUBLIC:
            assert answer.status_code == 200, path
        elif answer.status_code == 303:
            assert answer.headers["location"] == "/login", path
        else:
            assert answer.status_code == 401, path
        assert "data-claim" not in answer.text, path
    for path, address in change_routes(queue).items():
        if path not in PUBLIC:
            assert guarded.post(address, data={"claim": "c"}).status_code in (401, 403), path


def test_anothers_token_is_no_token(queue: Queue) -> None:
    queue.add_people(ada="reviewer", bo="reviewer")
    with queue.serving(open_here=False) as address, client_of(address) as ada:
        sign_in(ada, "ada")
        with client_of(address) as bo:
            sign_in(bo, "bo")
            stolen = card_of(bo)["csrf"]
            assert decide(ada, card_of(ada) | {"csrf": stolen}).status_code == 403


def test_line_ends_in_what_a_browser_sends_reach_no_header(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    form = {"claim": card["claim"], "token": card["token"], "evidence_hash": card["evidence_hash"], "vote": "accept"}
    form |= {"csrf": card["csrf"], "words": "x\r\nset-cookie: evil=1", "kind": "use\r\nx-evil: 1"}
    answer = client.post("/decide", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert "evil" not in str(answer.headers.get("set-cookie"))
    assert "x-evil" not in answer.headers
    assert answer.headers["location"].startswith("/?")
    with queue.engine.connect() as connection:
        sha = connection.scalar(select(documents.c.sha256))
    told = client.get(f"/documents/{sha}.pdf").headers.get("content-disposition", "")
    assert told in ("", f'inline; filename="{str(sha)[:16]}.pdf"')


def test_another_sites_form_changes_nothing(client: httpx.Client, queue: Queue) -> None:
    card = card_of(client)
    form = {"claim": card["claim"], "token": card["token"], "vote": "accept", "csrf": card["csrf"]}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/decide", data=form, headers=headers).status_code == 403
    with queue.engine.connect() as connection:
        assert connection.execute(select(decisions)).first() is None


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "192.0.2.1"])
def test_a_rebound_name_is_not_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


def test_beyond_loopback_numbers_and_allowed_names_are_answered() -> None:
    names = names_of("0.0.0.0", ("queue.example.org",))
    assert answers_to("192.0.2.7:8765", names)
    assert answers_to("[2001:db8::1]:8765", names)
    assert answers_to("Queue.example.org", names)
    assert not answers_to("evil.example", names)
    assert not answers_to("192.0.2.7", names_of("127.0.0.1", ()))


def test_every_answer_forbids_inline_scripts_and_frames(client: httpx.Client) -> None:
    for path in ("/", "/claims", "/static/review.js", "/nowhere", "/login"):
        policy = client.get(path).headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert client.get(path).headers["x-content-type-options"] == "nosniff"


def test_no_page_has_inline_scripts_or_styles(client: httpx.Client) -> None:
    for path in ("/", "/claims", "/progress", "/conflicts", "/criteria", "/login"):
        html = client.get(path).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html), path
        assert not re.findall(r"<script(?![^>]*\ssrc=)", html), path
        assert not re.findall(r"""(?:src|href)="(?:https?:)?//(?!example\.org)""", html), path


def test_a_strangers_markup_stays_text(client: httpx.Client, queue: Queue) -> None:
    proof = {
        "id": "hostile",
        "paper_id": "p-x",
        "origin": "pdf",
        "quote": f"We train {SCRIPT} on it \u202egnp.exe",
        "before": SCRIPT,
        "after": SCRIPT,
        "match_start": 3,
        "match_end": 30,
        "section": SCRIPT,
        "boxes": [],
    }
    with writing(queue.engine) as connection:
        paper = dict(connection.execute(select(papers)).mappings().first() or {})
        hostile = {"id": "p-x", "title": SCRIPT, "venue": SCRIPT, "url": "javascript:alert(1)"}
        hostile |= {
            "pdf_urls": ["data:text/html,x"],
            "authors": [{"name": SCRIPT, "affiliations": []}],
            "doi": '"><b',
        }
        connection.execute(insert(papers), paper | hostile)
        connection.execute(insert(evidence), proof)
        claim = dict(connection.execute(select(claims).where(claims.c.kind == "use")).mappings().first() or {})
        told = {"id": "hostile-claim", "paper_id": "p-x", "text": SCRIPT, "rule": SCRIPT, "reasons": [SCRIPT]}
        connection.execute(insert(claims), claim | told)
        connection.execute(text("INSERT INTO claim_evidence VALUES ('hostile-claim', 'hostile', 0)"))
    note = decide(client, card_of(client, "/claims/hostile-claim"), "unsure", note=SCRIPT)
    assert note.status_code == 200
    for path in ("/claims/hostile-claim", "/claims", "/conflicts", "/?words=%3Cscript%3E"):
        html = client.get(path).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "javascript:" not in html
        assert "data:text" not in html
        assert "\u202e" not in html
    assert "&lt;script&gt;" in client.get("/claims/hostile-claim").text


def test_an_organisations_name_and_an_affiliation_stay_text(client: httpx.Client, queue: Queue) -> None:
    with writing(queue.engine) as connection:
        hostile = {"name": SCRIPT, "city": SCRIPT, "source": "javascript:alert(1)", "flags": [SCRIPT]}
        hostile["designations"] = [{"list": SCRIPT, "since": "2020-01-01", "citation": "javascript:alert(2)"}]
        connection.execute(update(organisations).values(**hostile))
        connection.execute(update(affiliations).values(raw=SCRIPT))
        connection.execute(update(claims).values(text=SCRIPT))
    for kind in ("use", "affiliation", "sector", "resolution"):
        html = client.get(f"/?kind={kind}").text
        assert 'id="card-form"' in html, kind
        for bad in ("<script>alert", "<img src=x", 'href="javascript:'):
            assert bad not in html, (kind, bad)
        assert "&lt;script&gt;" in html
    found = client.get("/organisations?named=script").text
    assert "<script>" not in found


@pytest.mark.parametrize(
    "path",
    [
        "/pages/../../../etc/passwd/1.png",
        "/pages/..%2f..%2fetc%2fpasswd/1.png",
        "/pages/%2e%2e/1.png",
        f"/pages/{'0' * 63}g/1.png",
        f"/pages/{'f' * 64}/1.png",
        "/documents/..%2fciteTrail.sqlite.pdf",
        f"/documents/{'f' * 64}.pdf",
        f"/documents/{'F' * 64}.pdf",
        "/static/..%2fapp.py",
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
    ],
)
def test_files_are_reached_by_known_hash_only(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text


def test_pages_out_of_range_are_no_file(client: httpx.Client, queue: Queue) -> None:
    with queue.engine.connect() as connection:
        sha = connection.scalar(select(evidence.c.sha256).join(documents, documents.c.sha256 == evidence.c.sha256))
    for number in ("0", "-1", "99999", "1e3", "x"):
        assert client.get(f"/pages/{sha}/{number}.png").status_code in (404, 422)
    drawn = client.get(f"/pages/{sha}/1.png")
    assert drawn.content.startswith(b"\x89PNG")
    whole = client.get(f"/documents/{sha}.pdf")
    assert whole.content.startswith(b"%PDF")
    assert whole.headers["content-type"] == "application/pdf"


def test_an_oversize_form_is_refused_with_and_without_a_length(client: httpx.Client) -> None:
    card = card_of(client)
    headers = {"x-csrf-token": card["csrf"], "content-type": "application/x-www-form-urlencoded"}
    assert client.post("/decide", content=b"note=" + b"x" * 100_000, headers=headers).status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    assert client.post("/decide", content=chunks(), headers=headers).status_code == 413
    many = "&".join(f"f{n}=1" for n in range(500)).encode()
    assert client.post("/decide", content=many, headers=headers).status_code == 400


def test_an_overlong_note_is_refused_in_words(client: httpx.Client) -> None:
    answer = decide(client, card_of(client), note="x" * 5000)
    assert answer.status_code == 422
    assert "4,000 characters" in answer.json()["error"]


def test_an_analyst_looks_on(guarded: httpx.Client, queue: Queue) -> None:
    sign_in(guarded, "ann")
    with queue.engine.connect() as connection:
        claim = connection.scalar(select(claims.c.id))
    card = card_of(guarded, f"/claims/{claim}")
    assert decide(guarded, card).status_code == 403
    assert card_of(guarded)["claim"] is None


def test_only_an_adjudicator_settles(guarded: httpx.Client) -> None:
    sign_in(guarded, "ada")
    assert decide(guarded, card_of(guarded), adjudication="1").status_code == 403


def test_a_locked_account_is_out_at_once(guarded: httpx.Client, queue: Queue) -> None:
    from citetrail.store import accounts

    sign_in(guarded, "ada")
    with writing(queue.engine) as connection:
        accounts.lock(connection, "ada")
    assert guarded.get("/").status_code == 303
    assert sign_in(guarded, "ada").status_code == 401
