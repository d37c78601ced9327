"""`citetrail publish` as people and programs call it.

Covers: citetrail.commands.publish.
"""

import errno
import json
import os
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.commands.user_errors import describe
from citetrail.publish.checks import ChecksFailed
from citetrail.store import tables
from citetrail.store.decision_chain import chain_old_log
from citetrail.store.engine import writing
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import TARGET

TARGET_FILE = """\
name = "Example-Faces"
slug = "example-faces"
summary = "Example-Faces held pictures of people who were never asked."

[[members]]
slug = "example-faces"
name = "Example-Faces"
kind = "dataset"
source = "https://example.org/faces"
aliases = ["Example-Faces"]

[[members]]
slug = "example-faces-clean"
name = "Example-Faces Clean"
kind = "dataset"
parent = "example-faces"
source = "https://example.org/clean"
aliases = ["Example-Faces Clean"]

[[members]]
slug = "example-model"
name = "ExampleNet"
kind = "model"
parent = "example-faces-clean"
source = "https://example.org/net"
aliases = ["ExampleNet"]
"""


@pytest.fixture
def target(store: InventedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITETRAIL_DATABASE_URL", str(store.engine.url))
    monkeypatch.setenv("CITETRAIL_DOCUMENTS_URL", store.documents.url)
    monkeypatch.setenv("CITETRAIL_CORRECTIONS", "corrections@example.org")
    path = tmp_path / "example-faces.toml"
    path.write_text(TARGET_FILE, encoding="utf-8")
    return path


def test_it_writes_a_release_and_says_where(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(app, ["publish", str(target), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    latest = (tmp_path / "out" / "latest").resolve()
    assert (latest / "report.html").as_uri() in result.stdout
    assert (latest / "map.html").as_uri() in result.stdout
    again = CliRunner().invoke(app, ["publish", str(target), "--out", str(tmp_path / "out")])
    assert "Nothing has changed" in again.stdout
    monkeypatch.delenv("CITETRAIL_CORRECTIONS")
    refused = CliRunner().invoke(app, ["publish", str(target), "--out", str(tmp_path / "other")])
    assert "CITETRAIL_CORRECTIONS" in str(refused.exception), "whoever is named must be able to object"


def test_json_for_programs(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITETRAIL_CORRECTIONS", "corrections@example.org")
    options = ["publish", str(target), "--out", str(tmp_path / "out"), "--provisional", "--json"]
    told = json.loads(CliRunner().invoke(app, options).stdout)
    assert told["target"] == TARGET.slug
    assert told["version"].endswith("-provisional")
    assert told["tables"]["uses"] == 5
    assert "corrections@example.org" in (Path(told["folder"]) / "report.html").read_text(encoding="utf-8")


def test_what_stops_it_is_told_line_by_line(target: Path, store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:
        change = tables.organisations.update().where(tables.organisations.c.id == "ct:navy")
        connection.execute(change.values(lat=48.85, lng=2.35))
    result = CliRunner().invoke(app, ["publish", str(target), "--out", str(tmp_path / "out")])
    assert isinstance(result.exception, ChecksFailed)
    told = describe(result.exception) or ""
    assert told.startswith(
        "citetrail: nothing was published, because\n  - 1 places of organisations lie outside their country"
    )


def test_a_full_disk_is_told_with_its_place(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # a write names no file

    monkeypatch.setattr("citetrail.publish.release.write_csv", full)
    result = CliRunner().invoke(app, ["publish", str(target), "--out", str(tmp_path / "out")])
    assert isinstance(result.exception, OSError)
    told = describe(result.exception) or ""
    assert told.startswith("citetrail: the disk is full or failing: No space left on device.")
    assert f"written to {tmp_path / 'out'}." in told
    assert not list((tmp_path / "out").iterdir())


def test_error_rates_from_the_audit_stand_in_the_report(store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:
        claim = connection.execute(tables.claims.select().where(tables.claims.c.member == "example-model")).one()
        row = {
            "token": "audit",
            "claim_id": claim.id,
            "reviewer": "maria",
            "vote": "accept",
            "reason": "",
            "note": "",
            "adjudication": False,
            "audit": True,
            "evidence_ids": [],
            "evidence_hash": "h",
            "version": "v1",
            "decided_at": "2026-03-07T08:00:00.000000+00:00",
        }
        connection.execute(insert(tables.decisions), row)
        chain_old_log(connection)
    made = store.publish(tmp_path / "out")
    told = (made.path / "quality.csv").read_text(encoding="utf-8")
    assert "\naccepted,1,0,0.0,0.0,0.79" in told
    assert "disagreement," in told
    report = (made.path / "report.html").read_text(encoding="utf-8")
    assert "Accepted claims that the audit refused or corrected" in report
    assert "0.0 % to 79.3 %" in report
