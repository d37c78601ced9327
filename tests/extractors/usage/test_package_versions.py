"""Versions of packages as papers print them."""

import pytest

from extractors.usage.package_versions import is_within, printed_version


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("PKG==0.3.8 is used", "0.3.8"),
        ("PKG >= 0.5", "0.5"),
        ("PKG v0.7 gives", "0.7"),
        ("PKG (version 0.6.2)", "0.6.2"),
        ("PKG library, ver. 0.2.1", "0.2.1"),
        ("PKG 0.7.3", "0.7.3"),
        ("PKG-0.2.1", "0.2.1"),
        ("PKG 0.98 and", ""),
        ("PKG 0.7.3.4 and", ""),
        ("PKG scores 0.7.3", ""),
        ("PKG", ""),
        ("PKG 99.8% of", ""),
    ],
)
def test_a_version_stands_right_behind_the_name(text: str, version: str) -> None:
    assert printed_version(text, 3) == version


@pytest.mark.parametrize(
    ("version", "first", "before", "inside"),
    [
        ("0.3.8", "0.3.4", "0.5", True),
        ("0.5", "0.3.4", "0.5", False),
        ("0.10", "0.5", "", True),
        ("0.1.5", "", "0.2", True),
        ("0.3.4", "0.3.4", "", True),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, first: str, before: str, inside: bool) -> None:
    assert is_within(version, first, before) is inside
