"""Denials that a stranger wrote are read as no use, and uses beside them as uses."""

from citetrail.evaluation.denial_scores import WRITTEN, read_file

# Of the 98 uses beside denials: what is lost, and what is left to a person because the two models disagree.
STILL_LOST, LEFT_TO_A_PERSON = 1, 8


def test_no_denial_is_read_as_a_use() -> None:
    assert [row.sentence for row in read_file(WRITTEN / "denials-4.csv") if not row.right] == []


def test_uses_beside_denials_are_read_as_uses() -> None:
    missed = [row for row in read_file(WRITTEN / "uses_beside-4.csv") if not row.right]
    assert len(missed) <= LEFT_TO_A_PERSON, missed
    assert sum(not row.doubted for row in missed) <= STILL_LOST, missed
