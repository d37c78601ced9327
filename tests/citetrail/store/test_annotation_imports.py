"""Annotations of readers' tools find document, words and claims; decisions come back only as their maker's own.

Covers: citetrail.store.kept_annotations, citetrail.records.quoted_places, citetrail.publish.decision_annotations.
"""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select

from citetrail.publish.decision_annotations import export_annotations
from citetrail.records.annotation_files import read_annotations
from citetrail.records.quoted_places import NotFound, locate
from citetrail.records.vocabulary import Reason, Vote
from citetrail.store import accounts
from citetrail.store.annotation_imports import AnnotationsImported, Importer, import_annotations
from citetrail.store.decision_files import COLUMNS, logged_decisions
from citetrail.store.decision_log import Ballot, decide
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import writing
from citetrail.store.kept_annotations import (
    AnnotationRefused,
    outsiders_annotations,
    settle,
    waiting_annotations,
)
from citetrail.store.tables import annotations, claim_evidence, claims, decisions, evidence, paper_keys
from citetrail.store.tables import documents as documents_table
from tests.synthetic import fill

ROLES = {"ada": "reviewer", "bo": "reviewer", "ruth": "adjudicator", "olga": "analyst"}


@pytest.fixture
def documents(tmp_path: Path) -> DocumentStore:
    return DocumentStore(f"file://{tmp_path / 'documents'}")


@pytest.fixture
def store(engine: Engine, documents: DocumentStore) -> Engine:
    fill(engine, 6, pdfs=2, store=documents)
    people(engine)
    return engine


def people(engine: Engine) -> None:
    with writing(engine) as connection:
        for name, role in ROLES.items():
            accounts.add(connection, name, accounts.ReviewerRole(role), "a long enough password")


def quoted(connection: Connection) -> Any:
    """A quotation of a use that stands in a document, with its claim."""
    query = (
        select(evidence, documents_table.c.url, claims.c.id.label("claim_id"), claims.c.evidence_hash)
        .join(documents_table, documents_table.c.sha256 == evidence.c.sha256)
        .join(claim_evidence, claim_evidence.c.evidence_id == evidence.c.id)
        .join(claims, claims.c.id == claim_evidence.c.claim_id)
        .where(evidence.c.sha256.not_like("0000%"), claims.c.kind == "use")  # those have bytes
    )
    return connection.execute(query.order_by(claims.c.id)).first()


def on_document(connection: Connection, sha256: str) -> Sequence[Any]:
    """What was written on a document, by whomever, settled or not."""
    return connection.execute(select(annotations).where(annotations.c.sha256 == sha256)).all()


def note(source: Any, *selectors: dict[str, Any], **told: Any) -> dict[str, Any]:
    target = {"source": source, "selector": list(selectors)}
    return {"id": "https://notes.example/7", "type": "Annotation", "target": target} | told


def quote(words: str, **told: str) -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": words} | told


def taken(
    engine: Engine, documents: DocumentStore, *items: Any, by: str = "ada", decisions: bool = False
) -> AnnotationsImported:
    importer = Importer(by, "notes.jsonld", "today", lambda _: None, decisions)
    found = list(read_annotations(json.dumps(list(items)).encode()))
    with writing(engine) as connection:
        return import_annotations(connection, documents, found, importer)


def test_a_readers_note_finds_the_claim_by_hash_and_words(store: Engine, documents: DocumentStore) -> None:
    with store.connect() as connection:
        row = quoted(connection)
        before = connection.execute(select(decisions)).all()
    item = note(
        {"id": "https://elsewhere.example/copy.pdf", "schema:sha256": row.sha256},
        quote(row.quote.upper().replace(" ", "\n")),
        body={"type": "TextualBody", "value": "<b>Ask</b> the authors", "format": "text/html"},
        creator={"name": "Reader One"},
        created="2026-01-02T03:04:05Z",
    )
    done = taken(store, documents, item)
    assert [row.claim_id in found for found in done.matched.values()] == [True]
    assert done.refused == []
    with store.connect() as connection:
        (kept,) = on_document(connection, row.sha256)
        words = row.quote.rstrip(".")  # from the first letter to the last
        assert (kept.page, kept.start, kept.end, kept.quote) == (row.page, row.start, row.start + len(words), words)
        assert (kept.note, kept.creator, kept.created) == ("Ask the authors", "Reader One", "2026-01-02T03:04:05Z")
        assert connection.execute(select(decisions)).all() == before, "a note decides nothing"
    again = taken(store, documents, item)
    assert (again.known, again.matched) == (1, {})


