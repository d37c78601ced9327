"""Whether two versions read the same in the same PDFs: part by part, to the last digit.

    .venv/bin/python -m tests.bench.same_readings write FILE FOLDER [FOLDER ...]
    .venv/bin/python -m tests.bench.same_readings compare FILE FILE

`write` reads every PDF under the folders for each target, and keeps a digest of each part of what was read: one line
a PDF and target, JSON. `compare` prints what differs, and ends with 1 if anything does. So a change that is meant to
cost less shows that it gives no less.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import chain
from pathlib import Path

from extractors.whole_paper import Reader, open_reader, read_pdf

DATA = Path(__file__).parents[2] / "data"
TARGETS = ("ms-celeb-1m", "vggface2")
MOST_BYTES, MOST_PAGES = 10**8, 2_000


def digests(data: bytes, reader: Reader) -> dict[str, str]:
    """Of each part of a reading, and of the texts of its pages."""
    reading, texts = read_pdf(data, reader)
    parts = {field.name: repr(getattr(reading, field.name)) for field in fields(reading)}
    parts["texts"] = repr(texts)
    return {name: _digest(part) for name, part in parts.items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def readings(folders: Sequence[Path]) -> Iterator[tuple[str, dict[str, str]]]:
    """Target and file, and the digests of what was read in it."""
    files = sorted(chain.from_iterable(folder.rglob("*.pdf") for folder in folders))
    for target in TARGETS:
        reader = open_reader(str(DATA / "targets" / f"{target}.toml"), str(DATA), None, MOST_BYTES, MOST_PAGES)
        for path in files:
            yield f"{target} {path}", digests(path.read_bytes(), reader)


def write(out: Path, folders: Sequence[Path]) -> None:
    """One line a reading."""
    with out.open("w", encoding="utf-8") as file:
        for key, parts in readings(folders):
            file.write(json.dumps([key, parts]) + "\n")


def compare(before: Path, after: Path) -> bool:
    """Prints which parts of which readings differ; whether all are the same."""
    old, new = (dict(map(json.loads, path.read_text("utf-8").splitlines())) for path in (before, after))
    differing = 0
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key, {}), new.get(key, {})
        if parts := sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name)):
            differing += 1
            print(f"{key}: {', '.join(parts)}")
    print(f"{len(old)} and {len(new)} readings, {differing} differ")
    return not differing


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", out, *folders] if folders:
            write(Path(out), [Path(folder) for folder in folders])
        case ["compare", before, after]:
            sys.exit(not compare(Path(before), Path(after)))
        case _:
            sys.exit(__doc__)
