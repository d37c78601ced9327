"""What a note prints (where somebody was, is now, or did the work) is a row of its own and no paper's headline.

Covers: citetrail.publish.paper_rows, citetrail.publish.load_places.
"""

from pathlib import Path

import pytest

from citetrail.records.organisations import AffiliationNote
from citetrail.store import tables
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.test_military_ground import NAVY, change, rows

BESIDE = "Example Vision Asia, Singapore"  # a paper's second affiliation


def headline(folder: Path, organisation: str) -> str:
    """Of the paper with a row for the organisation."""
    (place,) = [row for row in rows(folder, "affiliations") if row["organisation_id"] == organisation]
    (paper,) = [row for row in rows(folder, "papers") if row["paper_id"] == place["paper_id"]]
    return paper["headline"]


@pytest.mark.parametrize("note", AffiliationNote)
def test_a_place_in_a_note_gives_no_headline_beside_another(
    store: InventedStore, tmp_path: Path, note: AffiliationNote
) -> None:
    printed = tables.affiliations.c.raw == BESIDE
    change(store, tables.affiliations, printed, organisation_id=NAVY, note=note)
    change(store, tables.affiliations, tables.affiliations.c.raw.startswith("Example Naval"), organisation_id=None)
    made = store.publish(tmp_path / "out", provisional=True).path
    assert headline(made, NAVY) == "commercial"
    change(store, tables.affiliations, printed, note="")
    assert headline(store.publish(tmp_path / "plain", provisional=True).path, NAVY) == "military"


@pytest.mark.parametrize("note", AffiliationNote)
def test_alone_only_where_the_work_was_done_counts(
    store: InventedStore, tmp_path: Path, note: AffiliationNote
) -> None:
    change(store, tables.affiliations, tables.affiliations.c.organisation_id == NAVY, note=note)
    told = headline(store.publish(tmp_path / "out").path, NAVY)
    assert told == ("military" if note is AffiliationNote.WORK_DONE_AT else "")
