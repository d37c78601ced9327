"""From readings to claims: what each paper gives for the target goes before the reviewers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from citetrail.records.copies import BESIDE_THE_PAPER, Copy, CopyKind
from citetrail.records.identifiers import short_hash
from citetrail.records.organisations import Header
from citetrail.records.papers import Paper
from citetrail.records.readings import Reading
from citetrail.records.shortened import shortened
from citetrail.records.vocabulary import Outcome, Step, Verdict
from citetrail.records.withdrawals import said_by_title, stamp_on
from citetrail.store.add_papers import load_papers
from citetrail.store.assessments import AssessmentRows, save_assessments, unchanged
from citetrail.store.claims import papers_resting_on
from citetrail.store.copies import copies_of, documents_of, save_text_keys
from citetrail.store.decision_reach import count_papers
from citetrail.store.engine import writing
from citetrail.store.readings import fetch_outcomes, load_readings
from citetrail.store.work import MAY_PASS, count_due, due_batches, move, put_before
from extractors.text.text_keys import text_key
from extractors.versions import check_unchanged
from flows.steps.batch_sizes import ASSESSED
from flows.steps.copy_texts import stands
from flows.steps.reading_version import Versions
from flows.steps.run_context import Context, recorded

# What assesses takes as long to import as all of a run with nothing new: it is imported where a paper is assessed.
if TYPE_CHECKING:
    from extractors.claims.copy_differences import Difference
    from extractors.claims.several_copies import CopyRead


def assess(context: Context, versions: Versions) -> Counter[str]:
    """Assess every paper that is due; returns counts by verdict."""
    with recorded(context, Step.ASSESS, reading=versions.reading) as counts:
        with context.engine.connect() as connection:
            context.teller.begin(Step.ASSESS, count_due(connection, context.target.slug, Step.ASSESS))
        for batch in due_batches(context.engine, context.target.slug, Step.ASSESS, ASSESSED):
            counts.update(assess_batch(context, versions, batch))
        if counts:
            with writing(context.engine) as connection:
                count_papers(connection, context.target.slug)
    return counts


def assess_batch(context: Context, versions: Versions, ids: Sequence[str]) -> Counter[str]:
    """Assess these papers and store their claims, in one transaction.

    Raises CodeChanged, and keeps nothing, where `versions` may not be what they were assessed with.
    """
    counts: Counter[str] = Counter()
    slug = context.target.slug
    held = _load(context, versions, ids)
    kept = _kept(context, held)
    batch = []
    for paper in held.papers:
        if paper.id in held.unchanged or paper.id in kept:
            what = "unchanged" if paper.id in held.unchanged else "kept"
            counts[what] += 1
            context.teller.advance(Step.ASSESS, what)
            continue
        rows = _assess_one(context, versions, paper, held)
        batch.append(rows)
        counts[rows.assessment["verdict"]] += 1
        context.teller.advance(Step.ASSESS, rows.assessment["verdict"])
    check_unchanged()
    with writing(context.engine) as connection:
        save_assessments(connection, slug, batch)
        save_text_keys(connection, held.text_keys)
        move(connection, slug, Step.ASSESS, ids, None)
        put_before(connection, slug, Step.EXTRACT, held.half_read())
    context.tick()
    return counts


def _kept(context: Context, held: "_Held") -> set[str]:
    """The papers that stay as they were assessed: a claim quotes a copy that cannot be read now, and others can.

    What one copy said is not taken back because its file was lost or its reading broke off. Said for each.
    """
    lost = {paper.id: shas for paper in held.papers if (shas := held.lost_of(paper.id))}
    with context.engine.connect() as connection:
        quoting = papers_resting_on(
            connection, context.target.slug, sorted({s for own in lost.values() for s in own})
        )
    for paper in (p for p in held.papers if p.id in lost.keys() & quoting):
        why = ", ".join(f"{s[:12]} ({held.readings[s].outcome})" for s in lost[paper.id])
        named = f"“{shortened(paper.title, 80)}” stays as it was assessed"
        told = f"{named}: its claims quote a copy that cannot be read now, {why}."
        context.teller.say(f"{told} Restore it from a backup and run `citetrail extract --retry failed`.")
    return {str(paper) for paper in lost} & quoting


@dataclass(frozen=True, slots=True)
class _Held:
    """What the store has of a batch of papers."""

    papers: list[Paper]
    outcomes: dict[str, tuple[str, str | None]]  # of fetching
    documents: dict[str, list[str]]  # paper id → checksums, the first copy first
    copies: dict[str, list[Copy]]
    readings: dict[str, Reading]
    hashes: dict[str, str]
    unchanged: set[str]
    text_keys: dict[str, str] = field(default_factory=dict)  # of documents, as they are compared

    def read_of(self, paper_id: str) -> list[Reading]:
        """The readings of a paper's documents, the first copy's first."""
        own = self.documents.get(paper_id, [])
        return [r for sha in own if (r := self.readings.get(sha)) and stands(r, own, self.readings)]

    def lost_of(self, paper_id: str) -> list[str]:
        """The copies that failed by what may have passed, where another copy was read."""
        read = {sha: self.readings[sha].outcome for sha in self.documents.get(paper_id, []) if sha in self.readings}
        lost = [sha for sha, outcome in read.items() if outcome in MAY_PASS]
        return lost if Outcome.OK in read.values() else []

    def half_read(self) -> list[str]:
        """The papers with a copy whose text was read in another one that is theirs no more: it is to be read now."""
        readings = self.readings
        return [
            paper
            for paper, own in self.documents.items()
            if any(sha in readings and not stands(readings[sha], own, readings) for sha in own)
        ]


def _load(context: Context, versions: Versions, ids: Sequence[str]) -> _Held:
    slug = context.target.slug
    with context.engine.connect() as connection:
        papers = load_papers(connection, slug, ids)
        outcomes = fetch_outcomes(connection, ids)
        documents = documents_of(connection, ids)
        shas = {sha for own in documents.values() for sha in own}
        readings = load_readings(connection, slug, versions.reading, shas)
        hashes = {str(p.id): _input_hash(p, outcomes, documents, readings, versions) for p in papers}
        same = unchanged(connection, slug, hashes)
        return _Held(papers, outcomes, documents, copies_of(connection, ids), readings, hashes, same)


def _input_hash(
    paper: Paper,
    outcomes: dict[str, tuple[str, str | None]],
    documents: dict[str, list[str]],
    readings: dict[str, Reading],
    versions: Versions,
) -> str:
    outcome, sha = outcomes.get(paper.id, ("", None))
    contexts = [c for s in paper.sightings for c in (*s.contexts, *s.intents)]
    authors = [f"{a.name}|{'|'.join(a.affiliations)}" for a in paper.authors]
    read = readings.get(sha) if sha else None
    others = [f"{s}:{_what_came(readings[s])}" for s in documents.get(paper.id, ()) if s != sha and s in readings]
    return short_hash(
        versions.reading, outcome, f"{sha}:{_what_came(read)}" if read else "", *contexts, *authors, *others
    )


def _what_came(reading: Reading) -> str:
    """A copy that repeats another's text is another thing to go by than one that was read."""
    return f"{reading.outcome} {reading.same_text_as}" if reading.same_text_as else str(reading.outcome)


