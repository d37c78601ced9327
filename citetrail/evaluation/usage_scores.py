"""How well usage is told: run over labelled papers, and every figure that a newsroom would ask for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citetrail.evaluation.gold_usage import GoldUsage, labels_by_slug
from citetrail.evaluation.measures import Scores, brier, effort, of_class, of_sets, reliability
from citetrail.evaluation.split import held_out
from citetrail.records.targets import Target
from citetrail.records.text import DocumentText, Evidence
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import Verdict
from extractors.text.document import read_document
from extractors.text.links import every_link
from extractors.usage import read_usage

# The limits of settings.py: what is measured is what a run would read.
MOST_BYTES = 60_000_000
MOST_PAGES = 400


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """One document with what was said of it; members and roles by gold label."""

    gold: GoldUsage
    usage: Usage
    members: frozenset[str]
    roles: frozenset[tuple[str, str]]
    first_roles: Mapping[str, str]
    quotes: int
    exact_quotes: int

    @property
    def says_uses(self) -> bool:
        return self.usage.verdict is Verdict.USES

    @property
    def uses(self) -> bool:
        return self.gold.uses == "yes"


def read_gold(paper: GoldUsage) -> DocumentText:
    return read_document(paper.pdf.read_bytes(), max_bytes=MOST_BYTES, max_pages=MOST_PAGES, links=every_link)


def judge(paper: GoldUsage, document: DocumentText, target: Target) -> JudgedDocument:
    usage = read_usage(document, target)
    labels = labels_by_slug(target)
    first: dict[str, str] = {}
    for use in usage.members:
        first.setdefault(labels[use.member], use.role)
    quotes = [e for u in usage.members for e in u.evidence] + [m.evidence for m in usage.mentions]
    return JudgedDocument(
        paper,
        usage,
        frozenset(labels[u.member] for u in usage.members),
        frozenset((labels[u.member], str(u.role)) for u in usage.members),
        first,
        len(quotes),
        sum(_is_exact(q, document) for q in quotes),
    )


def _is_exact(evidence: Evidence, document: DocumentText) -> bool:
    page = next((p for p in document.pages if p.number == evidence.page), None)
    return page is not None and page.text[evidence.start : evidence.end] == evidence.quote and bool(evidence.quote)


def report(judged: Sequence[JudgedDocument]) -> dict[str, dict[str, Any]]:
    """All figures, for the part used while writing the rules, the part kept aside, and both."""
    return {
        "tuned": figures([j for j in judged if not held_out(j.gold.key)]),
        "held out": figures([j for j in judged if held_out(j.gold.key)]),
        "all": figures(judged),
    }


def figures(judged: Sequence[JudgedDocument]) -> dict[str, Any]:
    """Precision, recall and F1 of both classes, members, roles, quotations, calibration, effort."""
    papers = [j for j in judged if j.gold.counted]
    used = [j for j in papers if j.uses]
    scored = [(j.usage.score, j.uses) for j in papers]
    read, of = effort(scored)
    members = _sum(of_sets(j.members, j.gold.required, j.gold.allowed) for j in used)
    members += _sum(of_sets(j.members, (), ()) for j in papers if not j.uses)
    right_first = [j.first_roles[m] in _roles(j.gold, m) for j in used for m in j.first_roles if _roles(j.gold, m)]
    return {
        "papers": len(papers),
        "uses": len(used),
        "used": of_class((j.says_uses, j.uses) for j in papers),
        "not used": of_class((not j.says_uses, not j.uses) for j in papers),
        "members": members,
        "members exact": sum(j.gold.required <= j.members <= j.gold.allowed for j in used),
        "roles": _sum(of_sets(j.roles, j.gold.roles, _allowed_roles(j.gold)) for j in used if j.gold.roles),
        "first role right": (sum(right_first), len(right_first)),
        "quotes": sum(j.quotes for j in judged),
        "exact quotes": sum(j.exact_quotes for j in judged),
        "brier": brier(scored),
        "reliability": reliability(scored),
        "effort": (read, of),
        "other documents": [_told(j) for j in judged if not j.gold.counted],
        "errors": [_told(j) for j in papers if j.says_uses != j.uses or not _members_right(j)],
    }


def _roles(gold: GoldUsage, member: str) -> set[str]:
    return {role for m, role in gold.roles if m == member}


def _allowed_roles(gold: GoldUsage) -> set[tuple[str, str]]:
    """Roles of members that the labels allow but give no role for are neither right nor wrong."""
    named = {m for m, _ in gold.roles}
    roles = {r for _, r in gold.roles}
    every = (
        "trained_on",
        "fine_tuned_on",
        "evaluated_on",
        "derived_from",
        "uses_pretrained_model",
        "created",
        *roles,
    )
    return {(m, r) for m in gold.allowed - named for r in every}


def _members_right(judged: JudgedDocument) -> bool:
    return not judged.uses or judged.gold.required <= judged.members <= judged.gold.allowed


def _told(judged: JudgedDocument) -> dict[str, Any]:
    gold = judged.gold
    return {
        "key": gold.key,
        "title": gold.title,
        "label": gold.uses or "not named",
        "required": sorted(gold.required),
        "allowed": sorted(gold.allowed),
        "verdict": str(judged.usage.verdict),
        "score": judged.usage.score,
        "members": sorted(judged.members),
    }


def _sum(scores: Iterable[Scores]) -> Scores:
    total = Scores(0, 0, 0)
    for score in scores:
        total += score
    return total
