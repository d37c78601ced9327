"""What is shipped with the pages: known files, nothing from elsewhere, criteria for every kind.

Covers: citetrail.review.files, citetrail.review.criteria.
"""

import hashlib
import re
from pathlib import Path

from citetrail.records.vocabulary import ClaimKind, Reason
from citetrail.review.criteria import criteria
from citetrail.review.files import ASSETS, STATIC
from citetrail.review.texts import REASON_KEYS, REASONS, plain, web_address

VENDORED = [
    *("htmx.min.js", "LICENSE.htmx", "swagger-ui-bundle.js", "swagger-ui.css"),
    *("LICENSE.swagger-ui", "NOTICE.swagger-ui", "LICENSE.swagger-ui-bundle"),
]


def test_vendored_files_are_those_on_record() -> None:
    table = (STATIC / "VENDORED.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.-]+)` \|.*?`([0-9a-f]{64})`", table, re.M)
    assert [name for name, _ in rows] == VENDORED, "each script with its licence"
    for name, digest in rows:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest


def test_every_asset_is_there_and_none_reaches_out() -> None:
    # Swagger UI names addresses of standards and documentation; the policy of its page lets it ask here only.
    for name in ASSETS.keys() - {"swagger-ui-bundle.js", "swagger-ui.css"}:
        text = (STATIC / name).read_text(encoding="utf-8")
        outside = set(re.findall(r"""["'(]https?://[^"')]+""", text))
        assert outside <= {'"http://www.w3.org/2000/svg', '"http://www.w3.org/1999/xhtml'}, name


def test_templates_load_nothing_from_elsewhere() -> None:
    for path in (Path(STATIC).parent / "templates").glob("*.html"):
        assert not re.search(r"""<(?:script|link|img)[^>]+["'](?:https?:)?//""", path.read_text(encoding="utf-8"))


def test_every_kind_has_its_criteria_and_every_reason_its_key() -> None:
    assert set(criteria()) == set(ClaimKind)
    assert all(c.accept and c.reject and c.question and c.unsure for c in criteria().values())
    assert list(REASONS) == list(Reason)
    assert len(set(REASON_KEYS)) == len(REASONS)


def test_text_cannot_turn_the_line_around() -> None:
    assert plain("a\u202eb\x00c\n d") == "a\ufffdb\ufffdc d"


def test_only_web_addresses_become_links() -> None:
    assert web_address("https://example.org/a") == "https://example.org/a"
    for bad in ("javascript:alert(1)", "data:text/html,x", "//example.org", "", None, "http://[", "JaVaScRiPt:x"):
        assert web_address(bad) is None
