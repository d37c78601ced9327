"""The PDF files of a folder and its subfolders, and what stands there and is not taken."""

import os
from dataclasses import dataclass, field
from pathlib import Path

SHOWN = 3  # names of what is not taken that a sentence gives


@dataclass(slots=True)
class PdfFolder:
    """What a folder holds: `files` in the order of their names; the rest is left out, and told with `left_out`."""

    files: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)  # not followed
    broken: list[Path] = field(default_factory=list)  # links that lead to no file
    closed: list[Path] = field(default_factory=list)  # subfolders that cannot be looked into

    def left_out(self) -> list[str]:
        """A sentence for each kind of what is not taken."""
        told = [
            ("is a link and not followed", "are links and not followed", self.links),
            ("is a link that leads to no file", "are links that lead to no file", self.broken),
            ("cannot be looked into", "cannot be looked into", self.closed),
        ]
        return [_sentence(one, several, paths) for one, several, paths in told if paths]


def pdf_folder(folder: Path, *, follow_files: bool) -> PdfFolder:
    """The PDFs below `folder`, by their names.

    Links to folders are not followed: they may lead round in circles, or to a whole disk. Links to files are followed
    with `follow_files`: where whoever names the folder may read what they lead to, and means it.
    """
    found = PdfFolder()

    def closed(error: OSError) -> None:
        found.closed.append(Path(error.filename))

    for at, folders, names in os.walk(folder, onerror=closed):
        here = Path(at)
        found.links += [here / name for name in folders if (here / name).is_symlink()]
        for name in names:
            if name.lower().endswith(".pdf"):
                _sort_in(found, here / name, follow_files=follow_files)
    for paths in (found.files, found.links, found.broken, found.closed):
        paths.sort()
    return found


def _sort_in(found: PdfFolder, path: Path, *, follow_files: bool) -> None:
    if path.is_symlink():
        known = found.broken if not path.is_file() else found.files if follow_files else found.links
        known.append(path)
    elif path.is_file():  # no pipe, no device
        found.files.append(path)


def _sentence(one: str, several: str, paths: list[Path]) -> str:
    shown = ", ".join(map(str, paths[:SHOWN])) + (", …" if len(paths) > SHOWN else "")
    return f"{shown}: {one}." if len(paths) == 1 else f"{shown}: these {len(paths)} {several}."
