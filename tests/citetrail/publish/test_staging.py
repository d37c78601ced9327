"""What a killed `citetrail publish` leaves is swept by the next one; what another process works in is not."""

import subprocess
import sys
from pathlib import Path

from citetrail.publish.staging import PREFIX, sweep
from tests.citetrail.publish.conftest import InventedStore

ROOT = Path(__file__).parents[3]
AT_WORK = """
import sys
from pathlib import Path
from citetrail.publish.staging import staging

with staging(Path(sys.argv[1])) as folder:
    (folder / "papers.csv").write_text("half a table")
    print(folder, flush=True)
    sys.stdin.read()
"""


def at_work(out: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process that is writing a release, and the folder it writes it in."""
    process = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(out)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_process_left_is_swept_by_the_next_release(store: InventedStore, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    process, left = at_work(out)
    assert (left / "papers.csv").exists()
    process.kill()
    process.communicate()
    assert left.exists(), "a killed process cleans up nothing"
    made = store.publish(out)
    assert sorted(p.name for p in out.iterdir()) == sorted([made.version, "latest"])


def test_what_another_process_works_in_is_left_alone(store: InventedStore, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    process, folder = at_work(out)
    store.publish(out)
    sweep(out)
    assert (folder / "papers.csv").exists()
    process.communicate()
    assert process.returncode == 0
    assert not list(out.glob(f"{PREFIX}*")), "it cleaned up after itself"
