"""Which of two readings of a header stands: names by their marks, or names by the place of what is below them."""

from collections.abc import Callable
from dataclasses import dataclass

from extractors.header.draft import Draft
from extractors.header.marks import normal

# Marks lead somewhere when they do for half of the names: a mark or two less is a misread raised sign, while a list
# in which most marks lead nowhere is no legend. Places that give nearly as many names are believed instead.
HALF, NEARLY_AS_MANY = 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Findings:
    """What the two readings found, before one of them is chosen. Counts of names, and of numbered organisations."""

    marked: int  # names, read by their marks
    marked_linked: int  # those of them whose marks lead to an organisation
    placed: int  # names, read by places
    placed_linked: int
    numbered_lines: int  # organisations with a mark of their own
    only_symbols: bool  # names bear marks, and none is a letter or a number

    @property
    def numbers_lead_nowhere(self) -> bool:
        """Numbered organisations under names without numbers."""
        return not self.marked_linked and self.numbered_lines > 1

    @property
    def symbols_are_notes(self) -> bool:
        """Stars and daggers lead to notes alone, while the places tell of everybody."""
        return self.only_symbols and self.marked_linked < self.placed_linked == self.placed

    @property
    def marks_lead(self) -> bool:
        return bool(self.marked_linked) and self.marked_linked >= HALF * self.marked

    @property
    def places_tell_more(self) -> bool:
        as_many = bool(self.placed) and self.placed >= NEARLY_AS_MANY * self.marked
        return self.placed_linked > self.marked_linked or as_many


@dataclass(frozen=True, slots=True)
class Term:
    """One reason, for the marks where its weight is positive, else for the places."""

    name: str
    weight: float
    holds: Callable[[Findings], bool]


# Each weighs more than all below it together: a surer sign is never outvoted by several weaker ones.
TERMS = (
    Term("numbers lead nowhere", 8, lambda f: f.numbers_lead_nowhere),
    Term("symbols are notes", -4, lambda f: f.symbols_are_notes),
    Term("marks lead", 2, lambda f: f.marks_lead),
    Term("places tell more", -1, lambda f: f.places_tell_more),
    Term("marks are printed on purpose", 0.5, lambda _: True),
)


def findings(marks: Draft, blocks: Draft) -> Findings:
    needed = marks_of_names(marks)
    return Findings(
        marked=len(marks.names),
        marked_linked=marks.linked,
        placed=len(blocks.names),
        placed_linked=blocks.linked,
        numbered_lines=sum(1 for line in marks.lines if line.marks),
        only_symbols=bool(needed) and not any(m.isalnum() for m in needed),
    )


def marks_of_names(draft: Draft) -> set[str]:
    return {normal(mark) for name in draft.names for mark in name.marks}


def score(found: Findings) -> dict[str, float]:
    """The terms that hold, with their weights; the marks stand when their sum is positive."""
    return {term.name: term.weight for term in TERMS if term.holds(found)}


def marks_stand(found: Findings) -> bool:
    return sum(score(found).values()) > 0
