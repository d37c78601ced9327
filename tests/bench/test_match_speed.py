"""How fast affiliation strings are matched, how fast the index opens, and in how much memory.

Covers: extractors.organisations.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractors.organisations.compile_ror import compile_index
from extractors.organisations.countries import open_countries
from extractors.organisations.ror_dump import open_dump
from extractors.organisations.ror_index import RorIndex
from tests.extractors.organisations.conftest import DATA, RECORDS, fillers, record, write_zip

STRINGS = (
    "School of Computer Science and Engineering, Nanyang Technological University, Singapore 639798",
    "Department of Internal Medicine, University of California, Davis, CA 95616, USA",
    "Institute of Botany, Chinese Academy of Sciences, Beijing 100093, People's Republic of China",
    "Klinik für Radiologie, Universität Heidelberg, Im Neuenheimer Feld 110, 69120 Heidelberg, Deutschland",
    "Bador Vision Technology Co., Ltd., Shenzhen, China",
    "Dept. of Elect. Eng., Kyungpok Natl. Univ., Daegu, Republic of Korea",
    "Air Force Research Laboratory, 525 Brooks Road, Rome, NY 13441, USA",
    "Computer Vision Group, Unknown College of Clay, Faculty of Things, Somewhere",
)
ROUNDS = 250
LEAST = 2_000  # strings a second of one core

MEASURE = """
import json, re, sys, time
from pathlib import Path
from extractors.organisations import open_resolver
resolver = open_resolver(Path(sys.argv[1]), Path(sys.argv[2]))
strings = json.loads(sys.argv[3])
numbered = [f"{i} {s}" for i in range(int(sys.argv[4])) for s in strings]
started = time.process_time()
for s in numbered:
    resolver.named(s)
spent = time.process_time() - started
# Not ru_maxrss: that of a child begins with what its parent held.
high = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(json.dumps([len(numbered) / spent, high / 1024]))
"""


@pytest.fixture(scope="module")
def ror_index(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The real dump where it lies beside the checkout, else the invented one."""
    folder = tmp_path_factory.mktemp("bench")
    found = sorted((shared / "ror").glob("v*-ror-data.zip"))
    dump = found[-1] if found else write_zip(folder / "d.zip", [*(record(*r) for r in RECORDS), *fillers()])
    started = time.perf_counter()
    done = compile_index(open_dump(dump), folder / "ror.index", open_countries(DATA / "rules"))
    spent = time.perf_counter() - started
    print(f"\ncompiling: {done.organisations:,} organisations in {spent:.1f} s to {done.size / 1e6:.0f} MB")
    return folder / "ror.index"


def test_the_index_opens_at_once(ror_index: Path) -> None:
    started = time.perf_counter()
    with RorIndex(ror_index) as index:
        index.get("names", "stanford university")
    spent = time.perf_counter() - started
    print(f"\nopening: {spent * 1000:.1f} ms for {index.size:,} organisations")
    assert spent < 0.5


def test_strings_a_second_and_memory(ror_index: Path) -> None:
    arguments = [str(DATA), str(ror_index), json.dumps(STRINGS), str(ROUNDS)]
    done = subprocess.run([sys.executable, "-c", MEASURE, *arguments], capture_output=True, text=True, check=True)
    rate, megabytes = json.loads(done.stdout)
    print(f"\nmatching: {rate:,.0f} strings/s of one core, {megabytes:.0f} MB")
    assert rate >= LEAST
    assert megabytes < 400