def _assess_one(context: Context, versions: Versions, paper: Paper, held: _Held) -> AssessmentRows:
    from extractors.claims.proposals import assess as assess_paper
    from extractors.claims.several_copies import assess_copies
    from flows.steps.assessment_rows import as_rows

    found = held.read_of(paper.id)
    copies = _readable(context, versions, paper, held, found)
    apart: tuple[Difference, ...] = ()
    if len(copies) > 1:
        reading, assessment, apart = assess_copies(paper, context.target, copies)
    elif copies:
        reading = copies[0].reading
        assessment = assess_paper(paper, context.target, reading, copies[0].pages)
    else:
        outcome, sha = held.outcomes.get(paper.id, (Outcome.NO_OPEN_PDF, None))
        told = found[0].outcome if found else Outcome(outcome)
        reading = _without_text(context, paper, told, sha or "", versions)
        assessment = assess_paper(paper, context.target, reading, [])
    if copies and _is_silent(copies, reading):
        reading = _without_text(context, paper, Outcome.NO_OPEN_PDF, "", versions)
        assessment, apart = assess_paper(paper, context.target, reading, []), ()
    return as_rows(context.target.slug, versions, paper, reading, assessment, held.hashes[paper.id], apart)


def _is_silent(copies: "Sequence[CopyRead]", reading: Reading) -> bool:
    """Whether only slides, a poster or a supplement was read, and says of no use: the paper may all the same."""
    told = reading.usage.verdict if reading.usage else Verdict.NO_TEXT
    return told not in (Verdict.USES, Verdict.UNCLEAR) and all(c.kind in BESIDE_THE_PAPER for c in copies)


