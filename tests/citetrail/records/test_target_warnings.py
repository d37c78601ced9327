"""What a target file may say, and a person should look at."""

from dataclasses import replace

import pytest

from citetrail.records.target_files import load_target, target_paths
from citetrail.records.target_template import placeholder_title
from citetrail.records.target_warnings import is_common, warnings_of
from citetrail.records.targets import IntroducingPaper, Member, Target
from citetrail.records.vocabulary import MemberKind

ROOT = Member(
    "toy",
    "Toy",
    MemberKind.DATASET,
    None,
    "https://example.org/toy",
    5,
    aliases=("Toys-1M",),
    papers=(IntroducingPaper("Toys", arxiv="1607.08221"),),
)
TOY = Target("toy", "Toy", "A toy dataset.", (ROOT,), domain=("face",))


def with_root(**changes: object) -> Target:
    return replace(TOY, members=(replace(ROOT, **changes),))  # type: ignore[arg-type]


def said(target: Target, *others: Target) -> list[str]:
    return [f"{w.line}: {w.message}" for w in warnings_of(target, others)]


def test_nothing_is_said_of_a_good_file() -> None:
    assert not said(TOY)


def test_a_paper_without_an_id_is_told_with_what_it_costs() -> None:
    (one,) = said(with_root(papers=(IntroducingPaper("Toys"),)))
    assert one.startswith("5: toy: “Toys” has no id")
    assert "Add corpus_id, arxiv or doi" in one


@pytest.mark.parametrize("name", ["Toy", "TOY-2M"])
def test_a_title_that_nobody_has_written_yet(name: str) -> None:
    (one,) = said(with_root(papers=(IntroducingPaper(placeholder_title(name), arxiv="1607.08221"),)))
    assert one.startswith(f"5: toy: “The paper that introduced {name}” stands where the title belongs")


def test_a_family_without_a_paper() -> None:
    assert "no introducing paper" in said(with_root(papers=()))[0]


@pytest.mark.parametrize("name", ["Duke", "celebrities", "faces", "masked faces", "VG"])
def test_written_like_ordinary_words(name: str) -> None:
    assert is_common(name)
    assert f"alias {name!r}" in said(with_root(aliases=(name,)))[0]


@pytest.mark.parametrize(
    "name", ["LFW", "MS1M", "VGGFace2", "Racial Faces in the Wild", "faces_emore", "WebFace4M", "DukeMTMC-reID"]
)
def test_written_like_names(name: str) -> None:
    assert not is_common(name)


def test_an_alias_of_another_target() -> None:
    other = replace(TOY, slug="blocks", members=(replace(ROOT, slug="brick", aliases=("TOYS 1M",)),))
    (one,) = said(TOY, other)
    assert "an alias of brick in target blocks" in one


def test_one_thing_in_two_families_is_no_clash() -> None:
    assert not said(TOY, replace(TOY, slug="blocks"))


def test_a_member_that_nothing_names() -> None:
    assert "no sentence is found to name it" in said(with_root(aliases=()))[0]


def test_what_is_shipped_warns_of_nothing() -> None:
    targets = [load_target(path) for path in target_paths()]
    for target in targets:
        assert not warnings_of(target, [t for t in targets if t is not target])
