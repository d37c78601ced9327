"""Lists of papers in every form that people keep them in; nothing is dropped in silence."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from citetrail.records.reference_lists import ListEntry, ListError, named, read_list
from citetrail.records.titles import LONGEST_TITLE


def read(tmp_path: Path, name: str, text: str | bytes) -> list[ListEntry]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_list(path)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("10.1000/ABC_d", {"doi": "10.1000/abc_d"}),
        ("https://doi.org/10.1000/abc", {"doi": "10.1000/abc"}),
        ("https://doi.org/10.1000%2Fabc%3C1", {"doi": "10.1000/abc<1"}),
        ("10.1000/a%2Fb", {"doi": "10.1000/a%2fb"}),
        ("10.48550/arXiv.1801.00002", {"arxiv_id": "1801.00002"}),
        ("arXiv:1801.00002v3", {"arxiv_id": "1801.00002"}),
        ("https://arxiv.org/abs/1801.00002", {"arxiv_id": "1801.00002"}),
        ("hep-th/9901001", {"arxiv_id": "hep-th/9901001"}),
        ("Ten Years After 1801.00002", {"title": "Ten Years After 1801.00002"}),
        ("A plain title", {"title": "A plain title"}),
    ],
)
def test_one_line_is_an_identifier_or_a_title(words: str, told: dict[str, str]) -> None:
    entry = named(words, "here")
    assert {k: v for k in ("title", "doi", "arxiv_id") if (v := getattr(entry, k))} == told


BIB = r"""
@string{letters = "Letters on Things"}
@article{first, title = {On {Doors} and \"Uber-Windows}, author = {M{\"u}ller, Hans and Ann de la Cruz and others},
  year = 2019, journal = letters, doi = {https://doi.org/10.1000/ABC_d}}
@misc{second, title = "Of Windows", eprint = {1801.00002v2}, archivePrefix = {arXiv}}
@misc{second, title = {A Second of That Key}, eprint = {123}, archivePrefix = {SSRN}}
@article{broken, title = {never closed
"""


def test_bibtex(tmp_path: Path) -> None:
    by_title = {e.title: e for e in read(tmp_path, "l.bib", BIB)}
    first = by_title["On Doors and Über-Windows"]
    assert (first.doi, first.year, first.venue) == ("10.1000/abc_d", 2019, "Letters on Things")
    assert first.authors == ("Müller, Hans", "Ann de la Cruz")
    assert by_title["Of Windows"].arxiv_id == "1801.00002"
    assert by_title["A Second of That Key"].arxiv_id is None, "a key that is there twice loses no entry"
    (broken,) = [e for e in by_title.values() if not e.is_enough]
    assert "no BibTeX" in broken.place


BARE_SIGNS = r"""
@article{a, title = {Doors for 95% of People}, url = {https://doi.org/10.1000%2Fabc.1}}
@article{b, title = {Doors for 94\% of People}, doi = {10.1000/ab--c{\_}d}, author = {Ann ``Nan'' Lee},
  url = {\url{https://example.org/~lee/a\_b%20c.pdf}}}
@article{c, title = "93% of Doors", doi = "10.1000/z\%20q",
  url = {https://example.org/{\~{}}lee}}
"""


def test_signs_that_tex_acts_on_stay_in_titles_and_addresses_of_bibtex(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, "l.bib", BARE_SIGNS)
    assert (first.title, first.doi) == ("Doors for 95% of People", "10.1000/abc.1")
    assert first.url == "https://doi.org/10.1000%2Fabc.1"
    assert (second.title, second.doi) == ("Doors for 94% of People", "10.1000/ab--c_d")
    assert (second.url, second.authors) == ("https://example.org/~lee/a_b%20c.pdf", ("Ann “Nan” Lee",))
    assert third.title == "93% of Doors"
    assert (third.doi, third.url) == ("10.1000/z%20q", "https://example.org/~lee")


COMMANDS = r"""
@article{one, title = {Doors by \mbox{Harbour-Faces-1M} and \protect\texttt{door-2}}, doi = {10.1000/abc.1}}
@article{two, title = {\href{https://example.org/two}{Windows} of \textsc{Roof}Net}, doi = {10.1000/abc.2}}
@article{three, title = {Doors of \sqrt}, doi = {10.1000/abc\_3}}
"""


def test_words_in_commands_of_tex_stay_and_what_cannot_be_decoded_is_kept(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, "l.bib", COMMANDS)
    assert first.title == "Doors by Harbour-Faces-1M and door-2"
    assert second.title == "Windows of RoofNet"
    assert third.doi == "10.1000/abc_3"


TWICE = r"""
@string{doors = "Letters on Doors"}
@article{one, title = {On Doors}, journal = doors, url = {https://example.org/a}, URL = {https://example.org/b}}
@article{two, title = {Of Windows}, note = {first}, note = {second}, journal = doors, doi = {10.1000/abc\_2}}
@article{two, title = {Of Roofs}, journal = doors, doi = {10.1000/abc\_3}}
@article{two, title = {Of Walls \sqrt}, journal = doors, doi = {10.1000/abc\_4}}
"""


def test_a_field_or_key_that_is_there_twice_loses_neither_entry_nor_words(tmp_path: Path) -> None:
    found = read(tmp_path, "l.bib", TWICE)
    assert [e.title for e in found[:3]] == ["On Doors", "Of Windows", "Of Roofs"]
    assert [e.place.partition(", ")[2] for e in found] == ["key one", "key two", "key two", "key two"]
    assert found[0].url == "https://example.org/a", "as BibTeX reads it"
    assert [e.doi for e in found[1:]] == ["10.1000/abc_2", "10.1000/abc_3", "10.1000/abc_4"]
    assert {e.venue for e in found} == {"Letters on Doors"}


RIS = """TY  - JOUR
TI  - On Doors
AU  - Müller, H.
PY  - 2019/03//
DO  - 10.1000/abc
N1  - ASReview_relevant
ER  - 

TY  - CONF
T1  - Put Aside
N1  - ASReview_irrelevant
ER  - 

TY  - JOUR
TI  - Without Its Last Line
UR  - https://arxiv.org/abs/1801.00002v3
"""  # noqa: W291 the format ends its records so


def test_ris_and_the_labels_that_asreview_puts_into_it(tmp_path: Path) -> None:
    found = read(tmp_path, "l.ris", RIS)
    assert [e.title for e in found] == ["On Doors", "Put Aside", "Without Its Last Line"]
    assert [e.relevant for e in found] == [True, False, True]
    assert (found[0].doi, found[0].year, found[0].authors) == ("10.1000/abc", 2019, ("Müller, H.",))
    assert found[2].arxiv_id == "1801.00002"


def test_csl_json(tmp_path: Path) -> None:
    rows = [
        {
            "title": "On Doors",
            "DOI": "10.1000/abc",
            "issued": {"date-parts": [[2019, 3]]},
            "author": [{"given": "H.", "family": "Müller"}],
        },
        {"title": ["not", "a", "text"], "author": "nobody"},
        "no object",
    ]
    found = read(tmp_path, "l.json", json.dumps(rows))
    assert (found[0].year, found[0].authors, found[0].doi) == (2019, ("H. Müller",), "10.1000/abc")
    assert [e.is_enough for e in found] == [True, False, False]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_any_separator(tmp_path: Path, separator: str) -> None:
    table = [("Title", "DOI", "Publication Year", "asreview_label"), ("On Doors", "10.1000/abc", "2019", "1")]
    table += [("Put Aside", "", "2018", "0"), ("Unlabelled", "", "", "")]
    found = read(tmp_path, "l.csv", "\n".join(separator.join(row) for row in table))
    assert [(e.title, e.doi, e.year, e.relevant) for e in found] == [
        ("On Doors", "10.1000/abc", 2019, True),
        ("Put Aside", None, 2018, False),
        ("Unlabelled", None, None, True),
    ]


def test_plain_lines(tmp_path: Path) -> None:
    found = read(tmp_path, "l.txt", "10.1000/abc\n\nOn Doors\n")
    assert [(e.doi, e.title, e.place) for e in found] == [
        ("10.1000/abc", "", "l.txt, line 1"),
        (None, "On Doors", "l.txt, line 3"),
    ]


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


def test_a_project_of_asreview(tmp_path: Path) -> None:
    project = zipped(project_dot_json="{}", data__list_dot_csv="title\nOn Doors\n")
    assert [e.title for e in read(tmp_path, "p.asreview", project)] == ["On Doors"]
    with pytest.raises(ListError, match="export it from ASReview"):
        read(tmp_path, "p.asreview", zipped(project_dot_json="{}"))


@pytest.mark.parametrize(
    ("name", "body"),
    [("l.csv", "a,b\n1,2\n"), ("l.json", "{"), ("l.json", "[" * 100_000), ("l.asreview", "PK no archive")],
)
def test_what_is_no_list_is_told(tmp_path: Path, name: str, body: str) -> None:
    with pytest.raises(ListError, match=name):
        read(tmp_path, name, body)


def test_what_a_file_says_is_bounded(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "l.csv", f"title,url\n{'x' * 5000}\x07,javascript:alert(1)\n")
    assert len(entry.title) <= LONGEST_TITLE
    assert entry.url is None
