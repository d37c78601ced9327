"""Headers made of broken pieces: nothing is raised, spans select what they say, indices point to strings.

Runs for seconds with the other tests; `CITETRAIL_FUZZ_SECONDS` makes it run longer. A failure prints its seed.

Covers: extractors.header.
"""

import os
import random
import time

from citetrail.records.organisations import Header
from citetrail.records.papers import SourceAuthor
from citetrail.records.text import DocumentText
from extractors.header import pages_wanted, read_header, stand_in
from tests.extractors.header.typesetting import Set, document, page, text_of

SECONDS = float(os.environ.get("CITETRAIL_FUZZ_SECONDS", "8")) / 2
PIECES = [
    *("Ada Brink", "Bo Lindqvist", "Nguyễn Văn An", "张伟", "J.-P. O’Neill", "van der Brink", "García Márquez Jr."),
    *(
        "University of Vellmark",
        "Kestrel",
        "Dept. of Clay, Institute of Glaze",
        "Harbour Light Inc.",
        "清华大学",
        "Oslo, Norway",
    ),
    *(
        "^{1}",
        "^{2,3}",
        "^{*†}",
        "^{a,b}",
        "^{12}",
        "[1]",
        "(2)",
        "¹",
        "∗",
        "†",
        "✉",
        "1",
        "2",
        ",",
        ";",
        " and ",
        "·",
        "•",
    ),
    *(
        "ada@vellmark.edu",
        "{ada, bo}@x.edu",
        "{ada,",
        "bo}@x.edu",
        "a|b@c.de",
        "ada at x dot edu",
        "@",
        "{",
        "}",
        "(",
        ")",
    ),
    *(
        "is with the",
        "are with",
        "Work done while at Kestrel",
        "Present address:",
        "Equal contribution",
        "Corresponding author",
    ),
    *(
        "Abstract",
        "1 Introduction",
        "Keywords:",
        "Proceedings of the Conference on Clay",
        "© 2020",
        "Member, IEEE",
        "3 May 2020",
    ),
    *(
        "\x00",
        "\u200b",
        "\u202e",
        "\ufb01",
        "\ue000",
        "e\u0301",
        "𝔸𝕓",
        "😀",
        "0000-0002-1825-0097",
        "NW1 2AB",
        "94305",
        " ",
        "    ",
    ),
    *("we fire the clay twice and compare the matchers on each of the fired faces again and again", "Author details"),
]


def lines(random_: random.Random) -> list[Set]:
    made = [Set("Faces of Clay under Glazing", random_.uniform(30, 120), size=random_.choice([10, 16]), font="Bold")]
    columns = random_.choice([[None], [60, 330], [40, 220, 400]])
    for row in range(random_.randrange(0, 30)):
        for x in columns:
            text = "".join(random_.choices(PIECES, k=random_.randrange(1, 6)))
            size = random_.choice([6, 8, 10, 10, 10, 12])
            made.append(Set(text, 130 + row * random_.choice([4, 12, 20]), x, size, random_.choice(["A", "B"])))
    return made


def broken(text: str, random_: random.Random) -> str:
    """The page text as another reader might give it: rows in another order, characters lost."""
    rows = text.split("\n")
    if random_.random() < 0.3:
        random_.shuffle(rows)
    return "\n".join(r for r in rows if random_.random() > 0.1)


def holds(header: Header, texts: DocumentText) -> None:
    for string in header.affiliations:
        if string.start is not None:
            assert string.page is not None
            assert string.end is not None
            printed = texts.pages[string.page - 1].text[string.start : string.end]
            assert " ".join(printed.split()) == string.raw
        assert string.raw.strip()
    for author in header.authors:
        assert author.name.strip()
        assert all(0 <= i < len(header.affiliations) for i in author.affiliations)
        assert author.email is None or "@" in author.email


def test_headers_of_broken_pieces() -> None:
    start = time.monotonic()
    seed = int(os.environ.get("CITETRAIL_FUZZ_SEED", "1"))
    while time.monotonic() - start < SECONDS:
        random_ = random.Random(seed)
        made = lines(random_)
        texts = document(broken(text_of(made), random_), broken("".join(random_.choices(PIECES, k=40)), random_))
        try:
            header = read_header([page(made)], texts)
            holds(header, texts)
            assert read_header([page(made)], texts) == header
            assert set(pages_wanted(texts)) <= {1, 2}
            holds(stand_in(header, [SourceAuthor(random_.choice(PIECES), (random_.choice(PIECES),))]), texts)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
        seed += 1
