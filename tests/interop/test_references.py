"""papers.bib and papers.ris as real readers read them: rispy, bibtexparser, pybtex, pandoc and citation-js.

They live in an environment of their own (`make interop`); where it is absent the tests are skipped with a message.

Covers: citetrail.publish.reference_files.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from citetrail.publish.reference_files import PROVISIONAL, bibtex, ris

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parents[1] / ".venv-interop"
PYTHON = ENVIRONMENT / "bin" / "python"
MISSING = f"no readers at {ENVIRONMENT}: `make interop` installs them"
EMPTY = dict.fromkeys(("doi", "arxiv_id", "url", "venue", "year"))

# Titles, identifiers and authors of the kinds that readers stumble over, in words of our own.
PAPERS: tuple[dict[str, Any], ...] = (
    {"paper_id": "p1", "title": "Faces of MS-Celeb-1M in the Wild: 50% & more", "authors": "Ada Marl;Bo de Quill",
     "year": 2019, "venue": "CVPR", "doi": "10.1007/978-3-030_12_34-5"},
    {"paper_id": "p2", "title": "eBay's kilns, measured", "authors": "The Open Kilns Consortium;Ada Marl",
     "year": 2021, "venue": "IEEE Access", "doi": "10.1109/access.2021.1_2_3"},
    {"paper_id": "p3", "title": "A preprint about ovens", "authors": "Ada Marl;et al.", "year": 2020,
     "arxiv_id": "2101.00010", "use_status": "provisional"},
    {"paper_id": "p4", "title": "Heat in theses", "authors": "Cy Doe", "year": 2018,
     "url": "https://host.example/a_b%20c#d"},
)  # fmt: skip


@pytest.fixture(scope="module")
def papers() -> dict[str, dict[str, Any]]:
    usual = {"use_status": "verified", "members": "ms1mv2"}
    return {p["paper_id"]: EMPTY | usual | p for p in PAPERS}


@pytest.fixture(scope="module")
def files(papers: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("references")
    bib, reference = folder / "papers.bib", folder / "papers.ris"
    bib.write_text("\n\n".join(bibtex(p) for p in papers.values()) + "\n", encoding="utf-8")
    reference.write_text("\n".join(ris(p) for p in papers.values()), encoding="utf-8", newline="\r\n")
    return bib, reference


@pytest.fixture(scope="module")
def told(files: tuple[Path, Path]) -> dict[str, Any]:
    """Reader → what it makes of each paper."""
    if not PYTHON.is_file():
        pytest.skip(MISSING)
    command = [str(PYTHON), str(HERE / "read_references.py"), *map(str, files)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


@pytest.fixture(scope="module")
def citejs(files: tuple[Path, Path]) -> dict[str, Any]:
    if shutil.which("node") is None or not (ENVIRONMENT / "node_modules").is_dir():
        pytest.skip(f"no citation-js: {MISSING}")
    command = ["node", str(HERE / "node" / "read_references.cjs"), str(ENVIRONMENT), *map(str, files)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def by_title(entries: Any, field: str = "title") -> dict[str, dict[str, Any]]:
    """CSL entries by the beginning of their title: readers choose ids of their own."""
    listed = entries.values() if isinstance(entries, dict) else entries
    return {plain(str(e[field])).replace("{", "").replace("}", "").lower()[:8]: e for e in listed}


def start(paper: dict[str, Any]) -> str:
    return str(paper["title"]).lower()[:8]


@pytest.mark.parametrize("reader", ["pandoc-bib", "pandoc-ris", "citejs-bib", "citejs-ris"])
def test_identifiers_venues_and_capitals_come_back(
    reader: str, papers: dict[str, dict[str, Any]], request: pytest.FixtureRequest
) -> None:
    read = request.getfixturevalue("citejs" if reader.startswith("citejs") else "told")
    found = by_title(read[reader])
    for paper in papers.values():
        entry = found[start(paper)]
        assert plain(entry["title"]) == paper["title"]
        if paper["doi"]:
            assert entry["DOI"] == paper["doi"], "an underscore is an underscore"
        if paper["url"]:
            assert entry["URL"] == paper["url"]
        assert entry["issued"]["date-parts"][0][0] == paper["year"]
    assert found[start(papers["p1"])]["type"] == "paper-conference"
    assert found[start(papers["p2"])]["type"] == "article-journal"
    if reader != "citejs-ris":  # which hands no T2 of a conference paper on
        assert plain(found[start(papers["p1"])]["container-title"]) == "CVPR"


def plain(title: str) -> str:
    """A title without the marks by which readers keep capitals."""
    return title.replace('<span class="nocase">', "").replace("</span>", "").replace("’", "'")


@pytest.mark.parametrize("reader", ["pandoc-bib", "citejs-bib"])
def test_groups_are_no_people_with_a_first_name(
    reader: str, papers: dict[str, dict[str, Any]], request: pytest.FixtureRequest
) -> None:
    read = request.getfixturevalue("citejs" if reader.startswith("citejs") else "told")
    first = by_title(read[reader])[start(papers["p2"])]["author"][0]
    assert "given" not in first
    assert "Open Kilns Consortium" in str(first)


def test_the_plain_readers_hand_every_field_on(papers: dict[str, dict[str, Any]], told: dict[str, Any]) -> None:
    for reader in ("pybtex", "bibtexparser"):
        for paper in papers.values():
            entry = by_title(told[reader])[start(paper)]
            for field in ("doi", "url"):
                if paper[field]:
                    assert entry[field] == paper[field], (reader, field)
            assert str(entry["year"]) == str(paper["year"])
        assert by_title(told[reader])[start(papers["p3"])]["eprint"] == "2101.00010", "no number: the nought stays"
    assert told["pybtex"][next(iter(told["pybtex"]))]["author"] == ["Marl, Ada", "de Quill, Bo"]


def test_rispy_reads_types_people_and_the_warning(papers: dict[str, dict[str, Any]], told: dict[str, Any]) -> None:
    found = by_title(told["rispy"])
    assert [found[start(papers[p])]["type_of_reference"] for p in ("p1", "p2", "p3")] == ["CONF", "JOUR", "UNPB"]
    assert found[start(papers["p1"])]["doi"] == papers["p1"]["doi"]
    provisional = found[start(papers["p3"])]
    assert PROVISIONAL in provisional["keywords"]
    assert PROVISIONAL in str(provisional["notes"])
    assert provisional["authors"] == ["Ada Marl"], "nobody is called et al."
