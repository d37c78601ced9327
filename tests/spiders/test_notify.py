"""Messages leave through apprise: what arrives, and that no address is ever told."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from pydantic import SecretStr

from citetrail.records.settings import Settings
from spiders.notify import NotifyError, addresses, notify

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Inbox:
    """A webhook on loopback that keeps what it is told, or refuses it."""

    def __init__(self, status: int = 200) -> None:
        self.received: list[dict[str, Any]] = []
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                inbox.received.append(json.loads(body))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"json://user:s3cretword@127.0.0.1:{self.server.server_port}/hook"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    made = Inbox()
    yield made
    made.close()


def settings(*told: str) -> Settings:
    return Settings(notify=SecretStr(" ".join(told)) if told else None)


def test_a_message_arrives_as_it_was_written(inbox: Inbox) -> None:
    assert notify(settings(inbox.address), "MS-Celeb-1M: 2 found", "- one\n- two", "warning") == 1
    (told,) = inbox.received
    assert (told["title"], told["message"], told["type"]) == ("MS-Celeb-1M: 2 found", "- one\n- two", "warning")


def test_without_the_setting_nobody_is_told() -> None:
    assert notify(settings(), "title", "text") == 0


def test_one_address_that_fails_keeps_the_message_from_no_other(inbox: Inbox) -> None:
    refusing = Inbox(status=500)
    try:
        with pytest.raises(NotifyError, match=r"2 of 3 addresses were not reached \(number 1, 3\)"):
            notify(settings(refusing.address, inbox.address, "no-such-thing://x"), "t", "b")
    finally:
        refusing.close()
    assert len(inbox.received) == 1


def test_no_address_is_told_whatever_happens(inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    refusing = Inbox(status=500)
    told = settings(inbox.address, refusing.address, "nonsense://user:s3cretword@x")
    try:
        with pytest.raises(NotifyError) as caught:
            notify(told, "t", "b")
    finally:
        refusing.close()
    assert len(addresses(told)) == 3
    assert "s3cretword" not in str(caught.value) + caplog.text + repr(told) + str(told.model_dump())


def test_an_unknown_kind_is_a_mistake(inbox: Inbox) -> None:
    with pytest.raises(ValueError, match="kind"):
        notify(settings(inbox.address), "t", "b", "shout")
