"""Networks named by design and data."""

import pytest

from citetrail.records.targets import Target
from extractors.usage.checkpoint_names import as_networks
from extractors.usage.member_names import names_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("load R100@MS1MV2 here", [("R100@MS1MV2", "ms1mv2", True)]),
        ("IResNet-50@Glint360k_pfc", [("IResNet-50@Glint360k_pfc", "glint360k", True)]),
        ("99 @ MS1MV2", [("MS1MV2", "ms1mv2", False)]),
        ("a@b.org@MS1MV2", [("MS1MV2", "ms1mv2", False)]),
        ("MS1MV2", [("MS1MV2", "ms1mv2", False)]),
    ],
)
def test_a_dataset_behind_a_design_is_a_network(
    text: str, found: list[tuple[str, str, bool]], family: Target
) -> None:
    assert [(h.text, h.member, h.model) for h in as_networks(text, names_of(family).find(text))] == found
