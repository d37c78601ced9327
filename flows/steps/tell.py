"""The last word of a run: what is new since the last one, and what could not be had, to whoever asked for it."""

from dataclasses import dataclass
from pathlib import Path

from citetrail.publish.news import news_of, quiet, text_of, title_of
from citetrail.publish.wording import words
from citetrail.records.settings import Settings
from spiders.notify import notify

# In one message: who reads it looks at `citetrail status` for the rest.
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `kind` is apprise's: info or warning. `key` is of the artifact that holds the same."""

    title: str
    text: str
    key: str
    kind: str = "info"


def messages(settings: Settings, name: str, release: Path | None, faults: list[str]) -> list[Message]:
    """One for what is new (`release` is None when nothing is), one for what could not be had; none, mostly."""
    found = []
    news = news_of(release) if release else None
    if news:
        found.append(Message(title_of(news, name), text_of(news, queue_address(settings)), "news"))
    if faults:
        told = words()["news"]
        lines = [f"- {quiet(fault)}" for fault in faults[:MOST_FAULTS]]
        if len(faults) > MOST_FAULTS:
            lines.append("- " + told["more"].format(n=len(faults) - MOST_FAULTS))
        found.append(
            Message(told["faults"].format(name=quiet(name), n=len(faults)), "\n".join(lines), "not-had", "warning")
        )
    return found


def queue_address(settings: Settings) -> str:
    return f"http://{settings.review_host}:{settings.review_port}"


def send(settings: Settings, told: list[Message]) -> None:
    """Raises NotifyError when an address was not reached; the others were."""
    for message in told:
        notify(settings, message.title, message.text, message.kind)