def _readable(
    context: Context, versions: Versions, paper: Paper, held: _Held, found: Sequence[Reading]
) -> "list[CopyRead]":
    """The copies with a text of their own; of several with the same letters one stands for all."""
    from extractors.claims.several_copies import CopyRead

    told = {copy.sha256: copy for copy in held.copies.get(paper.id, ())}
    repeated = {r.sha256: r.same_text_as for r in found if r.same_text_as}
    copies: dict[str, CopyRead] = {}
    for read in (r for r in found if r.outcome is Outcome.OK and not r.same_text_as):
        pages = context.documents.pages(read.sha256, versions.text)
        # Affiliations of the service's record stand in where the paper's own copy prints none.
        read = _taken_back(read, pages)
        reading = read if copies else _with_stand_ins(read, paper, versions)
        key = text_key(pages) if len(found) > 1 else ""
        copy = told.get(read.sha256)
        copies.setdefault(key, CopyRead("", reading, pages, copy.kind if copy else CopyKind.OTHER))
        if key:
            held.text_keys[read.sha256] = key
    held.text_keys.update({sha: held.text_keys[original] for sha, original in repeated.items()})
    return [replace(copy, label=_label(copy.reading.sha256, told, held.text_keys)) for copy in copies.values()]


def _label(sha256: str, told: Mapping[str | None, Copy], keys: Mapping[str, str]) -> str:
    """What a reader calls a copy, with the others that have its text."""
    copy = told.get(sha256)
    if copy is None:
        return ""
    same = [c.label for s, c in told.items() if s and s != sha256 and s in keys and keys[s] == keys.get(sha256)]
    return f"{copy.label} (the same text: {', '.join(sorted(set(same)))})" if same else copy.label


def _taken_back(reading: Reading, pages: Sequence[str]) -> Reading:
    """The reading, its title behind the stamp that says that the paper was retracted, where there is one."""
    stamp = stamp_on(pages)
    if not stamp or said_by_title(reading.title):
        return reading
    return replace(reading, title=f"{stamp}: {reading.title}")


def _with_stand_ins(reading: Reading, paper: Paper, versions: Versions) -> Reading:
    """The reading, with the affiliations that Semantic Scholar or e-mail domains give where the page gave none."""
    from extractors.header import stand_in
    from extractors.organisations.header_affiliations import resolve_header

    printed = reading.header or Header()
    header = stand_in(printed, paper.authors)
    if header == printed:
        return reading
    return replace(reading, header=header, affiliations=resolve_header(header, versions.resolver))


def _without_text(context: Context, paper: Paper, outcome: Outcome, sha256: str, versions: Versions) -> Reading:
    from extractors.usage import SourceContext, read_contexts

    contexts = [
        SourceContext(text, sighting.intents, sighting.reason)
        for sighting in paper.sightings
        for text in sighting.contexts
    ]
    usage = read_contexts(contexts, context.target)
    empty = Reading(sha256, outcome, title=paper.title, usage=usage)
    return _with_stand_ins(empty, paper, versions)
