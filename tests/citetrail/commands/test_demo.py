"""What the demo prints is read at 80 columns, and its last line is pasted."""

import io
import shlex
import sys
from pathlib import Path

import pytest
from rich.console import Console

from citetrail.commands.demo import _show, review_command
from citetrail.paths import DEMO_VAR
from citetrail.store.paper_summaries import PaperSummary, UseSummary

USE = UseSummary("arcface-model", "uses_pretrained_model", "We [bold] use it. " * 20)
PAPER = PaperSummary(
    id="p1",
    title="A Very Long Title of a Paper on Faces [1] " * 4,
    outcome="no_open_pdf",
    read_outcome=None,
    verdict="uses",
    sectors=["commercial", "academic"],
)
FOUND = {
    "target": "toy",
    "funnel": {"collected": 1, "using_it": 0},
    "beside_the_funnel": {"using_it_without_text": 1, "reviewed_in_all": 0},
    "fetch_failures": {"no_open_pdf": 1},
    "read_failures": {},
    "verdicts": {"uses": 1},
    "due": {},
    "claims": {"use": {"open": 3}},
    "audit": {},
    "is_complete": True,
    "incomplete_queries": [],
    "unknown_to_source": [],
    "doubtful_pairs": [],
    "withdrawn": 0,
    "held_by": None,
}


def test_it_fits_eighty_columns() -> None:
    console = Console(file=io.StringIO(), width=80, highlight=False)
    _show(console, [(PAPER, [USE, USE, USE])], FOUND)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(len, text.splitlines())) <= 80
    assert "[bold]" in text


def test_in_a_checkout_the_next_command_is_the_short_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "make" not in review_command(DEMO_VAR)
    Path("Makefile").write_text("demo:\n\treview\nreview: demo\n\tcitetrail review\n", encoding="utf-8")
    assert review_command(DEMO_VAR) == "make review"
    assert "make" not in review_command(Path("elsewhere"))


def test_elsewhere_it_names_the_program_that_was_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "a folder" / "citetrail"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(program), "demo"])
    monkeypatch.setenv("PATH", "/nowhere")
    setting, called, word = shlex.split(review_command(tmp_path / "my demo"))
    assert setting == f"CITETRAIL_VAR={tmp_path / 'my demo'}"
    assert (called, word) == (str(program), "review")
    monkeypatch.setenv("PATH", str(program.parent))
    assert shlex.split(review_command(tmp_path))[1:] == ["citetrail", "review"]