def test_the_apis_answer_of_hypothesis_is_read(store: Engine, documents: DocumentStore) -> None:
    with store.connect() as connection:
        row = quoted(connection)
        doi = connection.scalar(
            select(paper_keys.c.value).where(paper_keys.c.kind == "doi", paper_keys.c.paper_id == row.paper_id)
        )
    uri = f"https://doi.org/{doi}" if doi else row.url
    answer = {
        "total": 1,
        "rows": [
            {
                "id": "Zk3", "user": "acct:someone@notes.example", "uri": uri, "text": "used here", "tags": ["use"],
                "document": {"title": ["x"], "link": [{"href": "urn:x-pdf:00ff"}, {"href": uri}]},
                "target": [{"source": uri, "selector": [
                    {"type": "TextPositionSelector", "start": 999999, "end": 1000003},
                    quote(row.quote),
                ]}],
            }
        ],
    }  # fmt: skip
    found = list(read_annotations(json.dumps(answer).encode()))
    with writing(store) as connection:
        done = import_annotations(connection, documents, found, Importer("bo", "h.json", "today", lambda _: None))
    assert [row.claim_id in ids for ids in done.matched.values()] == [True], done.refused
    with store.connect() as connection:
        (kept,) = on_document(connection, row.sha256)
        assert (kept.creator, kept.note) == ("acct:someone@notes.example", "used here\nuse")


def test_each_annotation_without_a_place_is_told_with_its_reason(store: Engine, documents: DocumentStore) -> None:
    with store.connect() as connection:
        row = quoted(connection)
    here = {"schema:sha256": row.sha256}
    done = taken(
        store,
        documents,
        note({"schema:sha256": "ab" * 32}, quote(row.quote)),
        note("https://doi.org/10.9999/nowhere", quote(row.quote)),
        note(here, quote("words that nobody printed in this paper")),
        note(here, {"type": "FragmentSelector", "value": "page=1"}),
        note(here, quote("e")),
        note({"name": "no address"}, quote(row.quote)),
        {"id": "x", "type": "Annotation"},
        "not an object",
    )
    assert (done.matched, done.beside) == ({}, [])
    told = " | ".join(done.refused)
    for words in (
        f"SHA-256 {'ab' * 32}", "https://doi.org/10.9999/nowhere", "not in the text", "quotes no words",
        "places, and neither page nor context", "neither address nor SHA-256", "no target", "not a JSON object",
    ):  # fmt: skip
        assert words in told
    assert len(done.refused) == 8


def test_who_names_the_bytes_means_no_other_copy(store: Engine, documents: DocumentStore) -> None:
    """A source with the right address and another SHA-256 is another file: its words may be others."""
    with store.connect() as connection:
        row = quoted(connection)
    done = taken(
        store, documents, note({"id": "https://a.example/x.pdf", "schema:sha256": "cd" * 32}, quote(row.quote))
    )
    assert len(done.refused) == 1
    with store.connect() as connection:
        assert on_document(connection, row.sha256) == []


def test_context_and_page_tell_equal_words_apart() -> None:
    pages = ["We use faces. We use more faces.", "Nobody should use faces."]
    assert locate(pages, "use faces", page=2) == (2, 14, 23)
    assert locate(pages, "use faces", prefix="We ") == (1, 3, 12)
    assert locate(pages, "faces", prefix="more ") == (1, 26, 31)
    assert locate(["the efﬁcient net"], "efficient") == (1, 4, 12)
    with pytest.raises(NotFound, match="2 places"):
        locate(pages, "use faces")


def test_a_note_can_be_settled_once_and_needs_words(store: Engine, documents: DocumentStore) -> None:
    with store.connect() as connection:
        row = quoted(connection)
    done = taken(store, documents, note({"schema:sha256": row.sha256}, quote(row.quote)))
    (number,) = done.matched
    with writing(store) as connection:
        with pytest.raises(AnnotationRefused):
            settle(connection, number, " ", "ada")
        settle(connection, number, "the authors confirmed it", "ada")
        with pytest.raises(AnnotationRefused):
            settle(connection, number, "again", "bo")
        assert waiting_annotations(connection) == []
        (kept,) = on_document(connection, row.sha256)
        assert (kept.settled_by, kept.answer) == ("ada", "the authors confirmed it")


def test_what_a_reviewer_wrote_elsewhere_is_no_outsiders_note(store: Engine, documents: DocumentStore) -> None:
    with store.connect() as connection:
        row = quoted(connection)
    taken(store, documents, note({"schema:sha256": row.sha256}, quote(row.quote), creator="ada", bodyValue="true"))
    with store.connect() as connection:
        assert len(on_document(connection, row.sha256)) == 1
        assert outsiders_annotations(connection, [row.sha256]) == []


