"""Decisions out of one store and into another: an exact round trip, and every odd line named."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from citetrail.records.spreadsheet_text import TableError
from citetrail.records.vocabulary import Reason, Vote
from citetrail.store import accounts
from citetrail.store.accounts import ReviewerRole
from citetrail.store.decision_files import _cell, export_decisions, export_waiting, uncell
from citetrail.store.decision_imports import Imported, import_decisions
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
        accounts.add(connection, "cy", ReviewerRole.ADJUDICATOR, "a long password")
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


def imported(engine: Engine, sheet: str, **told: Any) -> Imported:
    with writing(engine) as connection:
        return import_decisions(connection, lines(sheet), "csv", **told)


@pytest.mark.parametrize(
    "sheet",
    [
        "claim_id;reviewer;vote\r\nc1;ada;accept\r\n",
        "claim_id\treviewer\tvote\r\nc1\tada\taccept\r\n",
        "sep=;\r\nclaim_id;reviewer;vote\r\nc1;ada;accept\r\n",
        "Claim_ID,Reviewer,VOTE\nc1,ada,Accept\n",
        "claim id,reviewer, vote \nc1,ada, ACCEPT \n",
        'note,vote,reviewer,claim_id\n"a; b, c",accept,ada,c1\n',
        "claim_id,reviewer,vote\rc1,ada,accept\r",
    ],
)
def test_a_worksheet_is_read_as_spreadsheets_write_it(engine: Engine, sheet: str) -> None:
    add_claims(engine, "c1")
    done = imported(engine, sheet)
    assert (done.added, done.refused) == (1, [])


def test_reasons_are_read_as_people_type_them(engine: Engine) -> None:
    add_claims(engine, "c1")
    assert imported(engine, "claim_id,reviewer,vote,reason\nc1,ada,Reject,Only cited\n").added == 1
    with engine.connect() as connection:
        assert connection.scalars(select(decisions.c.reason)).all() == ["only_cited"]


@pytest.mark.parametrize("sheet", ["claim_id,reviewer\nc1,ada\n", "a;b\n1;2\n", "", "\n", "claim_id,vote,vote\n"])
def test_a_sheet_without_its_columns_is_refused_whole(engine: Engine, sheet: str) -> None:
    add_claims(engine, "c1")
    with pytest.raises(TableError, match=r"vote|reviewer"):
        imported(engine, sheet)


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("2026-03-01T10:30:00+01:00", "2026-03-01T09:30:00.000000+00:00"),
        ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00.000000+00:00"),
        ("2026-03-01T09:30:00", ""),
        ("2026-03-01", ""),
        ("01/03/2026 09:30", ""),
        ("0001-01-01T00:00:00+14:00", ""),
        ("2999-01-01T00:00:00Z", ""),  # a release bears the day of its last decision
    ],
)
def test_times_need_a_zone(engine: Engine, at: str, kept: str) -> None:
    add_claims(engine, "c1")
    done = imported(engine, f"claim_id,reviewer,vote,decided_at\nc1,ada,accept,{at}\n")
    assert (done.added, len(done.refused)) == ((1, 0) if kept else (0, 1))
    with engine.connect() as connection:
        assert connection.scalars(select(decisions.c.decided_at)).all() == ([kept] if kept else [])


def test_a_ruling_needs_the_role_and_an_analyst_has_no_vote(engine: Engine) -> None:
    add_claims(engine, "c1")
    with writing(engine) as connection:
        accounts.add(connection, "ann", ReviewerRole.ANALYST, "a long password")
        accounts.add(connection, "cy", ReviewerRole.ADJUDICATOR, "a long password")
        vote(connection, "ada", Vote.ACCEPT)
        vote(connection, "bo", Vote.REJECT)
    sheet = "claim_id,reviewer,vote,adjudication\nc1,dee,accept,true\nc1,ann,accept,\nc1,ada,accept,TRUE\n"
    done = imported(engine, sheet)
    assert done.added == 0
    assert [r.partition(": ")[2].split(",")[0] for r in done.refused] == [
        "dee is no adjudicator here",
        "ann is an analyst here: analysts look on.",
        "ada is no adjudicator here",
    ]
    assert imported(engine, "claim_id,reviewer,vote,adjudication\nc1,cy,accept,true\n").added == 1


@pytest.mark.parametrize(
    "correction",
    [
        '{"role": "owned"}',
        '{"sector": "naval"}',
        '{"member": "nothing"}',
        "{}",
        '{"role": "trained_on"}',
        '{"a": "b"}',
        *('{"role": 3}', '{"role": null}', "[]", "role", '{"organisation_id": "ct:nowhere"}'),
    ],
)
def test_corrections_pass_the_forms_own_checks(engine: Engine, correction: str) -> None:
    add_claims(engine, "c1")
    quoted = correction.replace('"', '""')
    sheet = f'claim_id,reviewer,vote,correction\nc1,ada,correct,"{quoted}"\n'
    done = imported(engine, sheet, members=lambda _: ["ms1mv2", "rfw"])
    assert (done.added, len(done.refused)) == (0, 1)
    right = sheet.replace(quoted, '{""member"": ""rfw""}')
    assert imported(engine, right, members=lambda _: ["ms1mv2", "rfw"]).added == 1


def test_evidence_that_nobody_knows_is_no_silent_success(engine: Engine) -> None:
    add_claims(engine, "c1", "c2", evidence_hash="0123456789abcdef")
    sheet = "claim_id,reviewer,vote,evidence_hash\nc1,ada,accept,1.23457E+11\nc2,ada,accept,fedcba9876543210\n"
    done = imported(engine, sheet)
    assert done.added == 0
    assert "what a spreadsheet made of it" in done.refused[0]
    assert "fresh worksheet" in done.refused[1]
    log = "token,claim_id,reviewer,vote,evidence_hash\ntoken-of-another,c2,ada,accept,fedcba9876543210\n"
    done = imported(engine, log)
    assert (done.added, len(done.stale)) == (1, 1)
    assert "without effect" in done.stale[0]


@given(st.text())
@settings(max_examples=300)
def test_a_cell_never_runs_and_comes_back_as_it_was(text: str) -> None:
    cell = _cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert uncell(cell) == text
