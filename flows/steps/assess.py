"""From readings to claims: what each paper gives for the target goes before the reviewers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from citetrail.records.identifiers import short_hash
from citetrail.records.organisations import Header
from citetrail.records.papers import Paper
from citetrail.records.readings import Reading
from citetrail.records.vocabulary import Outcome
from citetrail.store.add_papers import load_papers
from citetrail.store.assessments import AssessmentRows, count_papers, save_assessments, unchanged
from citetrail.store.engine import writing
from citetrail.store.readings import fetch_outcomes, load_readings
from citetrail.store.work import count_due, due_batches, move
from extractors.claims.proposals import assess as assess_paper
from extractors.header import stand_in
from extractors.organisations.header_affiliations import resolve_header
from extractors.usage import SourceContext, read_contexts
from flows.steps.assessment_rows import as_rows
from flows.steps.reading_version import Versions
from flows.steps.run_context import Context, recorded

# Papers in one transaction: what a killed run assesses again.
BATCH = 100


def assess(context: Context, versions: Versions) -> Counter[str]:
    """Assess every paper that is due; returns counts by verdict."""
    with recorded(context, "assess", reading=versions.reading) as counts:
        with context.engine.connect() as connection:
            context.teller.begin("assess", count_due(connection, context.target.slug, "assess"))
        for batch in due_batches(context.engine, context.target.slug, "assess", BATCH):
            counts.update(assess_batch(context, versions, batch))
        if counts:
            with writing(context.engine) as connection:
                count_papers(connection, context.target.slug)
    return counts


def assess_batch(context: Context, versions: Versions, ids: Sequence[str]) -> Counter[str]:
    """Assess these papers and store their claims, in one transaction."""
    counts: Counter[str] = Counter()
    slug = context.target.slug
    with context.engine.connect() as connection:
        papers = load_papers(connection, slug, ids)
        outcomes = fetch_outcomes(connection, ids)
        shas = {i: sha for i, (_, sha) in outcomes.items() if sha}
        readings = load_readings(connection, slug, versions.reading, shas.values())
        hashes = {str(p.id): _input_hash(p, outcomes, readings, versions) for p in papers}
        same = unchanged(connection, slug, hashes)
    batch = []
    for paper in papers:
        if paper.id in same:
            counts["unchanged"] += 1
            context.teller.advance("assess", "unchanged")
            continue
        fetched = outcomes.get(paper.id, (Outcome.NO_OPEN_PDF, None))
        read = readings.get(shas.get(paper.id, ""))
        rows = _assess_one(context, versions, paper, fetched, read, hashes[paper.id])
        batch.append(rows)
        counts[rows.assessment["verdict"]] += 1
        context.teller.advance("assess", rows.assessment["verdict"])
    with writing(context.engine) as connection:
        save_assessments(connection, slug, batch)
        move(connection, slug, "assess", ids, None)
    context.tick()
    return counts


def _input_hash(
    paper: Paper, outcomes: dict[str, tuple[str, str | None]], readings: dict[str, Reading], versions: Versions
) -> str:
    outcome, sha = outcomes.get(paper.id, ("", None))
    contexts = [c for s in paper.sightings for c in (*s.contexts, *s.intents)]
    authors = [f"{a.name}|{'|'.join(a.affiliations)}" for a in paper.authors]
    read = readings.get(sha) if sha else None
    return short_hash(versions.reading, outcome, f"{sha}:{read.outcome}" if read else "", *contexts, *authors)


def _assess_one(
    context: Context,
    versions: Versions,
    paper: Paper,
    fetched: tuple[str, str | None],
    read: Reading | None,
    input_hash: str,
) -> AssessmentRows:
    if read is not None and read.outcome is Outcome.OK:
        pages = context.documents.pages(read.sha256, versions.text)
        reading = _with_stand_ins(read, paper, versions)
    else:
        pages = []
        outcome = read.outcome if read is not None else Outcome(fetched[0])
        reading = _without_text(context, paper, outcome, fetched[1] or "", versions)
    found = assess_paper(paper, context.target, reading, pages)
    return as_rows(context.target.slug, versions, paper, reading, found, input_hash)


def _with_stand_ins(reading: Reading, paper: Paper, versions: Versions) -> Reading:
    """The reading, with the affiliations that Semantic Scholar or e-mail domains give where the page gave none."""
    printed = reading.header or Header()
    header = stand_in(printed, paper.authors)
    if header == printed:
        return reading
    return replace(reading, header=header, affiliations=resolve_header(header, versions.resolver))


def _without_text(context: Context, paper: Paper, outcome: Outcome, sha256: str, versions: Versions) -> Reading:
    contexts = [
        SourceContext(text, sighting.intents, sighting.reason)
        for sighting in paper.sightings
        for text in sighting.contexts
    ]
    usage = read_contexts(contexts, context.target)
    empty = Reading(sha256, outcome, title=paper.title, usage=usage)
    return _with_stand_ins(empty, paper, versions)
