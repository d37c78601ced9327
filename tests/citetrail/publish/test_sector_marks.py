"""Every sector is seen on the map: it has a colour by day and by night, a symbol, and its place in the legend.

Covers: citetrail/publish/assets/base.css, citetrail/publish/assets/map.
"""

import json
import re

from citetrail.publish import loaded_code
from citetrail.records.vocabulary import HEADLINE_ORDER, Sector

ASSETS = loaded_code.HERE / "assets"


def between(name: str, start: str, end: str) -> str:
    found = re.search(re.escape(start) + "(.*?)" + re.escape(end), (ASSETS / name).read_text(encoding="utf-8"), re.S)
    assert found is not None
    return found[1]


def test_the_legend_names_the_sectors_in_the_order_of_headlines() -> None:
    assert json.loads(between("map/state.js", "const SECTORS = ", ";")) == [str(s) for s in HEADLINE_ORDER]
    assert set(HEADLINE_ORDER) == set(Sector)


def test_every_sector_has_a_symbol() -> None:
    shapes = between("map/markers.js", "const SHAPES = {", "\n};")
    drawn = re.findall(r"^  (\w+):", shapes, re.M)
    assert [name for name in drawn if name != "participant"] == [str(s) for s in HEADLINE_ORDER]


def test_every_sector_has_a_colour_by_day_and_by_night() -> None:
    colours = re.findall(r"--(\w+): #[0-9a-f]{6}", (ASSETS / "base.css").read_text(encoding="utf-8"))
    assert {sector for sector in Sector if colours.count(str(sector)) != 2} == set()
