"""Copies are kept beside their paper: none is lost to a failure, a join or a parting."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from citetrail.records.copies import Copy, CopyKind, CopyOrigin, CopyPolicy
from citetrail.records.file_identity import Match
from citetrail.records.identifiers import PaperId
from citetrail.records.papers import Fetched
from citetrail.records.vocabulary import Outcome
from citetrail.store.add_papers import load_papers
from citetrail.store.added_files import AddedFile, answer, attach_or_ask, questions
from citetrail.store.copies import (
    copies_of,
    copies_sought,
    documents_of,
    make_copies_due,
    save_copies,
    save_document,
    save_text_keys,
)
from citetrail.store.engine import StoreError, writing
from citetrail.store.part_papers import join, part
from citetrail.store.readings import save_fetched
from citetrail.store.tables import fetches, pending
from citetrail.store.wanted_papers import wanted_papers
from citetrail.store.work import due_batches, mark_promising
from tests.citetrail.store.test_add_papers import AT, TARGET, add, found

FIRST, SECOND, THIRD = ("1" * 64, "2" * 64, "3" * 64)
JOURNAL = "https://link.springer.com/a.pdf"
ARXIV = "https://arxiv.org/pdf/1801.00002"


def fetched(paper: str, sha256: str, url: str, kind: CopyKind = CopyKind.OTHER) -> Fetched:
    return Fetched(
        PaperId(paper), Outcome.OK, url=url, sha256=sha256, size=1, retrieved_at=AT, tried=(url,), kind=kind
    )


def keep(engine: Engine, *copies: Copy) -> None:
    with writing(engine) as connection:
        for copy in copies:
            if copy.sha256:
                save_document(connection, copy.sha256, 1, copy.address, AT)
        save_copies(connection, copies, AT)


def slots(engine: Engine, paper: str) -> dict[str, str | None]:
    with engine.connect() as connection:
        return {c.slot: c.sha256 for c in copies_of(connection, [paper]).get(paper, [])}


def test_what_was_fetched_first_stands_first(engine: Engine) -> None:
    (paper,) = add(engine, found(s2_id="a" * 40))
    with writing(engine) as connection:
        save_fetched(connection, TARGET, [fetched(paper, FIRST, ARXIV, CopyKind.ARXIV)], AT)
    journal = Copy(paper, "publisher", CopyKind.PUBLISHER, Outcome.OK, address=JOURNAL, sha256=SECOND)
    keep(engine, journal)
    with engine.connect() as connection:
        assert [c.slot for c in copies_of(connection, [paper])[paper]] == ["arxiv", "publisher"]
        assert documents_of(connection, [paper]) == {paper: [FIRST, SECOND]}


def test_a_failure_does_not_replace_what_came_and_is_counted(engine: Engine) -> None:
    (paper,) = add(engine, found(s2_id="a" * 40))
    good = Copy(paper, "publisher", CopyKind.PUBLISHER, Outcome.OK, address=JOURNAL, sha256=SECOND)
    bad = replace(good, outcome=Outcome.TIMEOUT, sha256=None)
    keep(engine, bad, good, bad)
    assert slots(engine, paper) == {"publisher": SECOND}


def test_copies_are_due_until_they_were_sought_under_as_wide_a_policy(engine: Engine) -> None:
    paper, other = add(engine, found(s2_id="a" * 40), found(s2_id="b" * 40, title="A work of another title"))
    with writing(engine) as connection:
        save_fetched(connection, TARGET, [fetched(paper, FIRST, ARXIV)], AT)
        failed = Fetched(PaperId(other), Outcome.NOT_FOUND)
        save_fetched(connection, TARGET, [failed], AT)
        assert make_copies_due(connection, TARGET, CopyPolicy.FIRST) == 0
        assert make_copies_due(connection, TARGET, CopyPolicy.EACH_KIND) == 1, "a second copy wants a first"
        copies_sought(connection, [paper], CopyPolicy.EACH_KIND, AT)
        connection.execute(pending.delete())
        assert make_copies_due(connection, TARGET, CopyPolicy.EACH_KIND) == 0
        assert make_copies_due(connection, TARGET, CopyPolicy.ALL) == 1
        copies_sought(connection, [paper], CopyPolicy.ALL, AT)
        connection.execute(pending.delete())
        assert make_copies_due(connection, TARGET, CopyPolicy.EACH_KIND) == 0
        busy = Copy(paper, "publisher", CopyKind.PUBLISHER, Outcome.TIMEOUT, address=JOURNAL)
        save_copies(connection, [busy], AT)
        assert make_copies_due(connection, TARGET, CopyPolicy.EACH_KIND) == 1, "a passing fault is tried again"
        save_copies(connection, [replace(busy, outcome=Outcome.NOT_FOUND)], AT)
        connection.execute(pending.delete())
        assert make_copies_due(connection, TARGET, CopyPolicy.EACH_KIND) == 0
    add(engine, found(s2_id="a" * 40, pdf_urls=("https://new.example.org/a.pdf",)))
    with writing(engine) as connection:
        assert make_copies_due(connection, TARGET, CopyPolicy.EACH_KIND) == 1, "a new address is known"
    assert [i for ids in due_batches(engine, TARGET, "copies", 10) for i in ids] == [paper]


def test_text_keys_belong_to_the_document(engine: Engine) -> None:
    (paper,) = add(engine, found(s2_id="a" * 40))
    keep(engine, Copy(paper, "publisher", CopyKind.PUBLISHER, Outcome.OK, address=JOURNAL, sha256=SECOND))
    with writing(engine) as connection:
        save_text_keys(connection, {SECOND: "key"})
        assert copies_of(connection, [paper])[paper][0].text_key == "key"


def two_records(engine: Engine) -> tuple[str, str]:
    """A preprint and a published work that turn out to be one, each with its copy."""
    ids = add(
        engine,
        found(s2_id="a" * 40, arxiv_id="1801.00002"),
        found(s2_id="b" * 40, title="The same work under another title", pdf_urls=(JOURNAL,)),
    )
    with writing(engine) as connection:
        one, other = sorted(load_papers(connection, TARGET, ids), key=lambda p: p.arxiv_id is None)
        save_fetched(connection, TARGET, [fetched(one.id, FIRST, ARXIV, CopyKind.ARXIV)], AT)
        save_fetched(connection, TARGET, [fetched(other.id, SECOND, JOURNAL, CopyKind.PUBLISHER)], AT)
    return one.id, other.id


def test_joined_papers_have_the_copies_of_both_and_parted_ones_their_own(engine: Engine) -> None:
    preprint, published = two_records(engine)
    with writing(engine) as connection:
        kept = join(connection, preprint, published, AT)
    assert set(slots(engine, kept).values()) == {FIRST, SECOND}
    gone = published if kept == preprint else preprint
    assert slots(engine, gone) == {}
    with writing(engine) as connection:
        one, other = part(connection, kept, [f"s2:{'b' * 40}"], AT)
    assert slots(engine, one) == {"arxiv": FIRST}
    assert slots(engine, other) == {"publisher": SECOND}


def added(sha256: str = THIRD, by: str = "ann") -> AddedFile:
    return AddedFile(sha256, "file.pdf", by, size=1)


def add_file(engine: Engine, file: AddedFile, *found_: Match) -> str | None:
    with writing(engine) as connection:
        save_document(connection, file.sha256, file.size, "", AT)
        return attach_or_ask(connection, file, found_, AT)


def test_a_file_of_a_certain_paper_is_its_copy_and_its_text(engine: Engine) -> None:
    (paper,) = add(engine, found(s2_id="a" * 40, doi="10.1000/x"))
    with writing(engine) as connection:
        save_fetched(connection, TARGET, [Fetched(PaperId(paper), Outcome.NO_OPEN_PDF, detail="none is known")], AT)
        assert [w.paper_id for w in wanted_papers(connection, TARGET)] == [paper]
    assert add_file(engine, added(), Match(paper, True, "the first page prints its DOI and its title")) == paper
    with engine.connect() as connection:
        (copy,) = copies_of(connection, [paper])[paper]
        assert (copy.origin, copy.added_by, copy.sha256) == (CopyOrigin.ADDED, "ann", THIRD)
        row = connection.execute(select(fetches).where(fetches.c.paper_id == paper)).one()
        assert (row.outcome, row.sha256) == (Outcome.OK, THIRD)
        assert "ann" in row.detail
        due = set(connection.execute(select(pending.c.step, pending.c.paper_id)).tuples())
        assert ("extract", paper) in due
        assert ("fetch", paper) not in due
        assert list(wanted_papers(connection, TARGET)) == []
        assert questions(connection) == []


def test_a_file_beside_a_copy_does_not_replace_it(engine: Engine) -> None:
    (paper,) = add(engine, found(s2_id="a" * 40))
    with writing(engine) as connection:
        save_fetched(connection, TARGET, [fetched(paper, FIRST, ARXIV, CopyKind.ARXIV)], AT)
    add_file(engine, added(), Match(paper, True, "it fits"))
    with engine.connect() as connection:
        assert documents_of(connection, [paper]) == {paper: [FIRST, THIRD]}
        assert connection.scalar(select(fetches.c.sha256)) == FIRST


def test_an_uncertain_file_is_asked_about_and_not_answered_by_who_added_it(engine: Engine) -> None:
    (paper,) = add(engine, found(s2_id="a" * 40))
    assert add_file(engine, added(), Match(paper, False, "the first page prints its title")) is None
    assert add_file(engine, added(by="eve"), Match(paper, False, "the same again")) is None, "it is asked once"
    assert slots(engine, paper) == {}
    with engine.connect() as connection:
        (question,) = questions(connection)
    assert (question.by, [p[0] for p in question.papers]) == ("ann", [paper])
    with writing(engine) as connection, pytest.raises(StoreError, match="somebody else"):
        answer(connection, THIRD[:12], paper, "ann", AT)
    with writing(engine) as connection, pytest.raises(StoreError, match="no file"):
        answer(connection, "f" * 12, paper, "bo", AT)
    with writing(engine) as connection:
        assert answer(connection, THIRD[:12], f"s2:{'a' * 40}", "bo", AT) == paper
        assert questions(connection) == []
    assert list(slots(engine, paper).values()) == [THIRD]


def test_a_file_of_no_known_paper_can_be_refused(engine: Engine) -> None:
    add(engine, found(s2_id="a" * 40))
    assert add_file(engine, added()) is None
    with writing(engine) as connection:
        assert answer(connection, THIRD, None, "bo", AT) == ""
        assert questions(connection) == []


def test_the_wanted_are_told_with_why_and_the_most_promising_first(engine: Engine) -> None:
    ids = add(
        engine,
        found(s2_id="a" * 40, doi="10.1000/plain"),
        found(s2_id="b" * 40, title="A work that is quoted elsewhere", url="https://example.org/b"),
        found(s2_id="c" * 40, title="A work that was never tried at all"),
    )
    with writing(engine) as connection:
        by_s2 = {p.s2_id: str(p.id) for p in load_papers(connection, TARGET, ids)}
        tried = [by_s2["a" * 40], by_s2["b" * 40]]
        results = [Fetched(PaperId(i), Outcome.NOT_FOUND, detail="it answered 404") for i in tried]
        save_fetched(connection, TARGET, results, AT)
        mark_promising(connection, TARGET, [by_s2["b" * 40]])
        told = list(wanted_papers(connection, TARGET))
    assert [w.paper_id for w in told] == [by_s2["b" * 40], by_s2["a" * 40]], "what was not tried is not wanted yet"
    assert [w.landing_page for w in told] == ["https://example.org/b", "https://doi.org/10.1000/plain"]
    assert [w.is_promising for w in told] == [True, False]
    assert told[0].why == "it answered 404"
