"""How affiliations are scored: pairs of string and id, sets per paper, and nothing counted twice."""

from pathlib import Path

import pytest

from citetrail.evaluation.affiliation_scores import SETS, method_lines, read_strings, score_papers, score_strings
from citetrail.evaluation.header_scores import GoldAffiliation, GoldHeader
from citetrail.paths import DATA
from citetrail.records.organisations import Organisation, OrganisationMatch
from citetrail.records.vocabulary import MatchMethod, Sector
from extractors.organisations import open_resolver
from extractors.organisations.resolver import Resolver

TSINGHUA = "https://ror.org/03cve4549"


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return open_resolver(DATA, None)


def match(name: str, sector: Sector, ror: str | None = None, country: str = "CN") -> OrganisationMatch:
    organisation = Organisation(id=f"ct:{name.lower()}", name=name, country=country, sector=sector, ror=ror)
    return OrganisationMatch(organisation, MatchMethod.GAZETTEER, 1.0, sector, country)


def paper(*labels: GoldAffiliation) -> GoldHeader:
    return GoldHeader("0" * 40, "A title", True, ("A. Author",), labels, (), None)


def test_labels_that_are_no_ids_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(f"affiliation,ror_ids\nTsinghua,{TSINGHUA}\nNowhere,\nClay,Clay Institute\n", encoding="utf-8")
    assert [(s.raw, len(s.rors)) for s in read_strings(path)] == [("Tsinghua", 1), ("Nowhere", 0)]


def test_ids_are_scored_pair_by_pair(tmp_path: Path, resolver: Resolver) -> None:
    path = tmp_path / "s.csv"
    rows = [f'"Tsinghua University, Beijing, China",{TSINGHUA}', f'"Yale University, USA",{TSINGHUA}', "Clay,"]
    path.write_text("\n".join(["affiliation,ror_ids", *rows]) + "\n", encoding="utf-8")
    scores = score_strings("s", read_strings(path), resolver)
    both = scores.tuned + scores.held_out
    assert (both.right, both.wrong, both.missed) == (1, 1, 1)
    assert (scores.countries_right, scores.countries) == (1, 2)


def test_each_method_has_its_coverage_and_precision(tmp_path: Path, resolver: Resolver) -> None:
    path = tmp_path / "s.csv"
    rows = [
        f'"Tsinghua University, Beijing, China",{TSINGHUA}',
        f'"Yale University, USA",{TSINGHUA}',
        "Clay,",
        "Kiln,",
    ]
    path.write_text("\n".join(["affiliation,ror_ids", *rows]) + "\n", encoding="utf-8")
    head, line = method_lines([score_strings("s", read_strings(path), resolver)])
    assert "4 strings" in head
    assert line.split()[:5] == ["gazetteer", "coverage", "0.500", "P", "0.500"]


def test_a_string_taken_for_military_is_listed(tmp_path: Path, resolver: Resolver) -> None:
    path = tmp_path / "s.csv"
    path.write_text('affiliation,ror_ids\n"United States Naval Academy, Annapolis",\n', encoding="utf-8")
    ((raw, why),) = score_strings("s", read_strings(path), resolver).military
    assert raw.startswith("United States Naval Academy")
    assert why


def test_papers_are_compared_by_id_then_by_name() -> None:
    gold = paper(
        GoldAffiliation("Tsinghua", "Tsinghua Univ.", "CN", None, "academic", ror=TSINGHUA),
        GoldAffiliation("Clay Lab", "Clay Lab", "CN", None, "research"),
        GoldAffiliation("Vision Inc.", "Vision", "CN", None, "commercial"),
    )
    found = [
        match("Tsinghua University", Sector.ACADEMIC, TSINGHUA),
        match("CLAY LAB", Sector.ACADEMIC),
        match("Navy", Sector.MILITARY, country="US"),
        match("Navy", Sector.MILITARY, country="US"),
    ]
    total = score_papers([gold], lambda _: found)
    assert (total.organisations.right, total.organisations.wrong, total.organisations.missed) == (2, 1, 1)
    assert (total.sectors.right, total.sectors.wrong, total.sectors.missed) == (1, 1, 1)
    assert total.countries.wrong == 1
    assert total.of_sector[Sector.MILITARY].precision == 0.0
    assert len(total.errors) == 2


def test_what_is_no_paper_does_not_count() -> None:
    poster = GoldHeader("1" * 40, "Poster", False, (), (GoldAffiliation("X", "X", "CN", None, "academic"),), (), None)
    assert score_papers([poster, paper()], lambda _: []).papers == 0


@pytest.mark.gold
def test_nobody_civilian_is_called_military(shared: Path, resolver: Resolver) -> None:
    """The hard target: of thousands of strings of science at large, each military one says so in its words."""
    words = ("milit", "army", "navy", "naval", "defen", "pla ", "bundeswehr", "engineering physics", "rocket force")
    words += ("armed", "uniformed", "aeronautic", "instruments research", "digital switching", "air force", "caep")
    words += ("command hospital",)  # of the commands of India's forces: afmc.nic.in
    for name in SETS:
        strings = read_strings(shared / "gold" / "affiliations" / f"{name}.csv")
        listed = score_strings(name, strings, resolver).military
        assert listed
        assert [raw for raw, _ in listed if not any(w in raw.lower() for w in words)] == []
