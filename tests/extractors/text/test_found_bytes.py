"""The C library's search finds what Python's does, and what it does not have is found by Python."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import found_bytes
from extractors.text.found_bytes import holds, places


def plain(data: bytes, word: bytes) -> list[int]:
    found, at = [], data.find(word)
    while at >= 0:
        found.append(at)
        at = data.find(word, at + len(word))
    return found


@given(st.text("/O\0b", max_size=60), st.text("/O\0b", min_size=1, max_size=4))
def test_every_place_is_found_once(data: str, word: str) -> None:
    there = plain(data.encode(), word.encode())
    assert list(places(data.encode(), word.encode())) == there
    assert holds(data.encode(), word.encode()) is bool(there)


def test_without_the_function_python_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_bytes, "_memmem", lambda: None)
    assert list(places(b"/ObjStm\0/ObjStm/Obj", b"/ObjStm")) == [0, 8]
    assert not holds(b"/Obj", b"/ObjStm")
