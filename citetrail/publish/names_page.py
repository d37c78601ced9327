"""names.html: the people whom `citetrail names` found, to be searched in the page itself; nothing is ever sent."""

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from citetrail.publish.names_list import FoundPeople, ListedPerson
from citetrail.publish.page_files import bundle, content_policy, data_element, inline, streamed_element, streamed_list
from citetrail.publish.values import address, line
from citetrail.publish.wording import asset, environment, words

NAME = "names.html"
SHOWN = 100  # rows at once


def write(found: FoundPeople, out: Path, keywords: list[str]) -> None:
    """The page beside people.csv. It shows no picture; identifiers stand as text."""
    script = "\n" + bundle(asset("names.js"))
    context = {
        "people": len(found.people),
        "images": found.images,
        "listed": found.listed,
        "listed_images": found.listed_images,
        "without_biography": found.without_biography,
        "keywords": ", ".join(keywords),
        "policy": content_policy(script),
        "styles": inline(asset("base.css") + asset("names.css")),
        "script": inline(script),
        "first": [_row(person) for person in found.people[:SHOWN]],
        "data": _data(found),
    }
    with (out / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(environment().get_template("names.html.j2").generate(context))


def _row(person: ListedPerson) -> list[str | int]:
    told = [line(text) or "" for text in (person.name, person.id, person.description)]
    return [*told, person.images, address(person.url) or ""]


def _data(found: FoundPeople) -> Iterator[Markup]:
    yield from streamed_element("people", streamed_list(map(_row, found.people)))
    yield data_element("words", words()["names"] | {"most": SHOWN})
