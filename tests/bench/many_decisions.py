"""Hundreds of decisions by keyboard in Chromium at three window sizes: what the log holds, how long a key takes.

`.venv/bin/python -m tests.bench.many_decisions [DECISIONS]`, 500 by default, over a store of invented papers. The
keys are drawn from a seed: mostly votes, also undo, skip, reasons, notes, other evidence and pages, by paper and by
weight. axe-core looks at every fiftieth card. Ends with 1 where the log differs from what was pressed, where a page
is wider than its window, or where axe finds a barrier.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from citetrail.records.settings import Settings
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import open_store
from tests.citetrail.review.conftest import Queue
from tests.citetrail.review.test_browser import FLAGS, log, press, shown, violations, watched
from tests.synthetic import fill

CHROMIUM = "/usr/bin/chromium"
SIZES = ((1366, 768), (820, 1180), (390, 844))
VOTES = {"a": "accept", "x": "reject", "u": "unsure"}
BETWEEN = ("j", "k", "ArrowRight", "ArrowLeft", "f", "f")  # keys that leave the card where it is
LOOKS = 50  # decisions between two looks of axe-core


@dataclass
class Told:
    """What the script pressed, and what it saw on the way."""

    votes: list[tuple[str, str]] = field(default_factory=list)  # claim and vote that stand, in their order
    seconds: list[float] = field(default_factory=list)  # from a vote's key to the next card, its lead fetched or not
    faults: list[str] = field(default_factory=list)


@contextmanager
def served_queue(decisions: int) -> Iterator[tuple[Queue, str]]:
    """A queue over enough invented papers, three of them with a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var=Path(folder), audit_share=0.0, workers=1)
        engine = open_store(settings)
        fill(engine, decisions + 20, pdfs=3, store=DocumentStore(settings.store_documents_url))
        queue = Queue(settings, engine)
        with queue.serving() as address:
            yield queue, address
        engine.dispose()


def work(page: Page, told: Told, decisions: int, draw: random.Random) -> None:
    """Decide that many cards, with a little of everything else between."""
    aim = len(told.votes) + decisions
    while len(told.votes) < aim:
        chance = draw.random()
        if chance < 0.04 and told.votes:
            press(page, "Backspace")
            told.votes.pop()
        elif chance < 0.08:
            press(page, " ")
        elif chance < 0.10:
            press(page, "p")
        elif chance < 0.20:
            page.keyboard.press(draw.choice(BETWEEN[:4]))
        else:
            _vote(page, told, draw)
        if len(told.votes) % LOOKS == 0:
            told.faults += violations(page)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                told.faults.append("the page is wider than its window")


def _vote(page: Page, told: Told, draw: random.Random) -> None:
    claim, key = shown(page), draw.choices("axu", (6, 3, 1))[0]
    if draw.random() < 0.05:
        page.keyboard.press("n")
        page.keyboard.type("seen in the table")
        page.keyboard.press("Escape")
    began = time.perf_counter()
    press(page, key)
    told.seconds.append(time.perf_counter() - began)
    told.votes.append((claim, VOTES[key]))


def standing(queue: Queue) -> list[tuple[str, str]]:
    """The votes of the log that nobody took back."""
    entries = log(queue)
    undone = {e.undoes for e in entries}
    return [(e.claim_id, e.vote) for e in entries if e.vote in VOTES.values() and e.id not in undone]


def main(decisions: int) -> int:
    draw, told = random.Random(20), Told()
    with served_queue(decisions) as (queue, address), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for number, (width, height) in enumerate(SIZES):
            context = browser.new_context(viewport={"width": width, "height": height})
            page = watched(context)
            page.goto(address)
            work(page, told, decisions * (number + 1) // 3 - decisions * number // 3, draw)
            told.faults += page.wrong  # type: ignore[attr-defined]
            context.close()
        browser.close()
        if standing(queue) != told.votes:
            told.faults.append("the log is not what was pressed")
    took = sorted(told.seconds)
    print(
        f"{len(told.votes)} decisions stand, {len(took)} were made; a key to the next card took "
        f"{1000 * took[len(took) // 2]:.0f} ms (median) and {1000 * took[len(took) * 95 // 100]:.0f} ms (95 %)"
    )
    print("\n".join(sorted(set(told.faults))) or "no fault")
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
