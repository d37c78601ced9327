"""Titles are shown and compared without mark-up and entities."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citetrail.records.identifiers import title_key
from citetrail.records.titles import readable_title


@pytest.mark.parametrize(
    ("raw", "readable"),
    [
        ("Faces Don&Apos;T Age: A Study", "Faces Don'T Age: A Study"),
        ("Search &amp; Rescue", "Search & Rescue"),
        ("Search &amp;amp; Rescue", "Search & Rescue"),
        ("A &lt;i&gt;new&lt;/i&gt; loss", "A new loss"),
        ("When a < b and c > d", "When a < b and c > d"),
        ("R&D of faces; Q&A", "R&D of faces; Q&A"),
        (
            'An <inline-formula> <tex-math notation="LaTeX">$L_1$</tex-math></inline-formula> Margin',
            "An L_1 Margin",
        ),
        (
            "An <inline-formula><alternatives><tex-math>$L_1$</tex-math><mml:math><mml:msub><mml:mi>L</mml:mi>"
            "<mml:mn>1</mml:mn></mml:msub></mml:math></alternatives></inline-formula> Margin",
            "An L1 Margin",
        ),
        ("Naïve &eacute;tudes&nbsp;of &#x3b1; faces", "Naïve études of α faces"),
        ("Nothing &nosuchthing; here", "Nothing &nosuchthing; here"),
        ("The $5 camera and the $6 lens", "The $5 camera and the $6 lens"),
    ],
)
def test_a_title_reads_as_people_print_it(raw: str, readable: str) -> None:
    assert readable_title(raw) == readable


def test_a_title_with_entities_is_the_one_without() -> None:
    assert title_key(readable_title("Cats &amp; Dogs &#8211; Again")) == title_key("Cats & Dogs – Again")


@given(st.text())
@example("Größe ﬁt ½ – Ⅷ ٣ 画像_認識 ᾳ İ ‿ \u200d \ud800")
@example("".join(map(chr, range(0, 0x3000, 7))))
def test_a_key_is_made_of_what_counts_as_letter_or_digit(title: str) -> None:
    plain = unicodedata.normalize("NFKD", title).casefold()
    assert title_key(title) == "".join(character for character in plain if character.isalnum())


@given(st.text())
def test_any_text_is_a_title(raw: str) -> None:
    assert readable_title(raw) == " ".join(readable_title(raw).split())
    readable_title("<" * 50 + raw + "&" * 50)
