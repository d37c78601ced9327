"""Documents to readings: worker processes read what is due."""

from collections import Counter
from collections.abc import Iterator, Sequence

from citetrail.records.readings import Reading
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import Outcome, Step, Verdict
from citetrail.store.copies import copies_of, save_kinds, save_text_keys
from citetrail.store.documents import DocumentDamaged, DocumentMissing
from citetrail.store.engine import now, writing
from citetrail.store.readings import forget_readings, save_readings
from citetrail.store.work import count_due, due_batches, forget_failed, move, reread_older
from extractors.versions import check_unchanged
from extractors.workers.pool import Failed, WorkerPool
from extractors.workers.reading_pool import open_pool, read_all
from flows.steps.batch_sizes import READ
from flows.steps.copy_texts import kinds_shown, load_unread
from flows.steps.reading_version import Versions
from flows.steps.run_context import Context, recorded


def extract(context: Context, versions: Versions, *, retry: bool = False) -> Counter[str]:
    """Read every document that is due, and those that an older version read; returns counts by outcome.

    `retry` reads again what failed for a reason that may have passed, or with other limits may not come again.
    """
    slug = context.target.slug
    with recorded(context, Step.EXTRACT, text=versions.text, reading=versions.reading) as counts:
        with writing(context.engine) as connection:
            if retry:
                forget_failed(connection, slug, versions.reading)
            reread_older(connection, slug, versions.reading)
            total = count_due(connection, slug, Step.EXTRACT)
        context.teller.begin(Step.EXTRACT, total)
        if total:
            with open_pool(context.settings, context.target_file, context.settings.compiled_ror_index) as pool:
                for batch in due_batches(context.engine, slug, Step.EXTRACT, READ):
                    counts.update(extract_batch(context, versions, batch, pool))
    return counts


def extract_batch(context: Context, versions: Versions, ids: Sequence[str], pool: WorkerPool) -> Counter[str]:
    """Read these papers' documents, all copies of each, and keep the readings; no document is read twice, no text
    of one paper either.

    Raises CodeChanged, and keeps nothing, where `versions` may not be what the documents were read with.
    """
    counts: Counter[str] = Counter()
    slug = context.target.slug
    with context.engine.connect() as connection:
        unread = load_unread(connection, context.documents, slug, versions, ids)
    results: list[Reading] = []
    for documents in unread.rounds():
        texts, texts_of = unread.texts_read(documents), {}
        for sha256, result in read_all(pool, _bytes_of(context, documents, results), texts, stored=True):
            if isinstance(result, Failed):
                reading = Reading(sha256, result.outcome, usage=Usage(Verdict.NO_TEXT, 0.0), detail=result.detail)
            else:
                reading, pages = result
                texts_of[sha256] = pages
                unread.has_read(reading, pages)
            results.append(reading)
        check_unchanged()
        for sha256, pages in texts_of.items():
            context.documents.put_pages(sha256, versions.text, pages)
    for reading in results:
        counts["same_text" if reading.same_text_as else reading.outcome] += 1
        context.teller.advance(Step.EXTRACT, reading.outcome)
    with writing(context.engine) as connection:
        forget_readings(connection, slug, versions.reading, unread.again)
        save_readings(connection, slug, versions.reading, results, now())
        save_text_keys(connection, unread.keys)
        save_kinds(connection, kinds_shown(copies_of(connection, ids), results, context.settings))
        move(connection, slug, Step.EXTRACT, ids, Step.ASSESS)
    context.tick()
    return counts


def _bytes_of(context: Context, wanted: Sequence[str], lost: list[Reading]) -> Iterator[tuple[str, bytes]]:
    """The documents' bytes; one whose bytes are missing or damaged gets its outcome and does not stop the run."""
    for sha256 in wanted:
        try:
            yield sha256, context.documents.get(sha256)
        except (DocumentMissing, DocumentDamaged) as error:
            context.teller.say(f"{error}. Restore it from a backup and run `citetrail extract --retry failed`.")
            usage = Usage(Verdict.NO_TEXT, 0.0)
            lost.append(Reading(sha256, Outcome.DOCUMENT_LOST, usage=usage, detail=str(error)))
