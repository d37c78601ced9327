"""The house rules that a machine can keep: one-way imports, who may connect, module size, pinned requirements.

Covers: pyproject.toml, CONTRIBUTING.md.
"""

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


def test_only_the_store_writes_queries() -> None:
    """import-linter keeps the tables inside; here, that others hold a connection and hand it on, and no more."""
    lent = {"sqlalchemy", "sqlalchemy.Connection", "sqlalchemy.Engine"}
    wrong = [
        f"{path} imports {name}"
        for path, _ in modules()
        if not path.is_relative_to("citetrail/store")
        for name in sorted(imports(path))
        if name.split(".")[0] == "sqlalchemy" and name not in lent
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
    long = {str(p): n for p, _ in modules() if (n := len((ROOT / p).read_text(encoding="utf-8").splitlines())) > 400}
    assert not long


def test_functions_stay_short() -> None:
    """A screen: what is longer has pieces that want names."""
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path, _ in modules()
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert not long


def files_of_tests() -> list[Path]:
    return sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py"))


def test_each_test_stands_where_what_it_tests_stands_or_says_what_it_covers() -> None:
    """`Covers: extractors.usage, docs/settings.md.` in the docstring: modules, packages or files that there are."""
    there = {".".join(path.with_suffix("").parts) for path, _ in modules()}
    there |= {name.rpartition(".")[0] for name in there}
    wrong = []
    for path in files_of_tests():
        place = path.relative_to("tests").parent / path.name.removeprefix("test_")
        if ".".join(place.with_suffix("").parts) in there:
            continue
        told = ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8"))) or ""
        named = ", ".join(re.findall(r"^Covers: (.+)\.$", told, re.M))
        names = named.split(", ") if named else ["nothing"]
        wrong += [f"{path} covers {name}" for name in names if name not in there and not (ROOT / name).exists()]
    assert not wrong


def test_what_runs_only_when_asked_for_still_imports_what_there_is() -> None:
    """Benchmarks and kills are left out of `make test`: a module that was renamed would break them in silence."""
    there = {".".join(path.with_suffix("").parts) for path, _ in modules()}
    there |= {name.rpartition(".")[0] for name in there}
    wrong = [
        f"{path} imports from {node.module}"
        for folder in ("bench", "chaos")
        for path in sorted((ROOT / "tests" / folder).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in PACKAGES
        if node.module not in there
    ]
    assert not wrong


def test_no_test_counts_a_constant() -> None:
    """That a list has seven entries holds until somebody adds the eighth, and says of neither whether it is right."""
    wrong = []
    for path in files_of_tests():
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assert) and _counts_a_constant(node.test):
                wrong.append(f"{path}:{node.lineno}")
    assert not wrong


def _counts_a_constant(test: ast.expr) -> bool:
    match test:
        case ast.Compare(
            left=ast.Call(func=ast.Name("len"), args=[ast.Name(name) | ast.Attribute(attr=name)]),
            comparators=[ast.Constant()],
        ):
            return name.isupper()
    return False


def test_no_test_depends_on_how_fast_the_machine_is() -> None:
    """Hypothesis' deadline is off in `conftest.py`; `tests.loopback` says how long an answer is waited for."""
    wrong = []
    for path in files_of_tests():
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_impatient(node):
                wrong.append(f"{path}:{node.lineno}")
    assert not wrong


def _is_impatient(call: ast.Call) -> bool:
    told = {word.arg for word in call.keywords}
    match call.func:
        case ast.Name("settings"):
            return "deadline" in told
        case ast.Attribute(value=ast.Name("httpx"), attr="Client" | "get" | "post"):
            return not told & {"timeout", "transport"}
    return False


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


def test_no_name_of_a_class_means_two_things() -> None:
    found: dict[str, list[str]] = {}
    for path, _ in modules():
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(str(path))
    assert not {name: places for name, places in found.items() if len(places) > 1}


# One noun in its layers: its records, its rows in the store, its command, its step in a run.
NOUNS = {"annotations", "copies", "copy_differences", "decisions", "documents", "military_grounds", "objections"}
NOUNS |= {"organisations", "papers", "readings", "releases", "targets"}
STEPS = {"assess", "discover", "extract", "fetch", "mine", "publish", "schedule"}


def test_modules_that_share_a_name_do_the_same_thing() -> None:
    found: dict[str, list[str]] = {}
    for path, _ in modules():
        if path.name != "__init__.py" and "migrations" not in path.parts:
            found.setdefault(path.stem, []).append(str(path))
    shared = {name: places for name, places in found.items() if len(places) > 1}
    assert not {name: places for name, places in shared.items() if name not in NOUNS | STEPS}
