"""The embedded sample, mined and decided by script: the release that `test_sample_release` compares.

Written anew by `python -m tests.citetrail.publish.sample_release`, after a change that is meant; read the difference.
"""

import csv
import io
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from citetrail.publish.release import Publisher, publish
from citetrail.records.settings import Settings
from citetrail.records.target_files import load_target, target_path
from citetrail.records.vocabulary import ClaimKind, Reason, Vote
from citetrail.sample.sample_settings import sample_settings
from citetrail.sample.server import SampleServer
from citetrail.store.decision_log import Ballot, apply_policy, decide
from citetrail.store.engine import open_store, writing
from citetrail.store.tables import claims
from flows.steps.mine import mine
from flows.steps.run_context import open_context

TARGET = "ms-celeb-1m"
KEPT = Path(__file__).parent / "golden_sample"
PUBLISHER = Publisher("Example Newsroom", "corrections@example.org")
# What differs from run to run or with each revision of the rules, and is no finding: when, where the stand-in server
# listened, which version read it, and how sure that version was.
UNSTEADY = {"text_version", "version", "score"}
# Asked of services, and copied from the target file and the tables beside it.
UNSTEADY_TABLES = {"searches", "events", "participants", "makers_uses", "facts"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
SERVER = re.compile(r"http://127\.0\.0\.1:\d+")
GAZETTEER = re.compile(r"gazetteer [0-9a-f]{12}; [^,\"]*")


def mined(folder: Path) -> Settings:
    """A store that holds the sample, as `citetrail demo` makes it."""
    target = target_path(TARGET)
    with SampleServer(also=[p for m in load_target(target).members for p in m.papers]) as server:
        settings = sample_settings(server.url, folder, "test@example.org")
        with open_context(settings, TARGET) as context:
            mine(context)
    return settings


def decided(settings: Settings) -> None:
    """Two people decide the claims: most are accepted, one is refused, one corrected, one waits for the second."""
    engine = open_store(settings)
    with writing(engine) as connection:
        apply_policy(connection, True)
        query = select(claims).where(claims.c.current, ~claims.c.cleared)
        for number, claim in enumerate(connection.execute(query.order_by(claims.c.kind, claims.c.id)).all()):
            _decide(connection, number, claim, "ada")
            if claim.sensitive and number % 5 != 4:
                _decide(connection, number, claim, "bo")
    engine.dispose()


def _decide(connection: Connection, number: int, claim: Any, reviewer: str) -> None:
    told: dict[str, Any] = {"vote": Vote.ACCEPT}
    if claim.kind == ClaimKind.USE and number % 7 == 3:
        told = {"vote": Vote.REJECT, "reason": Reason.RELATED_WORK, "note": '=cmd("x") is no formula here'}
    elif claim.kind == ClaimKind.USE and number % 7 == 5:
        told = {"vote": Vote.CORRECT, "correction": {"role": "evaluated_on"}}
    elif claim.kind == ClaimKind.RESOLUTION:
        told = {"vote": Vote.UNSURE}
    ballot = Ballot(f"{reviewer}-{claim.id}", claim.id, reviewer, evidence_hash=claim.evidence_hash, **told)
    decide(connection, ballot, at=f"2026-03-0{1 + (reviewer == 'bo')}T09:{number:02}:00.000000+00:00")


def released(settings: Settings, out: Path, *, provisional: bool) -> Path:
    with open_context(settings, TARGET) as context:
        return publish(
            context.engine, context.documents, context.target, out, provisional=provisional, publisher=PUBLISHER
        ).path


def steady(release: Path) -> dict[str, str]:
    """The tables of a release, without what is no finding: file name → text."""
    found = {}
    for path in sorted(release.glob("*.csv")):
        if path.stem not in UNSTEADY_TABLES:
            found[path.name] = _steady(path.read_bytes().decode("utf-8"))
    for name in ("map.geojson", "papers.bib", "papers.ris"):
        found[name] = _constant((release / name).read_bytes().decode("utf-8"))
    return found


def _steady(text: str) -> str:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    kept = [n for n, name in enumerate(rows[0]) if name not in UNSTEADY]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([row[n] for n in kept] for row in rows)
    return _constant(out.getvalue())


def _constant(text: str) -> str:
    text = SERVER.sub("http://sample", TIME.sub("TIME", text))
    return GAZETTEER.sub("gazetteer VERSION", text)


def main() -> None:
    shutil.rmtree(KEPT, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = mined(Path(folder) / "var")
        decided(settings)
        for kind in ("verified", "provisional"):
            (KEPT / kind).mkdir(parents=True)
            release = released(settings, Path(folder) / kind, provisional=kind == "provisional")
            for name, text in steady(release).items():
                (KEPT / kind / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
