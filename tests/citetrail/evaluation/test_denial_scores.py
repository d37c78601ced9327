"""Denials that a stranger wrote are read as no use, and uses beside them as uses."""

import pytest

from citetrail.evaluation.denial_scores import WRITTEN, read_file

# Of the 98 uses beside denials: what is lost, and what is left to a person because the two models disagree.
STILL_LOST, LEFT_TO_A_PERSON = 1, 8
# The fifth and sixth files were read at first, and nothing was mended by them: of 200 denials those read as a use, of
# 100 uses those lost.
AT_FIRST = {"5": (8, 10), "6": (4, 17)}


def test_no_denial_is_read_as_a_use() -> None:
    assert [row.sentence for row in read_file(WRITTEN / "denials-4.csv") if not row.right] == []


def test_uses_beside_denials_are_read_as_uses() -> None:
    missed = [row for row in read_file(WRITTEN / "uses_beside-4.csv") if not row.right]
    assert len(missed) <= LEFT_TO_A_PERSON, missed
    assert sum(not row.doubted for row in missed) <= STILL_LOST, missed


@pytest.mark.parametrize("files", AT_FIRST)
def test_a_stranger_s_sentences_are_read_no_worse_than_at_first(files: str) -> None:
    false, lost = AT_FIRST[files]
    denials = list(read_file(WRITTEN / f"denials-{files}.csv"))
    uses = list(read_file(WRITTEN / f"uses_beside-{files}.csv"))
    assert (len(denials), len(uses)) == (200, 100)
    assert sum(not row.right for row in denials) <= false
    assert sum(not (row.right or row.doubted) for row in uses) <= lost
