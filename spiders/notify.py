"""Messages to the people who asked for them, through apprise: mail, chat, webhooks.

Where they go is a secret (an address may hold a password or token), so that no address is printed, nor logged by
apprise. A message is plain text; who writes one has taken out what the services would act upon.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from citetrail.records.settings import Settings

KINDS = ("info", "warning", "failure")


class NotifyError(Exception):
    """Some addresses could not be told, or make no sense; the message counts them and names none."""


def addresses(settings: Settings) -> list[str]:
    """The addresses of CITETRAIL_NOTIFY, which blanks or line breaks part."""
    return settings.notify.get_secret_value().split() if settings.notify else []


def notify(settings: Settings, title: str, text: str, kind: str = "info") -> int:
    """Send a message to every address; returns to how many. Raises NotifyError when one was not reached."""
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r}: one of {', '.join(KINDS)}")
    told = addresses(settings)
    if not told:
        return 0
    with _silent():
        failed = _send_each(told, title, text, kind)
    if failed:
        places = ", ".join(str(n) for n in failed)
        raise NotifyError(
            f"CITETRAIL_NOTIFY: {len(failed)} of {len(told)} addresses were not reached (number {places})"
        )
    return len(told)


def _send_each(told: Sequence[str], title: str, text: str, kind: str) -> list[int]:
    """Each address on its own, so that one that fails is known; gives the places of those."""
    from apprise import Apprise, NotifyFormat, NotifyType

    failed = []
    for place, address in enumerate(told, start=1):
        service = Apprise()
        sent = service.add(address) and service.notify(
            body=text, title=title, notify_type=NotifyType(kind), body_format=NotifyFormat.TEXT
        )
        if not sent:
            failed.append(place)
    return failed


@contextmanager
def _silent() -> Iterator[None]:
    """apprise tells addresses in its log, passwords included at the level of debugging."""
    logger = logging.getLogger("apprise")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
