"""One name in its sentence with all that is known of its place, and how an answer says what it found."""

from dataclasses import dataclass

from citetrail.records.targets import Member
from citetrail.records.vocabulary import Role, UsageRule, Zone
from extractors.usage.marked_sentence import Sentence
from extractors.usage.passages import Passage


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """`score`: how sure that the paper uses it, by this sentence alone."""

    role: Role
    score: float
    rule: UsageRule
    reasons: tuple[str, ...] = ()
    doubt: str = ""  # the words for which a use is not believed


@dataclass(frozen=True, slots=True)
class Seen:
    """All that exclusions and model look at for one name."""

    member: Member
    name: str  # as printed
    passage: Passage
    sentence: Sentence
    introduces: bool = False  # the document is the paper that introduced the member
    file: str = ""  # the release, where the name is one that only its file or pack bears
    marked: str = ""  # whose rows bear the mark that the sentence explains: "ours", "others"
    at: int = 0  # where the name begins in the passage's quotation, in characters
    end: int = 0


def only_mentioned(seen: Seen, rule: UsageRule, why: str, score: float = 0.02) -> RoleGuess:
    return RoleGuess(Role.MENTIONED, score, rule, (why, where(seen.passage)))


def where(passage: Passage) -> str:
    """ "table in section 4.1 Results"."""
    place = passage.heading or str(passage.section)
    return f"{passage.zone} in section {place}" if passage.zone is not Zone.PROSE else f"section {place}"
