"""A paper's text to its usage of one target's family. Pure; no text of any PDF raises."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from citetrail.records.identifiers import title_key
from citetrail.records.targets import Target
from citetrail.records.text import DocumentText, Evidence, PageText
from citetrail.records.usage import MemberUse, Mention, Usage
from citetrail.records.vocabulary import USE_ROLES, MemberKind, Outcome, Role, Section, UsageRule, Verdict, Zone
from extractors.text.curriculum_vitae import is_curriculum_vitae
from extractors.usage.aggregation import Weighed, together, weigh
from extractors.usage.calibration import calibration
from extractors.usage.checkpoint_names import as_networks
from extractors.usage.cited_members import Bibliography, read_bibliography
from extractors.usage.clauses import NO_CLAUSE, Clause, read_clauses
from extractors.usage.definitions import cited_models, own_names, own_systems, same_data, short_hits
from extractors.usage.described_data import addressed, described, is_data, linked
from extractors.usage.loading_calls import calls_of, with_calls
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import Masked, mask
from extractors.usage.member_names import Hit, names_of
from extractors.usage.passages import Passage, Placed, place_all
from extractors.usage.release_facts import NAMED, Membership, release_facts
from extractors.usage.releases import DocumentReleases, is_file_name
from extractors.usage.resolution import Meant, MemberResolver, carry_over, told
from extractors.usage.roles import RoleGuess, Seen, decide, denied_beside
from extractors.usage.table_marks import bearers
from extractors.usage.unknown_datasets import unknown_datasets
from extractors.usage.version_words import tells
from extractors.usage.years import when_written, written_in

# A paper has tens of hits; beyond these the rest would only repeat them.
MOST_PLACED = 1_500
# Sentences. Parsing is most of the time of this step; these are ordered by what they may tell.
MOST_PARSED = 40
MOST_MENTIONS = 200
# Calibrated probabilities: more likely than not is a use; down to one in four a person looks.
USES = 0.5
UNCLEAR = 0.25
# A paper of which no member is sure enough to be shown is unclear, whatever its weak signs add up to.
NOTHING_SHOWN = 0.49
# That a paper which uses its own version made it of the parent is plain; whether that is all it did with it, mostly.
DERIVED = 0.7
# Whose pictures a paper collects by a list of names is plain; that it did so by this list, mostly.
BY_NAMES = 0.6
TITLE_WITHIN = 2_000  # characters of the first page
TITLE_LINES = 30
# A paper of the field prints its words again and again; one that cites the field prints them in its bibliography.
DOMAIN_WORDS = 10
SHORT_TEXT = 5_000  # characters
MOST_DOMAIN = 200_000
# A bibliography, a biography or a running header introduces nothing.
OUTSIDE_TEXT = (UsageRule.BIBLIOGRAPHY, UsageRule.PLACE)


def read_document_usage(document: DocumentText, target: Target, year: int | None = None) -> Usage:
    """The verdict, the members with their roles and evidence, and the mentions that are no use.

    `year` is the paper's, where it is known from elsewhere: packages change what they load.
    """
    if document.outcome is not Outcome.OK or not any(p.text.strip() for p in document.pages):
        return Usage(Verdict.NO_TEXT, 0.0)
    mentions = find_mentions(document, target, year)
    if not mentions:
        return Usage(
            Verdict.NONE, calibration().probability(0.0), reasons=("the text names no member of the family",)
        )
    if is_curriculum_vitae(document.pages):
        why = "a curriculum vitae or publication list: its titles are no uses"
        rule = UsageRule.CURRICULUM_VITAE
        cleared = tuple(replace(m, role=Role.MENTIONED, score=0.02, reasons=(why,), rule=rule) for m in mentions)
        return Usage(Verdict.MENTIONS, calibration().probability(0.02), mentions=cleared, reasons=(why,))
    usage = conclude(weigh(mentions, target), mentions)
    return replace(usage, unknown_datasets=unknown_datasets(mentions, target))


def verdict_of(score: float) -> Verdict:
    """What a paper that names the family says of it, by the calibrated probability that it uses it."""
    return Verdict.USES if score >= USES else Verdict.UNCLEAR if score >= UNCLEAR else Verdict.MENTIONS


def conclude(weighed: Weighed, mentions: Sequence[Mention]) -> Usage:
    """The verdict from what was weighed."""
    raw = together([u.score for u in weighed.uses] or [weighed.best])
    score = round(calibration().probability(raw), 4)
    score = score if weighed.uses else min(score, NOTHING_SHOWN)
    verdict = verdict_of(score)
    members = weighed.uses if verdict is Verdict.USES else ()
    shown = {(e.page, e.start, e.match_start) for u in members for e in u.evidence}
    rest = [m for m in mentions if (m.evidence.page, m.evidence.start, m.evidence.match_start) not in shown]
    best = max((*weighed.uses, *weighed.weak), key=lambda u: u.score, default=None)
    reasons = best.reasons if best else ("named, but no sentence speaks of use",)
    return Usage(verdict, score, members, tuple(rest[:MOST_MENTIONS]), _unresolved(members, mentions), reasons)


def _unresolved(members: Sequence[MemberUse], mentions: Sequence[Mention]) -> bool:
    """A use of some version of the data or some release of a model, and the paper does not tell of which."""
    used = {use.member for use in members}
    return any(m.unresolved for m in mentions if m.member in used and m.role in USE_ROLES)


def find_mentions(document: DocumentText, target: Target, year: int | None = None) -> list[Mention]:
    """Every name of the family with its member and role, in the order of the text."""
    (found,) = mentions_of_each([document], target, year)
    return found


def mentions_of_each(
    documents: Sequence[DocumentText], target: Target, year: int | None = None
) -> list[list[Mention]]:
    """The same of several texts of one paper. They share the questions that a second model is asked about a paper."""
    named = [_named_in(document, target, year) for document in documents]
    seen = [s for n in named for s in n.seen]
    guesses = iter(denied_beside(seen, decide(seen)))
    return [_mentions_in(n, list(islice(guesses, len(n.seen))), target) for n in named]


@dataclass(frozen=True, slots=True)
class _Named:
    """The names of one document: what each may mean, and what is decided upon."""

    document: DocumentText
    meant: Sequence[Meant]
    seen: Sequence[Seen]
    introduced: frozenset[str]


def _named_in(document: DocumentText, target: Target, year: int | None) -> _Named:
    names = names_of(target)
    bibliography = read_bibliography(document.references, target, names)
    calls = calls_of(target)
    found = [(page, with_calls(names.find(page.text), calls.find(page.text))) for page in document.pages]
    pages = [(page, as_networks(page.text, hits)) for page, hits in found]
    short = own_names(pages, names)
    pages = [(page, _with_own(page, hits, short, bibliography, target)) for page, hits in pages]
    placed = list(_bounded(place_all(document, pages)))
    resolver = MemberResolver(target, placed, bibliography, _releases(document, target, placed, year))
    meant = [m for p in placed if (m := resolver.resolve(p)) is not None]
    introduced = introduced_by(document, target)
    meant = carry_over(meant, target, introduced)
    own = own_systems(document.pages, names)
    texts = {page.number: page.text for page in document.pages}
    asked = [_ask(m, target, introduced, own, texts[m.placed.passage.page]) for m in meant]
    clauses = _parse_worthwhile(asked)
    seen = [replace(s, sentence=replace(s.sentence, clause=c)) for s, c in zip(asked, clauses, strict=True)]
    return _Named(document, meant, seen, introduced)


def _mentions_in(named: _Named, guesses: Sequence[RoleGuess], target: Target) -> list[Mention]:
    mentions = [x for m, g in zip(named.meant, guesses, strict=True) for x in _mentions(m, g)]
    if not in_domain(named.document, target):
        mentions = [_elsewhere(m, target) for m in mentions]
    return [*mentions, *_introductions(mentions, named.introduced)]


def _releases(document: DocumentText, target: Target, placed: Sequence[Placed], year: int | None) -> DocumentReleases:
    """What the document tells of the models that it names, outside its bibliography."""
    outside = [p for p in placed if p.passage.section is not Section.REFERENCES and p.passage.zone is not Zone.TABLE]
    models = [told(p) for p in outside if p.hit.model]
    written = written_in(year) if year else when_written(document)
    pages = [page.text for page in document.pages] if models else []
    return DocumentReleases(release_facts(target), target, models, pages, written)


def in_domain(document: DocumentText, target: Target) -> bool:
    """Whether the paper is of the target's field at all; short texts are given the benefit of the doubt."""
    text = " ".join(p.text for p in document.pages)[:MOST_DOMAIN]
    if not target.domain or len(text) < SHORT_TEXT:
        return True
    words = re.finditer(rf"\b(?:{'|'.join(map(re.escape, target.domain))})\b", text, re.I)
    return sum(1 for _ in islice(words, DOMAIN_WORDS)) == DOMAIN_WORDS


