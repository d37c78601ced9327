"""What the store has checked need not be hashed again by the process that reads it.

Covers: extractors.workers.reading_pool.
"""

from collections.abc import Iterable, Iterator
from typing import Any, cast

import pytest

from citetrail.records.readings import PdfItem
from extractors.workers.pool import WorkerPool
from extractors.workers.reading_pool import read_all


class Handed:
    """A pool that answers with what it was handed."""

    def run(self, items: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        return iter(items)


@pytest.mark.parametrize(("stored", "known"), [(True, "ab12"), (False, "")])
def test_only_keys_of_the_store_are_taken_for_checksums(stored: bool, known: str) -> None:
    pool = cast(WorkerPool, Handed())
    ((key, item),) = read_all(pool, [("ab12", b"bytes")], {"ab12": {"text": "cd34"}}, stored=stored)
    assert (key, item) == ("ab12", PdfItem(b"bytes", {"text": "cd34"}, known))
