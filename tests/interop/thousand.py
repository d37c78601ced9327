"""A release of a thousand invented papers, some with values of the kinds that programs lose, alter or run."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from citetrail.publish.release import publish
from citetrail.store.decision_chain import chain_old_log
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import make_engine, migrate, writing
from citetrail.store.tables import organisations, papers
from tests.citetrail.publish.conftest import PUBLISHER
from tests.citetrail.publish.invented import TARGET
from tests.citetrail.publish.invented_world import fill_world

PAPERS = 1000
LONG = "A very long title, " + "of many words, " * 2700 + "ends"  # more than a cell of a workbook holds
TITLES = (
    "007", "0.10", "1e5", "2101.00010", "True", "None", "NA", "null", "-", "2019-06",
    "=1+1", '=HYPERLINK("https://host.example","x")', "+1 for Masks", "-2 and @mentions", "@SUM(1+1)", "'tis a Mask",
    'Quotes “in” and "out", commas, and; semicolons', "A line\nbreak, a\ttab and a\r\nreturn", "Line\u2028separator",
    "Smiles \U0001f600 \U0001f469\u200d\U0001f52c", "人脸识别，与 隐私", "وجوه في الصور",
    "Gesichter: Ü, ß, é and e\u0301",
    "<b>bold</b> & &lt;escaped&gt; &amp;", "{Braces} \\ $x_1^2$ ~100 % #3", "TY  - JOUR", "Ends in a backslash \\",
    "  blanks   around  ", LONG,
)  # fmt: skip
AUTHORS = (
    "Bo “Quote” O'Neil", "Doe, Jane", "Ludwig van Beethoven the 3rd", "李 雷", "=A1", "X",
    "The Open Masks Consortium",
    "Ada Example; and Bo", "n/a", "O’Brien-Smith, Jr.", "Müller und Söhne",
)  # fmt: skip
VENUES = ("Example Conference on Vision", "Journal of Example Studies", "0123", "=2+2", "Proc. of A & B, 100 %", None)
DOIS = ("10.5555/00_07", "10.5555/a(b)<c>;d", "10.5555/%20x#y", None)
ARXIV = ("2101.00010", "0704.0001", "cs/0601001", None)
NAMES = ("=Example Ltd", "Example, Sons & Co; Ltd", 'The "Mask" Group', "007", "公司 例", "<i>Example</i> Institute")


def thousand_papers(folder: Path) -> Path:
    """Publish it; the provisional kind, which has most to tell."""
    engine = make_engine(f"sqlite:///{folder / 'store.sqlite'}")
    migrate(engine)
    documents = DocumentStore(f"file://{folder / 'documents'}")
    fill_world(engine, documents, PAPERS, PAPERS // 5)
    with writing(engine) as connection:
        for key, values in _odd(list(connection.scalars(select(papers.c.id).order_by(papers.c.id)))):
            connection.execute(update(papers).where(papers.c.id == key).values(values))
        keys = list(connection.scalars(select(organisations.c.id).order_by(organisations.c.id)))
        for key, name in zip(keys, NAMES, strict=False):
            connection.execute(update(organisations).where(organisations.c.id == key).values(name=name))
        chain_old_log(connection)
    try:
        return publish(engine, documents, TARGET, folder / "out", publisher=PUBLISHER, provisional=True).path
    finally:
        engine.dispose()


def _odd(ids: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every third paper says something odd; the others stay as they are."""
    values = (cycle(TITLES), cycle(AUTHORS), cycle(VENUES), cycle(DOIS), cycle(ARXIV))
    for number, key in enumerate(ids[::3]):
        title, author, venue, doi, arxiv = (next(value) for value in values)
        yield (
            key,
            {
                "title": f"{title}" if number < len(TITLES) else f"{title[:200]} ({number})",
                "authors": [{"name": author, "affiliations": []}, {"name": "B. Writer", "affiliations": []}],
                "venue": venue,
                "doi": f"{doi}{number}" if doi else None,
                "arxiv_id": f"{arxiv[:-3]}{number:03}" if arxiv else None,
                "published_on": (None, "2019", "2019-06", "2019-06-07")[number % 4],
            },
        )
