"""A new target file can be loaded as it is, whatever its names and titles hold."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citetrail.records.target_files import load_target
from citetrail.records.target_template import TargetDraft, introducing_paper, paper_address, render, slug_of
from citetrail.records.targets import IntroducingPaper

PAPER = IntroducingPaper("Toys: “a set”", arxiv="1607.08221", corpus_id="2908606", year=2016)


def loaded(folder: Path, draft: TargetDraft):  # type: ignore[no-untyped-def]
    path = folder / "new.toml"
    path.write_text(render(draft), encoding="utf-8")
    return load_target(path)


def test_what_is_known_is_filled_in(tmp_path: Path) -> None:
    draft = TargetDraft(
        "toys", "Toys-1M", "A million toys.", "https://example.org/toys", ("Toys-1M", "ToySet"), PAPER
    )
    target = loaded(tmp_path, draft)
    assert (target.slug, target.name, target.summary) == ("toys", "Toys-1M", "A million toys.")
    (member,) = target.members
    assert member.aliases == ("Toys-1M", "ToySet")
    assert member.papers == (PAPER,)
    assert member.year == 2016
    assert target.arxiv_queries == ('all:"Toys-1M"',)


def test_every_line_that_is_not_known_yet_says_what_belongs_there(tmp_path: Path) -> None:
    text = render(TargetDraft("toys", "Toys-1M", "A million toys.", "https://example.org/toys"))
    for field in ("ambiguous", "cues", "figures", "licence", "available", "members.papers", "facts", "events"):
        assert field in text
    # Taking the marks off the examples leaves TOML.
    assert loaded(tmp_path, TargetDraft("toys", "Toys", "Some.", "https://example.org")).members[0].papers == ()


TEXT = st.text(min_size=1, max_size=40).filter(lambda t: t.strip())


@given(name=TEXT, summary=TEXT, title=TEXT)
@settings(max_examples=60)
def test_no_text_breaks_the_file(
    tmp_path_factory: pytest.TempPathFactory, name: str, summary: str, title: str
) -> None:
    folder = tmp_path_factory.mktemp("new")
    paper = IntroducingPaper(title, doi="10.1000/x")
    target = loaded(folder, TargetDraft("toys", name, summary, "https://example.org", ("Toys-1M",), paper))
    assert target.name == name
    assert target.members[0].papers[0].title == title


@pytest.mark.parametrize(
    ("given_id", "key", "value"),
    [
        ("1710.08092", "arxiv", "1710.08092"),
        ("https://arxiv.org/abs/1710.08092v2", "arxiv", "1710.08092"),
        ("10.48550/arXiv.1710.08092", "arxiv", "1710.08092"),
        ("https://doi.org/10.1109/FG.2018.00020", "doi", "10.1109/fg.2018.00020"),
        ("10.1016/j.toys.2018.12345", "doi", "10.1016/j.toys.2018.12345"),
        ("CorpusId:2908606", "corpus_id", "2908606"),
        ("https://www.semanticscholar.org/paper/Toys/" + "ab" * 20, "s2_id", "ab" * 20),
    ],
)
def test_ids_as_people_paste_them(given_id: str, key: str, value: str) -> None:
    paper = introducing_paper("Toys", given_id)
    assert getattr(paper, key) == value
    assert paper.title == "Toys"


def test_what_is_no_id_is_refused() -> None:
    with pytest.raises(ValueError, match="'Guo et al' is no DOI"):
        introducing_paper("", "Guo et al")


def test_addresses_and_slugs() -> None:
    assert paper_address(PAPER) == "https://arxiv.org/abs/1607.08221"
    assert paper_address(IntroducingPaper("Toys", doi="10.1000/x")) == "https://doi.org/10.1000/x"
    assert slug_of("MS-Celeb-1M") == "ms-celeb-1m"
    assert slug_of("Gesichter – Zürich") == "gesichter-zurich"
