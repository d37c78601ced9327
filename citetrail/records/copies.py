"""The copies of a paper: the documents in which one work can be read."""

from dataclasses import dataclass
from enum import StrEnum

from citetrail.records.vocabulary import Outcome


class CopyKind(StrEnum):
    """Whose copy it is, or what beside the paper it is."""

    ARXIV = "arxiv"
    PUBLISHER = "publisher"
    AUTHOR = "author"  # from its authors' pages, or the repository in which they laid it down
    SUPPLEMENT = "supplement"
    SLIDES = "slides"
    POSTER = "poster"
    OTHER = "other"  # it is not known whose


class DocumentForm(StrEnum):
    """What a document is, as its pages show it; what they do not show surely is not said."""

    PAPER = "paper"
    SUPPLEMENT = "supplement"
    SLIDES = "slides"
    POSTER = "poster"


class CopyOrigin(StrEnum):
    """How a copy came. An added file is stored as "brought", its word before: a word is worth no migration."""

    FETCHED = "fetched"
    ADDED = "brought"  # by a person


class CopyPolicy(StrEnum):
    """How many copies of a paper are fetched."""

    FIRST = "first"
    EACH_KIND = "each kind"
    ALL = "all"


# What says less than its paper by its nature: that it is silent of something tells nothing.
BESIDE_THE_PAPER = (CopyKind.SUPPLEMENT, CopyKind.SLIDES, CopyKind.POSTER)
KIND_WORDS = {
    CopyKind.ARXIV: "arXiv",
    CopyKind.PUBLISHER: "the publisher’s copy",
    CopyKind.AUTHOR: "the authors’ copy",
    CopyKind.SUPPLEMENT: "a supplement",
    CopyKind.SLIDES: "slides",
    CopyKind.POSTER: "a poster",
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


def kind_shown(told: CopyKind, form: DocumentForm | None) -> CopyKind:
    """The kind of a copy by its address or whoever added it (`told`), and by its pages.

    Slides and posters are known by their pages, wherever they lie; a name that says so of what is plainly a paper is
    not believed. arXiv's copies keep their kind, which has versions.
    """
    if told is CopyKind.ARXIV:
        return told
    if form in (DocumentForm.SLIDES, DocumentForm.POSTER, DocumentForm.SUPPLEMENT):
        return CopyKind(form)
    if form is DocumentForm.PAPER and told in (CopyKind.SLIDES, CopyKind.POSTER):
        return CopyKind.OTHER
    return told


def copy_label(kind: str, version: int | None, origin: str = CopyOrigin.FETCHED) -> str:
    """A copy in words: "arXiv v3", "the publisher’s copy", "an added file"."""
    if kind == CopyKind.OTHER and origin == CopyOrigin.ADDED:
        return "an added file"
    numbered = f" v{version}" if version and kind == CopyKind.ARXIV else ""
    return f"{KIND_WORDS[CopyKind(kind)]}{numbered}"
