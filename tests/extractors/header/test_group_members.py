"""Papers that a group signs: its members are authors only where a list says so, and nobody else's list does."""

import pytest

from tests.extractors.header.typesetting import Set, belongs, read

SAID = "The kilns are told apart by what they leave behind in the rows of the clay."
MEMBERS = [
    "Ada Brink (University of Clay), Per Noor (Kestrel Vision AB) and Siw Holm (University of",
    "Clay, Oslo).",
    "Advisory board (not authors): Maj. Ida Kent (Coastal Army Laboratory), Bo Lind (Quill Ltd).",
]


def page(label: str, signs: str = "The KILNRING Consortium^{*}") -> list[Set]:
    return [
        Set("Nine Kilns and One Clay", 80, size=17),
        Set(signs, 110),
        Set("Abstract", 150, x=72, size=12),
        *(Set(SAID, 170 + 12 * i, x=72) for i in range(6)),
        Set(label, 560, x=72, size=8),
        *(Set(text, 572 + 10 * i, x=72, size=8) for i, text in enumerate(MEMBERS)),
    ]


@pytest.mark.parametrize(
    "label",
    [
        "*Consortium members and authors of this paper (in the order of the alphabet):",
        "Writing committee:",
        "Authors:",
    ],
)
def test_members_whom_the_page_calls_authors(label: str) -> None:
    told = belongs(read(page(label)))
    assert list(told) == ["Ada Brink", "Per Noor", "Siw Holm"]
    assert told["Ada Brink"] == ["University of Clay"]
    assert told["Per Noor"] == ["Kestrel Vision AB"]
    assert told["Siw Holm"] == ["University of Clay, Oslo"]


@pytest.mark.parametrize(
    "label",
    [
        *("Consortium members:", "Members (not authors):", "Author contributions:", "Guest authors:"),
        *("The authors thank:", "The authors wish to express their gratitude to:", "Editors of the authors:"),
    ],
)
def test_other_lists_make_nobody_an_author(label: str) -> None:
    assert not read(page(label)).authors


def test_where_people_sign_beside_the_group_its_members_are_not_taken() -> None:
    told = belongs(read(page("Members and authors:", signs="Rosa Quill^{1} and the KILNRING Consortium^{*}")))
    assert list(told) == ["Rosa Quill"]
