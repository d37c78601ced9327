"""A run that finds nothing new imports what asks and looks up, and nothing that reads, assesses or publishes.

Covers: citetrail.commands.mine, flows.steps.mine, flows.steps.reading_version, spiders.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractors import versions
from flows.steps import reading_version
from flows.steps.reading_version import versions_of
from flows.steps.run_context import open_context
from tests.flows.conftest import Run

MINE = """
import sys
from citetrail.commands.main import run
sys.argv = ["citetrail", "mine", "ms-celeb-1m", "--direct"]
try:
    run()
except SystemExit as end:
    assert not end.code
print(*sys.modules)
"""
# What takes longest to import; a run that has something to do needs all of it.
READERS = {"spacy", "thinc", "numpy", "pypdfium2", "extractors.usage", "extractors.header.reader"}
RESOLVERS = {"rapidfuzz", "extractors.organisations.resolver", "extractors.claims.proposals"}
PUBLISHERS = {"duckdb", "jinja2", "citetrail.publish.release"}
OTHERS = {"prefect", "scrapy", "twisted", "fsspec", "rich", "pygments", "alembic", "fastapi"}
OTHERS |= {"arxiv", "requests", "pydantic_settings", "sqlalchemy.dialects.postgresql"}
OTHERS |= {"lxml", "h2", "tornado", "tomllib", "citetrail.records.target_files", "citetrail.records.target_schema"}
OTHERS |= {"citetrail.store.funnel", "citetrail.store.review_quality", "spiders.copy_plan", "spiders.pdf_addresses"}
STEPS = {f"flows.steps.{name}" for name in ("fetch", "copies", "extract", "assess", "waiting_files")}


def mined(run: Run, var: Path) -> set[str]:
    """Names of the modules that a run in a process of its own has imported at its end."""
    told = {"S2_URL": run.server.url, "ARXIV_URL": run.server.url, "CONTACT": "test@example.org", "VAR": str(var)}
    told |= {f"{name}_INTERVAL": "0" for name in ("S2", "ARXIV", "ARXIV_PDF", "HOST")}
    environment = os.environ | {f"CITETRAIL_{name}": value for name, value in told.items()}
    done = subprocess.run([sys.executable, "-c", MINE], env=environment, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.slow
def test_a_run_with_nothing_new_imports_no_reader(quiet_run: Run, tmp_path: Path) -> None:
    shutil.copytree(quiet_run.settings.var, tmp_path / "var")
    mined(quiet_run, tmp_path / "var")  # writes the provisional release
    loaded = mined(quiet_run, tmp_path / "var")
    assert "citetrail.store.work" in loaded
    assert not loaded & (READERS | RESOLVERS | PUBLISHERS | OTHERS | STEPS)


@pytest.mark.slow
def test_code_is_not_compiled_again_to_tell_its_version(
    quiet_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = quiet_run.settings.model_copy(update={"var": tmp_path / "var"})
    shutil.copytree(quiet_run.settings.var, tmp_path / "var")
    kept = tmp_path / "var" / "code_versions.json"
    with open_context(settings, "ms-celeb-1m") as context:
        kept.write_text('{"damaged', encoding="ascii")
        forget()
        told = versions_of(context)
        assert kept.read_text("ascii")[-1] == "}"
        forget()
        monkeypatch.setattr(versions, "_meaning", lambda file, text: pytest.fail(f"{file} was compiled again"))
        again = versions_of(context)
    assert (again.text, again.reading, again.organisations) == (told.text, told.reading, told.organisations)


def test_the_folder_need_not_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the store in PostgreSQL a killed first run may leave none; the next takes over what one wrote in part."""
    monkeypatch.setattr(reading_version, "MEANINGS", {})
    kept = tmp_path / "var" / "code_versions.json"
    for number in ("0", "1"):
        with reading_version._kept_meanings(kept):
            reading_version.MEANINGS[number * 64] = "0" * 12
        assert [path.name for path in kept.parent.iterdir()] == [kept.name]
        assert kept.parent.stat().st_mode & 0o077 == 0
        kept.with_name(f".{kept.name}.part").write_text('{"half')
    assert set(json.loads(kept.read_bytes())) == {"0" * 64, "1" * 64}


def test_a_folder_that_cannot_be_written_to_ends_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_version, "MEANINGS", {})
    (tmp_path / "var").write_text("no folder")
    with reading_version._kept_meanings(tmp_path / "var" / "code_versions.json"):
        reading_version.MEANINGS["0" * 64] = "0" * 12
    assert reading_version.MEANINGS


def forget() -> None:
    """As a process that has just started."""
    versions.MEANINGS.clear()
    for function in (versions.text_version, versions._version, versions.extractors_version):
        function.cache_clear()