def _elsewhere(mention: Mention, target: Target) -> Mention:
    """A model's name in another field is the name of a loss or an architecture."""
    by_model = mention.role is Role.USES_PRETRAINED_MODEL or target.member(mention.member).kind is MemberKind.MODEL
    if not by_model or mention.role not in USE_ROLES:
        return mention
    why = "the paper is of another field: the name stands for a loss or an architecture"
    return replace(mention, role=Role.MENTIONED, score=0.05, reasons=(why,), rule=UsageRule.OTHER_FIELD)


def introduced_by(document: DocumentText, target: Target) -> frozenset[str]:
    """Members whose introducing paper this document is: their paper's title fills whole lines at its head."""
    head = document.pages[0].text[:TITLE_WITHIN] if document.pages else ""
    lines = [title_key(line) for line in head.splitlines() if line.strip()][:TITLE_LINES]
    runs = {"".join(lines[i:j]) for i in range(len(lines)) for j in range(i + 1, min(i + 5, len(lines) + 1))}
    return frozenset(m.slug for m in target.members for p in m.papers if title_key(p.title) in runs)


def _introductions(mentions: Sequence[Mention], introduced: frozenset[str]) -> Iterator[Mention]:
    """The first place that names a member in the paper that introduced it, where no sentence says that it is made."""
    made = {m.member for m in mentions if m.role is Role.CREATED}
    for slug in sorted(introduced - made):
        first = next((m for m in mentions if m.member == slug and m.rule not in OUTSIDE_TEXT), None)
        if first is not None:
            why = ("the document is the paper that introduced it",)
            rule = UsageRule.INTRODUCING_PAPER
            yield replace(first, role=Role.CREATED, score=0.75, reasons=why, rule=rule, unresolved=False)


