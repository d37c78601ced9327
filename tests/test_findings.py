"""Each finding has its form and its rows; each behaviour says where it is honoured, or that it is not.

Covers: findings, docs/behaviours.md.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted((ROOT / "findings").glob("*.sh"))
LIST = (ROOT / "findings" / "README.md").read_text(encoding="utf-8")
BEHAVIOURS = (ROOT / "docs" / "behaviours.md").read_text(encoding="utf-8")
ROWS = [line for line in BEHAVIOURS.splitlines() if line.startswith("| ") and not line.startswith("| behaviour |")]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_finding_has_the_form(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    head = "\n".join(text.splitlines()[:40])
    for part in ("Package", "Behaviour", "A good guess", "Matters", "Seen"):
        assert re.search(rf"^# {part}: \S", text, re.M), part
    assert "set -euo pipefail" in head
    assert "d=$(mktemp -d)" in head
    assert "trap 'rm -rf \"$d\"' EXIT" in head
    assert re.search(r"install .*[\w-](==|@)\d", text), "a package in one version"
    assert "import citetrail" not in text
    assert re.search(r"ok: .*", text)
    assert "changed: " in text
    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_finding_is_listed(script: Path) -> None:
    assert f"({script.name})" in LIST
    assert f"`findings/{script.name}`" in BEHAVIOURS


def test_every_row_is_complete_and_names_files_that_are_there() -> None:
    assert ROWS
    for row in ROWS:
        cells = [cell.strip() for cell in row.strip("| ").split(" | ")]
        assert len(cells) == 5, row
        assert all(cells), row
        named = re.findall(r"`((?:citetrail|data|extractors|findings|flows|spiders|tests)/[\w/.-]+)`", row)
        assert not [path for path in named if not (ROOT / path).exists()], row
