"""Papers that people name and files that they add, by the commands, on the stand-in.

Covers: citetrail.commands, flows.steps.add_files, flows.steps.waiting_files, flows.steps.add_named_papers.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.paths import SAMPLE
from citetrail.sample.sample_papers import SamplePaper, paper, pdf_of, scanned, typeset
from citetrail.sample.server import SampleServer
from citetrail.store.added_files import AddedFile, add_on_card
from citetrail.store.copies import save_document
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine, now, writing
from citetrail.store.tables import assessments, copies, documents, papers, sightings
from tests.flows.conftest import seeds

pytestmark = pytest.mark.slow
# A paper that the service knows no open copy of; people have one.
GONE = replace(paper("lecture-hall"), file="none", arxiv=None)


@dataclass(frozen=True)
class Desk:
    """A store over a few papers of the sample, and the commands on it."""

    folder: Path
    runner: CliRunner

    def run(self, *words: str, code: int = 0) -> str:
        told = self.runner.invoke(app, list(words))
        assert told.exit_code == code, f"{told.output}\n{told.exception!r}"
        return told.output

    def rows(self, query: object) -> list[tuple[object, ...]]:
        engine = make_engine(f"sqlite:///{self.folder / 'var' / 'citetrail.sqlite'}")
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(query)]  # type: ignore[call-overload]
        engine.dispose()
        return found


@contextmanager
def desk_over(papers: Sequence[SamplePaper], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk in this folder whose services know these papers, and wait for nobody."""
    with SampleServer(also=seeds(), papers=list(papers)) as server:
        told = {"S2_URL": server.url, "ARXIV_URL": server.url, "VAR": str(folder / "var")}
        told |= {"GAZETTEER": str(SAMPLE / "organisations")}
        told |= dict.fromkeys(("S2_INTERVAL", "ARXIV_INTERVAL", "ARXIV_PDF_INTERVAL", "HOST_INTERVAL"), "0")
        for name, value in told.items():
            monkeypatch.setenv(f"CITETRAIL_{name}", value)
        monkeypatch.chdir(folder)
        yield Desk(folder, CliRunner())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk_over([GONE, paper("ship-access")], tmp_path, monkeypatch) as made:
        yield made