def _with_own(
    page: PageText, hits: list[Hit], short: dict[str, Hit], bibliography: Bibliography, target: Target
) -> list[Hit]:
    added = short_hits(page, hits, short)
    cites = bibliography.may_be_cited(page.text)  # what a citation tells is looked for where there is one
    if cites:
        added += same_data(page, hits, bibliography, target)
        spans = [(h.start, h.end) for h in hits]
        cited = cited_models(page, bibliography, target)
        added += [c for c in cited if not any(c.start < end and start < c.end for start, end in spans)]
    told = [*hits, *added]
    unnamed = [*described(page, told, bibliography, target)] if cites else []
    unnamed += [*addressed(page, told, target), *linked(page, target)]
    spoken = [u for u in unnamed if is_data(page, u)]
    hits = [h for h in hits if not (h.model and any(u.start <= h.start and h.end <= u.end for u in spoken))]
    added += [u for u in unnamed if not any(u.start < h.end and h.start < u.end for h in (*hits, *added))]
    return sorted([*hits, *added], key=lambda h: h.start) if added else hits


def _bounded(placed: Iterable[Placed]) -> Iterator[Placed]:
    for count, one in enumerate(placed):
        if count >= MOST_PLACED:
            return
        yield one


def _ask(meant: Meant, target: Target, introduced: frozenset[str], own: re.Pattern[str] | None, text: str) -> Seen:
    """What exclusions and model are to look at, before the sentence is parsed."""
    placed, passage = meant.placed, meant.placed.passage
    member = target.member(meant.member)
    if placed.hit.model:
        # A release that stands for the data that it saw is a model all the same.
        member = replace(member, kind=MemberKind.MODEL)
    model = member.kind is MemberKind.MODEL
    masked = mask(passage.quote, placed.at, placed.end, model=model, lead=passage.lead, tail=passage.tail, own=own)
    touching = (passage.quote[max(0, placed.at - 1) : placed.at], passage.quote[placed.end : placed.end + 1])
    sentence = Sentence(
        member.kind,
        masked,
        passage.section,
        passage.zone,
        passage.heading,
        passage.before,
        passage.after,
        passage.caption if passage.zone is Zone.TABLE else "",
        touching,
        name=placed.hit.text,
    )
    marked = bearers(text, passage.start, placed.hit.start, placed.hit.end)
    release = (placed.hit.release or placed.hit.text) if placed.hit.model and is_file_name(placed.hit.text) else ""
    return Seen(
        member,
        placed.hit.text,
        passage,
        sentence,
        introduces=meant.member in introduced,
        file=release,
        marked=marked,
        at=placed.at,
        end=placed.end,
    )


