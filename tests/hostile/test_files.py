"""Every odd or broken file gets its outcome, limits hold for sound ones, and the run goes on.

Covers: extractors.workers, extractors.whole_paper.
"""

import resource
from pathlib import Path

import pytest

from citetrail.records.settings import Settings
from citetrail.records.target_files import target_path
from citetrail.records.vocabulary import Outcome
from extractors.workers.pool import Failed
from extractors.workers.reading_pool import open_pool, read_all
from tests.hostile.files import hostile_files, many_pages, whole

EXPECTED = {
    "zero.pdf": {Outcome.NOT_PDF},
    "html.pdf": {Outcome.NOT_PDF},
    "magic-only.pdf": {Outcome.TRUNCATED},
    "noise.pdf": {Outcome.TRUNCATED, Outcome.PARSER_ERROR},
    "encrypted.pdf": {Outcome.ENCRYPTED},
    "packed-twice.pdf": {Outcome.OK},
    "stacked-forms.pdf": {Outcome.OK},
    "unmapped-fonts.pdf": {Outcome.GARBLED, Outcome.EMPTY},
    "name\n\x1b[31m\x07.pdf": {Outcome.OK},
}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_hostile_file_gets_its_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(var=tmp_path, read_seconds=300)
    files = dict(hostile_files())
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    outcomes = {}
    with open_pool(settings, target_path("ms-celeb-1m")) as pool:
        for name, result in read_all(pool, files.items()):
            told = result if isinstance(result, Failed) else result[0]
            outcomes[name] = told.outcome
        last = dict(read_all(pool, [("after", whole())]))
    assert set(outcomes) == set(files)
    for name, allowed in EXPECTED.items():
        assert outcomes[name] in allowed, (name, outcomes[name])
    assert not isinstance(last["after"], Failed), "the run goes on"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert peak < 2_000_000_000
    assert not Path("/tmp/citetrail-was-here").exists()
    assert not list((tmp_path / "tmp").iterdir()), "a temporary file stayed"


# A limit far below what any sound paper needs stands for a file far above the real limit.
LOWERED = {
    "time": ({"read_seconds": 0.001}, whole, Outcome.TIMEOUT, "not read within"),
    "bytes": ({"max_bytes": 1_000}, whole, Outcome.TOO_LARGE, "the limit is 1,000"),
    "pages": ({"max_pages": 11}, many_pages, Outcome.TOO_LARGE, "12 pages, more than the 11 of CITETRAIL_MAX_PAGES"),
}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", LOWERED)
def test_a_limit_ends_one_file_and_the_run_goes_on(name: str, short_folder: Path) -> None:
    limit, make, outcome, words = LOWERED[name]
    settings = Settings(var=short_folder, **limit)
    with open_pool(settings, target_path("ms-celeb-1m")) as pool:
        results = dict(read_all(pool, [("first", make()), ("web page", b"<html></html>"), ("second", make())]))
    assert set(results) == {"first", "web page", "second"}
    for key in ("first", "second"):
        told = results[key] if isinstance(results[key], Failed) else results[key][0]
        assert (told.outcome, words in told.detail) == (outcome, True), told.detail
