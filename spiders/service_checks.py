"""One polite request to each service: does it answer, does it take the key, are its robots as expected?"""

from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.parse import urlsplit

from protego import Protego

from citetrail.records.findings import Finding
from citetrail.records.settings import Settings
from spiders.arxiv_mirror import MirrorError, open_mirror
from spiders.arxiv_search import Preprints
from spiders.hosts import ROBOT, robots_text
from spiders.http_service import Service
from spiders.semantic_scholar import Scholar
from spiders.service_errors import NotThere, Refused, ServiceError
from spiders.user_agent import user_agent

# Papers that each service has had for years.
KNOWN_CORPUS_ID, KNOWN_ARXIV_ID = "2908606", "1607.08221"


def check_services(settings: Settings) -> Iterator[Finding]:
    """One check a service, one request each, without trying again. Raises nothing."""
    yield _checked("Semantic Scholar", settings, _scholar)
    yield _checked("arXiv's search", settings, _search)
    yield _checked("arXiv's PDFs", settings, _pdfs)
    if settings.arxiv_mirror:
        yield _checked("mirror of arXiv", settings, _mirror)
    yield _checked("Zenodo (ROR)", settings, _zenodo)


def _checked(name: str, settings: Settings, check: Callable[[Settings], Finding]) -> Finding:
    try:
        return check(settings)
    except Refused as error:
        return Finding(name, str(error), True, "Look at the settings for it: address and key.")
    except (ServiceError, MirrorError) as error:
        return Finding(name, str(error), True, "Try again later; what cannot be had is named and due again.")


def _scholar(settings: Settings) -> Finding:
    scholar = Scholar(settings)
    scholar.service.tries = 1
    with closing(scholar.service):
        (row,) = scholar.papers([f"CorpusId:{KNOWN_CORPUS_ID}"], "title,citationCount")
    key = "key accepted" if settings.s2_api_key else "no key: the shared pool's pace"
    then = "" if settings.s2_api_key else "Ask for a key at semanticscholar.org/product/api and set it."
    told = f"answers ({row.get('citationCount')} citations of MS-Celeb-1M)" if row else "answers"
    return Finding("Semantic Scholar", f"{told}; {key}", then=then)


def _search(settings: Settings) -> Finding:
    client = Preprints(settings)
    client.service.tries = 1
    with closing(client.service):
        found = client.versions([KNOWN_ARXIV_ID])
    return Finding("arXiv's search", "answers" if found else "answers, without the paper asked for")


def _service(name: str, base: str, settings: Settings) -> Service:
    agent = {"User-Agent": user_agent(settings.contact)}
    made = Service(name, base, interval=0, timeout=settings.request_seconds, headers=agent)
    made.tries = 1
    return made


def _pdfs(settings: Settings) -> Finding:
    base = settings.arxiv_pdf_url.rstrip("/")
    name = "arXiv's PDFs"
    service = _service(name, base, settings)
    try:
        with closing(service):
            rules = Protego.parse(robots_text(service.ask(f"{base}/robots.txt", bytes)))
    except NotThere:
        return Finding(name, "has no robots.txt: all is allowed")
    if not rules.can_fetch(f"{base}/pdf/{KNOWN_ARXIV_ID}", ROBOT):
        host = urlsplit(base).hostname
        then = "Set CITETRAIL_ARXIV_PDF_URL to https://arxiv.org, or CITETRAIL_ARXIV_MIRROR."
        return Finding(name, f"robots.txt of {host} forbids /pdf", True, then)
    delay = rules.crawl_delay(ROBOT) or 0
    told = f"robots.txt allows /pdf, Crawl-delay {delay:g} s"
    return Finding(name, told, then="" if settings.arxiv_mirror else "A mirror is faster: CITETRAIL_ARXIV_MIRROR.")


def _mirror(settings: Settings) -> Finding:
    mirror = open_mirror(settings)
    assert mirror is not None
    name = "mirror of arXiv"
    try:
        held = mirror.versions(KNOWN_ARXIV_ID)
    except Exception as error:  # noqa: BLE001 each file system has exceptions of its own
        return Finding(name, f"cannot be read ({type(error).__name__}: {str(error)[:120]})", True, "Look at it.")
    then = "" if held else "Is the address right? It should hold YYMM/<id>v<N>.pdf."
    return Finding(name, f"holds {len(held)} versions of {KNOWN_ARXIV_ID}", then=then)


def _zenodo(settings: Settings) -> Finding:
    base = settings.zenodo_url.rstrip("/")
    service = _service("Zenodo", base, settings)
    with closing(service):
        service.ask(f"{base}/api/records/6347574", bytes)
    return Finding("Zenodo (ROR)", "answers")
