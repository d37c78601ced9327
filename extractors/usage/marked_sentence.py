"""One name in its sentence and place: what denials, doubts and the model look at."""

from dataclasses import dataclass

from citetrail.records.vocabulary import MemberKind, Section, Zone
from extractors.usage.clauses import NO_CLAUSE, Clause
from extractors.usage.masking import Masked
from extractors.usage.polarity import Denial, denied
from extractors.usage.sentence_words import NAME, words_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """One name in its sentence and place. `touching` are the characters before and after the name as printed."""

    kind: MemberKind
    masked: Masked
    section: Section
    zone: Zone
    heading: str = ""
    before: str = ""
    after: str = ""
    caption: str = ""
    touching: tuple[str, str] = ("", "")
    clause: Clause = NO_CLAUSE
    name: str = ""  # as printed

    @property
    def words(self) -> list[str]:
        return words_of(self.masked.text)

    def denial(self) -> Denial | None:
        """The denial of a use, by the parse; by phrases where the sentence was not parsed."""
        if not self.clause.link:
            return self.phrased_denial()
        standing = self.clause.standing
        return Denial(standing.kinds[0], " … ".join(standing.turns)) if standing.denied else None

    def phrased_denial(self) -> Denial | None:
        """A phrase of data/rules/usage/denials.toml in the clause."""
        words = self.words
        return denied(words, words.index(NAME)) if NAME in words else None
