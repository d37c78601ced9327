"""One answer for every file format to what kind of publication a printed venue is."""

import pytest

from citetrail.publish.venues import VenueKind, venue_kind

PROCEEDINGS = [
    "CVPR", "CVPR 2019", "2018 ICB", "FG'18", "ICCV Workshops", "ECCV (3)", "BMVC",
    "Computer Vision and Pattern Recognition",
    "ACM Multimedia", "Asian Conf. on Pattern Recognition", "IEEE International Joint Conference on Biometrics",
]  # fmt: skip
JOURNALS = [
    "Proceedings of the IEEE", "Proceedings of the ACM on Interactive, Mobile, Wearable and Ubiquitous Technologies",
    "IEEE Access", "Pattern Recognit.", "Neural Computing and Applications", "ICB Reports", "Journal of Meetings",
]  # fmt: skip
PREPRINTS = ["arXiv", "ArXiv", "arXiv.org", "bioRxiv", "CoRR"]


@pytest.mark.parametrize("venue", PROCEEDINGS)
def test_proceedings(venue: str) -> None:
    assert venue_kind(venue) is VenueKind.PROCEEDINGS


@pytest.mark.parametrize("venue", JOURNALS)
def test_journals(venue: str) -> None:
    assert venue_kind(venue) is VenueKind.JOURNAL


@pytest.mark.parametrize("venue", PREPRINTS)
def test_preprints(venue: str) -> None:
    assert venue_kind(venue) is VenueKind.PREPRINT


@pytest.mark.parametrize("venue", [None, "", "  "])
def test_none(venue: str | None) -> None:
    assert venue_kind(venue) is VenueKind.NONE
