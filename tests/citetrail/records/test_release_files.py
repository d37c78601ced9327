"""Release files are read strictly: each fault names its file and row, and nothing shipped points nowhere."""

from pathlib import Path

import pytest

from citetrail.records.release_files import ReleaseError, load_releases
from citetrail.records.releases import ReleaseKind
from citetrail.records.target_files import load_target, squeeze, target_paths
from citetrail.records.vocabulary import MemberKind

GOOD = """\
[[releases]]
slug = "toy-net"
kind = "weights"
names = ["ToyNet", "toynet_r50"]
data = ["Toys-1M"]
source = "https://example.org/toynet"
date = "2020-05"
confidence = "high"

[[packages]]
slug = "toybox"
names = ["Toybox library"]
source = "https://example.org/toybox"
date = "2021"
loads = [{ name = "Toy", release = "toy-net" }]

[[packages.defaults]]
release = "toy-net"
from = "2020-05"

[[datasets]]
name = "Blocks"
names = ["Blocks-10K"]
source = "https://example.org/blocks"
"""

TWIN = """\
[[datasets]]
name = "Bricks"
names = ["blocks 10k"]
source = "https://example.org/bricks"

"""


def write(folder: Path, text: str) -> Path:
    (folder / "toys.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_good_file(tmp_path: Path) -> None:
    register = load_releases(write(tmp_path, GOOD))
    assert register.release("toy-net").kind is ReleaseKind.WEIGHTS
    assert register.packages[0].loads[0].release == "toy-net"
    assert register.packages[0].defaults[0].since == "2020-05"
    assert register.datasets[0].names == ("Blocks-10K",)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('confidence = "high"', 'confidence = "sure"', "releases toy-net, confidence"),
        ('confidence = "high"', 'confidence = "high"\nsize = 3', "releases toy-net, size"),
        ('date = "2020-05"', 'date = "May 2020"', "releases toy-net, date"),
        ('source = "https://example.org/blocks"', 'source = "a book"', "datasets Blocks, source"),
        ('names = ["Toybox library"]', "names = 3", "packages toybox, names"),
        ('loads = [{ name = "Toy", release = "toy-net" }]', 'loads = [{ name = "Toy", release = "top" }]', "'top'"),
        ('names = ["ToyNet", "toynet_r50"]', "names = []", "toy-net: a release needs a name"),
        ("[[datasets]]", f"{TWIN}[[datasets]]", "name of a dataset 'blocks10k' stands in two rows"),
        ('kind = "weights"\n', "", "releases toy-net, kind"),
        ("[[datasets]]", "[[data sets]]", "toys.toml"),
    ],
)
def test_a_fault_names_its_row(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in GOOD
    with pytest.raises(ReleaseError, match=r".") as caught:
        load_releases(write(tmp_path, GOOD.replace(before, after, 1)))
    assert told in str(caught.value)


def test_all_faults_come_at_once_with_their_lines(tmp_path: Path) -> None:
    text = GOOD.replace('"high"', '"sure"').replace('date = "2021"', 'date = "this year"')
    with pytest.raises(ReleaseError) as caught:
        load_releases(write(tmp_path, text))
    told = str(caught.value).splitlines()
    assert len(told) == 2
    assert "toys.toml, line 8, releases toy-net, confidence" in told[0]
    assert "toys.toml, line 14, packages toybox, date" in told[1]


def test_an_empty_folder_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no release files"):
        load_releases(tmp_path)


def test_every_training_set_is_some_familys_or_nobodys() -> None:
    register = load_releases()
    members = [m for path in target_paths() for m in load_target(path).members if m.kind is MemberKind.DATASET]
    known = {squeeze(alias) for m in members for alias in m.aliases} | {squeeze(d.name) for d in register.datasets}
    named = {name for r in register.releases for name in (*r.data, *r.maybe)}
    assert {name for name in named if squeeze(name) not in known} == set()


def test_a_dataset_beside_a_family_is_another_familys_root_at_most() -> None:
    """Derivatives belong into the target file: what is listed beside a family is never made from its data."""
    derived = [
        m
        for path in target_paths()
        for m in load_target(path).members
        if m.kind is MemberKind.DATASET and m.parent is not None
    ]
    family = {squeeze(alias) for m in derived for alias in m.aliases}
    assert not family & {squeeze(n) for d in load_releases().datasets for n in (d.name, *d.names)}


def test_every_model_is_a_member_of_a_shipped_target() -> None:
    register = load_releases()
    models = {m.slug for path in target_paths() for m in load_target(path).members if m.kind is MemberKind.MODEL}
    assert {r.model for r in register.releases if r.model} <= models
    assert {p.model for p in register.packages if p.model} <= models


def test_a_release_without_data_stands_for_others_or_says_why() -> None:
    untold = [r for r in load_releases().releases if not (r.data or r.one_of)]
    assert {r.slug for r in untold if r.confidence != "low" and not (r.maybe or r.note or r.model)} <= {
        "deepface-deepid",
        "fawkes",
        "photomaker",
    }
