"""Who may enter: nothing is written for strangers, nothing odd comes in, nobody is signed out by a link.

Covers: citetrail.review.request_checks, citetrail.review.account_routes.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from citetrail.commands.main import app as command_line
from citetrail.records.settings import Settings
from citetrail.review import account_routes
from citetrail.review.app import create_app
from citetrail.review.request_checks import HEADERS, host_name
from citetrail.review.security import COOKIE, Turns
from citetrail.review.serving import reachable
from citetrail.store.engine import make_engine
from citetrail.store.tables import decisions, leases, sessions
from tests.citetrail.review.conftest import JSON, PASSWORD, Queue, Server, card_of, csrf_of, decide, sign_in
from tests.citetrail.review.routes import read_routes
from tests.loopback import PATIENCE, client_of
from tests.synthetic import TARGET, fill

# What shows one claim that is asked for by its id, also to who follows a link from elsewhere.
ONE_CLAIM = {"/claims/{claim_id}", "/api/claims/{claim}"}
# A page that has another address now.
MOVED = {"/brought"}


def rows(queue: Queue, table: object = sessions) -> int:
    with queue.engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


@pytest.fixture
def guarded(queue: Queue) -> Iterator[httpx.Client]:
    """A queue with accounts: Ada reviews, Ann looks on."""
    queue.add_people(ada="reviewer", ann="analyst")
    with queue.client(open_here=False) as made:
        yield made


@pytest.mark.parametrize("allowed", [("queue.example.org",), ("localhost", "queue.example.org"), ("192.0.2.7",)])
def test_a_public_name_demands_accounts_whatever_it_binds_to(queue: Queue, allowed: tuple[str, ...]) -> None:
    assert reachable("127.0.0.1", allowed)
    options = [word for name in allowed for word in ("--allow-host", name)]
    env = {"CITETRAIL_VAR": str(queue.settings.var)}
    done = CliRunner().invoke(command_line, ["review", *options], env=env)
    assert done.exit_code != 0
    assert "citetrail reviewers add" in str(done.exception)


def test_names_of_this_machine_are_not_public() -> None:
    assert not reachable("127.0.0.1", ("localhost", "127.0.0.1", "::1"))
    assert not reachable("localhost", ())


def test_an_application_with_a_public_name_lets_nobody_in_without_an_account(queue: Queue) -> None:
    app = create_app(queue.settings, queue.engine, hosts=frozenset({"127.0.0.1", "queue.example.org"}))
    assert app.state.queue.open_here is False


def test_reading_writes_nothing_for_who_brings_no_cookie(queue: Queue) -> None:
    """Every route of the application that is read: pages, files and the JSON API."""
    with queue.serving() as address:
        for path in [*read_routes(queue).values(), "/organisations?named=a"]:
            for headers in ({}, JSON, {"hx-request": "true"}):
                answer = httpx.get(address + path, headers=headers, timeout=PATIENCE)
                programs = path.startswith("/api/")
                assert answer.status_code in ((401,) if programs else (200, 303)), path
                assert "data-claim" not in answer.text, path
    assert (rows(queue), rows(queue, leases)) == (0, 0)


def test_the_first_request_is_sent_round_with_a_cookie_and_then_gets_its_card(queue: Queue) -> None:
    with queue.serving() as address, client_of(address) as window:
        first = window.get("/?kind=use")
        assert (first.status_code, first.headers["location"]) == (303, "/?kind=use&cookie=sent")
        second = window.get(first.headers["location"])
        assert (second.status_code, second.headers["location"]) == (303, "/?kind=use"), (
            "the address that it asked for"
        )
        assert 'id="card-form"' in window.get(second.headers["location"]).text
        assert (rows(queue), rows(queue, leases) > 0) == (1, True)


def test_who_keeps_no_cookie_is_told_and_not_sent_in_circles(queue: Queue) -> None:
    """Programs are asked for their token, browsers to allow cookies; a browser may still look at the API's page."""
    window = {"accept": "text/html,*/*"}
    with queue.serving() as address:
        for path in ("/", "/claims?kind=use", "/api/docs"):
            at = address + path
            first = httpx.get(at, headers=window, timeout=PATIENCE)
            assert first.status_code == 303
            last = httpx.get(address + first.headers["location"], headers=window, timeout=PATIENCE)
            assert last.status_code == 403, path
            assert "keeps no cookie" in last.text
        for path in ("/api/targets", "/api/openapi.json"):
            refused_here = httpx.get(address + path, timeout=PATIENCE, follow_redirects=True)
            assert refused_here.status_code == 401
            assert refused_here.headers["www-authenticate"] == "Bearer"
            assert "Send a token" in refused_here.json()["error"]
    assert (rows(queue), rows(queue, leases)) == (0, 0)


