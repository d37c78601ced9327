"""A paper that its authors took back says so on its card, in their words."""

import httpx
from sqlalchemy import select, update

from citetrail.records.papers import ArxivVersion
from citetrail.store.arxiv_versions import save_versions
from citetrail.store.engine import writing
from citetrail.store.tables import claims, papers
from tests.citetrail.review.conftest import Queue

AT = "2026-11-01T00:00:00+00:00"


def card(client: httpx.Client, queue: Queue, told: ArxivVersion) -> str:
    with writing(queue.engine) as connection:
        claim = connection.execute(select(claims).where(claims.c.kind == "use").order_by(claims.c.id)).first()
        assert claim
        connection.execute(update(papers).where(papers.c.id == claim.paper_id).values(arxiv_id=told.arxiv_id))
        save_versions(connection, [told], AT)
    return client.get(f"/claims/{claim.id}").text


def test_the_card_says_that_its_authors_withdrew_it(client: httpx.Client, queue: Queue) -> None:
    page = card(client, queue, ArxivVersion("2101.00007", 3, "Withdrawn: <b>wrong</b> data"))
    assert "version 3 on arXiv says “Withdrawn: &lt;b&gt;wrong&lt;/b&gt; data”" in page


def test_a_paper_that_stands_says_nothing(client: httpx.Client, queue: Queue) -> None:
    assert "Withdrawn" not in card(client, queue, ArxivVersion("2101.00007", 3, ""))
