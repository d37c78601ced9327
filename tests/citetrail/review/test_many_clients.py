"""The server as a process of its own: many clients at once, and death in the middle.

Covers: citetrail.review.serving, citetrail.store.leases.
"""

import socket
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from citetrail.records.settings import Settings
from citetrail.store.engine import open_store
from citetrail.store.tables import decisions, leases
from tests.citetrail.review.conftest import card_of, decide, served
from tests.loopback import client_of
from tests.synthetic import fill

CLIENTS = 8
CLAIMS = 4_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Watch:
    """Which window looks at which claim, as the clients see it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.looking: dict[str, int] = {}
        self.overlaps: list[tuple[str, int, int]] = []

    def look(self, claim: str, who: int) -> None:
        with self.lock:
            if self.looking.get(claim, who) != who:
                self.overlaps.append((claim, self.looking[claim], who))
            self.looking[claim] = who

    def leave(self, claim: str) -> None:
        with self.lock:
            self.looking.pop(claim, None)


@pytest.mark.slow
def test_eight_clients_decide_four_thousand_claims(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, audit_share=0.0)
    engine = open_store(settings)
    assert fill(engine, 1_600).claims > CLAIMS
    watch, acknowledged = Watch(), Counter[str]()

    def work(who: int, port: int, share: int) -> None:
        with client_of(f"http://127.0.0.1:{port}") as client:
            card = card_of(client)
            for _ in range(share):
                if not card["claim"]:
                    return
                watch.look(card["claim"], who)
                told = decide(client, card, "reject" if who % 2 else "accept").json()
                watch.leave(card["claim"])
                with watch.lock:
                    acknowledged[card["claim"]] += 1
                card = told["next"]

    port = free_port()
    with served(settings, port):
        threads = [threading.Thread(target=work, args=(n, port, CLAIMS // CLIENTS)) for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with engine.connect() as connection:
        log = Counter(connection.scalars(select(decisions.c.claim_id)))
    assert watch.overlaps == []
    assert log == acknowledged
    assert set(log.values()) == {1}
    assert sum(log.values()) == CLAIMS
    engine.dispose()


def test_after_kill_nine_every_acknowledged_decision_is_there(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, audit_share=0.0)
    engine = open_store(settings)
    fill(engine, 200)
    acknowledged: dict[str, int] = {}
    unanswered: list[tuple[dict[str, str], str]] = []
    port = free_port()

    def work() -> None:
        with client_of(f"http://127.0.0.1:{port}") as client:
            card = card_of(client)
            while card["claim"]:
                try:
                    told = decide(client, card).json()
                except (httpx.TransportError, ValueError):
                    unanswered.append((card, client.cookies["citetrail_session"]))
                    return
                acknowledged[card["token"]] = told["decision"]
                card = told["next"]

    with served(settings, port) as process:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        while len(acknowledged) < 40:
            time.sleep(0.005)
        process.kill()
        for thread in threads:
            thread.join()
    with engine.connect() as connection:
        log = {row.token: row.id for row in connection.execute(select(decisions.c.token, decisions.c.id))}
    assert {t: log.get(t) for t in acknowledged} == acknowledged
    assert len(unanswered) == 4
    # Each browser kept its last form; the server that comes up again takes it exactly once.
    with served(settings, port):
        for card, cookie in unanswered:
            with client_of(f"http://127.0.0.1:{port}", cookies={"citetrail_session": cookie}) as client:
                assert decide(client, card).status_code == 200
                assert decide(client, card).json()["repeated"]
    with engine.connect() as connection:
        tokens = Counter(connection.scalars(select(decisions.c.token)))
        assert all(tokens[card["token"]] == 1 for card, _ in unanswered)
        assert set(Counter(connection.scalars(select(leases.c.claim_id))).values()) <= {1}
    engine.dispose()
