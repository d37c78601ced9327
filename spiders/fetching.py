"""Fetching PDFs: papers in, one outcome each out, the files in a folder by checksum."""

import json
import logging
import os
import queue
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citetrail.child_process import ModuleProcess
from citetrail.records.copies import CopyKind
from citetrail.records.papers import Fetched, Paper
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Outcome
from spiders.addresses import configured, host_and_port
from spiders.arxiv_mirror import from_mirror, open_mirror, versions_from_mirror
from spiders.arxiv_refusals import Resting
from spiders.copy_kinds import kind_of, version_at
from spiders.copy_plan import WantedCopy
from spiders.pdf_addresses import candidates
from spiders.pdf_answers import conclude
from spiders.request_pace import interval
from spiders.robots_files import RobotsFiles
from spiders.user_agent import user_agent

log = logging.getLogger("citetrail.spiders")
# Bodies are mapped apart (glibc's mallopt), so that their memory goes back to the system with each.
GIVE_BACK = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_ARENA_MAX": "2"}
# A fetching process that dies is started again for what is left; if that one dies too, the rest is told so.
STARTS = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """What one fetching process of a run tells the next of the hosts."""

    resting: Resting
    robots: RobotsFiles

    def add(self, row: Mapping[str, Any]) -> None:
        if "resting" in row:
            self.resting[row["resting"]] = (row["outcome"], row["detail"])
        if "robots" in row:
            self.robots.keep(row["robots"], row["text"])

    def as_job(self) -> dict[str, Any]:
        return {"resting": self.resting, "robots": self.robots.fresh()}


def fetch(
    papers: Sequence[Paper],
    staging: Path,
    settings: Settings,
    resting: Resting | None = None,
    robots: RobotsFiles | None = None,
) -> Iterator[Fetched]:
    """Fetch each paper's PDF from the first of its addresses that gives one, as staging/<sha256>.pdf.

    Exactly one result comes for each paper, as soon as it is known, in no fixed order. Two papers with the
    same bytes share a file: remove nothing from `staging` before the iterator ends. Raises OSError when the files
    cannot be written there, such as to a full disk: the papers that have no result yet are still to be fetched.
    `resting` are hosts to ask no more, by origin, with the outcome and why; those found now are added. `robots` are
    the robots.txt that this run has read; they are not asked for again, and those read now are added.
    """
    staging.mkdir(parents=True, exist_ok=True)
    told = _Told({} if resting is None else resting, RobotsFiles() if robots is None else robots)
    waiting: dict[str, tuple[str, ...]] = {}
    by_id: dict[str, Paper] = {paper.id: paper for paper in papers}
    mirror = open_mirror(settings)
    had: set[str] = set()
    if mirror is not None:
        for result in from_mirror(mirror, papers, staging, settings):
            had.add(result.paper)
            yield _with_withdrawal(_told(result, by_id[result.paper], settings), by_id[result.paper])
    for paper in papers:
        if paper.id in had:
            continue
        addresses = candidates(paper, settings)
        if addresses:
            waiting[paper.id] = addresses
        else:
            outcome, detail = conclude([])
            yield _with_withdrawal(Fetched(paper.id, outcome, detail=detail), paper)
    for key, result in _from_hosts(waiting, by_id, staging, settings, told):
        yield _with_withdrawal(_told(result, by_id[key], settings), by_id[key])


def fetch_copies(
    wanted: Sequence[WantedCopy],
    staging: Path,
    settings: Settings,
    resting: Resting | None = None,
    robots: RobotsFiles | None = None,
) -> Iterator[tuple[WantedCopy, Fetched]]:
    """Fetch further copies of papers: one result for each, as `fetch` gives them."""
    staging.mkdir(parents=True, exist_ok=True)
    told = _Told({} if resting is None else resting, RobotsFiles() if robots is None else robots)
    by_key = {copy.key: copy for copy in wanted}
    mirror = open_mirror(settings)
    had: set[str] = set()
    if mirror is not None:
        numbered = [(c.key, c.paper, c.version) for c in wanted if c.version and c.kind is CopyKind.ARXIV]
        for key, result in versions_from_mirror(mirror, numbered, staging, settings):
            had.add(key)
            yield by_key[key], result
    waiting = {key: copy.addresses for key, copy in by_key.items() if key not in had}
    papers = {key: copy.paper for key, copy in by_key.items()}
    for key, result in _from_hosts(waiting, papers, staging, settings, told):
        copy = by_key[key]
        yield copy, replace(result, kind=copy.kind, version=copy.version)


def _told(result: Fetched, paper: Paper, settings: Settings) -> Fetched:
    """The result with whose copy it is."""
    asked = result.tried[-1] if result.tried else ""
    kind = kind_of(asked, settings)
    if kind is not CopyKind.ARXIV:
        # Where an address leads tells more than where it began: a resolver's leads to the publisher.
        kind = kind_of(result.url or asked, settings)
    return replace(result, kind=kind, version=version_at(asked, paper) if kind is CopyKind.ARXIV else None)


