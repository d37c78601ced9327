"""A process of its own that copies one page of a PDF and marks a passage on it. Hostile files end here.

Standard input carries requests, one JSON line each, followed by the PDF; standard output answers with one JSON line,
followed by the copied page as PDF and then as PNG.
"""

import json
import sys

from citetrail.child_process import bound_memory, bound_processor_time
from extractors.text.marked_page import drawn, marked_page


def main(memory: int, seconds: int) -> None:
    bound_memory(memory)
    source, out = sys.stdin.buffer, sys.stdout.buffer
    for line in source:
        request = json.loads(line)
        data = source.read(request["size"])
        bound_processor_time(seconds)
        try:
            page = marked_page(data, request["page"], request["boxes"], request["told"])
            picture = drawn(page)
            head, body = {"pdf": len(page), "size": len(page) + len(picture)}, page + picture
        # A damaged file raises what its reader happens to raise: the answer tells which.
        except Exception as error:  # noqa: BLE001
            head, body = {"size": 0, "error": f"{type(error).__name__}: {error}"[:300]}, b""  # type: ignore[dict-item]
        out.write(json.dumps(head).encode() + b"\n" + body)
        out.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
