"""Denials read as use, and uses that stand beside such words: each sentence read in a paper of three sentences."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from citetrail.evaluation.read_sentences import family_of
from citetrail.evaluation.sentence_pages import page_of
from citetrail.paths import CHECKOUT
from citetrail.records.target_files import load_target
from citetrail.records.targets import Target
from citetrail.records.vocabulary import MemberKind, Section, Verdict
from extractors.usage.document_usage import read_document_usage
from extractors.usage.member_names import names_of

WRITTEN = CHECKOUT / "tests" / "adversarial"
# Where running text speaks of data; a sentence must be read right whichever of them it stands in.
SECTIONS = (Section.INTRODUCTION, Section.EXPERIMENTS, Section.BODY)
TARGETS = ("ms-celeb-1m", "dukemtmc", "vggface2")


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """One sentence, whether it tells of a use, what was read, and of which half of its file it is."""

    id: str
    sentence: str
    used: bool
    verdict: Verdict
    score: float
    role: str  # as labelled; empty for denials
    read_role: str
    held_out: bool

    @property
    def right(self) -> bool:
        return (self.verdict is Verdict.USES) is self.used

    @property
    def doubted(self) -> bool:
        return self.verdict is Verdict.UNCLEAR


def read_file(path: Path) -> Iterator[JudgedSentence]:
    """Each row of a file of denials or of uses beside them. Every second row was kept aside."""
    with path.open(encoding="utf-8", newline="") as file:
        for index, row in enumerate(csv.DictReader(file)):
            section = SECTIONS[index % len(SECTIONS)]
            document, _ = page_of(row["before"], row["sentence"], row["after"], section)
            # The fourth files name data and models that no target knows, and tell which of the two each is.
            kind = row.get("kind")
            target = family_of(row["name"], MemberKind(kind)) if kind else target_of(row["name"])
            found = read_document_usage(document, target)
            read_role = str(found.members[0].role) if found.members else ""
            role = row.get("role", "")
            aside = index % 2 == 1
            yield JudgedSentence(
                row["id"], row["sentence"], bool(role), found.verdict, found.score, role, read_role, aside
            )


@lru_cache
def target_of(name: str) -> Target:
    """The first target of which the name is a dataset, else a model; ValueError where it is neither."""
    hits = [(load_target(slug), names_of(load_target(slug)).find(f"We use {name} here.")) for slug in TARGETS]
    found = [target for target, named in hits if named and not named[0].model] + [t for t, named in hits if named]
    if not found:
        raise ValueError(f"no target knows {name}")
    return found[0]


def summary(rows: Sequence[JudgedSentence]) -> tuple[int, int, int]:
    """How many were read, how many right, and how many were left to a person."""
    return len(rows), sum(r.right for r in rows), sum(r.doubted for r in rows)
