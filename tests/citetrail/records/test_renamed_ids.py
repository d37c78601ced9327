"""Ids that organisations gave up: the table leads to rows of the gazetteer, in one step."""

from pathlib import Path

import pytest

from citetrail.paths import ORGANISATIONS
from citetrail.records.claim_ids import affiliation_id, other_claim_ids, sector_id
from citetrail.records.renamed_ids import RENAMED, asked_by, former_ids, id_of_today, ids_of, read_renamed
from extractors.organisations.gazetteer import load_gazetteer


def test_every_id_leads_to_an_organisation_and_none_is_in_use() -> None:
    ids = load_gazetteer(ORGANISATIONS).entries.keys()
    renamed = read_renamed(RENAMED)
    assert renamed
    assert set(renamed.values()) <= set(ids)
    assert not set(renamed) & set(ids)


def test_the_table_is_read_both_ways() -> None:
    former, now = next(iter(read_renamed(RENAMED).items()))
    assert (id_of_today(former), id_of_today(now), id_of_today("ct:marmot")) == (now, now, "ct:marmot")
    assert former in former_ids(now)
    assert former_ids("ct:marmot") == ()
    assert set(ids_of(former)) == set(ids_of(now)) >= {former, now}
    assert (ids_of(former)[0], ids_of(now)[0], ids_of("ct:marmot")) == (former, now, ("ct:marmot",))
    assert set(asked_by([former, now, former])[now]) == {former, now}


def test_a_claim_has_the_ids_that_it_would_have_had() -> None:
    former, now = next(iter(read_renamed(RENAMED).items()))
    said = dict.fromkeys(("member", "role", "sector", "raw_key")) | {"target": "t", "organisation_id": now}
    assert other_claim_ids(said | {"kind": "affiliation", "paper_id": "p1"}) == [affiliation_id("t", "p1", former)]
    sector = said | {"kind": "sector", "paper_id": None, "sector": "military"}
    assert other_claim_ids(sector) == [sector_id("t", former, "military")]
    assert other_claim_ids(sector | {"organisation_id": "ct:marmot"}) == []


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("ct:a,ror:b,2026-01-01\nct:a,ror:c,2026-01-02\n", "ct:a stands twice"),
        ("ct:a,ct:b,2026-01-01\nct:b,ror:c,2026-01-02\n", "given up themselves"),
    ],
)
def test_a_table_that_leads_nowhere_is_refused(tmp_path: Path, rows: str, reason: str) -> None:
    path = tmp_path / "renamed.csv"
    path.write_text(f"former,id,changed_on\n{rows}", encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        read_renamed(path)
