"""The papers that the benchmarks read."""

from pathlib import Path

import pytest

from tests.extractors.text.papers import NAMED, NUMBERED, compiled, source


@pytest.fixture(scope="session")
def papers(shared: Path) -> list[bytes]:
    """Real papers where they lie beside the checkout, else compiled ones."""
    found = sorted((shared / "corpus" / "pdf").glob("*.pdf"))
    if found:
        return [path.read_bytes() for path in found]
    return [compiled(source(columns, references)) for columns in (1, 2) for references in (NUMBERED, NAMED)]
