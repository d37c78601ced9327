"""Unknown datasets over the readings of a target."""

from sqlalchemy import Engine, insert

from citetrail.records.readings import Reading
from citetrail.records.usage import UnknownDataset, Usage
from citetrail.records.vocabulary import Outcome, Sector, Verdict
from citetrail.store.copies import save_document
from citetrail.store.engine import writing
from citetrail.store.readings import save_readings
from citetrail.store.tables import assessments
from citetrail.store.unknown_names import unknown_names
from tests.citetrail.store.test_add_papers import AT, TARGET, add, found

LATER = "2027-01-01T00:00:00Z"


def read(engine: Engine, sha: str, version: str, at: str, verdict: Verdict, *names: str) -> None:
    told = tuple(UnknownDataset(name, 3, f"We merge MS1MV2 and {name}.") for name in names)
    reading = Reading(sha, Outcome.OK, usage=Usage(verdict, 0.9, unknown_datasets=told))
    with writing(engine) as connection:
        save_readings(connection, TARGET, version, [reading], at)


def assess(engine: Engine, paper: str, sha: str) -> None:
    row = {
        "paper_id": paper,
        "target": TARGET,
        "sha256": sha,
        "version": "v",
        "input_hash": "h",
        "outcome": Outcome.OK,
        "verdict": Verdict.USES,
        "score": 0.9,
        "unresolved": False,
        "sectors": [],
        "headline": Sector.UNKNOWN,
        "title": "",
        "authors": [],
        "assessed_at": AT,
    }
    with writing(engine) as connection:
        save_document(connection, sha, 1, "https://example.org/a.pdf", AT)
        connection.execute(insert(assessments), row)


def test_names_are_counted_by_papers_in_their_newest_reading(engine: Engine) -> None:
    one, two, three = add(engine, *(found(s2_id=c * 40, title=f"Faces {c}") for c in "abc"))
    for paper, sha in ((one, "1" * 64), (two, "2" * 64), (three, "3" * 64)):
        assess(engine, paper, sha)
    read(engine, "1" * 64, "old", AT, Verdict.USES, "OnceSeen")
    read(engine, "1" * 64, "new", LATER, Verdict.USES, "BarFace-2M", "KiteID")
    read(engine, "2" * 64, "new", LATER, Verdict.UNCLEAR, "Bar-Face2M", "BarFace-2M")
    read(engine, "3" * 64, "new", LATER, Verdict.MENTIONS, "Elsewhere")
    with engine.connect() as connection:
        rows = unknown_names(connection, TARGET)
        assert [(r.name, r.papers) for r in rows] == [("BarFace-2M", 2), ("KiteID", 1)]
        assert rows[0].quote == "We merge MS1MV2 and BarFace-2M."
        assert len(unknown_names(connection, TARGET, 1)) == 1
