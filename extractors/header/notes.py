"""What marked notes say: equal contribution, correspondence, present addresses, work done elsewhere."""

import re

from citetrail.records.organisations import AffiliationNote
from extractors.header.emails import without_emails
from extractors.header.header_words import NoteKind, is_noise, names_organisation, note_kind

_NOTES = {NoteKind.PRESENT: AffiliationNote.PRESENT_ADDRESS, NoteKind.FORMER: AffiliationNote.WORK_DONE_AT}
# A note names a place after a word on the stay; any other capital in it is a person or a grant.
_PLACE = re.compile(
    r"(?i:intern(?:s|ing|ship)?|visiting|working|employed|student|researcher|position|fellow|while|stay|visit|residency|"
    r"now|currently|formerly|previously|moved|performed|done|conducted|carried out|was|were|is|are)\b"
    r"[^.;:]{0,40}?\b(?:at|with|in|to|from)\s+(?:the\s+)?(?P<place>[A-Z0-9\u00c0-\u024f\u4e00-\u9fff].*)",
)
# "Present address: X" and "current affiliation is X".
_COLON = re.compile(r"(?:address|affiliation)s?\s*(?:is|:)?\s*(?P<place>[A-Z\u00c0-\u024f\u4e00-\u9fff].*)", re.I)
_END = re.compile(r"[.;]\s|\.$|\s(?:when|while|during|as an?)\s|\s[*∗†‡§]")


def place_in_note(text: str) -> tuple[str, str]:
    """The organisation that a note names, and what it says of it; two empty strings when it names none."""
    kind = note_kind(text)
    note = _NOTES.get(kind) if kind else None
    if not note:
        return "", ""
    bare = without_emails(text)
    is_present = note is AffiliationNote.PRESENT_ADDRESS
    found = (_COLON.search(bare) if is_present else None) or _PLACE.search(bare) or _COLON.search(bare)
    if found is None:
        return "", ""
    place = _END.split(found["place"])[0].strip(" ,.;:")
    return (place, note) if 2 <= len(place) <= 300 else ("", "")


def is_note(text: str) -> bool:
    """Whether a marked line is a note and no affiliation."""
    kind = note_kind(text)
    if kind is None:
        return False
    # "https://…" with a university's name may stand in an address; a sentence about the work does not.
    return kind is not NoteKind.OTHER or not names_organisation(text) or len(text) > 80 or is_noise(text)
