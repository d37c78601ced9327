"""What a source said of a paper is kept once, and what it leaves out when it says it again is not lost."""

from sqlalchemy import Engine, select

from citetrail.records.papers import FoundPaper, Sighting, SourceAuthor
from citetrail.records.vocabulary import Source
from citetrail.store.add_papers import add_papers
from citetrail.store.engine import writing
from citetrail.store.tables import source_records

TARGET = "example-faces"
AT = "2026-01-01T00:00:00+00:00"
SEEN = Sighting(Source.S2_SNIPPETS, "Example Faces", ("We train on Example Faces.",))
WHOLE = FoundPaper(
    "Faces in Fog",
    SEEN,
    s2_id="a" * 40,
    corpus_id="77",
    year=2021,
    authors=(SourceAuthor("Iva Moss", ("Example Institute",)),),
    types=("Conference",),
)
BARE = FoundPaper("Faces in Fog", SEEN, corpus_id="77")


def kept(engine: Engine, *batches: list[FoundPaper]) -> list[tuple[str, dict[str, object]]]:
    for batch in batches:
        with writing(engine) as connection:
            add_papers(connection, TARGET, batch, AT)
    with engine.connect() as connection:
        rows = connection.execute(select(source_records).order_by(source_records.c.key)).all()
    return [(row.key, row.body) for row in rows]


def test_a_row_told_again_with_less_is_the_same_row_and_loses_nothing(engine: Engine) -> None:
    once = kept(engine, [WHOLE])
    assert kept(engine, [BARE]) == once
    assert kept(engine, [BARE, WHOLE]) == once


def test_a_row_told_again_with_other_words_says_those(engine: Engine) -> None:
    later = FoundPaper("Faces in Fog", Sighting(Source.S2_SNIPPETS, "Example Faces", ("We test.",)), corpus_id="77")
    [(_, body)] = kept(engine, [WHOLE], [later])
    assert body["sighting"]["contexts"] == ["We test."]  # type: ignore[index]
    assert body["types"] == ["Conference"]


def test_other_searches_and_papers_keep_rows_of_their_own(engine: Engine) -> None:
    elsewhere = FoundPaper("Faces in Fog", Sighting(Source.S2_SNIPPETS, "EF-2"), corpus_id="77")
    other = FoundPaper("Fog over Faces", SEEN, corpus_id="78")
    assert [key for key, _ in kept(engine, [WHOLE, elsewhere, other])] == ["corpus:77", "corpus:78", "s2:" + "a" * 40]
