"""Which documents of papers are to be read: of copies with the same text one is, the others are told to repeat it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from citetrail.records.copies import BESIDE_THE_PAPER, Copy, CopyKind, CopyOrigin, kind_shown
from citetrail.records.readings import Reading
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Outcome
from citetrail.store.copies import documents_of
from citetrail.store.documents import DocumentDamaged, DocumentMissing, DocumentStore
from citetrail.store.readings import load_readings
from extractors.text.text_keys import known_by, text_key
from flows.steps.reading_version import Versions
from spiders.copy_kinds import kind_of


@dataclass(slots=True)
class Unread:
    """What is to be read of a batch of papers, and what is known of their texts so far."""

    left: dict[str, list[str]]  # paper id → its documents, the first copy first
    owners: dict[str, list[str]] = field(default_factory=dict)  # document → the papers whose copy it is
    texts: dict[str, dict[str, str]] = field(default_factory=dict)  # paper id → text key → document that was read
    keys: dict[str, str] = field(default_factory=dict)  # of documents, as they are kept
    again: list[str] = field(default_factory=list)  # whose reading rests on a copy that is the paper's no more

    def rounds(self) -> Iterator[list[str]]:
        """One document of each paper at a time, so that a later copy meets the texts of the earlier ones."""
        while documents := sorted({own[0] for own in self.left.values() if own}):
            yield documents
            done = set(documents)
            self.left = {paper: [s for s in own if s not in done] for paper, own in self.left.items()}

    def texts_read(self, documents: Sequence[str]) -> dict[str, dict[str, str]]:
        """For each document the texts of its paper; nothing for one that is several papers' copy."""
        return {s: self.texts.get(self.owners[s][0], {}) for s in documents if len(self.owners[s]) == 1}

    def has_read(self, reading: Reading, pages: Sequence[str]) -> None:
        """Note what a document's text is known by."""
        if reading.same_text_as:
            self.keys[reading.sha256] = self.keys.get(reading.same_text_as) or text_key(pages)
            return
        if reading.outcome is not Outcome.OK:
            return
        self.keys[reading.sha256] = text_key(pages)
        for paper in self.owners[reading.sha256]:
            for key in known_by(pages):
                self.texts.setdefault(paper, {}).setdefault(key, reading.sha256)


def load_unread(
    connection: Connection, documents: DocumentStore, target: str, versions: Versions, ids: Sequence[str]
) -> Unread:
    """What these papers have to be read, and the texts of what was read of them."""
    held = documents_of(connection, ids)
    read = load_readings(connection, target, versions.reading, {s for own in held.values() for s in own})
    again = sorted({s for own in held.values() for s in own if s in read and not stands(read[s], own, read)})
    unread = Unread({p: [s for s in own if s not in read or s in again] for p, own in held.items()}, again=again)
    for paper, own in held.items():
        for sha256 in own:
            unread.owners.setdefault(sha256, []).append(paper)
    several = {p for p, own in unread.left.items() if own and len(held[p]) > len(own)}
    for sha256 in (s for p in sorted(several) for s in held[p] if s in read and not read[s].same_text_as):
        try:
            unread.has_read(read[sha256], documents.pages(sha256, versions.text))
        except (DocumentMissing, DocumentDamaged):
            continue  # its text is not at hand: others are read for themselves
    return unread


def stands(reading: Reading, own: Sequence[str], read: Mapping[str, Reading]) -> bool:
    """Whether a reading can be used for a paper with these documents: one that only names another copy whose text it
    has wants that copy to be the paper's, and read."""
    if not reading.same_text_as:
        return True
    other = read.get(reading.same_text_as)
    return (
        reading.same_text_as in own and other is not None and other.outcome is Outcome.OK and not other.same_text_as
    )


def kinds_shown(
    held: Mapping[str, Sequence[Copy]], readings: Sequence[Reading], settings: Settings
) -> dict[tuple[str, str], CopyKind]:
    """(paper id, slot) → the kind of copies whose pages, now read, show another one than is kept."""
    forms = {r.sha256: r.form for r in readings if r.outcome is Outcome.OK and not r.same_text_as}
    found = {}
    for copy in (c for own in held.values() for c in own):
        if copy.sha256 is None or copy.sha256 not in forms:
            continue
        kind = kind_shown(_told(copy, settings), forms[copy.sha256])
        if kind is not copy.kind:
            found[(copy.paper, copy.slot)] = kind
    return found


def _told(copy: Copy, settings: Settings) -> CopyKind:
    """The kind by the address, so that what pages of an older reading showed does not stay; or by who added it."""
    if copy.origin is CopyOrigin.FETCHED and copy.kind in (*BESIDE_THE_PAPER, CopyKind.OTHER):
        return kind_of(copy.address, settings)
    return copy.kind
