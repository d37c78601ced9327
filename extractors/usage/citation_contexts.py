"""Usage from Semantic Scholar's citation contexts, where the text could not be had: evidence of its own kind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citetrail.records.targets import Target
from citetrail.records.text import DocumentText, Evidence, PageText
from citetrail.records.usage import Mention, Usage
from citetrail.records.vocabulary import MemberKind, Origin, Outcome, Role, UsageRule, Verdict
from extractors.usage.aggregation import weigh
from extractors.usage.calibration import calibration
from extractors.usage.document_usage import NOTHING_SHOWN, mentions_of_each, verdict_of

# A citation that the service calls "methodology" is a use more often than not; one called "background" seldom.
INTENT_FACTOR = {"methodology": 1.0, "result": 0.7, "background": 0.6}
# A context says nothing of its section, its neighbours, or what the rest of the paper says.
CEILING = 0.8
MOST_CONTEXTS = 200


@dataclass(frozen=True, slots=True)
class SourceContext:
    """A passage that cites or names a member; `reason` is the member's slug, or the query that found it."""

    text: str
    intents: tuple[str, ...] = ()
    reason: str = ""


def read_contexts(contexts: Sequence[SourceContext], target: Target) -> Usage:
    """Usage from contexts alone; no context is `no_text`, never `none`. Nothing here is surer than CEILING."""
    given = [c for c in dict.fromkeys(contexts) if c.text.strip()][:MOST_CONTEXTS]
    if not given:
        return Usage(Verdict.NO_TEXT, 0.0, reasons=("neither text nor citation contexts could be had",))
    mentions = [m for found in _found(given, target) for m in found]
    if not mentions:
        mentions = [_only_cited(c, target) for c in given if _cited(c, target)]
    if not mentions:
        return Usage(Verdict.NO_TEXT, 0.0, reasons=("the citation contexts name no member of the family",))
    weighed = weigh(mentions, target)
    raw = max([u.score for u in weighed.uses] or [weighed.best])
    score = round(calibration().probability(raw), 4)
    score = score if weighed.uses else min(score, NOTHING_SHOWN)
    verdict = verdict_of(score)
    members = weighed.uses if verdict is Verdict.USES else ()
    used = {u.member for u in members}
    rest = tuple(m for m in mentions if m.member not in used)
    return Usage(verdict, score, members, rest, reasons=("from Semantic Scholar's citation contexts only",))


def _found(given: Sequence[SourceContext], target: Target) -> list[list[Mention]]:
    """What each context names, all of them read as one paper's; words that came for two reasons are read once."""
    texts = list(dict.fromkeys(c.text.strip() for c in given))
    documents = [DocumentText(Outcome.OK, (PageText(1, 0.0, 0.0, text),), page_count=1) for text in texts]
    named = dict(zip(texts, mentions_of_each(documents, target), strict=True))
    return [[_as_context(m, _factor(c)) for m in named[c.text.strip()]] for c in given]


def _factor(context: SourceContext) -> float:
    return max((INTENT_FACTOR.get(i, 0.9) for i in context.intents), default=0.9)


def _as_context(mention: Mention, factor: float) -> Mention:
    evidence = replace(mention.evidence, page=0, section="")
    reasons = (*mention.reasons[:1], "from a citation context of Semantic Scholar")
    score = round(min(mention.score * factor, CEILING), 4)
    return replace(mention, score=score, evidence=evidence, reasons=reasons, origin=Origin.S2_CONTEXT)


def _cited(context: SourceContext, target: Target) -> bool:
    return any(m.slug == context.reason for m in target.members)


def _only_cited(context: SourceContext, target: Target) -> Mention:
    """A context that cites a member's paper without naming it."""
    member = target.member(context.reason)
    text = context.text.strip()
    evidence = Evidence(0, 0, len(text), text)
    likely = "methodology" in context.intents
    score = 0.2 if likely else 0.05
    role = (member.typical or Role.MENTIONED) if likely and member.kind is MemberKind.DATASET else Role.MENTIONED
    why = f"cites the paper of {member.name} without naming it"
    return Mention(member.slug, role, score, evidence, (why,), UsageRule.CITED, Origin.S2_CONTEXT)
