"""Packages that a library takes if they are there can be left out of it, and of nothing else.

Covers: spiders.left_out.
"""

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from spiders.left_out import left_out


def test_a_package_is_left_out_for_as_long_as_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with left_out("colorsys"), pytest.raises(ImportError):
        importlib.import_module("colorsys")
    assert importlib.import_module("colorsys").rgb_to_hsv


def test_what_was_imported_before_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    before = importlib.import_module("colorsys")
    with left_out("colorsys"):
        assert importlib.import_module("colorsys") is before
    assert sys.modules["colorsys"] is before


def test_it_is_back_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with pytest.raises(ZeroDivisionError), left_out("colorsys"):
        _ = 1 / 0
    assert importlib.import_module("colorsys")


def test_another_thread_imports_what_it_wants_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with left_out("colorsys"), ThreadPoolExecutor(1) as others:
        assert others.submit(importlib.import_module, "colorsys").result().rgb_to_hsv
    assert sys.modules["colorsys"]


def test_what_comes_in_or_goes_meanwhile_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    before = list(sys.meta_path)
    with left_out("colorsys"), left_out("colorsys"):
        sys.modules.pop("colorsys", None)
    assert sys.meta_path == before


def test_http_2_is_there_for_others_who_ask_for_it() -> None:
    """Prefect's client may speak it to its server."""
    import spiders.http_service  # noqa: F401

    assert importlib.import_module("httpcore._sync.http2").HTTP2Connection
    assert importlib.import_module("httpcore._async.http2").AsyncHTTP2Connection
