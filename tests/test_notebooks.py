"""The notebooks run as they stand, on a release made here, and answer what the release's own tables say.

Covers: docs/notebooks/five-questions.ipynb.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.citetrail.publish.conftest import provisional, verified

__all__ = ["provisional", "verified"]
NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebooks" / "five-questions.ipynb"


def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that the notebook leaves behind, its cells run from first to last."""
    monkeypatch.setenv("CITETRAIL_RELEASE", str(folder))
    told: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{NOTEBOOK.name} {cell['id']}", "exec"), told)
    return told


def ask(folder: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(f"file:{folder / 'release.sqlite'}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("kind", ["verified", "provisional"])
def test_five_questions_have_the_answers_of_the_tables(
    kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder: Path = request.getfixturevalue(kind)
    told = run(folder, monkeypatch)
    by_status = "SELECT status, count(DISTINCT paper_id), count(*) FROM uses GROUP BY 1 ORDER BY 1 DESC"
    assert told["papers_using"].fetchall() == ask(folder, by_status)
    by_member = "SELECT member, role, count(DISTINCT paper_id) FROM uses GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    assert [row[:3] for row in told["members_used"].fetchall()] == ask(folder, by_member)
    named = {row[0] for row in told["organisations_using"].fetchall()}
    assert named
    assert named <= {row[0] for row in ask(folder, "SELECT name FROM organisations")}
    quoted = {row[4] for row in told["sentences"].fetchall()}
    cited = {part for (ids,) in ask(folder, "SELECT evidence_ids FROM uses") for part in ids.split("; ")}
    known = dict(ask(folder, "SELECT evidence_id, quote FROM evidence"))
    assert quoted == {known[each] for each in cited}
    assert len(told["not_known"].fetchall()) == ask(folder, "SELECT count(*) FROM funnel")[0][0]
    assert len(told["error_rates"].fetchall()) == ask(folder, "SELECT count(*) FROM quality")[0][0]


def test_the_notebook_carries_no_output_and_no_path_of_a_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert all(not cell.get("outputs") for cell in json.loads(text)["cells"])
    assert "/home/" not in text
