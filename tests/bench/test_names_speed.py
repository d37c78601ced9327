"""How long it takes to filter a million names; `make bench` runs it.

Covers: citetrail.publish.names_list.
"""

import resource
import time
from pathlib import Path

from citetrail.publish.names_list import find, matcher


def test_a_million_names_take_seconds_and_little_memory(tmp_path: Path) -> None:
    names, biographies = tmp_path / "list.tsv", tmp_path / "b.tsv"
    with names.open("w") as out:
        out.writelines(f"m.{n:07x}\tPerson Number {n}\t10\n" for n in range(1_000_000))
    with biographies.open("w") as out:
        kinds = ("an invented painter of landscapes", "an invented journalist and teacher")
        out.writelines(
            f"m.{n:07x}\tPerson Number {n} is {kinds[n % 20 == 0]}.\thttps://example.org/{n}\n"
            for n in range(1_000_000)
        )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    found = find(names, biographies, matcher(["journalist"], []))
    seconds = time.perf_counter() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"\nnames: 1,000,000 people, 10,000,000 images in {seconds:.1f} s, {grown:.0f} MB more")
    assert (len(found.people), found.images, found.listed_images) == (50_000, 500_000, 10_000_000)
    assert seconds < 30
    assert grown < 1000
