"""Releases read back by the tools of other communities, each in an environment of its own (`make interop`)."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.citetrail.publish.conftest import provisional, verified
from tests.interop.thousand import thousand_papers

__all__ = ["provisional", "verified"]
ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
Reader = Callable[..., Any]


@pytest.fixture
def read_by(tmp_path: Path) -> Reader:
    """Runs a script of this folder in the environment of that name and gives what it prints as JSON."""

    def run(environment: str, script: str, *arguments: Path | str) -> Any:
        python = ROOT / ".venv" / "interop" / environment / "bin" / "python"
        if not python.exists():
            pytest.skip(f"no environment {environment}: run `make interop`")
        done = subprocess.run(
            [str(python), str(HERE / script), *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=240,
            cwd=tmp_path,  # some leave a cache where they stand
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of a thousand papers with odd values. Not to be changed."""
    return thousand_papers(tmp_path_factory.mktemp("thousand"))


@pytest.fixture(params=["verified", "provisional", "thousand"])
def release(request: pytest.FixtureRequest) -> Path:
    """Each kind of release in turn."""
    folder: Path = request.getfixturevalue(request.param)
    return folder
