"""One paper is one paper: same title is not enough, and what was joined wrongly can be parted."""

import pytest
from sqlalchemy import Engine, insert, select

from citetrail.records.papers import Fetched, FoundPaper, Sighting, SourceAuthor
from citetrail.records.vocabulary import Outcome, Source, Vote
from citetrail.store.add_papers import add_papers, load_papers
from citetrail.store.assessments import AssessmentRows, save_assessments
from citetrail.store.engine import StoreError, writing
from citetrail.store.paper_identity import publishers_doi, share_a_surname
from citetrail.store.part_papers import doubtful, join, part
from citetrail.store.readings import save_fetched
from citetrail.store.tables import claims, decisions, papers, pending
from tests.citetrail.store.logs import CLAIM, claim_row, vote

TARGET = "example-faces"
AT = "2026-01-01T00:00:00+00:00"
TITLE = "Recognition of Example Faces: A Survey"


def found(*names: str, reason: str = "example-faces", **told: object) -> FoundPaper:
    plain = {"title": TITLE, "year": 2018, "sighting": Sighting(Source.S2_CITATIONS, reason)}
    return FoundPaper(**plain | {"authors": tuple(map(SourceAuthor, names))} | told)  # type: ignore[arg-type]


def add(engine: Engine, *batches: FoundPaper) -> list[str]:
    for batch in batches:
        with writing(engine) as connection:
            add_papers(connection, TARGET, [batch], AT)
    with engine.connect() as connection:
        return list(
            connection.scalars(select(papers.c.id).where(papers.c.merged_into.is_(None)).order_by(papers.c.id))
        )


ABOUT_NETWORKS = " ".join(f"networks learn {n} features of faces" for n in range(20))
ABOUT_LAW = " ".join(f"courts weigh {n} rules on privacy" for n in range(20))
OF_ONE = {"s2_id": "a" * 40, "arxiv_id": "1801.00001", "abstract": ABOUT_NETWORKS}
OF_OTHER = {"s2_id": "b" * 40, "doi": "10.1109/a"}


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (found("Iva Moss", "Yan Wu", s2_id="a" * 40), found("Mai Wing", "Wen Dong", s2_id="b" * 40), 2),
        (found("Iva Moss", "Yan Wu", s2_id="a" * 40), found("Moss, Iva", s2_id="b" * 40), 1),
        (found("Iva Moss", s2_id="a" * 40), found(s2_id="b" * 40), 1),
        (found("Iva Moss", doi="10.1109/a"), found("Iva Moss", doi="10.1145/b"), 2),
        (found("Iva Moss", doi="10.1109/a"), found("Iva Moss", doi="10.21256/zhaw-1"), 1),
        (found("Iva Moss", arxiv_id="1801.00001"), found("I. Moss", doi="10.1109/a", year=2019), 1),
        (found(**OF_ONE), found(**OF_OTHER, abstract=ABOUT_LAW), 2),
        (found(**OF_ONE), found(**OF_OTHER, abstract=f"{ABOUT_LAW} {ABOUT_NETWORKS[:200]}"), 1),
        (found(**OF_ONE), found(**OF_OTHER, abstract=ABOUT_LAW[:60]), 1),
        (found("Iva Moss", **OF_ONE), found("I. Moss", **OF_OTHER, abstract=ABOUT_LAW), 1),
    ],
    ids=[
        *("no surname", "a surname", "no authors", "two publishers", "a repository", "preprint and published"),
        *("other abstracts", "a rewritten abstract", "a short abstract", "other abstracts of one author"),
    ],
)
def test_one_title_is_one_paper_only_where_nothing_speaks_against_it(
    engine: Engine, one: FoundPaper, other: FoundPaper, count: int
) -> None:
    assert len(add(engine, one, other)) == count


def test_a_row_that_pairs_the_identifiers_of_two_known_papers_welds_nothing(engine: Engine) -> None:
    a = found("Iva Moss", s2_id="a" * 40, doi="10.1109/a", title="The first of two works, quite long")
    b = found("Mai Wing", s2_id="b" * 40, arxiv_id="1801.00002", title="The second of two works, as long")
    wrong = found("Iva Moss", s2_id="c" * 40, doi="10.1109/a", arxiv_id="1801.00002", title=a.title)
    ids = add(engine, a, b, wrong)
    assert len(ids) == 2
    with engine.connect() as connection:
        assert {(p.doi, p.arxiv_id) for p in load_papers(connection, TARGET, ids)} == {
            ("10.1109/a", None),
            (None, "1801.00002"),
        }
        assert any("identifiers of both" in pair.reason for pair in doubtful(connection, TARGET))
    assert len(add(engine, a, b, wrong, b, a)) == 2


