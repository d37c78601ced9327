"""One 403 from arXiv ends asking it in this run, whether its search or its PDFs gave it.

arXiv's help takes going on after a 403 for an attack: https://info.arxiv.org/help/robots.html
"""

from urllib.parse import urlsplit

from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Outcome

# Hosts that a run asks no more: origin → (outcome, why).
Resting = dict[str, tuple[str, str]]


def refused(settings: Settings, resting: Resting) -> str:
    """Why arXiv is asked no more in this run; empty while it may be asked."""
    outcome, why = resting.get(_origin(settings), ("", ""))
    return f"arXiv {why}." if outcome == Outcome.HOST_REFUSES else ""


def rest(settings: Settings, resting: Resting, told: str) -> None:
    """Keep that arXiv's search refused access, so that its PDFs are not asked for either."""
    why = f"refused its search ({told[:200]}): not asked again in this run"
    resting.setdefault(_origin(settings), (Outcome.HOST_REFUSES, why))


def _origin(settings: Settings) -> str:
    parts = urlsplit(settings.arxiv_pdf_url)
    return f"{parts.scheme}://{parts.netloc.lower()}"
