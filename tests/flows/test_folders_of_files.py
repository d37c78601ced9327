"""A folder of many files: read one after the other, stopped and gone on with, told in one sentence; and its links.

Covers: flows.steps.add_files, flows.steps.waiting_files, citetrail.commands.documents, citetrail.records.pdf_folders.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citetrail.commands import documents
from flows.steps import add_files, waiting_files
from tests.flows.test_files_and_papers_of_ones_own import GONE, Desk, desk, typeset
from tests.synthetic_pdf import plain_pdf

__all__ = ["desk"]
pytestmark = pytest.mark.slow
MANY = 12


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that workers were given, in their order."""
    given: list[str] = []
    read_all = add_files.read_all

    def counted(pool: Any, items: Iterator[tuple[str, bytes]]) -> Any:
        def noted() -> Iterator[tuple[str, bytes]]:
            for key, data in items:
                given.append(Path(key).name)
                yield key, data

        return read_all(pool, noted())

    monkeypatch.setattr(add_files, "read_all", counted)
    return given


def fill(folder: Path) -> list[str]:
    folder.mkdir()
    for number in range(MANY):
        words = f"Notes of a keeper of lamps, volume {number}, on wicks, oil and the harbour at night."
        (folder / f"{number:02}.pdf").write_bytes(
            plain_pdf([f"A Register of Lamps Number {number}", words, *[words] * 9])
        )
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_that_was_stopped_goes_on_and_is_summed_up_once(
    desk: Desk, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("discover", "ms-celeb-1m")
    names = fill(desk.folder / "many")
    monkeypatch.setattr(add_files, "AT_ONCE", 4)
    tell, told = documents._tell, []

    def stops(added: add_files.FileAdded) -> None:
        tell(added)
        told.append(added.file)
        if len(told) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(documents, "_tell", stops)
    stopped = desk.runner.invoke(documents.app, ["add", "many", "--by", "ann"])
    assert stopped.exit_code == 130 or isinstance(stopped.exception, (KeyboardInterrupt, SystemExit))
    assert len(read) <= 8, "no further than the lot in hand"
    kept = set(told)
    monkeypatch.setattr(documents, "_tell", tell)
    read.clear()
    (desk.folder / "many" / "gone.pdf").write_bytes(typeset(GONE))
    (desk.folder / "many" / "page.pdf").write_bytes(b"<html>sign in</html>")
    whole = desk.run("documents", "add", "many", "--by", "ann", code=3)
    assert f"1 attached, {MANY} to be asked about, 1 not kept (1 not_pdf)." in whole
    assert whole.count("attached,") == 1
    assert not set(read) & kept, "what was added before is not read again"
    assert set(read) == {*names, "gone.pdf", "page.pdf"} - kept
    read.clear()
    again = desk.run("documents", "add", "many", "--by", "ann", code=3)
    assert f"0 attached, {MANY} to be asked about, 1 not kept (1 not_pdf), 1 known before." in again
    assert read == ["page.pdf"], "it may have been mended"
    assert "gone.pdf: p" in again


def test_a_file_that_somebody_refused_says_so_and_a_lost_document_is_mended(desk: Desk, read: list[str]) -> None:
    desk.run("discover", "ms-celeb-1m")
    desk.folder.joinpath("one.pdf").write_bytes(
        plain_pdf(["A Register of Lamps", *["Of wicks and oil, at night."] * 9])
    )
    desk.run("documents", "add", "one.pdf", "--by", "ann")
    (asked,) = [line for line in desk.run("documents", "list").splitlines() if "one.pdf" in line]
    sha = asked.split()[0]
    desk.run("documents", "refuse", sha, "--by", "bo")
    (stored,) = [p for p in (desk.folder / "var" / "documents").rglob(f"{sha}*") if p.suffix == ".pdf"]
    stored.unlink()
    told = desk.run("documents", "add", "one.pdf", "--by", "ann")
    assert "one.pdf: bo said that it is nobody's copy" in told
    assert "0 attached, 0 to be asked about, 0 not kept, 1 refused by somebody before." in told
    assert read == ["one.pdf"]
    assert stored.read_bytes() == desk.folder.joinpath("one.pdf").read_bytes()


def test_links_of_a_folder_are_followed_or_told(desk: Desk) -> None:
    desk.run("discover", "ms-celeb-1m")
    (desk.folder / "other").mkdir()
    (desk.folder / "mine" / "below").mkdir(parents=True)
    (desk.folder / "other" / "gone.pdf").write_bytes(typeset(GONE))
    (desk.folder / "mine" / "gone.pdf").symlink_to(desk.folder / "other" / "gone.pdf")
    (desk.folder / "mine" / "below" / "round").symlink_to(desk.folder / "mine")
    (desk.folder / "mine" / "no.pdf").symlink_to("nothing")
    told = desk.run("documents", "add", "mine", "--by", "ann")
    assert "mine/below/round: is a link and not followed." in told
    assert "mine/no.pdf: is a link that leads to no file." in told
    assert "1 attached, 0 to be asked about, 0 not kept." in told


def test_a_file_that_is_not_there_stops_no_other(desk: Desk) -> None:
    desk.run("discover", "ms-celeb-1m")
    (desk.folder / "gone.pdf").write_bytes(typeset(GONE))
    told = desk.run("documents", "add", "nope.pdf", "gone.pdf", "--by", "ann", code=3)
    assert "nope.pdf: not kept, document_lost: no such file" in told
    assert "1 attached, 0 to be asked about, 1 not kept (1 document_lost)." in told


def test_a_watched_folder_tells_what_it_does_not_take(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, secret = desk.folder / "watched", desk.folder / "secret.pdf"
    folder.mkdir()
    secret.write_bytes(typeset(GONE))
    monkeypatch.setenv("CITETRAIL_WATCHED", str(folder))
    monkeypatch.setattr(waiting_files, "MOST_FILES", 2)
    monkeypatch.setenv("COLUMNS", "500")  # a long folder's name is broken at the edge of the screen
    (folder / "link.pdf").symlink_to(secret)
    (folder / "round").symlink_to(folder)
    for number in range(3):
        data = plain_pdf([f"A Register of Lamps Number {number}", *["Of wicks and oil, at night."] * 9])
        (folder / f"{number}.pdf").write_bytes(data)
    told = " ".join(desk.run("mine", "ms-celeb-1m", "--direct").split())
    assert "watched/link.pdf" in told
    assert "these 2 are links and not followed" in told
    assert "holds 3 PDF files; a run looks at the first 2 by name." in told
    listed = desk.run("documents", "list")
    assert "2 files to be asked about" in listed
    assert "link.pdf" not in listed
