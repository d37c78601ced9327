"""Decisions out of one store and into another: an exact round trip, and every odd line named."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from citetrail.records.vocabulary import Reason, Vote
from citetrail.store.decision_files import _cell, _uncell, export_decisions, export_waiting, import_decisions
from citetrail.store.engine import make_engine, migrate, writing
from citetrail.store.tables import decisions
from tests.citetrail.store.logs import add_claims, add_quote, claim_row, vote

NOTE = "\ufeff =cmd()|' /C calc'!A0, “quoted”,\r\nsecond line; 数据 'x"


def export(engine: Engine, form: str) -> str:
    out = io.StringIO(newline="")
    with engine.connect() as connection:
        export_decisions(connection, out, form)
    return out.getvalue()


def lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def other(tmp_path: Path) -> Engine:
    engine = make_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    migrate(engine)
    return engine


def filled(engine: Engine) -> None:
    add_claims(engine, "c1", "c2", sensitive=True)
    with writing(engine) as connection:
        first = vote(connection, "ada", Vote.ACCEPT, "c1", note=NOTE, evidence_ids=("q1", "q2"))
        vote(connection, "ada", Vote.UNDO, "c1", undoes=first.id)
        vote(connection, "bo", Vote.CORRECT, "c1", correction={"member": "rfw", "role": "evaluated_on"})
        vote(connection, "bo", Vote.REJECT, "c2", reason=Reason.NEGATED, note="'tis not")
        vote(connection, "ada", Vote.ACCEPT, "c2", audit=True, note="-")
        vote(connection, "cy", Vote.REJECT, "c2", adjudication=True, token="-begins-with-a-dash")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_round_trip_is_exact(engine: Engine, tmp_path: Path, form: str) -> None:
    filled(engine)
    told = export(engine, form)
    copy = other(tmp_path)
    add_claims(copy, "c1", "c2", sensitive=True)
    with writing(copy) as connection:
        done = import_decisions(connection, lines(told), form)
    assert (done.added, done.refused, done.conflicts) == (6, [], [])
    assert export(copy, form) == told
    with copy.connect() as a, engine.connect() as b:
        for claim in ("c1", "c2"):
            assert claim_row(a, claim).state == claim_row(b, claim).state
    copy.dispose()


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_importing_twice_adds_nothing(engine: Engine, form: str) -> None:
    filled(engine)
    told = export(engine, form)
    with writing(engine) as connection:
        done = import_decisions(connection, lines(told), form)
    assert (done.added, done.known, done.refused, done.conflicts) == (0, 6, [], [])


def test_a_token_with_another_content_is_a_conflict_and_the_log_stays(engine: Engine) -> None:
    filled(engine)
    changed = export(engine, "csv").replace("negated", "others_work")
    with writing(engine) as connection:
        done = import_decisions(connection, lines(changed), "csv")
    assert len(done.conflicts) == 1
    assert "another reason" in done.conflicts[0]
    assert "others_work" not in export(engine, "csv")


def test_unknown_claims_and_values_are_refused_by_line_and_the_rest_is_taken(engine: Engine) -> None:
    add_claims(engine, "c1")
    sheet = (
        "claim_id,reviewer,vote,reason,note\r\n"
        "nowhere,ada,accept,,\r\n"
        'c1,ada,reject,negated,"two\r\nlines"\r\n'
        "c1,ada,perhaps,,\r\n"
        "c1,,accept,,\r\n"
        "c1,bo,reject,because,\r\n"
        "c1,<script>,accept,,\r\n"
        "c1,bo,,,\r\n"
    )
    with writing(engine) as connection:
        done = import_decisions(connection, lines(sheet), "csv")
    assert (done.added, done.empty) == (1, 1)
    assert [r.split(":")[0] for r in done.refused] == ["line 2", "line 5", "line 6", "line 7", "line 8"]
    assert "'nowhere'" in done.refused[0]


def test_broken_json_lines_are_refused_by_line(engine: Engine) -> None:
    add_claims(engine, "c1")
    told = '{"claim_id": "c1", "reviewer": "ada", "vote": "accept"}\n{broken\n[1]\n'
    with writing(engine) as connection:
        done = import_decisions(connection, lines(told), "jsonl")
    assert done.added == 1
    assert [r.split(":")[0] for r in done.refused] == ["line 2", "line 3"]


def test_votes_that_differ_are_reported_as_disputed(engine: Engine) -> None:
    add_claims(engine, "c1")
    with writing(engine) as connection:
        vote(connection, "ada", Vote.ACCEPT)
        sheet = "claim_id,reviewer,vote\r\nc1,bo,reject\r\n"
        done = import_decisions(connection, lines(sheet), "csv")
        assert done.disputed == ["c1"]


def test_a_worksheet_comes_back_filled_in_and_twice_is_once(engine: Engine) -> None:
    add_claims(engine, "c1", "c2")
    add_quote(engine, "c1", "q1", "=We train on MS1MV2.")
    out = io.StringIO(newline="")
    with engine.connect() as connection:
        assert export_waiting(connection, out, "csv") == 2
    sheet = out.getvalue()
    assert "'=We train" in sheet
    filled_in = sheet.replace("c1,,,", "c1,ada,accept,", 1)
    for expected in (1, 0):
        with writing(engine) as connection:
            assert import_decisions(connection, lines(filled_in), "csv").added == expected
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(decisions)) == 1


@given(st.text())
@settings(max_examples=300)
def test_a_cell_never_runs_and_comes_back_as_it_was(text: str) -> None:
    cell = _cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert _uncell(cell) == text
