"""What loading leaves behind in holes goes back to the system."""

import ctypes
import subprocess
import sys

import pytest

HOLES = """
import re
from pathlib import Path
from extractors.spare_memory import give_back

def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+) kB", Path("/proc/self/status").read_text()).group(1))

blocks = [bytes(2_000) for _ in range(50_000)]  # 100 MB
del blocks[:-1]  # the last one keeps the heap from shrinking
before = resident()
give_back()
print(before - resident())
"""


def test_what_lies_in_holes_is_given_back() -> None:
    if not hasattr(ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("this C library gives nothing back when asked")
    answer = subprocess.run([sys.executable, "-c", HOLES], check=True, capture_output=True, text=True).stdout
    assert int(answer) > 50_000  # kB