def test_differing_ids_of_the_service_alone_leave_a_doubt_that_people_settle(engine: Engine) -> None:
    one = found("Iva Moss", s2_id="a" * 40, pdf_urls=("https://a.example/a.pdf",))
    other = found("Iva Moss", s2_id="b" * 40, arxiv_id="1801.00002", reason="second")
    (paper,) = add(engine, one, other)
    with engine.connect() as connection:
        (pair,) = doubtful(connection, TARGET)
    assert (pair.first, pair.second) == (f"s2:{'a' * 40}", f"s2:{'b' * 40}")
    with writing(engine) as connection:
        save_fetched(connection, TARGET, [_copy(paper, "https://arxiv.org/pdf/1801.00002")], AT)
        kept, new = part(connection, paper, [f"s2:{'b' * 40}"], AT)
    with engine.connect() as connection:
        first, second = load_papers(connection, TARGET, [kept, new])
        assert (first.s2_id, first.arxiv_id, first.pdf_urls) == ("a" * 40, None, one.pdf_urls)
        assert (second.s2_id, second.arxiv_id, second.pdf_urls) == ("b" * 40, "1801.00002", ())
        assert [s.reason for s in second.sightings] == ["second"]
        due = set(connection.execute(select(pending.c.step, pending.c.paper_id)).tuples())
        assert {("fetch", kept), ("fetch", new)} <= due, "the copy was of the other paper's address"
        assert doubtful(connection, TARGET) == []
    assert len(add(engine, other, one, other)) == 2, "later runs keep to the ruling"
    with writing(engine) as connection:
        assert join(connection, kept, f"arxiv:{'1801.00002'}", AT) in (kept, new)
    assert len(add(engine, one, other)) == 1


def test_papers_that_only_their_abstracts_part_are_listed_and_can_be_joined(engine: Engine) -> None:
    one, other = found(**OF_ONE), found(**OF_OTHER, abstract=ABOUT_LAW)
    first, second = add(engine, one, other)
    with writing(engine) as connection:
        (pair,) = doubtful(connection, TARGET)
        assert (pair.papers, pair.reason) == ((first, second), "abstracts without a common passage")
        join(connection, first, second, AT)
    assert len(add(engine, one, other, one)) == 1
    with engine.connect() as connection:
        assert doubtful(connection, TARGET) == []


@pytest.mark.parametrize(("read", "state"), [("e1", "accepted"), ("e2", "open")], ids=["same evidence", "other"])
def test_decisions_stay_with_their_evidence_and_what_rests_on_other_comes_back(
    engine: Engine, read: str, state: str
) -> None:
    (paper,) = add(engine, found("Iva Moss", s2_id="a" * 40), found("Iva Moss", s2_id="b" * 40, **AT_OTHER))
    with writing(engine) as connection:
        save_fetched(connection, TARGET, [_copy(paper, "https://arxiv.org/pdf/1801.00002")], AT)
        connection.execute(insert(claims), CLAIM | {"id": "c1", "paper_id": paper, "target": TARGET})
        vote(connection, "ada", Vote.ACCEPT)
        before = connection.execute(select(decisions)).all()
        kept, _ = part(connection, paper, [f"s2:{'b' * 40}"], AT)
        assert connection.execute(select(decisions)).all() == before
        claim = claim_row(connection)
        assert (kept, claim.paper_id, claim.state, claim.current) == (paper, paper, "accepted", False)
        # The paper is read again, in a file of its own or in none, and makes the claim again.
        save_assessments(connection, TARGET, [_assessed(paper, read)])
        claim = claim_row(connection)
        assert (claim.state, claim.current) == (state, True)
        assert connection.execute(select(decisions)).all() == before


AT_OTHER = {"arxiv_id": "1801.00002", "reason": "second"}


def _assessed(paper: str, evidence_hash: str) -> AssessmentRows:
    rows = dict.fromkeys(("sha256",)) | {"paper_id": paper, "target": TARGET, "version": "v", "input_hash": "h"}
    rows |= {"outcome": "ok", "verdict": "uses", "score": 0.5, "unresolved": False, "sectors": []}
    rows |= {"headline": "academic", "title": "", "authors": [], "assessed_at": AT}
    claim = {k: v for k, v in CLAIM.items() if k not in ("papers", "current", "state", "decided_hash")}
    claim |= {"id": "c1", "paper_id": paper, "target": TARGET, "evidence_hash": evidence_hash}
    return AssessmentRows(rows, [], [], [], [], [claim], [])


def _copy(paper: str, url: str) -> Fetched:
    told = {"outcome": Outcome.OK, "url": url, "sha256": "0" * 64, "size": 1, "retrieved_at": AT, "tried": (url,)}
    return Fetched(paper, **told)  # type: ignore[arg-type]


def test_what_cannot_be_parted_says_what_can(engine: Engine) -> None:
    (paper,) = add(engine, found("Iva Moss", s2_id="a" * 40))
    with writing(engine) as connection, pytest.raises(StoreError, match=r"name some, not all, of its records"):
        part(connection, paper, [f"s2:{'a' * 40}"], AT)
    with writing(engine) as connection, pytest.raises(StoreError, match=r"No paper 'doi:10\.1/none'"):
        join(connection, paper, "doi:10.1/none", AT)


def test_surnames() -> None:
    def people(*names: str) -> list[dict[str, str]]:
        return [{"name": n} for n in names]

    assert share_a_surname(people("Jørgen Ødegård"), people("J. Odegard"))
    assert share_a_surname(people("Wing Mai"), people("Mai Wing"))
    assert share_a_surname(people("Ada Lovel Jr."), people("A. Lovel"))
    assert not share_a_surname(people("Wei Wang"), people("Wei Li"))


def test_a_repositorys_doi_is_no_publishers() -> None:
    assert publishers_doi("10.1109/cvpr.2019.00482")
    assert publishers_doi("10.21256/zhaw-3871") is None
