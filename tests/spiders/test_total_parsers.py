"""Every field of an answer may be missing, null or of another type: nothing is raised, and no other row is lost.

Covers: spiders.parse_rows, spiders.semantic_scholar, spiders.arxiv_search.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from citetrail.records.settings import Settings
from citetrail.records.targets import Target
from citetrail.records.vocabulary import Source
from citetrail.sample.answers import Library, citations, feed, snippets
from citetrail.sample.sample_papers import sample_papers, sample_seeds
from spiders.arxiv_search import Preprints, found_on_arxiv
from spiders.events import Event, Found, QueryDone
from spiders.s2_citations import cited_by
from spiders.s2_snippets import named_in_text
from spiders.semantic_scholar import CITATION_FIELDS, Scholar
from spiders.service_errors import AnswerFault, ServiceError

LIBRARY = Library(sample_papers(), list(sample_seeds()), "http://127.0.0.1:1")
SEED = sample_seeds()[0]
ODD: tuple[Any, ...] = (None, True, 0, -1, 2.5, "", "x", [], [None], {}, {"a": None}, [[[]]], 10**30, "\ud800")
Path = tuple[Any, ...]


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Where something stands in an answer, at any depth."""
    yield here
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in parts:
        yield from paths(inner, (*here, key))


def changed(value: Any, path: Path, odd: Any, drop: bool) -> Any:
    """A copy with one part dropped, or made something else."""
    found = copy.deepcopy(value)
    if not path:
        return odd
    place = found
    for key in path[:-1]:
        place = place[key]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = odd
    return found


class Answers:
    """In the place of the service: the answers, through the same reading, without a connection."""

    def __init__(self, answer: Callable[[str, Any], Any]) -> None:
        self.answer, self.base = answer, "http://127.0.0.1:1"

    def ask(self, url: str, read: Callable[[bytes], Any], *, payload: Any = None, can_be_less: bool = False) -> Any:
        told = self.answer(url, payload)
        try:
            return read(told if isinstance(told, bytes) else json.dumps(told).encode())
        except AnswerFault as error:
            raise ServiceError(str(error)) from error


def scholar(answer: Callable[[str, Any], Any]) -> Scholar:
    made = Scholar(Settings(s2_url="http://127.0.0.1:1"))
    made.service.close()
    made._requester._service = Answers(answer)
    return made


def asked(url: str, payload: Any) -> Any:
    """What a well-behaved service answers."""
    if "/paper/batch" in url:
        return [LIBRARY.shaped(LIBRARY.find(i), "title,citationCount,corpusId,externalIds") for i in payload["ids"]]
    if "/snippet/" in url:
        return snippets(LIBRARY, {"query": "MS-Celeb-1M", "limit": "1000"})
    return citations(
        LIBRARY,
        LIBRARY.find(url.split("/paper/")[1].split("/")[0]) or SEED,
        {"limit": "999", "fields": CITATION_FIELDS},
        9_999,
    )


CITATIONS = asked(f"/graph/v1/paper/{SEED.s2_id}/citations", None)
SNIPPETS = asked("/graph/v1/snippet/search", None)
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def rows_of(events: list[Event], source: Source) -> set[str]:
    return {
        e.paper.s2_id or e.paper.title for e in events if isinstance(e, Found) and e.paper.sighting.source is source
    }


@SLOW
@given(path=st.sampled_from([p for p in paths(CITATIONS) if p]), odd=st.sampled_from(ODD), drop=st.booleans())
def test_a_page_of_citations(target: Target, path: Path, odd: Any, drop: bool) -> None:
    answer = changed(CITATIONS, path, odd, drop)
    first = True

    def reply(url: str, payload: Any) -> Any:
        nonlocal first
        if "/citations" in url and SEED.s2_id in url and first:
            first = False
            return answer
        return {"offset": 0, "data": []} if "offset=0" not in url and "/citations" in url else asked(url, payload)

    events = list(cited_by(scholar(reply), target, {}, lambda _: False))
    whole = rows_of(list(cited_by(scholar(asked), target, {}, lambda _: False)), Source.S2_CITATIONS)
    touched = CITATIONS["data"][path[1]]["citingPaper"] if len(path) > 1 and path[0] == "data" else None
    lost = whole - rows_of(events, Source.S2_CITATIONS)
    if path == ("data",):
        assert any(e.failure or e.shortfall for e in events if isinstance(e, QueryDone))
    elif touched is None:
        assert not lost
    else:
        assert lost <= {touched["paperId"], touched["title"]}


