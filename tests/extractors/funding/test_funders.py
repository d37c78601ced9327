"""Funders in acknowledgements: verbatim, military ones told from ordinary ones, disclaimers left out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citetrail.records.organisations import Funding
from citetrail.records.text import DocumentText, PageText, Part
from citetrail.records.vocabulary import Outcome, Section, Zone
from extractors.funding.funders import load_funders, read_funding
from extractors.organisations.strict_csv import GazetteerError


def document(text: str, section: Section = Section.ACKNOWLEDGEMENTS) -> DocumentText:
    page = PageText(number=1, width=612, height=792, text=text)
    return DocumentText(Outcome.OK, (page,), (Part(1, 0, len(text), section, Zone.PROSE),))


def read(text: str, section: Section = Section.ACKNOWLEDGEMENTS) -> dict[str, Funding]:
    found = read_funding(document(text, section))
    assert all(text[f.start : f.end] == f.quote for f in found)
    return {f.funder: f for f in found}


def military(text: str, section: Section = Section.ACKNOWLEDGEMENTS) -> set[str]:
    return {name for name, f in read(text, section).items() if f.military}


@pytest.mark.parametrize(
    ("sentence", "funder"),
    [
        ("This research was supported by DARPA under contract HR0011-17-C-0001.", "(DARPA)"),
        ("The authors thank ONR for grant N00014-19-1-2264.", "(ONR)"),
        ("Supported in part by the Air Force Office of Scientific Research (FA9550-18-1-0166).", "(AFOSR)"),
        ("This work was funded by the U.S. Army Research\nLaboratory under W911NF-10-2-0061.", "(ARL)"),
        ("Partial support came from an ARO MURI award.", "(ARO)"),
        ("The work was supported by the Defence Science and Technology Laboratory.", "(Dstl)"),
        ("We acknowledge a grant of the DRDO, Government of India.", "(DRDO)"),
        ("This work is funded by the Ministry of Defence of the Czech Republic.", "Ministry of Defence"),
        ("Supported by the National Defense Basic Scientific Research Program of China.", "National Defense Basic"),
        ("This work was supported by the Agency for Defense Development, Korea.", "(ADD)"),
        ("Funding was provided by the U.S. Department of Defense.", "(DoD)"),
        (
            "Based upon work supported by the Office of the Director of National Intelligence (ODNI), IARPA.",
            "(IARPA)",
        ),
    ],
)
def test_military_and_intelligence_funders(sentence: str, funder: str) -> None:
    assert any(funder in name for name in military(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "This work was supported by the National Natural Science Foundation of China under Grant 61806197.",
        "Supported by NSF grant 1618398 and a gift from Adobe.",
        "We thank the Environmental Defense Fund for its support.",
        "The authors are supported by the European Research Council.",
        "This work was supported by JSPS KAKENHI Grant Number JP19H04166 and by the City of Navy Bay.",
    ],
)
def test_ordinary_funders_are_kept_and_not_military(sentence: str) -> None:
    assert military(sentence) == set()


def test_the_number_of_the_award_is_kept() -> None:
    found = read("This research is supported by DARPA under Contract DABT-63-91-K-001 and by NSF (No. 1618398).")
    assert {f.grant for f in found.values()} == {"DABT-63-91-K-001", "1618398"}


def test_a_disclaimer_names_who_does_not_agree_and_not_who_paid() -> None:
    text = (
        "This work was supported by NSF grant 1618398.\n"
        "The views and conclusions are those of the authors and should not be interpreted as representing the "
        "official policies of the Department of Defense or the U.S. Government."
    )
    assert military(text) == set()
    assert list(read(text)) == ["U.S. National Science Foundation (NSF)"]


def test_a_note_under_the_title_is_read_as_well() -> None:
    text = (
        "Random graphs for nobody\nKeywords: graphs, estimation\n"
        "∗This material is based upon work supported by the Office of Naval Research."
    )
    (found,) = read(text, Section.FRONT).values()
    assert found.military
    assert found.quote.startswith("∗This material")


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("DARPA announced a challenge for face recognition.", Section.INTRODUCTION),
        ("P. Phillips et al. The FERET database, supported by the DoD. 1998.", Section.REFERENCES),
        ("She received support from DARPA as a student.", Section.BIOGRAPHY),
        ("The IJB-A set was collected under the IARPA Janus program.", Section.EXPERIMENTS),
    ],
)
def test_a_name_alone_is_no_funding(text: str, section: Section) -> None:
    assert military(text, section) == set()


def test_each_funder_stands_once() -> None:
    found = read_funding(document("Supported by NSF grant 1. Supported by the National Science Foundation as well."))
    assert [f.funder for f in found] == ["U.S. National Science Foundation (NSF)"]


@settings(max_examples=100)
@given(st.text(alphabet="DARPA NSFsuported by.\n∗grant1234-ĳ", max_size=300))
def test_quotes_are_verbatim_whatever_the_text(text: str) -> None:
    assert all(text[f.start : f.end] == f.quote for f in read_funding(document(text)))


def test_every_funder_has_a_source() -> None:
    assert load_funders()
    assert all(rule.source.startswith("http") for rule in load_funders())


@pytest.mark.parametrize(
    "row",
    ["X,x,martial,,https://x.example", "X,(,civil,,https://x.example", "X,x,civil,,", "X,,civil,,https://x.example"],
)
def test_a_faulty_row_is_refused(tmp_path: Path, row: str) -> None:
    path = tmp_path / "funders.csv"
    path.write_text(f"funder,pattern,kind,country,source\n{row}\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"funders\.csv:2"):
        load_funders(path)