@pytest.mark.parametrize("by", ["olga", "nobody"])
def test_analysts_and_strangers_bring_nothing_in(store: Engine, documents: DocumentStore, by: str) -> None:
    with pytest.raises(accounts.ReviewerError):
        taken(store, documents, by=by)


def vote(engine: Engine, number: int, **told: Any) -> None:
    with writing(engine) as connection:
        query = select(claims.c.id, claims.c.evidence_hash).where(claims.c.kind == "use")
        claim = connection.execute(query.order_by(claims.c.id).offset(number)).first()
        assert claim is not None
        proof = connection.scalars(
            select(claim_evidence.c.evidence_id).where(claim_evidence.c.claim_id == claim.id)
        ).first()
        ids = (proof,) if proof else ()
        decide(connection, Ballot(claim_id=claim.id, evidence_hash=claim.evidence_hash, evidence_ids=ids, **told))


@pytest.fixture
def decided(store: Engine) -> Engine:
    vote(store, 0, token="token-no-1", reviewer="ada", vote=Vote.ACCEPT, note='=1+1 "<b>" \u2028 ü')
    vote(store, 1, token="token-no-2", reviewer="ada", vote=Vote.REJECT, reason=Reason.RELATED_WORK)
    vote(store, 0, token="token-no-3", reviewer="bo", vote=Vote.ACCEPT)
    vote(store, 2, token="token-no-4", reviewer="ada", vote=Vote.CORRECT, correction={"role": "evaluated_on"})
    return store


def exported(engine: Engine) -> list[dict[str, Any]]:
    out = io.StringIO()
    with engine.connect() as connection:
        count = export_annotations(connection, out, everything=True)
    page = json.loads(out.getvalue())
    assert page["type"] == "AnnotationPage"
    assert count == len(page["items"])
    return list(page["items"])


def log(engine: Engine, reviewer: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        told = [d for d in logged_decisions(connection, everything=True) if d["reviewer"] == reviewer]
    return [{name: d[name] for name in COLUMNS} for d in told]


def other_store(tmp_path: Path) -> tuple[Engine, DocumentStore]:
    """The same papers and claims elsewhere, with no decision."""
    from citetrail.store.engine import make_engine, migrate

    engine = make_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    migrate(engine)
    kept = DocumentStore(f"file://{tmp_path / 'other'}")
    fill(engine, 6, pdfs=2, store=kept)
    people(engine)
    return engine, kept


def test_decisions_go_out_as_assessments_of_the_quoted_words(decided: Engine) -> None:
    first = exported(decided)[0]
    assert (first["motivation"], first["creator"]["name"]) == ("assessing", "ada")
    selectors = first["target"]["selector"]
    assert selectors[0]["type"] == "TextQuoteSelector"
    with decided.connect() as connection:
        proof = connection.scalar(select(evidence.c.quote).where(evidence.c.id == first["citetrail:evidence_ids"][0]))
    assert selectors[0]["exact"] == proof


def test_ones_own_decisions_come_back_as_they_were(decided: Engine, tmp_path: Path) -> None:
    engine, kept = other_store(tmp_path)
    done = taken(engine, kept, *exported(decided), by="ada", decisions=True)
    assert done.decided == 3
    assert log(engine, "ada") == log(decided, "ada")
    assert log(engine, "bo") == [], "another's votes are theirs to bring"
    assert [words for words in done.refused if "'bo'" in words] == done.refused
    again = taken(engine, kept, *exported(decided), by="ada", decisions=True)
    assert (again.decided, again.known) == (0, 3)
    engine.dispose()


def test_a_file_decides_nothing_unless_it_is_asked_to(decided: Engine, tmp_path: Path) -> None:
    engine, kept = other_store(tmp_path)
    done = taken(engine, kept, *exported(decided), by="ada")
    assert done.decided == 0
    assert sum("--decisions" in words for words in done.refused) == 3
    assert log(engine, "ada") == []
    with engine.connect() as connection:
        assert waiting_annotations(connection) == [], "a vote is no note: it would tell the next reviewer"
    engine.dispose()


def test_a_forged_ruling_is_refused(decided: Engine, tmp_path: Path) -> None:
    engine, kept = other_store(tmp_path)
    forged = [
        item | {"citetrail:adjudication": True, "citetrail:token": "a-forged-token"} for item in exported(decided)[:1]
    ]
    done = taken(engine, kept, *forged, by="ada", decisions=True)
    assert done.decided == 0
    assert "no adjudicator" in done.refused[0]
    engine.dispose()
