"""Words that lead somewhere when clicked know where.

Covers: extractors.text.links.
"""

import pytest

from extractors.text.document import read_document
from extractors.text.links import every_link
from tests.extractors.text.papers import written

LINE = "The glaze is a mixture of this ash and the clay of our valley, fired twice."


def page(action: str) -> bytes:
    content = f"BT /F1 10 Tf 1 0 0 1 72 700 Tm ({LINE}) Tj ET"
    # "The glaze is a mixture of " is as wide as the left edge of the link tells.
    return written(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Annots[6 0 R]"
            "/Resources<</Font<</F1 5 0 R>>>>>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
            f"<</Type/Annot/Subtype/Link/Rect[228 698 276 709]/A{action}>>",
        ]
    )


def test_a_link_has_its_words_and_its_address() -> None:
    action = "<</S/URI/URI(https://kiln.example/ash)>>"
    text = read_document(page(action), max_bytes=10**6, max_pages=3, links=every_link).pages[0]
    assert [(text.text[k.start : k.end], k.url) for k in text.links] == [("this ash", "https://kiln.example/ash")]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8", "latin-1"])
def test_an_address_beyond_ascii_is_read_whole(codec: str) -> None:
    address = "https://kiln.example/töpfe"
    mark = b"\xfe\xff" if codec == "utf-16" else b""
    written_as = (mark + address.encode("utf-16-be" if mark else codec)).hex()
    action = f"<</S/URI/URI<{written_as}>>>"
    text = read_document(page(action), max_bytes=10**6, max_pages=3, links=every_link).pages[0]
    assert [link.url for link in text.links] == [address]


def test_a_link_within_the_file_is_none() -> None:
    text = read_document(page("<</S/GoTo/D[3 0 R/Fit]>>"), max_bytes=10**6, max_pages=3, links=every_link).pages[0]
    assert text.links == ()


def test_addresses_that_nobody_asks_for_are_left_alone() -> None:
    action = "<</S/URI/URI(https://kiln.example/ash)>>"
    limits = {"max_bytes": 10**6, "max_pages": 3}
    assert read_document(page(action), **limits).pages[0].links == ()
    assert read_document(page(action), **limits, links=lambda url: "clay" in url).pages[0].links == ()