@pytest.mark.parametrize("forged", ["x" * 43, "x" * 43 + "." + "0" * 64, ".", "x" * 100])
def test_a_cookie_that_this_server_did_not_give_opens_nothing(queue: Queue, forged: str) -> None:
    with queue.serving() as address:
        answer = httpx.get(address + "/", headers={"cookie": f"{COOKIE}={forged}"}, timeout=PATIENCE)
        assert answer.status_code == 303
    assert (rows(queue), rows(queue, leases)) == (0, 0)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_that_leads_here_gets_no_card(queue: Queue, site: str) -> None:
    headers = {"sec-fetch-site": site}
    with queue.serving() as address, client_of(address) as window:
        window.get("/", headers=headers)  # has its cookie now
        before = rows(queue, leases)
        for path in [*(a for p, a in read_routes(queue).items() if p not in ONE_CLAIM), "/?kind=use"]:
            answer = window.get(path, headers=headers)
            assert answer.status_code in ((308,) if path in MOVED else (200, 204, 303)), path
            assert "data-claim" not in answer.text, path
        with queue.engine.connect() as connection:
            from citetrail.store.tables import claims

            some = connection.scalar(select(claims.c.id).order_by(claims.c.id))
        assert window.get(f"/claims/{some}", headers=headers).status_code == 200
        assert window.get("/api/next", headers=headers).json()["claim"] is None
        assert window.get(f"/api/claims/{some}", headers=headers).status_code == 200
        assert rows(queue, leases) == before, "a link to a claim shows it and holds nothing"


def test_the_sign_in_form_writes_nothing(guarded: httpx.Client, queue: Queue) -> None:
    for _ in range(5):
        httpx.get(str(guarded.base_url) + "/login", timeout=PATIENCE)
        sign_in(guarded, "ada", "a wrong password")
    assert rows(queue) == 0
    assert sign_in(guarded, "nobody", "a wrong password").status_code in (401, 429)


