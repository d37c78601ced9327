"""What reaches releases and packs of people: every file is searched for what was planted in the texts of the store.

Covers: citetrail.publish.people_named, citetrail.publish.statements, citetrail.records.mail_addresses.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import select, text, update

from citetrail.publish.evidence_packs import proposed_use, write_packs
from citetrail.publish.people_named import COVER, Naming, is_covered, without_addresses
from citetrail.publish.release import Publisher, publish
from citetrail.records.mail_addresses import mail_spans
from citetrail.store import tables
from citetrail.store.claims import find_claim
from citetrail.store.engine import writing
from citetrail.store.objections import ObjectionOutcome, answer, object_to
from citetrail.store.papers import find_paper
from tests.citetrail.publish import invented
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.test_formats import rows

PLANTED = "planted.person"  # the part of every planted address that must stand nowhere
MAIL = f"{PLANTED}@mail.example.net"
NAME = "Ada Example"
SILENT = Publisher("Example Newsroom", "corrections@example.org", author_names=False)


SAID_BY_PAPERS = (
    (tables.affiliations, ("raw", "note")),
    (tables.funding, ("funder", "award")),
)
# What stands as it is where authors are not named: a thesis may have its author's name in the title.
TITLES = (
    (tables.papers, ("title", "venue", "url")),
    (tables.organisations, ("name", "city", "source_words")),
)


def plant(store: InventedStore, words: str, *, titles: bool = False) -> None:
    """Put words at the end of every text that the store has of papers: strings, quotations, titles, an answer."""
    people = [{"name": NAME, "affiliations": [f"Unit 3, {words}"]}, {"name": MAIL, "affiliations": []}]
    with writing(store.engine) as connection:
        connection.execute(text("DROP TRIGGER evidence_no_update"))
        for table, names in SAID_BY_PAPERS + (TITLES if titles else ()):
            for name in names:
                connection.execute(update(table).values({name: table.c[name] + " " + words}))
        for row in connection.execute(select(tables.evidence)).all():
            longer = update(tables.evidence).where(tables.evidence.c.id == row.id)
            connection.execute(longer.values(_longer(store, row, words)))
        connection.execute(update(tables.papers).values(authors=people))
        connection.execute(update(tables.affiliations).values(authors=[NAME, MAIL]))
        if titles:
            claim = connection.scalar(select(tables.claims.c.id).where(tables.claims.c.kind == "use"))
            number = object_to(connection, claim, "No.", "2026-03-06", "ada")
            answer(connection, number, ObjectionOutcome.REFUSED, f"We told {words}.", "2026-03-06", "ada")


def _longer(store: InventedStore, row: Any, words: str) -> dict[str, Any]:
    """A quotation that ends in the words, on a page that says them."""
    told = {"before": f"{words} {row.before}", "after": f"{row.after} {words}", "quote": f"{row.quote} {words}"}
    if row.sha256 is None:
        return told
    pages = [f"{row.quote} {words} and on.", f"{row.quote} {words} and on."]
    store.documents.put_pages(row.sha256, f"t{row.id}", pages)
    return told | {"text_version": f"t{row.id}", "start": 0, "end": len(told["quote"])}


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder as text, packed ones unpacked."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        yield from _texts(path.relative_to(folder).as_posix(), path)


def _texts(name: str, path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".parquet":
        yield name, str(duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
            for each in packed.namelist():
                yield f"{name}/{each}", packed.read(each).decode("utf-8", "replace")
    else:
        yield name, path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("provisional", [False, True])
def test_no_file_of_a_release_holds_a_planted_address(
    store: InventedStore, tmp_path: Path, provisional: bool
) -> None:
    plant(store, f"({MAIL})", titles=True)
    made = store.publish(tmp_path / "out", provisional=provisional).path
    found = dict(everything(made))
    assert [name for name, said in found.items() if PLANTED in said] == []
    assert {
        "tables.xlsx/xl/worksheets/sheet1.xml",
        "parquet/evidence.parquet",
        "feed.atom",
        "papers.json",
    } <= found.keys()
    assert COVER in found["evidence.csv"], "the words were published, and the address in them covered"
    assert NAME in found["papers.csv"], "authors are named by default"
    assert NAME in found["statements.csv"]


def test_no_file_of_a_release_names_an_author_where_none_are_named(store: InventedStore, tmp_path: Path) -> None:
    """Nor do the printed words: affiliations and quotations name people too."""
    plant(store, f"by {NAME}, A. Example and {MAIL}")
    for provisional in (False, True):
        made = publish(
            store.engine,
            store.documents,
            invented.TARGET,
            tmp_path / "out",
            publisher=SILENT,
            provisional=provisional,
        ).path
        for what in (NAME, "A. Example", PLANTED):
            assert [name for name, said in everything(made) if what in said] == []
        assert {row["authors"] for row in rows(made, "papers")} == {""}


@pytest.mark.parametrize("mark", ["1", "1,2", "*", "a", "b,c", "a,1", "¹", " 1", "†"])
def test_a_name_is_covered_with_the_marks_that_a_head_prints_beside_it(mark: str) -> None:
    silent = Naming(author_names=False)
    printed = f"On Faces\nJo Q. Placeholder{mark}, Ann Other{mark}\n1Institute of Placeholders"
    told = silent.text(printed, ("Jo Q. Placeholder", "Ann Other"))
    assert len(told) == len(printed)
    assert [word for word in ("Jo", "Placeholder,", "Ann", "Other") if word in told] == []
    assert told.endswith("Institute of Placeholders")


def test_a_longer_name_is_somebody_elses() -> None:
    silent = Naming(author_names=False)
    for other in ("Ann Otherson", "Joann Other", "Ann Otherham"):
        assert silent.text(f"As {other} shows.", ("Ann Other",)) == f"As {other} shows."


def test_an_author_whose_name_is_an_address_is_in_no_original_value(store: InventedStore, tmp_path: Path) -> None:
    with writing(store.engine) as connection:
        people = [{"name": MAIL, "affiliations": []}, {"name": NAME, "affiliations": []}]
        connection.execute(update(tables.papers).values(authors=people))
    made = store.publish(tmp_path / "out").path
    told = [row for row in rows(made, "statements") if row["property"] == "authors"]
    assert told
    assert {row["value"] for row in told} == {NAME}
    assert all("@" not in row["original_value"] and NAME in row["original_value"] for row in told)
    assert all(COVER not in row["original_value"] for row in told), "nobody is not a covered somebody"


def test_packs_name_nobody_where_authors_are_not_named_and_hold_no_address(
    store: InventedStore, tmp_path: Path
) -> None:
    plant(store, f"by {NAME} ({MAIL})")
    for naming in (Naming(), Naming(author_names=False)):
        publisher = Publisher("", "corrections@example.org", naming.author_names)
        release = publish(store.engine, store.documents, invented.TARGET, tmp_path / "out", publisher=publisher).path
        folder = tmp_path / f"packs-{naming.author_names}"
        assert write_packs(release, store.engine, store.documents, folder, "http://127.0.0.1:1", naming)[0]
        found = dict(everything(folder))
        assert [name for name, said in found.items() if PLANTED in said] == []
        assert any(NAME in said for said in found.values()) is naming.author_names


def test_the_pack_of_a_card_follows_the_setting(store: InventedStore) -> None:
    with store.engine.connect() as connection:
        claim = find_claim(
            connection,
            connection.scalar(
                select(tables.claims.c.id).where(
                    tables.claims.c.paper_id == invented.pid("a"), tables.claims.c.kind == "use"
                )
            ),
        )
        paper = find_paper(connection, invented.pid("a"))
    assert claim is not None
    assert paper is not None
    assert NAME in proposed_use(claim, paper, "", Naming()).paper["authors"]
    silent = proposed_use(claim, paper, "", Naming(author_names=False))
    assert silent.paper["authors"] == ""
    assert NAME not in silent.printed(f"by {NAME} alone")


@pytest.mark.parametrize(
    "printed",
    [
        f"Write to {MAIL}.",
        "{planted, person}@mail.example.net",
        "planted|person@mail.example.net",
        "planted(at)mail.example.net",
        "planted [at] mail.example.net",
        "planted at mail dot example dot net",
        "plänted＠mail.example.net",
    ],
)
def test_addresses_are_covered_in_every_printed_form(printed: str) -> None:
    covered = without_addresses(printed)
    assert is_covered(covered, printed)
    assert "pl" not in covered.replace("Write to", "")
    assert "example" not in covered


@pytest.mark.parametrize(
    "printed", ["mAP@0.5 is 31.2", "TAR@FAR of 1e-4", "Rank@1 at LFW", "seen at MIT (at night)", ""]
)
def test_what_is_no_address_stays(printed: str) -> None:
    assert list(mail_spans(printed)) == []
    assert without_addresses(printed) == printed


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("Ada B. Example is with X", "Ada Example"),
        ("A. Example is with X", "Ada Example"),
        ("Example, Ada is with X", "Ada Example"),
        ("Ada Example is with X", "A. Example"),
        ("王伟 is with X", "王伟"),
    ],
)
def test_a_printed_form_of_a_name_is_covered(printed: str, author: str) -> None:
    covered = Naming(author_names=False).text(printed, [author])
    assert covered.lstrip(COVER) == " is with X"
    assert Naming().text(printed, [author]) == printed


def test_another_surname_stays() -> None:
    assert Naming(author_names=False).text("Examples of Adaptation", ["Ada Example"]) == "Examples of Adaptation"
