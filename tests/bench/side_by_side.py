"""One version of the program at work, paper by paper, for `test_beside_older`.

Run as a script with that version's checkout on PYTHONPATH; of 0.1.0 it knows only where its modules stood. It reads a
step and a file's name from each line of its input and answers with processor seconds: of the step, and of PDFium's
plain text of the same file measured right before it.
"""

import importlib
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

HIT = re.compile(r"MS-?Celeb|MS1M|ArcFace|VGGFace|LFW|WebFace|MegaFace|KilnFaces", re.I)
TODAY = ("extractors.whole_paper", "extractors.text.document", "extractors.text.boxes", "extractors.text.layout")
OLDER = ("extractors.reading", "extractors.pdf", "extractors.boxes", "extractors.layout")
LIMITS = {"max_bytes": 10**9, "max_pages": 10**4}


def plain_text(data: bytes) -> None:
    pdf = pypdfium2.PdfDocument(data)
    for number in range(len(pdf)):
        page = pdf[number]
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    pdf.close()


def nothing(_data: bytes) -> None:
    """No work before what is measured."""


def steps(root: Path) -> dict[str, tuple[Callable[[bytes], object], Callable[[bytes], object]]]:
    """What can be asked for, by name: what is done before, and what is measured."""
    names = TODAY if (root / "citetrail").is_dir() else OLDER
    reading, document, boxes, layout = map(importlib.import_module, names)
    target = root / "data" / "targets" / "ms-celeb-1m.toml"
    reader = reading.open_reader(str(target), str(root / "data"), None, 10**9, 10**4)

    def opened(data: bytes) -> Any:
        return boxes.OpenPdf(data) if names is TODAY else data

    found: list[list[tuple[int, int]]] = []
    copies: list[bytes] = []

    def copy(data: bytes) -> None:
        """Other bytes: 0.1.0 keeps the last file open. Who reads a file need not copy it."""
        copies[:] = [bytes(bytearray(data))]

    def find(data: bytes) -> None:
        """For each page what is to be boxed: finding it is the usage reader's time."""
        copy(data)
        pages = document.read_document(data, **LIMITS).pages
        found[:] = [[match.span() for match in HIT.finditer(page.text)] for page in pages]

    def text_with_boxes(_data: bytes) -> None:
        known = document.find_parts, document.find_references
        document.find_parts = document.find_references = lambda *_: ()
        pdf = opened(copies.pop())
        for page, spans in zip(document.read_document(pdf, **LIMITS).pages, found, strict=True):
            if spans:
                boxes.boxes_of(pdf, page, spans)
        document.find_parts, document.find_references = known

    return {
        "whole paper": (nothing, lambda data: reading.read_pdf(data, reader)),
        "text with boxes": (find, text_with_boxes),
        "page 1": (copy, lambda _: layout.read_layout(copies.pop(), [1])),
    }


def serve(root: Path) -> None:
    known = steps(root)
    print("ready", flush=True)
    for line in sys.stdin:
        step, _, name = line.rstrip("\n").partition("\t")
        if step == "memory":
            status = Path("/proc/self/status").read_text(encoding="ascii")
            print(re.findall(r"VmHWM:\s+(\d+) kB", status)[0], flush=True)
            continue
        data = Path(name).read_bytes()
        before, measured = known[step]
        before(data)
        times = [time.process_time()]
        for work in (plain_text, measured):
            work(data)
            times.append(time.process_time())
        print(times[2] - times[1], times[1] - times[0], flush=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
