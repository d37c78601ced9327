"""Names and laboratories from ASPI's tracker: what is taken, what is left out, and how far a laboratory speaks."""

from pathlib import Path

import pytest

from citetrail.paths import DATA
from citetrail.records.vocabulary import Sector
from extractors.organisations import open_resolver
from extractors.organisations.aspi_names import FurtherName, further_names, read_entry
from extractors.organisations.gazetteer import GazetteerError, load_gazetteer

GAZETTEER = load_gazetteer(DATA / "organisations")
PAGE = "https://unitracker.example/universities/x"


def taken(value: str, **meta: list[str]) -> dict[str, str]:
    """The names taken from one entry, with their kinds."""
    entry = read_entry(value, {"refs": [PAGE], **{k.replace("_", " "): v for k, v in meta.items()}})
    assert entry is not None
    return {n.name: n.kind for n in further_names([entry], GAZETTEER)}


def test_names_come_in_both_scripts() -> None:
    found = taken("Beihang University (北京航空航天大学)", aliases=["Peking Aeronautical Academy (北京航空航天学院)"])
    assert found == {"Peking Aeronautical Academy": "alias", "北京航空航天学院": "alias"}


def test_laboratories_are_kept_apart_from_names() -> None:
    found = taken(
        "Beihang University",
        major_defence_laboratories=["Key Laboratory of Moving Kites (移动风筝重点实验室（B类）)"],
    )
    assert found == {"Key Laboratory of Moving Kites": "laboratory", "移动风筝重点实验室": "laboratory"}


@pytest.mark.parametrize(
    "remark", ["Jointly established with Kite Works", "May be the Kite Laboratory of Kites, Beijing"]
)
def test_remarks_are_no_names(remark: str) -> None:
    assert taken("Beihang University", major_defence_laboratories=[remark]) == {}


def test_what_is_said_of_a_military_body_must_say_so_itself() -> None:
    found = taken(
        "National University of Defense Technology",
        aliases=["Kite Town University", "PLA Kite University", "KTU"],
        major_defence_laboratories=[
            "Artificial Intelligence Research Center",
            "National Defense Key Laboratory of Kites",
        ],
    )
    assert found == {"PLA Kite University": "alias", "National Defense Key Laboratory of Kites": "laboratory"}


def test_organisations_that_the_gazetteer_lacks_are_left_out() -> None:
    assert taken("Kite College of Nowhere", aliases=["Kite Academy of Nowhere"]) == {}
    assert read_entry("Beihang University", {"refs": []}) is None


def test_a_name_of_two_is_nobodys() -> None:
    entries = [
        read_entry(name, {"refs": [PAGE], "aliases": ["Shared Kite Academy"]})
        for name in ("Beihang University", "Harbin Engineering University")
    ]
    assert further_names([e for e in entries if e], GAZETTEER) == []


def write(folder: Path, *rows: FurtherName | tuple[str, ...]) -> Path:
    lines = ["organisation,name,kind,source", *(",".join(r) for r in rows)]
    (folder / "further_names.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


LABORATORY = FurtherName("ror:05d2yfz11", "National Defense Key Laboratory of Kites", "laboratory", PAGE)


def test_a_laboratory_speaks_where_nobody_else_is_named(tmp_path: Path) -> None:
    resolver = open_resolver(DATA, None, write(tmp_path, LABORATORY))
    (match,) = resolver.resolve("National Defense Key Laboratory of Kites, Changsha, China")
    assert match.organisation is not None
    assert match.organisation.name == "National University of Defense Technology"


def test_beside_a_university_or_abroad_it_is_silent(tmp_path: Path) -> None:
    resolver = open_resolver(DATA, None, write(tmp_path, LABORATORY))
    for raw in (
        "National Defense Key Laboratory of Kites, Tsinghua University, Beijing, China",
        "National Defense Key Laboratory of Kites, Oslo, Norway",
    ):
        assert {m.sector for m in resolver.resolve(raw)}.isdisjoint({Sector.MILITARY})


def test_an_alias_is_a_name_like_any_other(tmp_path: Path) -> None:
    row = ("ror:00wk2mp56", "Peking Aeronautical Academy", "alias", PAGE)
    (match,) = open_resolver(DATA, None, write(tmp_path, row)).resolve("Peking Aeronautical Academy")
    assert match.organisation is not None
    assert match.organisation.name == "Beihang University"


@pytest.mark.parametrize(
    "row",
    [
        ("ct:nobody", "Kites", "alias", PAGE),
        ("ror:00wk2mp56", "Kites", "nickname", PAGE),
        ("ror:00wk2mp56", "Kites", "alias", "hearsay"),
        ("ror:00wk2mp56", "Tsinghua University", "alias", PAGE),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(tmp_path: Path, row: tuple[str, ...]) -> None:
    with pytest.raises(GazetteerError, match=r"further_names\.csv:2"):
        load_gazetteer(DATA / "organisations", write(tmp_path, row))


def test_the_tracker_itself_can_be_read(tmp_path: Path) -> None:
    pytest.importorskip("pymispgalaxies", reason='the extra "aspi" is not installed')
    from typer.testing import CliRunner

    from citetrail.commands.organisations import app

    done = CliRunner().invoke(app, ["aspi", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    gazetteer = load_gazetteer(DATA / "organisations", tmp_path)
    assert len(gazetteer.laboratories) > 200
    assert "解放军" not in "".join(k for k, v in gazetteer.laboratories.items() if v == "ror:00wk2mp56")


def test_the_commands_use_the_folder_named_in_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from citetrail.commands.organisations import app

    write(tmp_path, ("ror:00wk2mp56", "Peking Aeronautical Academy", "alias", PAGE))
    monkeypatch.setenv("CITETRAIL_GAZETTEER", str(tmp_path))
    monkeypatch.setenv("CITETRAIL_ORGANISATIONS", str(tmp_path / "none.index"))
    done = CliRunner().invoke(app, ["show", "Peking Aeronautical Academy"])
    assert "Beihang University" in done.output
