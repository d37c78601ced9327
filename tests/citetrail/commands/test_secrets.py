"""The key goes to Semantic Scholar and nowhere else: into no output, log, table or file of a failing run.

Covers: citetrail.commands, citetrail.records.settings.
"""

import logging
import os
from pathlib import Path

import pytest

from citetrail.commands.main import run
from citetrail.sample.server import Behaviour, Reply, SampleServer

KEY = "k-27182818284"


@pytest.fixture
def failing() -> SampleServer:
    """Refuses some queries with the very key in its words, and lets a fifth of the others fail."""
    server = SampleServer(Behaviour(faults=0.2, seed=4, stall=0.05))
    seeds = server.library.seeds
    server.behaviour.scripted |= {
        f"/graph/v1/paper/{seed.s2_id}/citations": [Reply(403, '{"message": "Forbidden"}')] * 20 for seed in seeds
    }
    return server


def test_the_key_is_nowhere_but_in_the_requests(
    failing: SampleServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    for name in [n for n in os.environ if n.startswith("CITETRAIL_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    told = {"S2_API_KEY": f" {KEY}\n", "VAR": str(tmp_path / "var"), "S2_INTERVAL": "0", "HOST_INTERVAL": "0"}
    with failing as server, caplog.at_level(logging.DEBUG):
        for name, value in (told | {"S2_URL": server.url, "ARXIV_URL": server.url}).items():
            monkeypatch.setenv(f"CITETRAIL_{name}", value)
        codes = []
        for words in (["discover"], ["fetch"], ["status"], ["doctor", "--online"], ["discover", "--json"]):
            monkeypatch.setattr("sys.argv", ["citetrail", *words])
            try:
                run()
                codes.append(0)
            except SystemExit as ended:
                codes.append(ended.code or 0)
        asked = list(server.asked)
    out, err = capfd.readouterr()
    assert codes[0] == codes[-1] == 3, "the run failed, and says so in both forms"
    assert KEY not in out + err + caplog.text
    assert any(a.headers.get("x-api-key") == KEY for a in asked)
    assert not [a.path for a in asked if "x-api-key" in a.headers and not a.path.startswith("/graph/")]
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert files
    assert not [p for p in files if KEY.encode() in p.read_bytes()]
