"""Making pages: one file each, with its styles, scripts and data inside, so that it opens from disk and offline."""

import base64
import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup

from citetrail.publish import basemap, map_participants, mapdata
from citetrail.publish.wording import asset, environment, script_json, words
from citetrail.records.batches import batches_of
from citetrail.records.vocabulary import HEADLINE_ORDER

# Of pages without any script: nothing runs and nothing is loaded.
STATIC_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
MAP_SCRIPTS = ("data.js", "state.js", "markers.js", "panel.js", "table.js", "page.js")


def bundle(*parts: str) -> str:
    """Scripts as one strict function, so that nothing of theirs is global."""
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def vendored(name: str) -> str:
    """A vendored file without the comment that points at its source map."""
    return re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", asset(f"vendor/{name}"))


def script_hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def content_policy(*scripts: str) -> str:
    """A policy under which only these scripts run and nothing is ever loaded."""
    allowed = " ".join(script_hash(s) for s in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def inline(text: str) -> Markup:
    """Our own style or script, as it stands."""
    if "</" in text and re.search(r"</(script|style)", text, re.I):
        raise ValueError("an asset would end its own element")
    return Markup(text)  # noqa: S704  (from our own files, and checked above)


def data_image(png: bytes) -> str:
    """A picture as an address that holds it."""
    return "data:image/png;base64," + base64.b64encode(png).decode()


def data_element(key: str, value: Any) -> Markup:
    return Markup('<script type="application/json" id="{}">{}</script>\n').format(key, script_json(value))


def streamed_element(key: str, parts: Iterable[Markup]) -> Iterator[Markup]:
    """A data element whose JSON comes in parts."""
    yield Markup('<script type="application/json" id="{}">').format(key)
    yield from parts
    yield Markup("</script>\n")


def streamed_list(items: Iterable[Any]) -> Iterator[Markup]:
    """JSON of a list, some items at a time: a list of all would be most of the memory that a release takes."""
    between = Markup("")
    yield Markup("[")
    for block in batches_of(items, mapdata.BLOCK):
        yield between + script_json(block)[1:-1]
        between = Markup(",")
    yield Markup("]")


def write_map(release: sqlite3.Connection, path: Path, about: dict[str, Any]) -> None:
    """The map page. Streams the details of the papers, so that memory does not grow with the release."""
    scripts = (vendored("leaflet.js"), bundle(*(asset(f"map/{name}") for name in MAP_SCRIPTS)))
    mapdata.number_papers(release)
    told = mapdata.page_words(release)
    template = environment().get_template("map.html.j2")
    context = {
        **about,
        "policy": content_policy(*(f"\n{s}" for s in scripts)),
        "styles": inline(vendored("leaflet.css") + asset("base.css") + asset("map.css")),
        "scripts": [inline(f"\n{s}") for s in scripts],
        "data": _map_data(release, told),
        "sectors": [str(s) for s in HEADLINE_ORDER],
        "participants": bool(map_participants.countries(release)),
        "countries": sorted(told["countries"].items(), key=lambda pair: pair[1]),
        "members": list(zip(told["members"], told["memberNames"], strict=True)),
        "roles": mapdata.roles(release),
        "years": mapdata.years(release),
        "copies_disagree": mapdata.copies_disagree(release),
    }
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(template.generate(context))


def _map_data(release: sqlite3.Connection, told: dict[str, Any]) -> Iterator[Markup]:
    sectors = words()["sectors"] | {map_participants.KIND: words()["map"]["participant"]}
    yield data_element("words", words()["map"] | {"sectors": sectors, "roles": words()["roles"]})
    yield from streamed_element("index", _index(release, told))
    for number, block in enumerate(mapdata.marker_blocks(release)):
        yield data_element(f"markers-{number}", block)
    for number, block in enumerate(mapdata.paper_blocks(release)):
        yield data_element(f"papers-{number}", block)
    yield data_element("basemap", basemap.page_data())


def _index(release: sqlite3.Connection, told: dict[str, Any]) -> Iterator[Markup]:
    """What the page needs at once."""
    yield script_json(told)[:-1]
    yield Markup(',"papers":')
    yield from streamed_list(mapdata.indexed_papers(release, told))
    yield Markup(',"markers":')
    yield from streamed_list(mapdata.indexed_markers(release))
    yield Markup(',"participants":')
    yield from streamed_list(map_participants.indexed_participants(release))
    yield Markup("}")
