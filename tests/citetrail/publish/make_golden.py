"""Writes golden.txt anew: `python -m tests.citetrail.publish.make_golden`. Read what changed."""

import tempfile
from pathlib import Path

from tests.citetrail.publish.conftest import _release
from tests.citetrail.publish.test_release import GOLDEN, golden


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        kinds = []
        for provisional in (False, True):
            place = Path(folder) / str(provisional)
            place.mkdir()
            kinds.append(_release(place, provisional=provisional))
        lines = [f"{sha}  {name}\n" for name, sha in sorted(golden(*kinds).items())]
    GOLDEN.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
