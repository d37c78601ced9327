"""Papers that a person names: looked up where they have an identifier, and added with who named them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from citetrail.records.papers import FoundPaper, Sighting, SourceAuthor
from citetrail.records.reference_lists import ListEntry
from citetrail.records.vocabulary import Source
from citetrail.store.add_papers import add_papers
from citetrail.store.engine import now, writing
from citetrail.store.sql import in_batches
from citetrail.store.work import mark_promising
from flows.steps.run_context import Context
from spiders.named_papers import LookedUp, look_up_named

# Papers written in one transaction: a kill loses no more, and other writers get their turn.
BATCH = 200


@dataclass(slots=True)
class NamedPapers:
    """What became of the entries; `unknown` names no paper that could be found, and has no title of its own."""

    new: int = 0
    known: int = 0
    unknown: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    put_aside: int = 0
    failure: str = ""


def add_named_papers(context: Context, entries: Sequence[ListEntry], by: str) -> NamedPapers:
    """Add the papers of these entries for the target, with the reason "added by NAME".

    Semantic Scholar tells title, authors and addresses where it knows the identifier; what it does not tell is as the
    entry says. Records that ASReview's screening put aside are not added.
    """
    result = NamedPapers()
    wanted = [e for e in entries if e.relevant]
    result.put_aside = len(entries) - len(wanted)
    result.unreadable = [e.place for e in wanted if not e.is_enough]
    sighting = Sighting(Source.ADDED, f"added by {by}")
    ids = list(dict.fromkeys(key for e in wanted if (key := _key(e))))
    looked_up = look_up_named(context.settings, ids, sighting) if ids else LookedUp()
    result.failure = looked_up.failure
    found = []
    for entry in (e for e in wanted if e.is_enough):
        paper = _found(entry, looked_up, sighting)
        if paper is None:
            result.unknown.append(f"{entry.place}: {entry.doi or entry.arxiv_id}")
        else:
            found.append(paper)
    for batch in in_batches(found, BATCH):
        with writing(context.engine) as connection:
            added = add_papers(connection, context.target.slug, batch, now())
            # Whoever names a paper expects it to matter: it is fetched before the many that only cite.
            mark_promising(connection, context.target.slug, sorted(added.papers))
        result.new += added.new
        result.known += added.known
    return result


def _key(entry: ListEntry) -> str:
    if entry.doi:
        return f"DOI:{entry.doi}"
    return f"ARXIV:{entry.arxiv_id}" if entry.arxiv_id else ""


def _found(entry: ListEntry, looked_up: LookedUp, sighting: Sighting) -> FoundPaper | None:
    told = looked_up.papers.get(_key(entry))
    if told is not None:
        return told
    if not entry.title:
        return None
    return FoundPaper(
        title=entry.title,
        sighting=sighting,
        doi=entry.doi,
        arxiv_id=entry.arxiv_id,
        year=entry.year,
        venue=entry.venue,
        url=entry.url,
        authors=tuple(SourceAuthor(name) for name in entry.authors),
    )
