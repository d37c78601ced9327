"""`citetrail read`: the contract, one line a file whatever the file is."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from citetrail.sample.sample_papers import pdf_of, sample_papers

pytestmark = pytest.mark.slow
README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")


def citetrail(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "from citetrail.commands.main import run; run()", *words],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env=os.environ | environment,
    )


def test_every_file_gets_its_line_in_order(tmp_path: Path) -> None:
    paper = next(p for p in sample_papers() if p.expected.get("member") == "ms1mv2")
    (tmp_path / "a.pdf").write_bytes(pdf_of(paper.slug) or b"")
    (tmp_path / "b.pdf").write_bytes(b"")
    (tmp_path / "c\x1b[2J.pdf").write_bytes(b"<html>Please sign in</html>")
    (tmp_path / "d.pdf").write_bytes((pdf_of(paper.slug) or b"")[:3000])
    run = citetrail("read", str(tmp_path), "--target", "ms-celeb-1m", "--json")
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [Path(x["file"]).name for x in lines] == ["a.pdf", "b.pdf", "c\x1b[2J.pdf", "d.pdf"]
    assert "\x1b" not in run.stdout
    good, *bad = lines
    assert [x["outcome"] for x in bad][:2] == ["not_pdf", "not_pdf"]
    assert all("usage" not in x and "authors" not in x for x in bad)
    assert good["outcome"] == "ok"
    assert set(good) == {
        *("file", "sha256", "outcome", "pages", "title", "usage", "authors", "affiliations", "sectors"),
        *("headline", "funding"),
    }
    assert good["title"] == paper.title
    assert [a["name"] for a in good["authors"]] == [a.name for a in paper.authors]
    use = next(m for m in good["usage"]["members"] if m["member"] == "ms1mv2")
    assert set(use) >= {"member", "role", "score", "evidence"}
    for evidence in use["evidence"]:
        assert set(evidence) == {"page", "start", "end", "quote", "section", "boxes"}
        assert evidence["end"] - evidence["start"] == len(evidence["quote"])
        assert all(x0 < x1 and y0 < y1 for x0, y0, x1, y1 in evidence["boxes"])
    for author in good["authors"]:
        assert all(0 <= i < len(good["affiliations"]) for i in author["affiliations"])


def test_the_readme_shows_what_is_printed(tmp_path: Path) -> None:
    """What the README shows is what the program prints of the demo's paper, to the last figure."""
    shown = README.split("$ .venv/bin/citetrail read ")[1].split("```")[0].rstrip()
    folder, *lines = (line.removeprefix("   ") for line in shown.splitlines())
    file = tmp_path / lines[0]
    file.parent.mkdir(parents=True)
    file.write_bytes(pdf_of("ship-access") or b"")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == file.stem, "the demo fetches this very file"
    done = citetrail(
        "read", str(tmp_path / folder), COLUMNS="40"
    )  # a narrow window folds lines; a pipe has them whole
    assert done.returncode == 0, done.stderr
    printed = done.stdout.replace(f"{tmp_path}/", "").splitlines()
    assert printed == lines, "the model was trained again: put what is printed now into the tour of README.md"


def test_files_that_no_worker_sees_have_their_line_too(tmp_path: Path) -> None:
    (tmp_path / "a.PDF").write_bytes(b"%PDF-1.4\n" + b" " * 5000)
    (tmp_path / "b.pdf").write_bytes(b"")
    (tmp_path / "c.pdf").symlink_to(tmp_path / "b.pdf")
    words = ("read", str(tmp_path), str(tmp_path / "b.pdf"), "/proc/self/mem", "--json")
    run = citetrail(*words, CITETRAIL_MAX_BYTES="4000")
    assert run.returncode == 3, run.stderr
    assert run.stderr == "citetrail: 1 of 4 could not be opened: /proc/self/mem\n"
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [x["outcome"] for x in lines] == ["too_large", "not_pdf", "not_pdf", "document_lost"]
    assert "4,000" in lines[0]["detail"]
    assert len(lines[0]["sha256"]) == 64


def test_what_is_not_there_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nul.pdf").write_bytes(b"")
    (tmp_path / "good.pdf").write_bytes(pdf_of("ship-access") or b"")
    names = ["nul.pdf", "nope.pdf", "pipe", "empty", "n" * 300, "good.pdf"]
    run = citetrail("read", *(str(tmp_path / name) for name in names), "--json")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [Path(x["file"]).name for x in lines] == names
    assert [x["outcome"] for x in lines] == ["not_pdf", *["document_lost"] * 4, "ok"]
    told = [x["detail"] for x in lines[1:5]]
    assert told[:3] == ["no such file", "not a regular file", "no PDF file in this folder"]
    assert told[3].startswith("cannot be opened: ")
    assert run.returncode == 3
    assert "4 of 6 could not be opened" in run.stderr
    alone = citetrail("read", str(tmp_path / "nope.pdf"))
    assert (alone.returncode, "document_lost: no such file" in alone.stdout) == (2, True)


def test_what_is_no_use_or_cannot_be_read_says_why_and_what_to_do(tmp_path: Path) -> None:
    whole = pdf_of("names-and-faces") or b""
    (tmp_path / "mentions.pdf").write_bytes(whole)
    (tmp_path / "none.pdf").write_bytes(pdf_of("street-signs") or b"")
    (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) // 2])
    told = citetrail("read", *(str(tmp_path / name) for name in ("mentions.pdf", "none.pdf", "cut.pdf"))).stdout
    assert re.search(r"^  mentions \(0\.\d\d\): named, but no sentence speaks of use$", told, re.M)
    assert re.search(r"^    ms-celeb-1m, p\. 1: “Later collections such as MS-Celeb-1M ", told, re.M)
    assert re.search(r"^  none \(0\.\d\d\): the text names no member of the family$", told, re.M)
    assert "  truncated: the PDF ends before its end; download it again" in told


def test_a_faulty_row_of_data_is_told_with_its_line_also_where_a_reading_process_meets_it(tmp_path: Path) -> None:
    (tmp_path / "organisations-own.csv").write_text("id,name\nx,Y\n", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(pdf_of("ship-access") or b"")
    run = citetrail("read", str(tmp_path / "a.pdf"), CITETRAIL_GAZETTEER=str(tmp_path))
    assert run.returncode == 2
    assert "organisations-own.csv" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("read", "nowhere.pdf"), "1 of 1 could not be opened: nowhere.pdf"),
        (("read", "README.md", "--target", "nowhere"), "nowhere"),
        (("targets", "check", "pyproject.toml"), "line"),
        (("fetch", "ms-celeb-1m", "--retry", "never"), "--retry"),
    ],
)
def test_errors_say_what_and_what_to_do(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    run = citetrail(*words, CITETRAIL_VAR=str(tmp_path))
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    run = citetrail("status", CITETRAIL_VAR=str(tmp_path), CITETRAIL_WORKERS="many")
    assert run.returncode == 2
    assert "workers" in run.stderr
    assert "Traceback" not in run.stderr


HELP = """
import sys
from citetrail.commands.main import run
sys.argv = ["citetrail", "--help"]
try:
    run()
except SystemExit:
    pass
heavy = {"spacy", "prefect", "sqlalchemy", "scrapy", "pypdfium2", "numpy", "fastapi", "pydantic"}
print(sorted(heavy & set(sys.modules)))
"""


def test_help_imports_nothing_heavy() -> None:
    run = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
