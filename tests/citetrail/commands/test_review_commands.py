"""`citetrail reviewers` and `citetrail decisions` as they are typed.

Covers: citetrail.commands.reviewers, citetrail.commands.decisions.
"""

import sqlite3
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select, update
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.commands.user_errors import UserError
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Vote
from citetrail.store.decision_chain import verify
from citetrail.store.decision_log import Ballot, apply_policy, decide
from citetrail.store.engine import open_store, writing
from citetrail.store.review_policies import wants_two
from citetrail.store.tables import claims
from tests.synthetic import fill


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CITETRAIL_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def run(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, words, input=stdin)


def test_people_are_added_listed_locked_and_the_second_one_changes_the_rule(var: Path) -> None:
    add = ("reviewers", "add", "--password-stdin")
    assert run(*add, "ada", stdin="a long password\n").exit_code == 0
    told = run(*add, "bo", "--role", "adjudicator", stdin="another password\n").output
    assert "want two reviewers who agree" in told
    listed = run("reviewers", "list").output
    assert "adjudicator" in listed
    assert "reviewer 1" in listed
    with open_store(Settings(var=var)).connect() as connection:
        assert wants_two(connection)
    assert run("reviewers", "lock", "bo").exit_code == 0
    with open_store(Settings(var=var)).connect() as connection:
        assert not wants_two(connection)


@pytest.mark.parametrize(
    ("words", "stdin", "why"),
    [
        (("add", "ada", "--role", "queen", "--password-stdin"), "a long password\n", "a role is"),
        (("add", "ada", "--password-stdin"), "short\n", "at least 10"),
        (("add", "<b>", "--password-stdin"), "a long password\n", "cannot be a name"),
        (("password", "nobody", "--password-stdin"), "a long password\n", "no reviewer"),
    ],
)
def test_what_cannot_be_is_refused_in_words(var: Path, words: tuple[str, ...], stdin: str, why: str) -> None:
    done = run("reviewers", *words, stdin=stdin)
    assert done.exit_code != 0
    assert why in str(done.exception)


def test_decisions_travel_through_files(var: Path, tmp_path: Path) -> None:
    engine = open_store(Settings(var=var))
    fill(engine, 20, decided=0.5)
    engine.dispose()
    first, second = tmp_path / "a.csv", tmp_path / "b.jsonl"
    assert run("decisions", "export", str(first)).exit_code == 0
    assert run("decisions", "export", str(second)).exit_code == 0
    for file in (first, second):
        done = run("decisions", "import", str(file))
        assert done.exit_code == 0
        assert done.output.startswith("0 decisions added")
    again = tmp_path / "c.csv"
    run("decisions", "export", str(again))
    assert again.read_bytes() == first.read_bytes()


def test_an_export_shows_nobody_a_vote_before_their_own(var: Path, tmp_path: Path) -> None:
    """Where sensitive claims want two people, one vote stays in the house until the claim is settled."""
    engine = open_store(Settings(var=var))
    fill(engine, 4)
    with writing(engine) as connection:
        apply_policy(connection, two_reviewers=True)
        connection.execute(update(claims).values(sensitive=True))
        waiting, settled = connection.execute(select(claims).order_by(claims.c.id).limit(2)).all()
        for claim, who in ((waiting, "ada"), (settled, "ada"), (settled, "bo")):
            decide(connection, Ballot(f"{who}-{claim.id}", claim.id, who, Vote.ACCEPT, claim.evidence_hash))
    engine.dispose()
    done = run("decisions", "export")
    assert settled.id in done.stdout
    assert waiting.id not in done.stdout
    assert "1 decision on claims that wait for another vote are left out (--all)." in done.stderr
    assert waiting.id in run("decisions", "export", "--all").stdout
    sheet = run("decisions", "export", "--waiting").stdout
    assert waiting.id in sheet
    assert "ada" not in sheet


