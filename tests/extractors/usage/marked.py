"""One sentence about one name, parsed, for tests of what is told by the parse alone."""

from citetrail.records.vocabulary import MemberKind, Section, Zone
from extractors.usage.clauses import read_clauses
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import mask

NAMES = {"MS1MV2": MemberKind.DATASET, "ArcFace": MemberKind.MODEL}


def sentence(
    text: str, kind: MemberKind | None = None, section: Section = Section.EXPERIMENTS, heading: str = ""
) -> Sentence:
    """The sentence in prose of that section; it holds one of `NAMES`, of its own kind where none is given."""
    name = next(n for n in NAMES if n in text)
    at, kind = text.index(name), kind or NAMES[name]
    masked = mask(text, at, at + len(name), model=kind is MemberKind.MODEL)
    (clause,) = read_clauses([masked])
    return Sentence(kind, masked, section, Zone.PROSE, heading, clause=clause, name=name)