def test_a_paper_without_a_copy_is_wanted_added_and_read(desk: Desk) -> None:
    desk.run("mine", "ms-celeb-1m", "--direct")
    desk.run("papers", "wanted", "--out", "wanted.csv")
    with (desk.folder / "wanted.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == GONE.title
    assert row["outcome"] == "no_open_pdf"
    (desk.folder / "mine").mkdir()
    (desk.folder / "mine" / "download (3).pdf").write_bytes(typeset(GONE))
    (desk.folder / "mine" / "scan.pdf").write_bytes(scanned(typeset(GONE)))
    (desk.folder / "mine" / "stranger.pdf").write_bytes(pdf_of("street-signs") or b"")
    (desk.folder / "mine" / "again.pdf").write_bytes(typeset(GONE))
    (desk.folder / "mine" / "cle\x1b[31mar\n.pdf").write_bytes(b"<html>sign in</html>")
    told = desk.run("documents", "add", "mine", "--by", "ann", code=3)
    assert "1 attached, 1 to be asked about, 2 not kept" in told
    assert "download (3).pdf: the same bytes as again.pdf" in told
    assert re.search(r"scan\.pdf: not kept, scanned: .*; give it a text layer", told)
    assert "cle?[31mar?.pdf: not kept, not_pdf" in told, "a name gives the terminal no orders"
    (desk.folder / "none").mkdir()
    (desk.folder / "none" / "cut.pdf").write_bytes(typeset(GONE)[:9_000])
    assert "download it again" in desk.run("documents", "add", "none", "--by", "ann", code=2)
    desk.run("mine", "ms-celeb-1m", "--direct")
    query = (
        select(copies.c.origin, copies.c.added_by, assessments.c.outcome)
        .join(papers, papers.c.id == copies.c.paper_id)
        .join(assessments, assessments.c.paper_id == papers.c.id)
        .where(papers.c.title == GONE.title)
    )
    assert desk.rows(query) == [("brought", "ann", "ok")]
    desk.run("papers", "wanted", "--out", "wanted.csv")
    assert len((desk.folder / "wanted.csv").read_text().splitlines()) == 1
    (stranger,) = [
        str(sha) for (sha,) in desk.rows(select(documents.c.sha256)) if str(sha)[:12] in desk.run("documents", "list")
    ]
    refused = desk.runner.invoke(app, ["documents", "refuse", stranger[:12], "--by", "ann"])
    assert "somebody else" in str(refused.exception)
    desk.run("documents", "refuse", stranger[:12], "--by", "bo")
    assert "0 files" in desk.run("documents", "list")


def test_a_watched_folder_and_a_dropped_file_are_added_by_a_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk.folder / "watched" / "below"
    folder.mkdir(parents=True)
    monkeypatch.setenv("CITETRAIL_WATCHED", str(folder.parent))
    monkeypatch.setattr("flows.steps.waiting_files._owner", lambda _: "ann")
    (folder / "scan.pdf").write_bytes(scanned(typeset(GONE)))
    stranger = pdf_of("street-signs") or b""
    (folder / "stranger.PDF").write_bytes(stranger)
    (folder / "link.pdf").symlink_to(folder / "elsewhere.pdf")
    desk.run("mine", "ms-celeb-1m", "--direct")
    ((gone,),) = desk.rows(select(papers.c.id).where(papers.c.title == GONE.title))
    assert "stranger.PDF, added by ann" in desk.run("documents", "list")
    drop(desk, str(gone), typeset(GONE), "dan")
    assert "2 files" in desk.run("documents", "list")
    desk.run("mine", "ms-celeb-1m", "--direct")
    query = (
        select(copies.c.origin, copies.c.added_by, assessments.c.outcome)
        .join(assessments, assessments.c.paper_id == copies.c.paper_id)
        .where(copies.c.paper_id == gone, copies.c.sha256.is_not(None))
    )
    assert desk.rows(query) == [("brought", "dan", "ok")], "its first page is certain"
    assert "1 file to be asked about" in desk.run("documents", "list"), "the stranger is asked once"
    assert sorted(p.name for p in folder.iterdir()) == ["link.pdf", "scan.pdf", "stranger.PDF"], "only read"
    assert (folder / "stranger.PDF").read_bytes() == stranger


def drop(desk: Desk, paper: str, data: bytes, by: str) -> None:
    """A file as the card takes it in."""
    store = DocumentStore(f"file://{desk.folder / 'var' / 'documents'}")
    engine = make_engine(f"sqlite:///{desk.folder / 'var' / 'citetrail.sqlite'}")
    with writing(engine) as connection:
        sha = store.put(data)
        save_document(connection, sha, len(data), "", now())
        add_on_card(connection, AddedFile(sha, "mine.pdf", by, size=len(data)), paper, now())
    engine.dispose()


def test_papers_are_added_from_a_list_with_who_named_them(desk: Desk) -> None:
    desk.run("discover", "ms-celeb-1m")
    (desk.folder / "list.bib").write_text(
        "@article{a, title={A Work That Nobody Found Before Me}, author={Ann Lee}, year=2020, doi={10.5555/mine.1}}\n"
    )
    ship = paper("ship-access")
    told = desk.run("papers", "add", "list.bib", str(ship.doi), "10.5555/nobody.knows", "--by", "ann", code=3)
    assert "1 new, 1 known" in told
    assert "10.5555/nobody.knows" in told
    (desk.folder / "rows.csv").write_text("title,doi\nT,\n,no doi\n")
    told = desk.run("papers", "add", "rows.csv", code=2)
    assert "rows.csv, line 2: no DOI" in told
    assert "rows.csv, line 3: no DOI" in told
    for mistyped in ("lists.bib", ".", "x"):
        ended = desk.runner.invoke(app, ["papers", "add", mistyped])
        assert ended.exit_code, mistyped
    assert "lists.bib: no such file" in str(desk.runner.invoke(app, ["papers", "add", "lists.bib"]).exception)
    query = (
        select(papers.c.title, sightings.c.source)
        .join(sightings, sightings.c.paper_id == papers.c.id)
        .where(sightings.c.reason == "added by ann")
    )
    assert set(desk.rows(query)) == {("A Work That Nobody Found Before Me", "added"), (ship.title, "added")}
