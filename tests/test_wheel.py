"""The wheel: installed into an empty environment outside the checkout, it does the main job with its own data.

Covers: setup.py, citetrail.paths.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command, with nothing of this checkout in its environment."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("CITETRAIL_", "PYTHON"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the locked requirements and the wheel, nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).with_name("uv")
    listed = run("git", "ls-files", "-z", cwd=ROOT).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).exists():  # a file just moved is listed under its old name until it is committed
            target = folder / "source" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    run(
        uv,
        "build",
        "--wheel",
        "--no-build-isolation",
        "--python",
        sys.executable,
        "-o",
        folder,
        cwd=folder / "source",
    )
    run(uv, "venv", "--python", sys.executable, folder / "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    locked = ROOT / "requirements" / "runtime.txt"
    run(uv, "pip", "install", "--python", python, "--require-hashes", "--no-deps", "-r", locked, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    run(uv, "pip", "install", "--python", python, "--no-deps", wheel, cwd=folder)
    shutil.rmtree(folder / "source")
    return python.parent


def test_the_wheel_installs_no_general_names(installed: Path) -> None:
    (listed,) = installed.parent.glob("lib/*/site-packages/citetrail-*.dist-info/RECORD")
    tops = {line.split("/")[0].split(",")[0] for line in listed.read_text(encoding="utf-8").splitlines()}
    assert {t for t in tops if not t.startswith(("citetrail", ".."))} == {"extractors", "flows", "spiders"}


@pytest.mark.slow
def test_the_demo_and_read_run_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    run(installed / "citetrail", "demo", "--var", tmp_path / "var", cwd=tmp_path)
    document = next((tmp_path / "var" / "documents").rglob("*.pdf"))
    told = run(installed / "citetrail", "read", document, "--target", "ms-celeb-1m", "--json", cwd=tmp_path).stdout
    assert json.loads(told)["outcome"]
