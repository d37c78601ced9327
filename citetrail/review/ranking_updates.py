"""Keeps the learned order up to date while people decide, in the background."""

import json
import logging
import os
import subprocess
import threading

from citetrail.child_process import ModuleProcess
from citetrail.review.queue_state import QueueState
from citetrail.store.ranking_order import last_decision, latest

EVERY = 25  # decisions
# Seconds. Hundreds of thousands of waiting claims take a minute or two; what takes longer than this hangs.
LONGEST_FIT = 1_800.0
log = logging.getLogger("citetrail.review")


class RankingUpdates:
    """Fits anew after every so many decisions on a target; one fit at a time."""

    def __init__(self, state: QueueState, every: int = EVERY) -> None:
        self._state, self._every = state, every
        self._since: dict[str, int] = {}
        self._wake = threading.Condition()
        self._stopped = False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._process: ModuleProcess | None = None

    def start(self) -> None:
        """Take up the orders that are stored; fit where the log went on without one."""
        with self._state.reading() as connection:
            for target in self._state.targets:
                order = latest(connection, target)
                self._state.orders[target] = order
                last, count = last_decision(connection, target)
                self._since[target] = count if order is None else (self._every if last > order.through else 0)
        self._thread.start()

    def stop(self) -> None:
        with self._wake:
            self._stopped = True
            self._wake.notify()
        if self._process is not None:
            self._process.kill()
        self._thread.join(timeout=5)

    def decided(self, target: str) -> None:
        """Count one decision."""
        with self._wake:
            self._since[target] = self._since.get(target, 0) + 1
            if self._since[target] >= self._every:
                self._wake.notify()

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._stopped and (due := self._due()) is None:
                    self._wake.wait()
                if self._stopped:
                    return
                assert due is not None
                self._since[due] = 0
            self._fit(due)

    def _due(self) -> str | None:
        return next((t for t, n in self._since.items() if n >= self._every), None)

    def _fit(self, target: str) -> None:
        asked = {"url": self._state.engine.url.render_as_string(hide_password=False), "target": target}
        self._process = ModuleProcess(
            "citetrail.review.ranking_model",
            environment={"PATH": os.environ.get("PATH", ""), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            errors=subprocess.PIPE,
            text=True,
        )
        code, errors = self._process.finish(json.dumps(asked) + "\n", LONGEST_FIT)
        if code != 0 and not self._stopped:
            # The queue goes on in the order it has; the next fit may fare better.
            log.warning("the order of %s could not be learned: %s", target, errors.strip()[-500:])
            return
        with self._state.reading() as connection:
            self._state.orders[target] = latest(connection, target)
