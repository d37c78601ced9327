"""Discovery: every source is asked for papers that may have used the family, and says how complete its answer is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

from citetrail.records.settings import Settings
from citetrail.records.targets import Target
from spiders.arxiv_refusals import Resting, refused, rest
from spiders.arxiv_search import Preprints, found_on_arxiv
from spiders.events import Event, Found, QueryDone
from spiders.s2_citations import cited_by
from spiders.s2_snippets import named_in_text
from spiders.semantic_scholar import Scholar

__all__ = ["Event", "Found", "QueryDone", "discover"]


def discover(
    target: Target,
    settings: Settings,
    *,
    cursors: Mapping[str, str],
    known: Callable[[str], bool],
    overdue: Callable[[str], bool] = lambda _: False,
    resting: Resting | None = None,
) -> Iterator[Event]:
    """Ask for citations of each member's papers, full-text passages with a member's name, and arXiv papers.

    `cursors` are those of earlier `QueryDone`s by query; `known` tells whether a Semantic Scholar id, a corpus id
    or an arXiv id was seen before: together they let a run ask only for what can be new. `overdue` tells whether a
    query could not be answered in full last time: those come first. `resting` are hosts that this run asks no more;
    a refusal of arXiv's is added. Nothing is raised for a
    service that fails: its queries end with a `failure`, the others go on.
    """
    scholar = Scholar(settings)
    with closing(scholar.service):
        yield from cited_by(scholar, target, cursors, known, overdue)
        yield from named_in_text(scholar, target, cursors, known, overdue)
    resting = {} if resting is None else resting
    preprints = Preprints(settings, refused(settings, resting))
    with closing(preprints.service):
        yield from found_on_arxiv(preprints, target, cursors, known, overdue)
    if preprints.service.forbidden:
        rest(settings, resting, preprints.service.forbidden)
