"""Papers to documents: fetch what is due and keep the bytes under their checksum."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from citetrail.records.papers import Paper
from citetrail.records.vocabulary import Step
from citetrail.store.add_papers import load_papers
from citetrail.store.arxiv_versions import save_versions
from citetrail.store.engine import now, writing
from citetrail.store.readings import save_fetched
from citetrail.store.work import count_due, due_batches, retry_failed
from flows.steps.arrivals import Arrival, store_arrivals
from flows.steps.batch_sizes import FETCHED
from flows.steps.run_context import Context, recorded
from spiders.arxiv_refusals import refused, rest
from spiders.arxiv_search import Preprints
from spiders.fetching import fetch as fetch_files
from spiders.service_errors import ServiceError


def fetch(context: Context, *, retry: str = "") -> Counter[str]:
    """Fetch every paper that is due; returns counts by outcome.

    `retry` is "" for new papers only, "failed" to try passing failures again, "all" for every failure.
    """
    with recorded(context, Step.FETCH) as counts:
        if retry:
            with writing(context.engine) as connection:
                retry_failed(connection, context.target.slug, every=retry == "all")
        with context.engine.connect() as connection:
            context.teller.begin(Step.FETCH, count_due(connection, context.target.slug, Step.FETCH))
        for batch in due_batches(context.engine, context.target.slug, Step.FETCH, FETCHED):
            counts.update(fetch_batch(context, batch))
    return counts


def fetch_batch(context: Context, ids: Sequence[str]) -> Counter[str]:
    """Fetch these papers and store what came; what is finished stays finished if the process dies."""
    with context.engine.connect() as connection:
        papers = with_versions(context, load_papers(connection, context.target.slug, ids))

    def fetched(staging: Path) -> Iterator[Arrival[str]]:
        for result in fetch_files(papers, staging, context.settings, context.resting, context.robots):
            yield result.paper, result

    return store_arrivals(context, Step.FETCH, fetched, partial(_save, context))


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


def _save(context: Context, arrivals: Sequence[Arrival[str]]) -> None:
    with writing(context.engine) as connection:
        save_fetched(connection, context.target.slug, [result for _, result in arrivals], now())