def _parse_worthwhile(asked: Sequence[Seen]) -> list[Clause]:
    """Parses sentences outside bibliography and tables, each once, the body's first, at most MOST_PARSED."""
    wanted: dict[str, Masked] = {}
    for seen in sorted(asked, key=lambda s: _rank(s.passage)):
        if _rank(seen.passage) < 9 and len(wanted) < MOST_PARSED:
            wanted.setdefault(seen.sentence.masked.text, seen.sentence.masked)
    parsed = dict(zip(wanted, read_clauses(list(wanted.values())), strict=True))
    return [parsed.get(s.sentence.masked.text, NO_CLAUSE) for s in asked]


def _rank(passage: Passage) -> int:
    """What is read first; 9 is never parsed."""
    if passage.section is Section.REFERENCES or passage.zone in (Zone.TABLE, Zone.MARGIN):
        return 9
    if passage.section in (Section.EXPERIMENTS, Section.METHOD, Section.ABSTRACT, Section.BODY):
        return 0
    return 1


def _mentions(meant: Meant, guess: RoleGuess) -> Iterator[Mention]:
    """The mention; a second one where the paper uses its own cleaned version, which makes that version too."""
    yield (mention := _mention(meant, guess))
    if meant.own_cleaning and guess.role in (Role.TRAINED_ON, Role.FINE_TUNED_ON, Role.EVALUATED_ON):
        why = "the paper cleans it itself"
        reasons = (why, *mention.reasons[-1:])
        yield replace(mention, role=Role.DERIVED_FROM, score=DERIVED, reasons=reasons, rule=UsageRule.OWN_CLEANING)


def _mention(meant: Meant, guess: RoleGuess) -> Mention:
    passage, hit = meant.placed.passage, meant.placed.hit
    evidence = Evidence(
        passage.page,
        passage.start,
        passage.end,
        passage.quote,
        passage.heading or str(passage.section),
        match_start=hit.start,
        match_end=hit.end,
    )
    guess = _by_meaning(meant, _by_standing(meant, guess))
    reasons = (*guess.reasons, meant.why) if meant.why else guess.reasons
    return Mention(
        meant.member,
        guess.role,
        guess.score,
        evidence,
        reasons,
        guess.rule,
        zone=passage.zone,
        unresolved=_is_unresolved(meant, guess),
    )


def _is_unresolved(meant: Meant, guess: RoleGuess) -> bool:
    """The version or the release is open; of a model that the paper makes, the release does not matter."""
    standing = meant.standing
    is_open = standing is not None and (standing.membership is Membership.OPEN or standing.apart)
    return meant.untold is not None or (is_open and guess.role is not Role.CREATED)


def _by_meaning(meant: Meant, guess: RoleGuess) -> RoleGuess:
    """What a version was made of is not used beside it; pictures collected by a list of names are new data."""
    used = guess.role in USE_ROLES and guess.role is not Role.CREATED
    if used and meant.own_version:
        return RoleGuess(Role.DERIVED_FROM, DERIVED, UsageRule.OWN_CLEANING, guess.reasons[:1])
    if used and meant.origin:
        return RoleGuess(Role.MENTIONED, 0.03, UsageRule.ORIGIN, guess.reasons[:1])
    if used and meant.list_of_names:
        return replace(guess, role=Role.DERIVED_FROM)
    weighed = guess.rule is UsageRule.SENTENCE_MODEL
    if meant.list_of_names and weighed and tells("collects", meant.placed.passage.quote):
        why = "the authors collect pictures by it"
        return RoleGuess(Role.DERIVED_FROM, BY_NAMES, UsageRule.LIST_OF_NAMES, (why, *guess.reasons))
    return guess


def _by_standing(meant: Meant, guess: RoleGuess) -> RoleGuess:
    """What is done with a model counts by the release: one that never saw the family is named, and no more."""
    standing = meant.standing
    if standing is None or guess.role not in USE_ROLES or guess.role is Role.CREATED:
        return guess
    if standing.membership is Membership.OTHER:
        return RoleGuess(Role.MENTIONED, 0.03, UsageRule.OTHER_RELEASE, (standing.why,))
    if standing.cap <= NAMED:
        return RoleGuess(Role.MENTIONED, standing.cap, UsageRule.TAUGHT, (standing.why,))
    reasons = (*guess.reasons, standing.why)
    if guess.score <= standing.cap:
        return replace(guess, reasons=reasons)
    return RoleGuess(guess.role, standing.cap, UsageRule.OPEN_RELEASE, reasons)
