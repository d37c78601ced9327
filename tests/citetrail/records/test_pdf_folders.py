"""What a folder's PDFs are, and what of it is left out and told: links, loops, closed folders, pipes."""

import os
from pathlib import Path

import pytest

from citetrail.records.pdf_folders import pdf_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two PDFs, a third beyond it, and links of every kind."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    (inside / "below").mkdir(parents=True)
    outside.mkdir()
    for path in (inside / "b.pdf", inside / "below" / "a.PDF", outside / "c.pdf", inside / "notes.txt"):
        path.write_bytes(b"%PDF-")
    (inside / "round").symlink_to(inside, target_is_directory=True)
    (inside / "below" / "up").symlink_to("..", target_is_directory=True)
    (inside / "away").symlink_to(outside, target_is_directory=True)
    (inside / "c.pdf").symlink_to(outside / "c.pdf")
    (inside / "gone.pdf").symlink_to("nothing.pdf")
    (inside / "itself.pdf").symlink_to("itself.pdf")
    (inside / "folder.pdf").mkdir()
    os.mkfifo(inside / "pipe.pdf")
    return inside


def names(folder: Path, paths: list[Path]) -> list[str]:
    return [str(path.relative_to(folder)) for path in paths]


def test_links_to_files_are_followed_where_that_is_wanted_and_links_to_folders_never(folder: Path) -> None:
    found = pdf_folder(folder, follow_files=True)
    assert names(folder, found.files) == ["b.pdf", "below/a.PDF", "c.pdf"]
    assert names(folder, found.links) == ["away", "below/up", "round"]
    assert names(folder, found.broken) == ["gone.pdf", "itself.pdf"]


def test_no_link_leads_out_of_a_folder_that_others_fill(folder: Path) -> None:
    found = pdf_folder(folder, follow_files=False)
    assert names(folder, found.files) == ["b.pdf", "below/a.PDF"]
    assert "c.pdf" in names(folder, found.links)


def test_what_is_left_out_is_told(folder: Path) -> None:
    links, broken = pdf_folder(folder, follow_files=False).left_out()
    assert links == f"{folder}/away, {folder}/below/up, {folder}/c.pdf, …: these 4 are links and not followed."
    assert broken == f"{folder}/gone.pdf, {folder}/itself.pdf: these 2 are links that lead to no file."
    (folder / "gone.pdf").unlink()
    one = pdf_folder(folder, follow_files=False).left_out()[1]
    assert one == f"{folder}/itself.pdf: is a link that leads to no file."
    assert pdf_folder(folder / "folder.pdf", follow_files=True).left_out() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into any folder")
def test_a_folder_that_is_closed_is_told(folder: Path) -> None:
    (folder / "below").chmod(0)
    found = pdf_folder(folder, follow_files=True)
    (folder / "below").chmod(0o700)
    assert names(folder, found.closed) == ["below"]


def test_a_folder_that_fails_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def failing(path: str) -> object:
        if str(path).endswith("below"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    found = pdf_folder(folder, follow_files=True)
    assert names(folder, found.closed) == ["below"]
    assert found.left_out()[-1] == f"{folder}/below: cannot be looked into."
