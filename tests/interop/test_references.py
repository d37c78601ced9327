"""papers.bib and papers.ris as real readers read them: rispy, bibtexparser, pybtex, pandoc and citation-js.

What is read is a release's own files: of the embedded sample, and of a store of the kinds that readers stumble over.
Every field of every paper is compared with papers.csv, but for what LOST says of a reader. The readers live in an
environment of their own (`make interop`); where it is absent the tests are skipped with a message.

Covers: citetrail.publish.reference_files.
"""

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from citetrail.publish.reference_files import PROVISIONAL
from citetrail.publish.venues import VenueKind, venue_kind
from citetrail.store import tables
from citetrail.store.engine import writing
from tests.citetrail.publish.conftest import make_store
from tests.citetrail.publish.invented import pid

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENVIRONMENT = ROOT / ".venv-interop"
PYTHON = ENVIRONMENT / "bin" / "python"
MISSING = f"no readers at {ENVIRONMENT}: `make interop` installs them"
SAMPLE = ROOT / "tests" / "citetrail" / "publish" / "golden_sample" / "provisional"

# Titles, identifiers and authors of the kinds that readers stumble over, in words of our own, put into a store.
KINDS: dict[str, dict[str, Any]] = {
    "a": {"title": "Faces of MS-Celeb-1M in the Wild: 50% & more", "authors": ["Ada Marl", "Bo de Quill"],
          "year": 2019, "venue": "CVPR", "doi": "10.1007/978-3-030_12_34-5"},
    "b": {"title": "eBay's kilns, measured", "authors": ["The Open Kilns Consortium", "Ada Marl"],
          "year": 2021, "venue": "IEEE Access", "doi": "10.1109/access.2021.1_2_3"},
    "e": {"title": "A preprint about ovens", "authors": ["Ada Marl", "et al."], "year": 2020, "venue": "arXiv.org",
          "doi": None, "arxiv_id": "2101.00010"},
    "g": {"title": "Heat in theses", "authors": ["Cy Doe"], "year": 2018, "venue": None, "doi": None,
          "arxiv_id": None, "url": "https://host.example/a_b%20c#d"},
    "h": {"title": "Über Öfen_und {Kilns}", "authors": ["Jörg Müller"], "year": 2022, "doi": None,
          "venue": "Proceedings of the Workshop on Ovens & Kilns", "url": "https://host.example/~oven"},
}  # fmt: skip
# What a reader does not hand on, whatever stands in the file, or changes: seen with the versions that are pinned.
LOST = {
    "pandoc-bib": {"eprint"},
    "pandoc-ris": set(),  # N1 is dropped, and a group becomes a person: the keyword warns, the name is whole
    "citejs-bib": {"keywords", "eprint"},
    "citejs-ris": {"venue of other"},
    "rispy": set(),
    "pybtex": set(),
    "bibtexparser": set(),
}  # fmt: skip
TYPES = {
    "paper-conference": "CONF", "article-journal": "JOUR", "inproceedings": "CONF", "article": "JOUR",
    "CONF": "CONF", "JOUR": "JOUR",
}  # fmt: skip
IN_TEX = ("pybtex", "bibtexparser")  # they hand on what stands in the file
VENUES = ("booktitle", "journal", "container-title", "event-title", "secondary_title")


