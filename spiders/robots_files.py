"""What robots.txt files said in this run, so that each batch of papers does not ask every host for it again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

# RFC 9309, 2.4: a robots.txt should not be used for longer than a day.
LONGEST_USE = 24 * 3600.0
# The hosts of a run; those beyond are asked again in each batch.
MOST_HOSTS = 1_000


@dataclass(slots=True)
class RobotsFiles:
    """The text of each host's robots.txt by origin, and when it was read (seconds of the clock)."""

    clock: Callable[[], float] = time.monotonic
    _read: dict[str, tuple[float, str]] = field(default_factory=dict)

    def keep(self, origin: str, text: str) -> None:
        if origin in self._read or len(self._read) < MOST_HOSTS:
            self._read[origin] = (self.clock(), text)

    def fresh(self) -> dict[str, str]:
        """Those that may still be used."""
        oldest = self.clock() - LONGEST_USE
        return {origin: text for origin, (at, text) in self._read.items() if at >= oldest}

    def clear(self) -> None:
        self._read.clear()
