"""What a title says of its own paper, and what only sounds so."""

import pytest

from citetrail.records.withdrawals import WithdrawalKind, said_by_title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("RETRACTED ARTICLE: Faces at a Distance", WithdrawalKind.RETRACTED),
        ("[Retracted] Faces at a Distance", WithdrawalKind.RETRACTED),
        ("Retracted: Faces at a Distance", WithdrawalKind.RETRACTED),
        ("Retraction Note: Faces at a Distance", WithdrawalKind.RETRACTED),
        ("WITHDRAWN: Faces at a Distance", WithdrawalKind.WITHDRAWN),
        ("Withdrawn – Faces at a Distance", WithdrawalKind.WITHDRAWN),
        ("Retracted Papers and Their Citations", None),
        ("Withdrawal of Consent in Face Datasets", None),
        ("Faces That Were Withdrawn: A Study", None),
        ("", None),
    ],
)
def test_what_a_title_says(title: str, kind: WithdrawalKind | None) -> None:
    assert said_by_title(title) is kind
