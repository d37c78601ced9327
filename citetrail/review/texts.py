"""Words for the reviewer's eye, and what keeps a stranger's text from being more than text."""

import re
import unicodedata
from urllib.parse import urlsplit

from citetrail.records.shortened import shortened
from citetrail.records.vocabulary import ClaimKind, ClaimState, Reason, Role, Sector, Vote

# In the order of the keys 1 … 9, 0, -.
REASONS = {
    Reason.ONLY_CITED: "only cited",
    Reason.RELATED_WORK: "related work",
    Reason.NEGATED: "says it is not used",
    Reason.OTHER_DATASET: "another dataset",
    Reason.OTHERS_WORK: "others' work",
    Reason.WRONG_MEMBER: "wrong member",
    Reason.WRONG_ROLE: "wrong role",
    Reason.WRONG_ORGANISATION: "wrong organisation",
    Reason.FORMER_AFFILIATION: "former affiliation",
    Reason.WRONG_SECTOR: "wrong sector",
    Reason.EXTRACTION_ERROR: "misread from the page",
}
# Which of them can be said of a claim of each kind; each keeps its key.
REASONS_FOR = {
    ClaimKind.USE: frozenset(
        {
            *(Reason.ONLY_CITED, Reason.RELATED_WORK, Reason.NEGATED, Reason.OTHER_DATASET, Reason.OTHERS_WORK),
            *(Reason.WRONG_MEMBER, Reason.WRONG_ROLE, Reason.EXTRACTION_ERROR),
        }
    ),
    ClaimKind.DIFFERENCE: frozenset({Reason.EXTRACTION_ERROR}),
    ClaimKind.AFFILIATION: frozenset({Reason.WRONG_ORGANISATION, Reason.FORMER_AFFILIATION, Reason.EXTRACTION_ERROR}),
    ClaimKind.SECTOR: frozenset({Reason.WRONG_SECTOR, Reason.WRONG_ORGANISATION, Reason.EXTRACTION_ERROR}),
    ClaimKind.RESOLUTION: frozenset({Reason.WRONG_ORGANISATION, Reason.EXTRACTION_ERROR}),
}
REASON_KEYS = "1234567890-"
VERDICTS = {
    Vote.ACCEPT: "accepted",
    Vote.REJECT: "rejected",
    Vote.UNSURE: "unsure",
    Vote.CORRECT: "corrected",
    Vote.FLAG: "flagged",
    Vote.UNDO: "taken back",
}
STATES = {
    ClaimState.OPEN: "waits for a decision",
    ClaimState.ACCEPTED_ONCE: "waits for a second reviewer",
    ClaimState.REJECTED_ONCE: "waits for a second reviewer",
    ClaimState.ACCEPTED: "accepted",
    ClaimState.REJECTED: "rejected",
    ClaimState.UNSURE: "unsure",
    ClaimState.CONFLICT: "in conflict",
    ClaimState.AGREED: "agreed after discussion",
}
# As a list says it. Which way one person voted is nobody's to see who may still be asked: "unsure" and "agreed after
# discussion" are one there, as the states that wait for a second vote are.
ANOTHER = "another vote would tell"
LISTED = STATES | dict.fromkeys((ClaimState.UNSURE, ClaimState.AGREED), ANOTHER)
# A claim that the machine itself does not believe: it is listed, and only an audit asks about it.
CLEARED = "not used, as the machine reads it"
ROLES = {
    Role.TRAINED_ON: "trained on it",
    Role.FINE_TUNED_ON: "fine-tuned on it",
    Role.EVALUATED_ON: "evaluated on it",
    Role.DERIVED_FROM: "made a dataset from it",
    Role.USES_PRETRAINED_MODEL: "used a model trained on it",
    Role.CREATED: "introduced it",
    Role.COMPARED: "quoted others' results on it",
    Role.MENTIONED: "only mentioned it",
}
SECTORS = {
    Sector.MILITARY: "military",
    Sector.COMMERCIAL: "commercial",
    Sector.GOVERNMENT: "government",
    Sector.ACADEMIC: "academic",
    Sector.UNKNOWN: "not known",
}
KINDS = {
    "use": "use",
    "affiliation": "affiliation",
    "sector": "sector",
    "resolution": "unresolved string",
    "difference": "copies differ",
}
BRIEF = 60  # characters of a claim in a narrow place
_SAME_BEGINNING = re.compile(r"^(?:This paper |Authors of this paper are affiliated with )")
_SPACE = re.compile(r"\s+")


def state_words(state: str) -> str:
    return STATES[ClaimState(state)]


def reasons_for(kind: str) -> frozenset[Reason]:
    """Why a claim of this kind can be rejected."""
    return REASONS_FOR[ClaimKind(kind)]


def plain(text: str | None) -> str:
    """Text on one line, with control and direction characters shown as � so that they cannot reorder a quote."""
    folded = _SPACE.sub(" ", (text or "").replace("\ufffe", ""))
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c != "\u00ad" else c for c in folded
    )


def brief(text: str) -> str:
    """A claim without the words that all claims of its kind begin with, for a narrow place; words stay whole."""
    return shortened(_SAME_BEGINNING.sub("", text), BRIEF)


def web_address(url: str | None) -> str | None:
    """The address when it is an ordinary link; None for `javascript:` and its like."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def moment(at: str | None) -> str:
    """An ISO time for reading: 2026-03-01 09:00 UTC."""
    return f"{at[:10]} {at[11:16]} UTC" if at and len(at) >= 16 else (at or "")


def correction_words(correction: dict[str, str] | None) -> str:
    return ", ".join(f"{k.removesuffix('_id')}: {v}" for k, v in (correction or {}).items())
