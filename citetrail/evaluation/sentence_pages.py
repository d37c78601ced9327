"""A page of one sentence between its neighbours, for what is judged sentence by sentence."""

from citetrail.records.text import DocumentText, PageText, Part
from citetrail.records.vocabulary import Outcome, Section, Zone


def page_of(
    before: str, sentence: str, after: str, section: Section, zone: Zone = Zone.PROSE, heading: str = ""
) -> tuple[DocumentText, int]:
    """The page, and where the sentence begins on it; rows of a table stand on lines of their own, as in papers."""
    space = "\n" if zone is Zone.TABLE else " "
    text = space.join(filter(None, (before, sentence, after))) + "\n"
    part = Part(1, 0, len(text), section, zone, heading)
    document = DocumentText(Outcome.OK, (PageText(1, 612, 792, text),), (part,), (), page_count=1)
    return document, len(before) + 1 if before else 0
