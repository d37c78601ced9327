"""One quiet run over the sample, shared by the tests that look at what it left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from citetrail.records.settings import Settings
from citetrail.records.target_files import load_target, target_path
from citetrail.records.targets import IntroducingPaper
from citetrail.sample.server import SampleServer
from flows.steps.mine import Mined, mine
from flows.steps.run_context import open_context


def seeds() -> list[IntroducingPaper]:
    """The papers that introduce the family: the stand-in server has to know them all."""
    return [p for m in load_target(target_path("ms-celeb-1m")).members for p in m.papers]


def settings_for(server: SampleServer, var: Path, **changes: object) -> Settings:
    told: dict[str, object] = {
        "s2_url": server.url,
        "arxiv_url": server.url,
        "s2_interval": 0,
        "arxiv_interval": 0,
        "arxiv_pdf_interval": 0,
        "host_interval": 0,
        "contact": "test@example.org",
        "var": var,
    }
    return Settings(**(told | changes))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Run:
    """A finished run: what it said, where it lies, and the server it talked to."""

    mined: Mined
    settings: Settings
    server: SampleServer


@pytest.fixture(scope="session")
def quiet_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    var = tmp_path_factory.mktemp("quiet")
    with SampleServer(also=seeds()) as server:
        settings = settings_for(server, var)
        with open_context(settings, "ms-celeb-1m") as context:
            mined = mine(context)
        yield Run(mined, settings, server)
