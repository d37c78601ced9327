"""Places and turns of phrase at which a name is never a use, whatever the words around it weigh. Few, and hard."""

from collections.abc import Callable, Sequence

from citetrail.records.vocabulary import Section, Zone
from extractors.usage.seen import RoleGuess, Seen, only_mentioned

Gate = Callable[[Seen], RoleGuess | None]


def bibliography(seen: Seen) -> RoleGuess | None:
    if seen.passage.section is Section.REFERENCES:
        return only_mentioned(seen, "bibliography", "an entry of the bibliography is never a use", 0.0)
    return None


def place(seen: Seen) -> RoleGuess | None:
    if seen.passage.section in (Section.BIOGRAPHY, Section.ACKNOWLEDGEMENTS):
        return only_mentioned(seen, "place", "stands in a biography or the acknowledgements", 0.01)
    if seen.passage.zone is Zone.MARGIN:
        return only_mentioned(seen, "place", "stands in a running header or footer", 0.01)
    return None


def denial(seen: Seen) -> RoleGuess | None:
    """A clause that denies the use, in any of the forms of data/rules/usage/denials.toml."""
    told = seen.sentence.denial()
    return only_mentioned(seen, "negated", f"denied: “{told.words}”".replace("NAME", seen.name)) if told else None


GATES: Sequence[Gate] = (bibliography, place, denial)
