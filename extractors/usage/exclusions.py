"""Places and turns of phrase at which a name is never a use, whatever the words around it weigh. Few, and hard."""

from collections.abc import Callable, Sequence

from citetrail.records.vocabulary import MemberKind, Role, Section, UsageRule, Zone
from extractors.usage.languages import other_language
from extractors.usage.seen import RoleGuess, Seen, only_mentioned, where
from extractors.usage.table_marks import OTHERS

# What is not read is shown to a person as unclear.
UNREAD = 0.44
Exclusion = Callable[[Seen], RoleGuess | None]


def bibliography(seen: Seen) -> RoleGuess | None:
    if seen.passage.section is Section.REFERENCES:
        return only_mentioned(seen, UsageRule.BIBLIOGRAPHY, "an entry of the bibliography is never a use", 0.0)
    return None


def place(seen: Seen) -> RoleGuess | None:
    if seen.passage.section in (Section.BIOGRAPHY, Section.ACKNOWLEDGEMENTS):
        return only_mentioned(seen, UsageRule.PLACE, "stands in a biography or the acknowledgements", 0.01)
    if seen.passage.zone is Zone.MARGIN:
        return only_mentioned(seen, UsageRule.PLACE, "stands in a running header or footer", 0.01)
    return None


def denial(seen: Seen) -> RoleGuess | None:
    """A sentence that denies the use: by its parse, else in one of the forms of data/rules/usage/denials.toml."""
    told = seen.sentence.denial()
    if told is None:
        return None
    return only_mentioned(seen, UsageRule.NEGATED, f"denied: “{told.words}”".replace("NAME", seen.name))


def others_rows(seen: Seen) -> RoleGuess | None:
    """A mark explained below a table, which only rows of other methods bear."""
    if seen.marked != OTHERS:
        return None
    why = "explains a mark that only rows of other methods bear"
    return RoleGuess(Role.COMPARED, 0.05, UsageRule.OTHERS_ROWS, (why, where(seen.passage)))


def language(seen: Seen) -> RoleGuess | None:
    """A sentence of a language that is not read: neither a use nor none, so that a person looks."""
    if seen.passage.zone is Zone.TABLE:
        return None
    code = other_language(seen.sentence.masked.text.replace(seen.sentence.masked.word, ""))
    if not code:
        return None
    model = seen.member.kind is MemberKind.MODEL
    role = Role.USES_PRETRAINED_MODEL if model else seen.member.typical or Role.EVALUATED_ON
    why = f"the sentence is not English ({code}): what it says is not read"
    return RoleGuess(role, UNREAD, UsageRule.OTHER_LANGUAGE, (why, where(seen.passage)))


# Where a name stands comes first: an entry or a running header is no sentence, whatever it says. The language comes
# before the denial, which is told by English words and a parse of English.
EXCLUSIONS: Sequence[Exclusion] = (bibliography, place, language, denial, others_rows)