@pytest.fixture(scope="module", params=["kinds", "sample"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with its papers.csv, papers.bib and papers.ris."""
    if request.param == "sample":
        return SAMPLE
    place = tmp_path_factory.mktemp("references")
    store = make_store(place)
    with writing(store.engine) as connection:
        for key, told in KINDS.items():
            authors = [{"name": name, "affiliations": []} for name in told["authors"]]
            mine = update(tables.papers).where(tables.papers.c.id == pid(key))
            connection.execute(mine.values(**told | {"authors": authors}))
    made = store.publish(place / "out", provisional=True).path
    store.engine.dispose()
    return made


@pytest.fixture(scope="module")
def papers(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "papers.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["use_status"] in ("verified", "provisional")]
    assert len(rows) >= 5
    assert "verified" in {row["use_status"] for row in rows}
    return {row["paper_id"]: row for row in rows}


@pytest.fixture(scope="module")
def read(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Reader → its entries."""
    files = [str(folder / name) for name in ("papers.bib", "papers.ris")]
    if not PYTHON.is_file():
        pytest.skip(MISSING)
    commands = [[str(PYTHON), str(HERE / "read_references.py"), *files]]
    if shutil.which("node") is not None and (ENVIRONMENT / "node_modules").is_dir():
        commands.append(["node", str(HERE / "node" / "read_references.cjs"), str(ENVIRONMENT), *files])
    found: dict[str, Any] = {}
    for command in commands:
        found |= json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        reader: [e | {"id": e.get("id", key)} for key, e in entries.items()] if isinstance(entries, dict) else entries
        for reader, entries in found.items()
    }


@pytest.mark.parametrize("reader", LOST)
def test_every_field_of_every_paper_comes_back(
    reader: str, papers: dict[str, dict[str, str]], read: dict[str, list[dict[str, Any]]]
) -> None:
    if reader not in read:
        pytest.skip(f"no citation-js: {MISSING}")
    entries = {str(entry["id"]).rpartition("-")[2]: entry for entry in read[reader]}
    assert entries.keys() == papers.keys()
    for key, paper in papers.items():
        wanted, found = expected(paper, reader), record(entries[key], in_tex=reader in IN_TEX)
        for field in wanted:
            if not {field, f"{field} of {wanted['type']}"} & LOST[reader]:
                assert found[field] == wanted[field], (reader, key, field)


def test_groups_are_no_people_with_a_first_name(read: dict[str, list[dict[str, Any]]]) -> None:
    for reader in ("pandoc-bib", "citejs-bib", "citejs-ris"):
        for entry in read.get(reader, ()):
            for person in entry["author"]:
                assert "Consortium" not in str(person) or "given" not in person, reader


def expected(paper: dict[str, str], reader: str) -> dict[str, Any]:
    """What papers.csv says, in the fields of `record`."""
    kind = {VenueKind.PROCEEDINGS: "CONF", VenueKind.JOURNAL: "JOUR"}.get(venue_kind(paper["venue"]), "other")
    doubt = paper["use_status"] == "provisional"
    ris = reader.endswith("ris") or reader == "rispy"
    doi, arxiv = paper["doi"], paper["arxiv_id"]
    status = PROVISIONAL if ris and doubt else paper["use_status"]
    return {
        "type": kind,
        "title": paper["title"],
        "authors": [name for name in paper["authors"].split(";") if name != "et al."],
        "year": paper["year"],
        "venue": paper["venue"],
        "doi": doi,
        "url": f"https://doi.org/{doi}" if doi else f"https://arxiv.org/abs/{arxiv}" if arxiv else paper["url"],
        "keywords": {*paper["members"].split(";"), status},
        "doubt": doubt,
        **({} if ris else {"eprint": arxiv}),
    }


def record(entry: dict[str, Any], *, in_tex: bool) -> dict[str, Any]:
    """An entry of any reader in the same fields."""
    plain = without_tex if in_tex else without_marks
    notes = " ".join(plain(str(note)) for note in [entry.get("note", ""), *entry.get("notes", [])])
    venue = next((plain(str(entry[name])) for name in VENUES if entry.get(name)), "")
    words = entry.get("keywords", entry.get("keyword", []))
    listed = words if isinstance(words, list) else re.split(r",(?! ?not confirmed) ?", words)
    return {
        "type": TYPES.get(str(entry.get("type_of_reference", entry.get("type"))), "other"),
        "title": plain(entry["title"]),
        "authors": [n for n in (plain(name_of(person)) for person in people_of(entry)) if n not in ("others", "")],
        "year": str(entry.get("year") or entry["issued"]["date-parts"][0][0]),
        "venue": venue or notes.replace(PROVISIONAL, "").replace("verified", "").strip("; "),
        "doi": entry.get("doi", entry.get("DOI", "")),
        "url": entry.get("url") or entry.get("URL") or (entry.get("urls") or [""])[0],
        "keywords": {plain(word) for word in listed if word},
        "doubt": PROVISIONAL in notes or PROVISIONAL in str(words),
        "eprint": entry.get("eprint", ""),
    }


def people_of(entry: dict[str, Any]) -> list[Any]:
    people = entry.get("author", entry.get("authors", []))
    return people.split(" and ") if isinstance(people, str) else list(people)


def name_of(person: Any) -> str:
    """A name as papers print it."""
    if isinstance(person, dict):
        parts = ("given", "dropping-particle", "non-dropping-particle", "family", "literal")
        return " ".join(person[part] for part in parts if person.get(part))
    last, comma, first = person.partition(", ")
    return f"{first} {last}" if comma else last


def without_marks(text: str) -> str:
    """A text without the marks by which readers keep capitals, and with a plain apostrophe."""
    return text.replace('<span class="nocase">', "").replace("</span>", "").replace("’", "'")


def without_tex(text: str) -> str:
    """A text as TeX prints it: without the braces that group, and what is escaped by itself."""
    text = re.sub(r"(?<!\\)[{}]", "", text.replace(r"\textasciitilde{}", "~"))
    return re.sub(r"\\([{}$&%#_])", r"\1", text)
