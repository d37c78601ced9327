"""The house rules that a machine can keep: one-way imports, who may import what, no registry's host name."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "records": set(),
    "extractors": {"records"},
    "spiders": {"records"},
    "store": {"records"},
    "publish": {"store", "records"},
    "review": {"store", "records"},
    "sample": {"records"},
    "evaluation": {"extractors", "records"},
    "flows": {"spiders", "extractors", "store", "publish", "records", "sample"},
    "commands": {
        *("flows", "spiders", "extractors", "store", "publish", "review", "records", "evaluation", "sample"),
    },
}
# What opens connections to the outside. Serving and loopback are another matter.
NETWORK = {
    "httpx",
    "requests",
    "urllib.request",
    "http.client",
    "scrapy",
    "semanticscholar",
    "arxiv",
    "aiohttp",
    "socket",
}
MAY_CONNECT = {"spiders"}
# Naming this machine or serving on loopback needs a socket, but connects to nothing.
EXCUSED = {("store/work.py", "socket"), ("sample/server.py", "socket")}


def modules() -> Iterator[tuple[Path, str]]:
    for package in MAY_IMPORT:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT), package


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    wrong = [
        f"{path} imports {name}"
        for path, owner in modules()
        if owner == package
        for name in sorted(imports(path))
        if (top := name.split(".")[0]) in MAY_IMPORT and top != package and top not in MAY_IMPORT[package]
    ]
    assert not wrong


def test_only_flows_import_prefect() -> None:
    wrong = [
        str(p) for p, owner in modules() if owner != "flows" and any(n.split(".")[0] == "prefect" for n in imports(p))
    ]
    assert not wrong


def test_only_spiders_connect_to_the_outside() -> None:
    wrong = [
        f"{path} imports {name}"
        for path, owner in modules()
        if owner not in MAY_CONNECT
        for name in sorted(imports(path) & NETWORK)
        if (str(path), name) not in EXCUSED
    ]
    assert not wrong


def test_packages_import_nothing_when_opened() -> None:
    """`import extractors` must stay free: the command line starts in a blink only if nothing heavy comes along."""
    heavy = {"spacy", "sklearn", "prefect", "scrapy", "fastapi", "pdfminer", "pypdfium2", "numpy", "duckdb"}
    wrong = [
        f"{package}/__init__.py imports {name}"
        for package in MAY_IMPORT
        if (ROOT / package).exists()
        for name in sorted(imports(Path(package) / "__init__.py"))
        if name.split(".")[0] in heavy
    ]
    assert not wrong


def test_modules_stay_readable() -> None:
    lists = {"store/tables.py"}  # one declaration after the other: no logic to lose one's way in
    long = {str(p): n for p, _ in modules() if (n := len((ROOT / p).read_text(encoding="utf-8").splitlines())) > 400}
    assert not {p: n for p, n in long.items() if p not in lists}


def test_requirements_are_pinned_with_hashes_and_name_no_registry() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|--index-url|--find-links", text), path
        pinned = re.findall(r"^[A-Za-z0-9][^ ]*", text, re.M)
        assert pinned, path
        assert all("==" in line for line in pinned), path
        assert text.count("--hash=sha256:") >= len(pinned), path


def test_no_lock_file_that_records_registries() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not {"uv.lock", "poetry.lock"} & {Path(f).name for f in listed}
