"""A paper's text to its usage of one target's family. Pure; no text of any PDF raises."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.usage.aggregation import Weighed, together, weigh
from extractors.usage.calibration import calibration
from extractors.usage.citations import Bibliography, read_bibliography
from extractors.usage.definitions import own_names, same_data, short_hits
from extractors.usage.grammar import NOTHING, Governor, read_grammar
from extractors.usage.masking import Masked, mask
from extractors.usage.names import Hit, names_of
from extractors.usage.passages import Passage, Placed, place_all
from extractors.usage.resolution import Meant, Resolver, carry_over
from extractors.usage.roles import Decision, decide, look
from extractors.usage.vitae import is_curriculum_vitae
from records.identifiers import title_key
from records.targets import Target
from records.text import DocumentText, Evidence, PageText
from records.usage import Mention, Usage
from records.vocabulary import MemberKind, Outcome, Role, Section, Verdict, Zone

# A paper has tens of hits; beyond these the rest would only repeat them.
MOST_PLACED = 1_500
MOST_PARSED = 80
MOST_MENTIONS = 200
USES = 0.5
UNCLEAR = 0.25
TITLE_WITHIN = 1_000  # characters of the first page


def read_document_usage(document: DocumentText, target: Target) -> Usage:
    """The verdict, the members with their roles and evidence, and the mentions that are no use."""
    if document.outcome is not Outcome.OK or not any(p.text.strip() for p in document.pages):
        return Usage(Verdict.NO_TEXT, 0.0)
    mentions = find_mentions(document, target)
    if not mentions:
        return Usage(
            Verdict.NONE, calibration().probability(0.0), reasons=("the text names no member of the family",)
        )
    if is_curriculum_vitae(document):
        why = "a curriculum vitae or publication list: its titles are no uses"
        cleared = tuple(replace(m, role=Role.MENTIONED, score=0.02, reasons=(why,), rule="vitae") for m in mentions)
        return Usage(Verdict.MENTIONS, calibration().probability(0.02), mentions=cleared, reasons=(why,))
    return conclude(weigh(mentions, target), mentions, target)


def conclude(weighed: Weighed, mentions: Sequence[Mention], target: Target) -> Usage:
    """The verdict from what was weighed."""
    raw = together([u.score for u in weighed.uses] or [weighed.best])
    score = round(calibration().probability(raw), 4)
    verdict = Verdict.USES if score >= USES else Verdict.UNCLEAR if score >= UNCLEAR else Verdict.MENTIONS
    members = weighed.uses if verdict is Verdict.USES else ()
    shown = {(e.page, e.start, e.match_start) for u in members for e in u.evidence}
    rest = [m for m in mentions if (m.evidence.page, m.evidence.start, m.evidence.match_start) not in shown]
    best = max((*weighed.uses, *weighed.weak), key=lambda u: u.score, default=None)
    reasons = best.reasons if best else ("named, but no sentence speaks of use",)
    return Usage(verdict, score, members, tuple(rest[:MOST_MENTIONS]), _unresolved(members, target), reasons)


def _unresolved(members: Sequence[object], target: Target) -> bool:
    return False


def find_mentions(document: DocumentText, target: Target) -> list[Mention]:
    """Every name of the family with its member and role, in the order of the text."""
    names = names_of(target)
    bibliography = read_bibliography(document.references, target, names)
    pages = [(page, names.find(page.text)) for page in document.pages]
    short = own_names(pages, names)
    pages = [(page, _with_own(page, hits, short, bibliography, target)) for page, hits in pages]
    placed = list(_bounded(place_all(document, pages)))
    resolver = Resolver(target, placed, bibliography)
    meant = [m for p in placed if (m := resolver.resolve(p)) is not None]
    introduced = introduced_by(document, target)
    meant = carry_over(meant, target, introduced)
    decisions = _decide_all(meant, placed, target, introduced)
    mentions = [_mention(m, d) for m, d in zip(meant, decisions, strict=True)]
    return [*mentions, *_introductions(mentions, introduced)]


def introduced_by(document: DocumentText, target: Target) -> frozenset[str]:
    """Members whose introducing paper this document is, by the title on its first page."""
    head = title_key(document.pages[0].text[:TITLE_WITHIN]) if document.pages else ""
    titles = [(m.slug, title_key(p.title)) for m in target.members for p in m.papers]
    return frozenset(slug for slug, title in titles if len(title) > 20 and title in head)


def _introductions(mentions: Sequence[Mention], introduced: frozenset[str]) -> Iterator[Mention]:
    """The first place that names a member in the paper that introduced it, where no sentence says that it is made."""
    made = {m.member for m in mentions if m.role is Role.CREATED}
    for slug in sorted(introduced - made):
        first = next((m for m in mentions if m.member == slug and m.rule not in ("bibliography", "place")), None)
        if first is not None:
            why = "the document is the paper that introduced it"
            yield replace(first, role=Role.CREATED, score=0.75, reasons=(why,), rule="introducing paper")


def _with_own(
    page: PageText, hits: list[Hit], short: dict[str, str], bibliography: Bibliography, target: Target
) -> list[Hit]:
    added = [*short_hits(page, hits, short), *same_data(page, bibliography, target)]
    return sorted([*hits, *added], key=lambda h: h.start) if added else hits


def _bounded(placed: Iterable[Placed]) -> Iterator[Placed]:
    for count, one in enumerate(placed):
        if count >= MOST_PLACED:
            return
        yield one


@dataclass(frozen=True, slots=True)
class _Asked:
    meant: Meant
    masked: Masked
    models: tuple[str, ...]


def _decide_all(
    meant: Sequence[Meant], placed: Sequence[Placed], target: Target, introduced: frozenset[str]
) -> list[Decision]:
    beside: dict[int, list[Placed]] = {}
    for one in placed:
        beside.setdefault(id(one.passage), []).append(one)
    asked = [_ask(m, beside[id(m.placed.passage)], target) for m in meant]
    governors = _parse_worthwhile(asked)
    decisions = []
    for question, governor in zip(asked, governors, strict=True):
        m = question.meant
        seen = look(
            target.member(m.member),
            m.placed.hit.text,
            m.placed.passage,
            question.masked,
            governor,
            question.models,
            m.member in introduced,
        )
        decisions.append(decide(seen))
    return decisions


def _ask(meant: Meant, beside: Sequence[Placed], target: Target) -> _Asked:
    placed = meant.placed
    passage = placed.passage
    model = target.member(meant.member).kind is MemberKind.MODEL
    kin = [(p.at, p.end) for p in beside if p is not placed and not p.hit.ambiguous]
    models = tuple(
        p.hit.member for p in beside if p is not placed and target.member(p.hit.member).kind is MemberKind.MODEL
    )
    masked = mask(passage.quote, placed.at, placed.end, model=model, kin=kin, lead=passage.lead, tail=passage.tail)
    return _Asked(meant, masked, models)


def _parse_worthwhile(asked: Sequence[_Asked]) -> list[Governor]:
    """Parses sentences outside bibliography and tables, each once, the body's first, at most MOST_PARSED."""
    wanted: dict[str, Masked] = {}
    for question in sorted(asked, key=lambda q: _rank(q.meant.placed.passage)):
        if _rank(question.meant.placed.passage) < 9 and len(wanted) < MOST_PARSED:
            wanted.setdefault(question.masked.text, question.masked)
    parsed = dict(zip(wanted, read_grammar(list(wanted.values())), strict=True))
    return [parsed.get(q.masked.text, NOTHING) for q in asked]


def _rank(passage: Passage) -> int:
    """What is read first; 9 is never parsed."""
    if passage.section is Section.REFERENCES or passage.zone in (Zone.TABLE, Zone.MARGIN):
        return 9
    if passage.section in (Section.EXPERIMENTS, Section.METHOD, Section.ABSTRACT, Section.BODY):
        return 0
    return 1


def _mention(meant: Meant, decision: Decision) -> Mention:
    passage, hit = meant.placed.passage, meant.placed.hit
    evidence = Evidence(
        passage.page,
        passage.start,
        passage.end,
        passage.quote,
        passage.heading or str(passage.section),
        (),
        hit.start,
        hit.end,
    )
    reasons = (*decision.reasons, meant.why) if meant.why else decision.reasons
    return Mention(meant.member, decision.role, decision.score, evidence, reasons, decision.rule)
