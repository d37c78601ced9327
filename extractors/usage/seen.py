"""One name in its sentence as the rules see it, and how a rule says what it found."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from citetrail.records.targets import Member
from citetrail.records.vocabulary import Role, Section, Zone
from extractors.usage.grammar import Governor
from extractors.usage.lexicon import Lexicon
from extractors.usage.masking import Masked
from extractors.usage.passages import Passage

OWN_SECTIONS = frozenset(
    {Section.METHOD, Section.EXPERIMENTS, Section.ABSTRACT, Section.APPENDIX, Section.BODY, Section.CONCLUSION}
)
SHORT_ROW = 160  # characters
NUMBERS = 0.2  # the share of its words that makes a stretch a row
SURVEY_SECTIONS = frozenset({Section.INTRODUCTION, Section.RELATED_WORK})


@dataclass(frozen=True, slots=True)
class RoleGuess:
    role: Role
    score: float
    rule: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the rules look at for one name."""

    member: Member
    name: str  # as printed
    passage: Passage
    masked: Masked
    governor: Governor
    words: Lexicon
    # Other members' names in the sentence: "LightCNN pre-trained on MS-Celeb-1M".
    models_beside: tuple[str, ...] = ()
    introduces: bool = False  # the document is the paper that introduced the member
    kin: bool = False  # another dataset of the family is named in the sentence
    kin_introduced: bool = False  # … which the document introduces
    model_before: bool = False  # the sentence before names a model of the family
    file: str = ""  # the release, where the name is one that only its file or pack bears

    @property
    def text(self) -> str:
        return self.masked.text

    def finds(self, pattern: str) -> bool:
        return self.words.finds(pattern, self.text) is not None

    @property
    def is_row(self) -> bool:
        """A table's row, a list entry or a heading: no verb to go by."""
        if self.passage.zone is Zone.TABLE:
            return True
        if self.finds("row.on_data"):
            return False
        words = self.masked.text.split()
        # "1,404 identities" counts something; "79.80 86.40" are cells.
        cells = [w for w, after in zip(words, [*words[1:], ""], strict=True) if _is_number(w) and not after.islower()]
        if len(cells) > max(3, NUMBERS * len(words)):
            return True
        if 4 < len(words) < 25 and self.masked.text.endswith(".") and self.governor.has_verb:
            return False
        if not self.governor.has_verb:
            return True
        return len(self.words.patterns["row.small_words"].findall(self.masked.text)) < 0.08 * len(words)

    @property
    def owned(self) -> bool:
        """Whether the paper itself is the one who acts."""
        if self.finds("agency.by_us"):
            return True
        if self._only_quoted:
            return False
        if self.governor.agent in ("own", "others"):
            return self.governor.agent == "own"
        before = self.masked.text[self.clause_start : self.masked.at]
        return self.words.finds("agency.own", before) is not None

    @property
    def _only_quoted(self) -> bool:
        """Whether "we" stands in somebody's quoted words and nowhere else."""
        spoken = self.words.patterns["agency.quoted"].sub("", self.text)
        return spoken != self.text and self.finds("agency.own") and not self.words.finds("agency.own", spoken)

    @property
    def foreign(self) -> bool:
        """Whether the sentence tells of somebody else's work."""
        if self.finds("agency.clearly_others"):
            return True
        if self.owned or self.finds("agency.entry"):
            return False
        if self.governor.agent == "others":
            return True
        if self.passage.section in OWN_SECTIONS and self.finds("agency.passive_use"):
            return False
        clause = self.words.patterns["agency.following"].sub("", self.masked.text[: self.clause_end])
        told = any(self.words.finds(p, clause) for p in ("compare.cited_trained", "agency.others"))
        # "available in their model zoo" says nothing of who trains.
        return told or self._they()

    def _they(self) -> bool:
        """Whether "they" acts, unless those are the networks of the sentence before."""
        if self.words.finds("agency.pronoun", self.masked.text[: self.masked.at]) is None:
            return False
        here = self.passage.section in OWN_SECTIONS and self.finds("agency.they_are")
        before = self.passage.before
        ours = self.words.finds("agency.group_before", before) and not self.words.finds("agency.others", before)
        return not (here and ours)

    @property
    def clause_start(self) -> int:
        """Where the clause of the name begins: after a full stop, a semicolon, "while" or "whereas"."""
        starts = [m.end() for m in self.words.patterns["agency.clause"].finditer(self.masked.text, 0, self.masked.at)]
        return starts[-1] if starts else 0

    @property
    def clause_end(self) -> int:
        """Where the clause of the name ends."""
        found = self.words.patterns["agency.clause"].search(self.masked.text, self.masked.at)
        return found.start() if found else len(self.masked.text)


def _is_number(word: str) -> bool:
    return re.fullmatch(r"[±(+\-]?\d[\d.,·]*[%)]?", word) is not None


Rule = Callable[[Seen], RoleGuess | None]


def only_mentioned(seen: Seen, rule: str, why: str, score: float = 0.02) -> RoleGuess:
    return RoleGuess(Role.MENTIONED, score, rule, (why, where(seen.passage)))


def where(passage: Passage) -> str:
    place = passage.heading or str(passage.section)
    return f"{passage.zone} in section {place}" if passage.zone is not Zone.PROSE else f"section {place}"


def governed(seen: Seen, role_words: str) -> str:
    governor = seen.governor
    if governor.lemma:
        who = f", subject “{governor.subject}”" if governor.subject else ""
        return f"verb “{governor.lemma}” governs “{seen.name}”{who}"
    return f"{role_words} beside “{seen.name}”"


def used(seen: Seen, role: Role, rule: str, score: float, words: str) -> RoleGuess:
    """A use, its score lowered where agency or place leave doubt."""
    reasons = [governed(seen, words)]
    section = seen.passage.section
    if not seen.owned:
        score *= {"passive": 0.93, "": 0.88}.get(seen.governor.agent, 0.8)
        reasons.append("nobody is named as the one who acts")
    claimed = section is Section.INTRODUCTION and role is Role.EVALUATED_ON and seen.finds("evaluate.claims")
    if section in SURVEY_SECTIONS and not seen.owned and (claimed or seen.finds("agency.own")):
        score *= 0.85
    elif section in SURVEY_SECTIONS and not seen.owned:
        score *= 0.4
    elif section is Section.RELATED_WORK:
        score *= 0.8
    if seen.finds("not.listed") and not seen.owned:
        score *= 0.7
    if seen.governor.modal and not seen.owned and not seen.finds("not.obtainable"):
        score *= 0.6
    return RoleGuess(role, round(score, 4), rule, (*reasons, where(seen.passage)))