def test_a_link_to_the_sign_in_form_signs_nobody_out(guarded: httpx.Client, queue: Queue) -> None:
    sign_in(guarded, "ada")
    mine = guarded.cookies[COOKIE]
    answer = guarded.get("/login", headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "set-cookie" not in answer.headers
    assert guarded.cookies[COOKIE] == mine
    assert guarded.get("/").status_code == 200


def test_signing_in_anew_ends_the_session_before(guarded: httpx.Client, queue: Queue) -> None:
    sign_in(guarded, "ada")
    old, token = guarded.cookies[COOKIE], csrf_of(guarded.get("/").text)
    guarded.post("/login", data={"csrf": token, "name": "ada", "password": PASSWORD})
    assert guarded.cookies[COOKIE] != old
    assert rows(queue) == 1
    guarded.cookies.clear()
    guarded.cookies.set(COOKIE, old)
    assert guarded.get("/").status_code == 303


def test_an_analyst_holds_no_card(guarded: httpx.Client, queue: Queue) -> None:
    sign_in(guarded, "ann")
    token = JSON | {"x-csrf-token": csrf_of(guarded.get("/").text)}
    with queue.engine.connect() as connection:
        from citetrail.store.tables import claims

        claim = str(connection.scalar(select(claims.c.id)))
    form = {"claim": claim, "token": "analysts-token", "evidence_hash": "h", "vote": "accept", "ahead": claim}
    assert guarded.get(f"/claims/{claim}").status_code == 200
    assert guarded.get("/ahead").status_code == 204
    for path in ("/skip", "/lease", "/flag", "/decide", "/undo", "/reason"):
        assert guarded.post(path, data=form, headers=token).status_code == 403, path
    assert rows(queue, leases) == 0


def test_few_passwords_are_checked_at_once(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    queue.add_people(ada="reviewer")
    running, most, lock = 0, 0, threading.Lock()

    def slow(*_: str) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.05)
        with lock:
            running -= 1
        return False

    monkeypatch.setattr(account_routes, "verify", slow)
    with queue.serving(open_here=False) as address:

        def knock() -> None:
            with client_of(address) as window:
                found.append(sign_in(window, "ada").status_code)

        found: list[int] = []
        threads = [threading.Thread(target=knock) for _ in range(24)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert most <= 2
    assert len(found) == 24
    assert set(found) <= {401, 429, 503}


def test_who_finds_the_line_full_is_told_to_come_again() -> None:
    turns = Turns(at_once=1, waiting=0)
    with turns.turn(), pytest.raises(Exception, match="Many people sign in") as told, turns.turn():
        pass
    assert told.value.status_code == 503  # type: ignore[attr-defined]
    with turns.turn():
        pass


# --- what may come in, on both databases

ODD_HOSTS = (
    "[::1",
    "a b",
    "evil@127.0.0.1",
    "127.0.0.1/x",
    "[::1]x",
    "127.0.0.1:999999",
    "127.0.0.1:x",
    "\x7f",
    "a,b",
)
HUGE = "9" * 30
SHA = "0" * 64


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def both(request: pytest.FixtureRequest, queue: Queue) -> Iterator[httpx.Client]:
    """The local reviewer's window, on either database."""
    if request.param == "sqlite":
        with queue.client() as made:
            yield made
        return
    server: Server = request.getfixturevalue("postgres")
    with server.fresh_database() as url:
        settings = Settings(var=queue.settings.var, database_url=url, audit_share=0.0, workers=1)
        engine = make_engine(url)
        fill(engine, 3)
        with Queue(settings, engine).client() as made:
            yield made
        engine.dispose()


def refused(answer: httpx.Response, status: int = 400) -> None:
    assert answer.status_code == status, (answer.request.url, answer.text)
    for name in HEADERS:
        assert name in answer.headers, (answer.request.url, name)


def test_nul_anywhere_is_a_bad_request(both: httpx.Client) -> None:
    for path in (
        *("/claims?words=%00", "/claims?words=a%00b", "/?kind=%00", "/?paper=%00", "/organisations?named=%00"),
        *("/claims/%00", "/claims/a%00b", "/evidence/%00/page", f"/pages/{SHA}/1.png?mark=%00", "/ahead?after=%00"),
        *("/claims?%00=1", "/claims?reviewer=%00", "/%00"),
    ):
        refused(both.get(path))
    card = card_of(both)
    for name in ("claim", "token", "note", "evidence_hash", "words", "kind"):
        refused(decide(both, card, **{name: "a\0b"}) if name != "claim" else decide(both, card | {"claim": "a\0b"}))


def test_odd_hosts_and_origins_are_bad_requests(both: httpx.Client) -> None:
    for host in ODD_HOSTS:
        refused(both.get("/", headers={"host": host}))
    card = card_of(both)
    form = {"claim": card["claim"], "token": card["token"], "vote": "accept", "csrf": card["csrf"]}
    for origin in ("http://[", "http://[::1", "//", "http://", "x", "http://a b/", "http://a@127.0.0.1"):
        refused(both.post("/decide", data=form, headers={"origin": origin}))
    refused(both.post("/decide", data=form, headers={"origin": "https://evil.example"}), 403)


def test_numbers_that_no_database_takes_are_bad_requests(both: httpx.Client) -> None:
    for path in (f"/claims?page={HUGE}", f"/claims?page=-{HUGE}", f"/pages/{SHA}/{HUGE}.png"):
        refused(both.get(path))
    refused(both.get(f"/evidence/x/page?n={HUGE}"))
    for path in ("/api/claims", f"/api/targets/{TARGET}/papers"):
        for number in (HUGE, f"-{HUGE}", "9" * 5000):
            refused(both.get(f"{path}?page={number}"))
        refused(both.get(f"{path}?page=401"), 422)
    refused(both.get(f"/papers?page={HUGE}"))
    refused(both.get(f"/claims?page={'9' * 5000}"))
    refused(both.get(f"/pages/{SHA}/{'9' * 5000}.png"))
    card = card_of(both)
    told = {"claim": card["claim"], "decision": HUGE, "token": "reason-token", "reason": "negated"}
    answer = both.post("/reason", data=told, headers={"x-csrf-token": card["csrf"]})
    refused(answer, 422)


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "²", "9" * 50])
def test_a_length_that_is_none_is_refused(client: httpx.Client, length: str) -> None:
    with raw(client) as send:
        assert send(length) in (400, 413)


@contextmanager
def raw(client: httpx.Client) -> Iterator[object]:
    """Requests as no client library would send them."""
    import socket

    def send(length: str) -> int:
        with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as wire:
            head = f"POST /decide HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n\r\n"
            wire.sendall(head.encode("latin-1"))
            return int(wire.recv(2000).split()[1])

    yield send


def test_a_failure_carries_the_headers_too(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from citetrail.review import overview_routes

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(overview_routes, "listing", broken)
    refused(client.get("/claims"), 500)
    assert "broken" not in client.get("/claims").text


def test_host_names_are_read_strictly() -> None:
    assert host_name("Queue.Example.org:8765") == "queue.example.org"
    assert host_name("[::1]:80") == "::1"
    assert [host_name(h) for h in ODD_HOSTS] == [None] * len(ODD_HOSTS)


def test_nothing_was_decided_by_all_this(both: httpx.Client, queue: Queue) -> None:
    decide(both, card_of(both) | {"claim": "a\0b"})
    assert rows(queue, decisions) == 0
