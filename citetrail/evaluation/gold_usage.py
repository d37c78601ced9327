"""The hand labels of usage: papers read in full, and the public register's labels by title."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citetrail.records.identifiers import title_key
from citetrail.records.targets import Member, Target
from extractors.usage.member_names import names_of


@dataclass(frozen=True, slots=True)
class GoldUsage:
    """One labelled document. `uses`: yes, no, unclear, disputed; None where only affiliations are labelled."""

    key: str
    title: str
    pdf: Path
    is_paper: bool
    uses: str | None
    required: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    roles: frozenset[tuple[str, str]] = frozenset()
    unresolved: bool = False

    @property
    def counted(self) -> bool:
        """Whether it counts at paper level. Papers labelled for affiliations only do not name the family."""
        return self.is_paper and self.uses in ("yes", "no", None)


def load_gold(path: Path, target: Target) -> list[GoldUsage]:
    """The labels of a .jsonl file of papers or a .csv file of the register; only documents whose PDF is there."""
    rows = _papers(path, target) if path.suffix == ".jsonl" else _register(path, target)
    return [r for r in rows if r.pdf.is_file()]


def _papers(path: Path, target: Target) -> Iterator[GoldUsage]:
    folder = path.parents[2] / "corpus" / "pdf"
    for line in path.read_text(encoding="utf-8").splitlines():
        raw: dict[str, Any] = json.loads(line)
        evidence = raw["uses_evidence"] or []
        yield GoldUsage(
            raw["sha"],
            raw["title"],
            folder / f"{raw['sha']}.pdf",
            raw["is_paper"],
            raw["uses"],
            _labels(raw["members_required"] or [], target),
            _labels(raw["members_allowed"] or [], target),
            frozenset((_label(e["member"], target), e["role"]) for e in evidence),
        )


def _register(path: Path, target: Target) -> Iterator[GoldUsage]:
    """Rows of the register whose title is that of a paper at hand."""
    papers = path.parents[1] / "papers" / "papers.jsonl"
    known = {title_key(p.title): p for p in _papers(papers, target)} if papers.is_file() else {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            paper = known.get(title_key(row["title"]))
            if paper is None:
                continue
            members = _labels([c.strip(" []") for c in row["members"].split(",") if c.strip(" []")], target)
            uses = "yes" if row["uses"] == "1" else "no"
            yield GoldUsage(
                paper.key, paper.title, paper.pdf, True, uses, members, members, unresolved=row["unresolved"] == "1"
            )


def label_of(member: Member) -> str:
    """What a gold file calls a member: its code in the register, else its slug."""
    return member.code or member.slug


def labels_by_slug(target: Target) -> Mapping[str, str]:
    return {m.slug: label_of(m) for m in target.members}


def _labels(names: Iterable[str], target: Target) -> frozenset[str]:
    return frozenset(_label(n, target) for n in names)


def _label(name: str, target: Target) -> str:
    """A gold name as a label: codes stay, a member's own name becomes its label, others stay as they are."""
    if any(m.code == name for m in target.members):
        return name
    hits = names_of(target).find(name)
    if len(hits) == 1 and hits[0].start == 0 and hits[0].end == len(name):
        return label_of(target.member(hits[0].member))
    return name
