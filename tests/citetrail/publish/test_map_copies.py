"""The map's filter for papers whose copies disagree.

Covers: citetrail.publish.mapdata.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from citetrail.records.vocabulary import Vote
from citetrail.store.copy_tables import copy_differences
from citetrail.store.decision_log import Ballot, decide
from citetrail.store.engine import writing
from tests.citetrail.publish import invented
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import _claim

FIELD = 'data-filter="copies"'


def disagree(store: InventedStore, paper: str) -> None:
    """A difference between two copies of a paper, which people accepted."""
    with writing(store.engine) as connection:

        def put(table: Any, *rows: dict[str, Any]) -> None:
            for row in rows:
                connection.execute(insert(table), row)

        key = f"difference-{paper}"[:16]
        _claim(put, key, "difference", "open", "One copy says it.", paper_id=invented.pid(paper))
        told = {"paper_id": invented.pid(paper), "target": invented.TARGET.slug, "position": 0, "kind": "named"}
        told |= {"subject": "example-faces", "claim_id": key, "evidence_id": invented.eid(paper)}
        put(copy_differences, told | {"stated_in": invented.sha(paper), "missing_from": "0" * 64})
        for reviewer in ("maria", "jonas"):
            decide(connection, Ballot(f"{key}-{reviewer}", key, reviewer, Vote.ACCEPT, "h"), invented.T2)


@pytest.mark.browser
def test_papers_whose_copies_disagree_can_be_chosen(
    store: InventedStore, tmp_path: Path, open_page: Callable[..., Any]
) -> None:
    disagree(store, "e")
    page = open_page(store.publish(tmp_path / "out").path / "map.html")
    assert not page.locator("#summary").inner_text().startswith("1 paper ")
    page.get_by_role("combobox", name="Copies", exact=True).select_option("disagree")
    assert page.locator("#summary").inner_text().startswith("1 paper ")
    assert page.evaluate("location.hash") == "#copies=disagree"
    page.locator("#map .marker").first.click()
    told = page.locator("#panel .paper").all_inner_texts()
    assert len(told) == 1
    assert "Copies disagree: One copy says it." in told[0], "and in what"
    page.get_by_role("button", name="Clear filters").click()
    assert not page.locator("#summary").inner_text().startswith("1 paper ")
    strange = open_page(store.publish(tmp_path / "more").path / "map.html", "copies=elsewhere")
    assert strange.locator("#summary").inner_text() == "Nothing matches these filters"


def test_the_filter_is_there_only_where_copies_disagree(store: InventedStore, tmp_path: Path, verified: Path) -> None:
    assert FIELD not in (verified / "map.html").read_text(encoding="utf-8")
    disagree(store, "e")
    made = store.publish(tmp_path / "out").path
    assert FIELD in (made / "map.html").read_text(encoding="utf-8")