def test_refused_lines_are_named_and_end_with_one(var: Path, tmp_path: Path) -> None:
    open_store(Settings(var=var)).dispose()
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("claim_id,reviewer,vote\nnowhere,ada,accept\n", encoding="utf-8")
    done = run("decisions", "import", str(sheet))
    assert done.exit_code == 1
    assert "line 2: There is no claim 'nowhere'." in done.output


def test_a_dry_run_changes_nothing(var: Path, tmp_path: Path) -> None:
    engine = open_store(Settings(var=var))
    fill(engine, 5)
    engine.dispose()
    sheet = tmp_path / "sheet.csv"
    run("decisions", "export", "--waiting", str(sheet))
    filled_in = sheet.read_text(encoding="utf-8").replace(",,,,,,", ",ada,accept,,,,", 1)
    sheet.write_text(filled_in, encoding="utf-8")
    assert run("decisions", "import", "--dry-run", str(sheet)).output.startswith("1 decision would be added")
    out = run("decisions", "export").output
    assert len(out.strip().splitlines()) == 1


def decided(var: Path) -> str:
    """Two decisions on two claims; returns the head of the log."""
    engine = open_store(Settings(var=var))
    fill(engine, 3)
    with writing(engine) as connection:
        for claim in connection.execute(select(claims).order_by(claims.c.id).limit(2)).all():
            decide(connection, Ballot(f"token-{claim.id}", claim.id, "ada", Vote.ACCEPT, claim.evidence_hash))
        head = verify(connection).head
    engine.dispose()
    return head


def test_the_log_is_verified_against_a_head_printed_earlier(var: Path) -> None:
    head = decided(var)
    alone = run("decisions", "verify")
    assert alone.exit_code == 0
    assert head in alone.output
    assert "proves nothing against whoever computed the chain anew" in alone.output
    against = run("decisions", "verify", "--head", head.upper())
    assert "2 decisions are as they were when that head was printed" in against.output
    other = run("decisions", "verify", "--head", "f" * 64)
    assert other.exit_code == 1
    assert "is not in the chain" in other.output
    for none in ("x", "", " "):
        assert "64 hexadecimal digits" in str(run("decisions", "verify", "--head", none).exception)


def test_what_no_head_covers_is_said_to_be_unproven(var: Path) -> None:
    head = decided(var)
    with writing(open_store(Settings(var=var))) as connection:
        claim = connection.execute(select(claims).order_by(claims.c.id.desc())).first()
        assert claim is not None
        decide(connection, Ballot("a-later-token", claim.id, "ada", Vote.REJECT, claim.evidence_hash))
    told = run("decisions", "verify", "--head", head).output
    assert "1 later one is not covered by it: unproven." in told


def test_a_broken_log_is_named_and_ends_with_one(var: Path) -> None:
    decided(var)
    with sqlite3.connect(var / "citetrail.sqlite") as raw:
        raw.execute("DROP TRIGGER decisions_no_update")
        raw.execute("UPDATE decisions SET vote = 'reject' WHERE id = 1")
    told = run("decisions", "verify")
    assert told.exit_code == 1
    assert "decision 1 (link 1) is not what it was" in told.output


def test_a_file_in_an_unnamed_encoding_is_refused_whole(var: Path, tmp_path: Path) -> None:
    decided(var)
    with open_store(Settings(var=var)).connect() as connection:
        claim = connection.scalars(select(claims.c.id).order_by(claims.c.id.desc())).first()
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(f"claim_id;reviewer;vote;note\r\n{claim};bo;Accept;geprüft\r\n".encode("windows-1252"))
    refused = run("decisions", "import", str(sheet))
    assert isinstance(refused.exception, UserError)
    assert "--encoding windows-1252" in str(refused.exception)
    assert "1 decision added" in run("decisions", "import", str(sheet), "--encoding", "windows-1252").output
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    assert "no column claim_id" in str(run("decisions", "import", str(tmp_path / "other.csv")).exception)