def _from_hosts(
    waiting: dict[str, tuple[str, ...]],
    by_key: Mapping[str, Paper],
    staging: Path,
    settings: Settings,
    told: _Told,
) -> Iterator[tuple[str, Fetched]]:
    """(key, result) for each key of `waiting`, whose addresses are tried in their order."""
    waiting = dict(waiting)
    ended = ""
    for _ in range(STARTS):
        if not waiting:
            return
        with _crawler(waiting, staging, settings, told) as crawler:
            for row in crawler.rows():
                if "broken" in row:
                    raise OSError(*row["broken"])
                told.add(row)
                if waiting.pop(row.get("paper", ""), None) is not None:
                    yield row["paper"], _fetched(row, by_key[row["paper"]])
        ended = crawler.ending
    for key, addresses in waiting.items():
        detail = f"The fetching process ended early ({ended}). Fetch this paper again."
        yield key, Fetched(by_key[key].id, Outcome.HTTP_ERROR, detail=detail, tried=addresses[:1])


def _fetched(row: dict[str, Any], paper: Paper) -> Fetched:
    return Fetched(
        paper=paper.id,
        outcome=Outcome(row["outcome"]),
        url=row.get("url"),
        sha256=row.get("sha256"),
        size=row.get("size"),
        retrieved_at=row.get("retrieved_at"),
        detail=row.get("detail", ""),
        tried=tuple(row.get("tried", ())),
    )


def _with_withdrawal(result: Fetched, paper: Paper) -> Fetched:
    """The result, saying that the newest version was withdrawn where arXiv says so."""
    told = paper.arxiv
    if told is None or not told.withdrawn or told.arxiv_id != paper.arxiv_id:
        return result
    said = f"Its authors withdrew version {told.number} from arXiv (“{told.withdrawn}”)"
    if result.outcome in (Outcome.NO_OPEN_PDF, Outcome.NOT_FOUND):
        advice = "no earlier version can be had." if told.number > 1 else "there is no earlier version."
        return replace(result, outcome=Outcome.WITHDRAWN, detail=f"{said}; {advice}")
    return replace(result, detail=f"{said}; an earlier one was asked for. {result.detail}")


class _Crawler:
    """The process that fetches, and its lines as they come."""

    def __init__(self, process: ModuleProcess, log_file: Path) -> None:
        self._process, self._log_file = process, log_file
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.ending = ""
        # The pipe is emptied here whatever the caller does meanwhile: a full pipe would stall the downloads.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.output:
            self._lines.put(line)
        self._lines.put(None)

    def rows(self) -> Iterator[dict[str, Any]]:
        while (line := self._lines.get()) is not None:
            # The last line of a process that was killed may be cut off.
            with suppress(ValueError):
                yield json.loads(line)
        status = self._process.wait()
        self.ending = f"exit status {status}"
        words = self._log_file.read_text("utf-8", "replace").strip()
        if words:
            log.warning("fetching: %s", words[-2000:])

    def stop(self) -> None:
        self._process.kill()
        self._reader.join()
        self._process.close()


@contextmanager
def _crawler(
    waiting: dict[str, tuple[str, ...]], staging: Path, settings: Settings, told: _Told
) -> Iterator[_Crawler]:
    # In the staging folder, which the next run empties: a killed run leaves nothing anywhere else.
    with tempfile.TemporaryDirectory(prefix=".job-", dir=staging) as folder:
        job, words = Path(folder) / "job.json", Path(folder) / "log"
        try:
            job.write_text(json.dumps(_job(waiting, staging, settings) | told.as_job()), "utf-8")
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(staging)) from error
        environment = {k: v for k, v in os.environ.items() if k.upper() != "CITETRAIL_S2_API_KEY"} | GIVE_BACK
        with words.open("wb") as errors:
            process = ModuleProcess("spiders.crawler", [str(job)], environment=environment, errors=errors, text=True)
        crawler = _Crawler(process, words)
        try:
            yield crawler
        finally:
            crawler.stop()


def _job(waiting: dict[str, tuple[str, ...]], staging: Path, settings: Settings) -> dict[str, Any]:
    bases = (settings.arxiv_pdf_url, settings.s2_url)
    home = {
        f"{host}:{port}": interval(settings, "host_interval", f"http://{host}:{port}")
        for host, port in configured(bases)
    }
    return {
        "user_agent": user_agent(settings.contact),
        "staging": str(staging.absolute()),
        "configured": sorted(configured(bases)),
        "arxiv": host_and_port(settings.arxiv_pdf_url) or ("", 0),
        "arxiv_interval": interval(settings, "arxiv_pdf_interval", settings.arxiv_pdf_url),
        "intervals": home,
        "host_interval": settings.host_interval,
        "max_bytes": settings.max_bytes,
        "seconds": settings.fetch_seconds,
        "papers": [{"paper": paper, "candidates": urls} for paper, urls in waiting.items()],
    }
