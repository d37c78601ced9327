"""Two authors of two organisations, with raised numbers, as several tests print them and read them again."""

from tests.extractors.header import papers
from tests.extractors.header.papers import PAGE, raised
from tests.extractors.header.typesetting import belongs

OSLO, BERGEN = "University of Vellmark, Oslo, Norway", "Kestrel Vision Inc., Bergen, Norway"
EXPECTED = {"Ada Brink": [OSLO], "Bo Lindqvist": [BERGEN]}
NAMES = f"Ada Brink{raised('1')}, Bo Lindqvist{raised('2')}"
LEGEND = f"{raised('1')}{OSLO} \\ {raised('2')}{BERGEN}"


def read(source: str) -> dict[str, list[str]]:
    """The organisations of each author, as they are read from the page."""
    header, _ = papers.read(PAGE + source)
    return belongs(header)
