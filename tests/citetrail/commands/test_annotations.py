"""`citetrail annotations` as it is typed, and decisions that go out as annotations.

Covers: citetrail.commands.annotations, citetrail.commands.decisions.
"""

import json
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.commands.user_errors import UserError
from citetrail.records.settings import Settings
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import open_store
from citetrail.store.tables import annotations, claims, evidence
from tests.synthetic import fill


@pytest.fixture
def quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """SHA-256 and words of a quotation in a store of a few papers."""
    monkeypatch.setenv("CITETRAIL_VAR", str(tmp_path / "var"))
    settings = Settings(var=tmp_path / "var")
    engine = open_store(settings)
    fill(engine, 4, pdfs=1, store=DocumentStore(settings.store_documents_url))
    with engine.connect() as connection:
        real = evidence.c.sha256.not_like("0000%") & (evidence.c.section != "front matter")
        row = connection.execute(select(evidence.c.sha256, evidence.c.quote).where(real)).first()
    engine.dispose()
    assert row is not None
    return row.sha256, row.quote


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def file_of(folder: Path, *items: object) -> str:
    path = folder / "notes.jsonld"
    path.write_text(json.dumps({"type": "AnnotationPage", "items": items}), encoding="utf-8")
    return str(path)


def note(sha256: str, words: str) -> dict[str, object]:
    selector = {"type": "TextQuoteSelector", "exact": words}
    return {"id": "n1", "target": {"source": f"urn:sha256:{sha256}", "selector": selector}, "bodyValue": "is it so?"}


def test_a_note_comes_in_is_listed_and_settled(quoted: tuple[str, str], tmp_path: Path) -> None:
    source = file_of(tmp_path, note(*quoted))
    tried = run("annotations", "import", source, "--dry-run")
    assert "would be kept" in tried.output
    assert "No annotation waits." in run("annotations", "list").output
    done = run("annotations", "import", source)
    assert done.exit_code == 0
    assert "1 annotation kept at words that claims quote" in done.output
    listed = run("annotations", "list", "--target", "ms-celeb-1m").output
    assert "is it so?" in listed
    number = listed.split("\t")[0]
    assert run("annotations", "settle", number, "--text", "it is not").exit_code == 0
    assert "No annotation waits." in run("annotations", "list").output


def test_what_finds_no_place_is_named_and_ends_with_one(quoted: tuple[str, str], tmp_path: Path) -> None:
    done = run("annotations", "import", file_of(tmp_path, note("ab" * 32, quoted[1])))
    assert done.exit_code == 1
    assert "n1: no document is held here as SHA-256 abab" in done.output


def test_a_file_of_another_kind_is_refused_whole(quoted: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{", encoding="utf-8")
    assert isinstance(run("annotations", "import", str(path)).exception, UserError)


def test_decisions_go_out_as_annotations_and_come_back(quoted: tuple[str, str], tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "var")
    with open_store(settings).connect() as connection:
        claim = connection.scalar(select(claims.c.id).where(claims.c.kind == "use").order_by(claims.c.id))
    sheet = tmp_path / "votes.csv"
    sheet.write_text(f"claim_id,reviewer,vote,note\n{claim},local,accept,seen\n", encoding="utf-8")
    assert run("decisions", "import", str(sheet)).exit_code == 0
    out = str(tmp_path / "log.jsonld")
    assert run("decisions", "export", out, "--all").exit_code == 0
    again = run("annotations", "import", out, "--by", "local", "--decisions")
    assert again.exit_code == 0
    assert "0 decisions appended, 1 known before" in again.output
    with open_store(settings).connect() as connection:
        assert connection.execute(select(annotations)).all() == []
    assert isinstance(run("decisions", "export", "--waiting", "--format", "jsonld").exception, UserError)
