"""Discovery and fetching talk to the sample's server on this machine, behaving or not."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from citetrail.records.targets import IntroducingPaper, Member, Target
from citetrail.records.vocabulary import MemberKind
from citetrail.sample.server import Behaviour, SampleServer


@pytest.fixture
def serve() -> Iterator[Callable[..., SampleServer]]:
    """Starts servers that stop with the test: serve(faults=…, page_rows=…, papers=…)."""
    with ExitStack() as stack:

        def start(papers: Any = None, also: Any = (), **behaviour: Any) -> SampleServer:
            return stack.enter_context(SampleServer(Behaviour(**behaviour), papers=papers, also=also))

        yield start


@pytest.fixture
def target() -> Target:
    """A family of three: a data set, what was made of it, and a model."""
    return Target(
        slug="ms-celeb-1m",
        name="MS-Celeb-1M",
        summary="",
        members=(
            _member("ms-celeb-1m", "MS-Celeb-1M", IntroducingPaper("MS-Celeb-1M", corpus_id="2908606")),
            _member("ms1mv2", "MS1MV2", IntroducingPaper("ArcFace", arxiv="1801.07698"), parent="ms-celeb-1m"),
            _member("arcface-model", "ArcFace", IntroducingPaper("ArcFace", arxiv="1801.07698"), parent="ms1mv2"),
        ),
    )


def _member(slug: str, name: str, paper: IntroducingPaper, parent: str | None = None) -> Member:
    kind = MemberKind.MODEL if slug.endswith("-model") else MemberKind.DATASET
    return Member(slug, name, kind, parent, source="test", line=1, papers=(paper,))
