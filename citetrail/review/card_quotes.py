"""One piece of evidence as a card shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of evidence as the card shows it."""

    id: str
    before: str
    quote: tuple[str, str, str]  # before the match, the match, after it
    after: str
    section: str
    origin: str
    page: int | None
    sha256: str | None
    url: str | None
    retrieved_at: str | None
    boxes: bool
    top: float  # of the first box, in points from the top of the page
    paper_id: str = ""
    copy: str = ""  # in which copy of the paper it stands, where there are several
