"""How long a run will take, told as a range before it begins and anew when discovery has ended."""

from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from citetrail.records.copies import CopyKind
from citetrail.records.counted import counted
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Step
from citetrail.store.add_papers import load_papers
from citetrail.store.copies import copies_of
from citetrail.store.papers import count_papers
from citetrail.store.work import count_due, due_batches
from flows.steps.run_context import Context
from spiders.arxiv_search import arxiv_queries
from spiders.request_pace import interval
from spiders.s2_citations import citation_counts
from spiders.search_names import searches
from spiders.semantic_scholar import KEYLESS_INTERVAL, MOST_CITATIONS, PAGE, Scholar

# Seconds of a file from a mirror, a few side by side, and of a request that waits for nobody.
MIRROR_SECONDS, REQUEST_SECONDS = 0.5, 1.0
# Of the papers that cite one introducing paper, this share at least cites no other (the rest is one set of papers).
LEAST_DISTINCT = 0.5
# The share of citing papers that are on arXiv, least and most, before anything is known of them.
ON_ARXIV = (0.35, 0.65)


@dataclass(frozen=True, slots=True)
class ServicePace:
    """Seconds between requests, by whom is asked."""

    scholar: float
    arxiv_search: float
    arxiv_pdf: float
    host: float


def paces(settings: Settings) -> ServicePace:
    """The seconds between requests that hold under these settings."""
    scholar = interval(settings, "s2_interval", settings.s2_url)
    if scholar and settings.s2_api_key is None and "s2_interval" not in settings.model_fields_set:
        scholar = KEYLESS_INTERVAL
    return ServicePace(
        scholar,
        interval(settings, "arxiv_interval", settings.arxiv_api_url),
        interval(settings, "arxiv_pdf_interval", settings.arxiv_pdf_url),
        float(settings.host_interval),
    )


def before_discovery(context: Context) -> str:
    """What a run will ask for, from one request for citation counts and from the store, with each host's pace."""
    scholar = Scholar(context.settings)
    with closing(scholar.service):
        counts = citation_counts(scholar, context.target)
    known = _known(context)
    told = [c for c in counts if c is not None]
    allowed = _allowed(context.settings)
    if not told:
        return f"Before discovery: citation counts are not known; {counted(known, 'paper')} in the store. {allowed}"
    least, most = max(known, int(max(told))), max(known, sum(told))
    least = max(least, int(LEAST_DISTINCT * most))
    pages = sum(1 + c // (PAGE - 1) + (2 * c // MOST_CITATIONS) * (c // PAGE) for c in told)
    requests = pages + len(searches(context.target)) + most // 500
    pace = paces(context.settings)
    hours = (requests * max(pace.scholar, REQUEST_SECONDS) + _arxiv_seconds(context, pace)) / 3600
    low, high = (_fetch_hours(context.settings, n - known, share) for n, share in ((least, 0), (most, 1)))
    return (
        f"Before discovery: {least:,} to {counted(most, 'paper')} ({known:,} known); about "
        f"{counted(requests, 'request')} to Semantic Scholar and "
        f"{counted(len(arxiv_queries(context.target)), 'arXiv search', 'arXiv searches')}, {hours:.1f} h; PDFs "
        f"{low:.1f} to {high:.1f} h. {allowed}"
    )


def after_discovery(context: Context) -> str:
    """The same, from what is due now: papers by where they come from."""
    settings, slug = context.settings, context.target.slug
    arxiv = elsewhere = nowhere = 0
    hosts: dict[str, int] = {}
    for ids in due_batches(context.engine, slug, Step.FETCH, 300):
        # Imported where a paper is due, as what fetches it.
        from spiders.pdf_addresses import candidates

        with context.engine.connect() as connection:
            due = load_papers(connection, slug, ids)
        for paper in due:
            first = next(iter(candidates(paper, settings)), "")
            if paper.arxiv_id:
                arxiv += 1
            elif first:
                elsewhere += 1
                host = urlsplit(first).hostname or ""
                hosts[host] = hosts.get(host, 0) + 1
            else:
                nowhere += 1
    with context.engine.connect() as connection:
        left = count_due(connection, slug, Step.EXTRACT)
    pace = paces(settings)
    slowest = max(hosts.values(), default=0) * max(pace.host, REQUEST_SECONDS)
    seconds = arxiv * (MIRROR_SECONDS if settings.arxiv_mirror else max(pace.arxiv_pdf, REQUEST_SECONDS))
    hours = max(seconds, slowest) / 3600
    source = "a mirror of arXiv" if settings.arxiv_mirror else "arXiv"
    return (
        f"After discovery: {counted(arxiv, 'paper')} from {source}, {elsewhere:,} from "
        f"{counted(len(hosts), 'other host')}, "
        f"{nowhere:,} without an address; {hours:.1f} h at the hosts' pace; {left:,} to read."
    )


def before_copies(context: Context) -> str:
    """What the further copies of the papers that are due cost: how many, from whom, and hours at the hosts' pace."""
    from spiders.copy_plan import further_copies

    settings, slug = context.settings, context.target.slug
    due = arxiv = elsewhere = 0
    hosts: dict[str, int] = {}
    for ids in due_batches(context.engine, slug, Step.COPIES, 300):
        with context.engine.connect() as connection:
            papers_due = load_papers(connection, slug, ids)
            held = copies_of(connection, ids)
        due += len(papers_due)
        wanted = (further_copies(p, held.get(p.id, []), settings.copies, settings) for p in papers_due)
        for copy in (c for own in wanted for c in own):
            if copy.kind is CopyKind.ARXIV:
                arxiv += 1
            else:
                elsewhere += 1
                host = urlsplit(copy.addresses[0]).hostname or ""
                hosts[host] = hosts.get(host, 0) + 1
    pace = paces(settings)
    slowest = max(hosts.values(), default=0) * max(pace.host, REQUEST_SECONDS)
    seconds = arxiv * (MIRROR_SECONDS if settings.arxiv_mirror else max(pace.arxiv_pdf, REQUEST_SECONDS))
    return (
        f"Further copies of {counted(due, 'paper')} ({settings.copies}): {counted(arxiv, 'version')} on arXiv, "
        f"{elsewhere:,} from {counted(len(hosts), 'other host')}; {max(seconds, slowest) / 3600:.1f} h at the "
        "hosts' pace."
    )


def _allowed(settings: Settings) -> str:
    pace = paces(settings)
    key = "with a key" if settings.s2_api_key else "without a key, adapting to the shared pool"
    mirror = f"a mirror first ({settings.arxiv_mirror})" if settings.arxiv_mirror else "no mirror"
    return (
        f"Seconds between requests: Semantic Scholar {pace.scholar:g} ({key}), arXiv's search {pace.arxiv_search:g}, "
        f"its PDFs {pace.arxiv_pdf:g} ({mirror}), any other host {pace.host:g} or its Crawl-delay."
    )


def _arxiv_seconds(context: Context, pace: ServicePace) -> float:
    return 3 * len(arxiv_queries(context.target)) * max(pace.arxiv_search, REQUEST_SECONDS)


def _fetch_hours(settings: Settings, papers_left: int, most: int) -> float:
    seconds = MIRROR_SECONDS if settings.arxiv_mirror else max(paces(settings).arxiv_pdf, REQUEST_SECONDS)
    return max(0, papers_left) * ON_ARXIV[most] * seconds / 3600


def _known(context: Context) -> int:
    with context.engine.connect() as connection:
        return count_papers(connection, context.target.slug)
