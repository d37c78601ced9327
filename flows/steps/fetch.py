"""Papers to documents: fetch what is due and keep the bytes under their checksum."""

import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from citetrail.records.papers import Fetched, Paper
from citetrail.records.vocabulary import Outcome
from citetrail.store.add_papers import load_papers
from citetrail.store.arxiv_versions import save_versions
from citetrail.store.engine import now, writing
from citetrail.store.readings import save_fetched
from citetrail.store.work import count_due, due_batches, retry_failed
from flows.steps.run_context import Context, recorded
from spiders.arxiv_refusals import refused, rest
from spiders.arxiv_search import Preprints
from spiders.fetching import fetch as fetch_files
from spiders.service_errors import ServiceError

# Papers for one fetching process, which takes seconds to start and asks many hosts side by side.
BATCH = 200
# Results kept at once: small enough that a kill loses little, large enough to spare the disk.
SAVE = 10


def fetch(context: Context, *, retry: str = "") -> Counter[str]:
    """Fetch every paper that is due; returns counts by outcome.

    `retry` is "" for new papers only, "failed" to try passing failures again, "all" for every failure.
    """
    with recorded(context, "fetch") as counts:
        if retry:
            with writing(context.engine) as connection:
                retry_failed(connection, context.target.slug, every=retry == "all")
        with context.engine.connect() as connection:
            context.teller.begin("fetch", count_due(connection, context.target.slug, "fetch"))
        for batch in due_batches(context.engine, context.target.slug, "fetch", BATCH):
            counts.update(fetch_batch(context, batch))
    return counts


def fetch_batch(context: Context, ids: Sequence[str]) -> Counter[str]:
    """Fetch these papers and store what came; what is finished stays finished if the process dies."""
    counts: Counter[str] = Counter()
    with context.engine.connect() as connection:
        papers = load_papers(connection, context.target.slug, ids)
    papers = with_versions(context, papers)
    staging = fresh_staging(context)
    try:
        waiting: list[Fetched] = []
        for result in fetch_files(papers, staging, context.settings, context.resting, context.robots):
            waiting.append(take_in(context, result, staging))
            counts[result.outcome] += 1
            context.teller.advance("fetch", result.outcome)
            if len(waiting) >= SAVE:
                _save(context, waiting)
        _save(context, waiting)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return counts


def with_versions(context: Context, papers: Sequence[Paper]) -> list[Paper]:
    """The papers, each on arXiv with its newest version: one look-up a hundred papers, before their PDFs.

    Where arXiv's search does not answer, the PDFs are asked for without it; where it refuses access, not at all.
    """
    ids = [p.arxiv_id for p in papers if p.arxiv_id and p.arxiv is None]
    if not ids or refused(context.settings, context.resting):
        return list(papers)
    client = Preprints(context.settings)
    try:
        with closing(client.service):
            found = client.versions(ids)
    except ServiceError as error:
        if client.service.forbidden:
            rest(context.settings, context.resting, client.service.forbidden)
        context.teller.say(f"The newest versions of {len(ids)} arXiv papers are not known: {error}")
        return list(papers)
    with writing(context.engine) as connection:
        save_versions(connection, list(found.values()), now())
    return [replace(p, arxiv=p.arxiv or found.get(p.arxiv_id or "")) for p in papers]


def fresh_staging(context: Context) -> Path:
    """An empty folder for arriving files; what a killed run left there goes (it holds the target no longer)."""
    staging = context.settings.var / "staging" / context.target.slug
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def take_in(context: Context, result: Fetched, staging: Path) -> Fetched:
    """Move the staged bytes into the document store; they count only under their own checksum."""
    if result.outcome is not Outcome.OK or result.sha256 is None:
        return result
    data = (staging / f"{result.sha256}.pdf").read_bytes()
    stored = context.documents.put(data)
    if stored != result.sha256:
        return replace(
            result, outcome=Outcome.TRUNCATED, sha256=None, detail="the file changed between arrival and storage"
        )
    return result


def _save(context: Context, waiting: list[Fetched]) -> None:
    if waiting:
        with writing(context.engine) as connection:
            save_fetched(connection, context.target.slug, waiting, now())
        waiting.clear()
    context.tick()
