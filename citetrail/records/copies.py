"""The copies of a paper: the documents in which one work can be read."""

from dataclasses import dataclass
from enum import StrEnum

from citetrail.records.vocabulary import Outcome


class CopyKind(StrEnum):
    """Whose copy it is."""

    ARXIV = "arxiv"
    PUBLISHER = "publisher"
    AUTHOR = "author"  # from its authors' pages, or the repository in which they laid it down
    OTHER = "other"


class CopyOrigin(StrEnum):
    FETCHED = "fetched"
    ADDED = "brought"  # by a person; stores hold it under this word


class CopyPolicy(StrEnum):
    """How many copies of a paper are fetched."""

    FIRST = "first"
    EACH_KIND = "each kind"
    ALL = "all"


KIND_WORDS = {
    CopyKind.ARXIV: "arXiv",
    CopyKind.PUBLISHER: "the publisher’s copy",
    CopyKind.AUTHOR: "the authors’ copy",
    CopyKind.OTHER: "another copy",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a paper: where it was asked for, and what came.

    `slot` names the copy within its paper ("arxiv", "arxiv v1", "publisher", "file …"): asking again replaces the
    outcome and keeps the place.
    """

    paper: str
    slot: str
    kind: CopyKind
    outcome: Outcome
    version: int | None = None  # on arXiv, from 1
    address: str = ""  # "" for files that people added
    sha256: str | None = None
    detail: str = ""
    tried: tuple[str, ...] = ()
    origin: CopyOrigin = CopyOrigin.FETCHED
    added_by: str = ""
    text_key: str | None = None  # of the letters that were read; equal for copies that say the same
    finished_at: str = ""

    @property
    def label(self) -> str:
        """What a reader calls this copy."""
        return copy_label(self.kind, self.version, self.origin)


def copy_label(kind: str, version: int | None, origin: str = CopyOrigin.FETCHED) -> str:
    """A copy in words: "arXiv v3", "the publisher’s copy", "a file that was added"."""
    if kind == CopyKind.OTHER and origin == CopyOrigin.ADDED:
        return "a file that was added"
    numbered = f" v{version}" if version and kind == CopyKind.ARXIV else ""
    return f"{KIND_WORDS[CopyKind(kind)]}{numbered}"
