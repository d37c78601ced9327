"""The house rules that a machine can keep: one-way imports, who may connect, module size, pinned requirements."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("citetrail", "extractors", "flows", "spiders")
# What opens connections without being a library: import-linter sees packages only.
NETWORK = {"urllib.request", "http.client", "socket"}
# Naming this machine or serving on loopback needs a socket, but connects to nothing.
EXCUSED = {("citetrail/store/work.py", "socket"), ("citetrail/sample/server.py", "socket")}


def modules() -> Iterator[tuple[Path, str]]:
    for package in PACKAGES:
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


def test_imports_run_one_way_and_in_no_circle() -> None:
    """The contracts are in pyproject.toml; import-linter follows every import, also those inside functions."""
    # In a process of its own: import-linter stumbles over what zope.interface, once loaded, adds to classes.
    told = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_only_spiders_connect_to_the_outside() -> None:
    wrong = [
        f"{path} imports {name}"
        for path, owner in modules()
        if owner != "spiders"
        for name in sorted(imports(path) & NETWORK)
        if (str(path), name) not in EXCUSED
    ]
    assert not wrong


def test_packages_import_nothing_when_opened() -> None:
    """`import extractors` must stay free: the command line starts in a blink only if nothing heavy comes along."""
    heavy = {"spacy", "sklearn", "prefect", "scrapy", "fastapi", "pdfminer", "pypdfium2", "numpy", "duckdb"}
    wrong = [
        f"{package}/__init__.py imports {name}"
        for package in PACKAGES
        if (ROOT / package).exists()
        for name in sorted(imports(Path(package) / "__init__.py"))
        if name.split(".")[0] in heavy
    ]
    assert not wrong


def test_modules_stay_readable() -> None:
    lists = {"citetrail/store/tables.py"}  # one declaration after the other: no logic to lose one's way in
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
