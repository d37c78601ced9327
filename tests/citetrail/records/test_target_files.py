"""Target files are read strictly: each fault names its file and line."""

from pathlib import Path

import pytest

from citetrail.records.target_files import TargetError, load_target, target_path, target_paths
from citetrail.records.vocabulary import MemberKind, Role

GOOD = """\
slug = "toy"
name = "Toy"
summary = "A toy dataset."

[[members]]
slug = "toy"
name = "Toy"
kind = "dataset"
aliases = ["Toy-1M", "Toys"]
source = "https://example.org/toy"

[[members.papers]]
title = "Toy: a dataset"
arxiv = "1607.08221"

[[members]]
slug = "toy-clean"
name = "Toy, cleaned"
kind = "dataset"
parent = "toy"
aliases = ["Clean Toy"]
ambiguous = ["CT"]
cues = ["dataset"]
source = "https://example.org/clean"

[[members.papers]]
title = "Cleaning toys"

[[events]]
date = "2019-06"
title = "Gone"
text = "It is gone."
source = "https://example.org/gone"
member = "toy"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "toy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    target = load_target(write(tmp_path, GOOD))
    assert [m.slug for m in target.members] == ["toy", "toy-clean"]
    assert target.member("toy-clean").parent == "toy"
    assert target.member("toy").papers[0].arxiv == "1607.08221"
    assert [m.line for m in target.members] == [5, 16]
    assert target.events[0].member == "toy"
    assert len(target.digest) == 64


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('parent = "toy"', 'parent = "tyo"', 20, "no parent 'tyo'"),
        ('aliases = ["Clean Toy"]', 'alias = ["Clean Toy"]', 21, "unknown key 'alias'"),
        ('aliases = ["Clean Toy"]', 'aliases = ["toy 1m"]', 21, "alias of toy already"),
        ('aliases = ["Clean Toy"]', 'aliases = [\n "Clean Toy",\n "Toys",\n]', 23, "alias of toy already"),
        ('aliases = ["Clean Toy"]', 'aliases = "Clean Toy"', 21, "list of texts"),
        ('source = "https://example.org/clean"\n', "", 16, "no source"),
        ('source = "https://example.org/clean"', 'source = "a book"', 24, "must be an address"),
        ('cues = ["dataset"]\n', "", 22, "ambiguous names need `cues`"),
        ('slug = "toy-clean"', 'slug = "toy"', 17, "slug 'toy' is taken (line 5)"),
        ('slug = "toy-clean"', 'slug = "Toy Clean"', 17, "small letters"),
        ('title = "Cleaning toys"', 'titel = "Cleaning toys"', 27, "unknown key 'titel'"),
        ('arxiv = "1607.08221"', 'arxiv = "1607"', 14, "no arXiv identifier"),
        ('arxiv = "1607.08221"', 'doi = "example"', 14, "no DOI"),
        ('arxiv = "1607.08221"', 'year = "2016"', 14, "whole number"),
        ('date = "2019-06"', 'date = "June 2019"', 30, "write 2019"),
        ('member = "toy"', 'member = "teddy"', 34, "no member 'teddy'"),
        ('kind = "dataset"\nparent', 'kind = "data"\nparent', 19, "must be one of"),
        ('summary = "A toy dataset."', "", 1, "'summary' is missing"),
        ('slug = "toy"\nname = "Toy"\nkind', 'slug = "toy"\nparent = "toy-clean"\nname = "Toy"\nkind', 7, "circle"),
    ],
)
def test_each_fault_names_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(TargetError) as raised:
        load_target(path)
    assert f"{path}, line {line}: " in str(raised.value)
    assert says in str(raised.value)


def test_all_faults_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        GOOD.replace('kind = "dataset"\nparent', 'kind = "data"\nparent')
        .replace('aliases = ["Clean Toy"]', 'aliasses = ["Clean Toy"]')
        .replace('title = "Cleaning toys"', 'title = "Cleaning toys"\nyear = "2019"')
        .replace('member = "toy"', 'member = "teddy"')
        .replace('cues = ["dataset"]\n', "")
    )
    with pytest.raises(TargetError) as raised:
        load_target(write(tmp_path, text))
    assert [fault.line for fault in raised.value.faults] == [19, 21, 22, 27, 34]
    assert str(raised.value).count("toy.toml, line ") == 5
    assert "did you mean 'aliases'?" in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('date = "2019-06"', "date = 2019-06-06", 30, "put it in quotation marks"),
        ('aliases = ["Clean Toy"]', 'aliases = ["Clean Toy", " "]', 21, "list of texts"),
        ('aliases = ["Clean Toy"]', 'aliases = ["Clean Toy", "Clean Toy"]', 21, "same entry twice"),
        ("[[events]]", "[events]", 29, "must be written as [[events]] tables"),
        ('title = "Gone"', 'title = ""', 31, "must be text, not empty"),
    ],
)
def test_other_mistakes_of_people_who_write_toml(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    with pytest.raises(TargetError) as raised:
        load_target(write(tmp_path, GOOD.replace(old, new)))
    assert says in str(raised.value)
    assert line in [fault.line for fault in raised.value.faults]


def test_a_file_without_members_says_so(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match=r"at least one \[\[members\]\] table"):
        load_target(write(tmp_path, 'slug = "a"\nname = "b"\nsummary = "c"\n'))


def test_brackets_in_texts_over_several_lines_are_no_tables(tmp_path: Path) -> None:
    text = GOOD.replace('summary = "A toy dataset."', 'summary = """\n[[members]]\n"""')
    assert [m.line for m in load_target(write(tmp_path, text)).members] == [7, 18]


def test_faulty_toml_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="line 3"):
        load_target(write(tmp_path, 'slug = "a"\nname = "b"\nsummary = \n'))


def test_an_unknown_target_says_what_is_known() -> None:
    with pytest.raises(TargetError, match="known are dukemtmc, lfw, ms-celeb-1m, vggface2"):
        target_path("imagenet")


@pytest.mark.parametrize("path", target_paths(), ids=lambda p: p.stem)
def test_what_is_shipped_is_good(path: Path) -> None:
    target = load_target(path)
    assert target.slug == path.stem
    for member in target.members:
        assert member.queries or member.ambiguous
        assert all(p.arxiv or p.doi or p.corpus_id for p in member.papers)
    assert target.facts
    assert [e.date for e in target.events] == sorted(e.date for e in target.events)


def test_the_family_of_ms_celeb_1m_is_complete() -> None:
    target = load_target("ms-celeb-1m")
    codes = {m.code: m for m in target.members if m.code}
    assert {f"D{n}" for n in range(9, 18)} | {f"M{n}" for n in range(1, 7)} <= set(codes)
    assert target.member("ms-celeb-1m").papers[0].corpus_id == "2908606"
    assert target.member("ms1mv2").papers[0].arxiv == "1801.07698"
    assert codes["M3"].kind is MemberKind.MODEL
    assert target.member("rfw").typical is Role.EVALUATED_ON


def test_a_new_dataset_needs_no_code() -> None:
    target = load_target("dukemtmc")
    assert {f"D{n}" for n in range(1, 9)} <= {m.code for m in target.members}
    assert target.member("dukemtmc-reid").shorthand == ("DukeMTMC",)