@SLOW
@given(path=st.sampled_from([p for p in paths(SNIPPETS) if p]), odd=st.sampled_from(ODD), drop=st.booleans())
def test_an_answer_of_the_full_text_search(target: Target, path: Path, odd: Any, drop: bool) -> None:
    answer = changed(SNIPPETS, path, odd, drop)
    events = list(
        named_in_text(
            scholar(lambda u, p: answer if "/snippet/" in u else asked(u, p)),
            replace(target, members=target.members[:1]),
            {},
            lambda _: False,
        )
    )
    plain = [e for e in events if isinstance(e, Found)]
    if path == ("data",):
        # A list of nothing readable is an answer; anything else is none.
        assert (isinstance(odd, list) and not drop) or any(e.failure for e in events if isinstance(e, QueryDone))
    elif len(path) > 1 and path[0] == "data":
        others = {str(r["paper"]["corpusId"]) for i, r in enumerate(SNIPPETS["data"]) if i != path[1]}
        assert others <= {e.paper.corpus_id for e in plain}


@SLOW
@given(odd=st.sampled_from(ODD), where=st.integers(0, 3), data=st.data())
def test_a_batch(target: Target, odd: Any, where: int, data: st.DataObject) -> None:
    """One row of the introducing papers is odd: the citations of the others come."""

    def reply(url: str, payload: Any) -> Any:
        rows = asked(url, payload)
        if "/paper/batch" not in url:
            return rows
        path = data.draw(st.sampled_from([p for p in paths(rows) if p and p[0] == where % len(rows)]))
        return changed(rows, path, odd, drop=False)

    events = list(cited_by(scholar(reply), target, {}, lambda _: False))
    assert len([e for e in events if isinstance(e, QueryDone)]) in (1, 2)


FEED = etree.fromstring(feed(LIBRARY, {"search_query": 'all:"face"', "max_results": "200"}, 200).encode())
PARTS = [e for e in FEED.iter() if e.getparent() is not None]


@SLOW
@given(number=st.integers(0, len(PARTS) - 1), odd=st.sampled_from(["", "x", "0000-99-99", "-1"]), drop=st.booleans())
def test_a_feed(target: Target, number: int, odd: str, drop: bool) -> None:
    changed_feed = copy.deepcopy(FEED)
    part = [e for e in changed_feed.iter() if e.getparent() is not None][number]
    entry = next((e for e in (part, *part.iterancestors()) if e.tag.endswith("}entry")), None)
    own = entry.findtext("{http://www.w3.org/2005/Atom}id") if entry is not None else None
    part.getparent().remove(part) if drop else setattr(part, "text", odd)
    client = Preprints(Settings(arxiv_url="http://127.0.0.1:1"))
    client.service.close()
    client.session._service = Answers(lambda *_: etree.tostring(changed_feed))  # type: ignore[assignment]
    one = replace(target, arxiv_queries=('all:"face"',))
    events = list(found_on_arxiv(client, one, {}, lambda _: False))
    came = {e.paper.arxiv_id for e in events if isinstance(e, Found)}
    everyone = {e.findtext("{http://www.w3.org/2005/Atom}id") for e in FEED if e.tag.endswith("}entry")}
    others = {str(i).rpartition("/")[2].removesuffix("v1") for i in everyone - {own}}
    if entry is not None:
        assert others <= came
    assert [e for e in events if isinstance(e, QueryDone)]


def test_the_feed_holds_enough_to_test() -> None:
    tags = {part.tag.rpartition("}")[2] for part in PARTS}
    assert {"entry", "id", "title", "summary", "author", "published", "link"} <= tags
    assert CITATIONS["data"]
    assert SNIPPETS["data"]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_a_whole_answer_of_another_type(target: Target, odd: Any) -> None:
    events = [
        *cited_by(scholar(lambda *_: odd), target, {}, lambda _: False),
        *named_in_text(scholar(lambda *_: odd), target, {}, lambda _: False),
    ]
    assert events
    assert all(isinstance(e, QueryDone) and e.failure for e in events)
