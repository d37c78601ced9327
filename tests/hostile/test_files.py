"""Every hostile file gets its outcome in bounded time and memory, and the run goes on."""

import resource
import time
from pathlib import Path

import pytest

from citetrail.records.settings import Settings
from citetrail.records.target_files import target_path
from citetrail.records.vocabulary import Outcome
from extractors.workers.pool import Failed
from extractors.workers.reading_pool import open_pool, read_all
from tests.hostile.files import hostile_files, whole

EXPECTED = {
    "zero.pdf": {Outcome.NOT_PDF},
    "html.pdf": {Outcome.NOT_PDF},
    "magic-only.pdf": {Outcome.TRUNCATED},
    "noise.pdf": {Outcome.TRUNCATED, Outcome.PARSER_ERROR},
    "many-pages.pdf": {Outcome.TOO_LARGE},
    "encrypted.pdf": {Outcome.ENCRYPTED},
    "loop.pdf": {Outcome.EMPTY, Outcome.PARSER_ERROR, Outcome.TOO_LARGE},
    "unmapped-fonts.pdf": {Outcome.GARBLED, Outcome.EMPTY},
    "name\n\x1b[31m\x07.pdf": {Outcome.OK},
}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_hostile_file_gets_its_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(var=tmp_path, read_seconds=20)
    files = dict(hostile_files())
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    began: dict[str, float] = {}

    def items() -> "object":
        for name, data in files.items():
            began[name] = time.monotonic()
            yield name, data

    outcomes, details = {}, {}
    with open_pool(settings, target_path("ms-celeb-1m")) as pool:
        for name, result in read_all(pool, items()):  # type: ignore[arg-type]
            took = time.monotonic() - began[name]
            assert took < 60, f"{name!r} took {took:.0f} s"
            told = result if isinstance(result, Failed) else result[0]
            outcomes[name], details[name] = told.outcome, told.detail
        last = dict(read_all(pool, [("after", whole())]))
    assert set(outcomes) == set(files)
    for name, allowed in EXPECTED.items():
        assert outcomes[name] in allowed, (name, outcomes[name])
    assert "5,000 pages" in details["many-pages.pdf"], "how many there are"
    assert "CITETRAIL_MAX_PAGES" in details["many-pages.pdf"], "and what to do"
    assert not isinstance(last["after"], Failed), "the run goes on"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert peak < 2_000_000_000
    assert not Path("/tmp/citetrail-was-here").exists()
    assert not list((tmp_path / "tmp").iterdir()), "a temporary file stayed"
