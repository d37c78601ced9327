"""Whatever people do in whatever order, the cached state is what a naive replay of the log gives.

Covers: citetrail.store.decision_log, citetrail.store.states.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select, update

from citetrail.records.vocabulary import Reason, Vote
from citetrail.store.decision_chain import verify
from citetrail.store.decision_log import Ballot, DecisionRefused, apply_policy, decide, rebuild, refresh_claims
from citetrail.store.engine import make_engine, migrate, writing
from citetrail.store.tables import claims, decisions
from tests.citetrail.store.logs import add_claims, claim_row

PEOPLE = ("ada", "bo", "cy", "dee")
CLAIMS = ("c1", "c2", "c3")
CORRECTIONS = ({"role": "evaluated_on"}, {"member": "rfw"})
_FOLDER = tempfile.TemporaryDirectory(prefix="citetrail-machine-")  # goes with this process
_TEMPLATE = Path(_FOLDER.name) / "template.sqlite"


def template() -> Path:
    """A migrated store with three claims, one of them sensitive; made once."""
    if not _TEMPLATE.exists():
        engine = make_engine(f"sqlite:///{_TEMPLATE}")
        migrate(engine)
        add_claims(engine, "c1", "c2")
        add_claims(engine, "c3", sensitive=True)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
    return _TEMPLATE


def said(entry: dict[str, Any]) -> str:
    return f"{entry['vote']} {json.dumps(entry['correction'], sort_keys=True)}"


def replay(log: list[dict[str, Any]], evidence: str, both: bool) -> str:
    """The state of one claim, the slow and obvious way: people in a room, one event after the other."""
    votes: dict[str, dict[str, Any]] = {}  # who → the vote that stands
    older: dict[str, list[dict[str, Any]]] = {}  # who → all that is not taken back, oldest first
    ruled: list[dict[str, Any]] = []
    took_part: set[str] = set()  # ever, on whatever evidence
    blind_word: dict[str, str] = {}  # who → what was said before another's vote could be seen
    for entry in log:
        who, here = entry["reviewer"], entry["evidence_hash"] == evidence
        if entry["vote"] == "flag":
            continue
        if entry["vote"] == "undo":
            ruled = [e for e in ruled if e["id"] != entry["undoes"]]
            older = {w: [e for e in es if e["id"] != entry["undoes"]] for w, es in older.items()}
            if votes.get(who, {}).get("id") == entry["undoes"] and who in blind_word:
                blind_word[who] = "looked"
            votes = {w: es[-1] for w, es in older.items() if es}
        elif not here:
            if not entry["ruling"]:
                took_part.add(who)
        elif entry["ruling"]:
            ruled.append(entry)
        else:
            took_part.add(who)
            older.setdefault(who, []).append(entry)
            votes = {w: es[-1] for w, es in older.items() if es}
        if len(votes) > 1:
            for each, vote in votes.items():
                blind_word.setdefault(each, said(vote))
    return outcome(votes, ruled, blind_word, both)


def outcome(
    votes: dict[str, dict[str, Any]], ruled: list[dict[str, Any]], blind_word: dict[str, str], both: bool
) -> str:
    counts = ruled[-1:] or list(votes.values())
    if not counts:
        return "open"
    if len({said(e) for e in counts}) > 1:
        return "conflict"
    word = counts[0]["vote"]
    if word == "unsure" or not both:
        return {"accept": "accepted", "correct": "accepted", "reject": "rejected", "unsure": "unsure"}[word]
    if word == "reject":
        return "rejected" if ruled or len(votes) > 1 else "rejected_once"
    agree = {w for w, e in votes.items() if said(e) == said(counts[0])}
    if len(agree | {e["reviewer"] for e in ruled[-1:]}) < 2:
        return "accepted_once"
    alone = [w for w in agree if blind_word.get(w, said(votes[w])) == said(votes[w])]
    return "accepted" if ruled or len(alone) > 1 else "agreed"


class Review(RuleBasedStateMachine):
    """People decide, undo, correct, flag and adjudicate while evidence and policy change."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="citetrail-machine-run-"))
        shutil.copy(template(), self.folder / "s.sqlite")
        self.engine = make_engine(f"sqlite:///{self.folder / 's.sqlite'}")
        self.log: list[dict[str, Any]] = []
        self.evidence = dict.fromkeys(CLAIMS, "e1")
        self.two = False

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.dispose()
            shutil.rmtree(self.folder)

    def cast(self, who: str, claim: str, verdict: Vote, **told: Any) -> None:
        token = f"token-{len(self.log):05}"
        seen = told.pop("seen", self.evidence[claim])
        ballot = Ballot(token=token, claim_id=claim, reviewer=who, vote=verdict, evidence_hash=seen, **told)
        ruling = bool(told.get("adjudication")) and self.may_rule(who, claim, seen)
        with writing(self.engine) as connection:
            if told.get("adjudication") and not ruling:
                with pytest.raises(DecisionRefused):
                    decide(connection, ballot)
                return
            done = decide(connection, ballot)
            again = decide(connection, ballot)
        assert again.repeated
        assert again.id == done.id
        entry = {"id": done.id, "claim": claim, "reviewer": who, "vote": str(verdict), "evidence_hash": seen}
        entry |= {"correction": told.get("correction"), "undoes": told.get("undoes")}
        self.log.append(entry | {"ruling": ruling})

    def may_rule(self, who: str, claim: str, evidence: str) -> bool:
        log = [e for e in self.log if e["claim"] == claim]
        took_part = {e["reviewer"] for e in log if e["vote"] not in ("undo", "flag") and not e["ruling"]}
        return who not in took_part and replay(log, evidence, both=False) == "conflict"

    @rule(
        who=st.sampled_from(PEOPLE),
        claim=st.sampled_from(CLAIMS),
        verdict=st.sampled_from((Vote.ACCEPT, Vote.REJECT, Vote.UNSURE, Vote.FLAG)),
        stale=st.booleans(),
    )
    def vote(self, who: str, claim: str, verdict: Vote, stale: bool) -> None:
        self.cast(who, claim, verdict, **({"seen": "e0"} if stale and verdict != Vote.FLAG else {}))

    @rule(who=st.sampled_from(PEOPLE), claim=st.sampled_from(CLAIMS), reason=st.sampled_from(list(Reason)))
    def reject_with_reason(self, who: str, claim: str, reason: Reason) -> None:
        self.cast(who, claim, Vote.REJECT, reason=reason)

    @rule(who=st.sampled_from(PEOPLE), claim=st.sampled_from(CLAIMS), right=st.sampled_from(CORRECTIONS))
    def correct(self, who: str, claim: str, right: dict[str, str]) -> None:
        self.cast(who, claim, Vote.CORRECT, correction=right)

    @rule(
        claim=st.sampled_from(CLAIMS),
        verdict=st.sampled_from((Vote.ACCEPT, Vote.REJECT, Vote.UNSURE)),
        who=st.sampled_from(PEOPLE),
    )
    def adjudicate(self, claim: str, verdict: Vote, who: str) -> None:
        self.cast(who, claim, verdict, adjudication=True)

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.log))
        undone = {e["undoes"] for e in self.log}
        if entry["vote"] == "undo" or entry["id"] in undone:
            try:
                self.cast(entry["reviewer"], entry["claim"], Vote.UNDO, undoes=entry["id"])
            except DecisionRefused:
                return
            raise AssertionError("what is taken back cannot be taken back again")
        self.cast(entry["reviewer"], entry["claim"], Vote.UNDO, undoes=entry["id"])

    @rule(claim=st.sampled_from(CLAIMS), evidence=st.sampled_from(("e1", "e2")))
    def read_again(self, claim: str, evidence: str) -> None:
        self.evidence[claim] = evidence
        with writing(self.engine) as connection:
            connection.execute(update(claims).where(claims.c.id == claim).values(evidence_hash=evidence))
            refresh_claims(connection, [claim])

    @rule(two=st.booleans())
    def set_policy(self, two: bool) -> None:
        self.two = two
        with writing(self.engine) as connection:
            apply_policy(connection, two)

    @invariant()
    def cached_state_is_the_replay(self) -> None:
        if not hasattr(self, "engine"):
            return
        with self.engine.connect() as connection:
            for claim in CLAIMS:
                log = [e for e in self.log if e["claim"] == claim]
                expected = replay(log, self.evidence[claim], self.two and claim == "c3")
                assert claim_row(connection, claim).state == expected
            assert verify(connection).broken == ""
            assert connection.scalars(select(decisions.c.id).order_by(decisions.c.id)).all() == [
                e["id"] for e in self.log
            ]

    @invariant()
    def rebuilding_changes_nothing(self) -> None:
        if hasattr(self, "engine"):
            with writing(self.engine) as connection:
                assert rebuild(connection) == 0


Review.TestCase.settings = settings(max_examples=40, stateful_step_count=25, suppress_health_check=list(HealthCheck))
TestReview = Review.TestCase
