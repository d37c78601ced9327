"""The tables beside a target file: read strictly, a source on each row, as the gazetteer has it."""

from pathlib import Path

import pytest

from citetrail.paths import ORGANISATIONS, TARGETS
from citetrail.records.sourced_tables import MAKERS_USES, PARTICIPANTS, read_sourced_tables
from citetrail.records.target_files import TargetError, load_target
from extractors.organisations.gazetteer import load_gazetteer

TARGET = load_target("ms-celeb-1m")
CHALLENGE = "MS-Celeb-1M challenge at ICCV 2017"
SOURCED = "source,checked_on,confirmed,source_words"
HEAD = f"event,team,affiliation,organisation,name,country,city,lat,lng,won,standing,{SOURCED}\n"
OPENED = "https://example.org/list,2026-03-01,yes,Team Sextant … Sextant Ltd"
PLACED = f"{CHALLENGE},Sextant,Sextant Ltd,,Sextant,NO,Bergen,60.39,5.32,yes,1 of 3"


def _read(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(TargetError) as caught:
        read_sourced_tables(folder, TARGET)
    return str(caught.value)


def test_a_row_is_read_with_its_place_and_whether_its_source_was_opened(tmp_path: Path) -> None:
    hidden = f"{CHALLENGE},Hidden,,,,,,,,,2 of 3,https://example.org/list,,unconfirmed,"
    (tmp_path / PARTICIPANTS).write_text(f"{HEAD}{PLACED},{OPENED}\n{hidden}\n", encoding="utf-8")
    first, second = read_sourced_tables(tmp_path, TARGET).participants
    assert (first.name, first.lat, first.won, first.opened) == ("Sextant", 60.39, True, True)
    assert (second.name, second.lat, second.won, second.opened) == ("", None, False, False)


def test_without_the_folder_there_are_no_rows(tmp_path: Path) -> None:
    tables = read_sourced_tables(tmp_path / "none", TARGET)
    assert (tables.participants, tables.makers, tables.makers_uses) == ((), (), ())


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"{PLACED},https://example.org/list,,yes,", "confirmed wants the day on which the source was opened"),
        (f"{PLACED},,2026-03-01,yes,words", "no source"),
        (
            f"{PLACED.replace('Bergen,60.39,5.32', ',,')},{OPENED}",
            "an organisation has name, country, city, lat and lng",
        ),
        (f"{PLACED.replace('60.39', '160.39')},{OPENED}", "lat: Input should be less than or equal to 90"),
        (f"{PLACED.replace('ICCV 2017', 'ICCV 1817')},{OPENED}", "no challenge of that title"),
        (f"{PLACED.replace(',yes,1', ',perhaps,1')},{OPENED}", "won: Input should be a valid boolean"),
        (f"{PLACED},{OPENED},and,more", "(more cells than columns)"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, row: str, fault: str) -> None:
    told = _read(tmp_path, PARTICIPANTS, f"{HEAD}{PLACED},{OPENED}\n{row}\n")
    assert f"{PARTICIPANTS}:3: " in told
    assert fault in told


def test_uses_of_the_makers_name_members_and_days_that_there_are(tmp_path: Path) -> None:
    head = f"date,title,text,members,organisation,{SOURCED}\n"
    told = _read(tmp_path, MAKERS_USES, f"{head}May 2019,Sextant,It is used.,ms-celeb-1m|none,Sextant,{OPENED}\n")
    assert "date 'May 2019': write 2019" in told
    told = _read(tmp_path, MAKERS_USES, f"{head}2019-05,Sextant,It is used.,ms-celeb-1m|none,Sextant,{OPENED}\n")
    assert "member 'none' is not in the target file" in told


def test_shipped_participants_and_makers_are_those_of_the_gazetteer() -> None:
    entries = load_gazetteer(ORGANISATIONS).entries
    for path in TARGETS.glob("*.toml"):
        target = load_target(path)
        tables = read_sourced_tables(TARGETS / target.slug, target)
        for row in tables.participants:
            if row.organisation:
                known = entries[row.organisation].organisation
                told = (row.name, row.country, row.city, row.lat, row.lng)
                assert told == (known.name, known.country, known.city, known.lat, known.lng)
        for maker in tables.makers:
            assert entries[maker.organisation].organisation.name == maker.name
