"""`citetrail targets` as a newcomer calls it."""

import socket
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from citetrail.commands.main import app
from citetrail.commands.user_errors import UserError
from citetrail.records.target_files import load_target
from citetrail.records.targets import IntroducingPaper
from citetrail.sample.server import SampleServer

TOYS = IntroducingPaper("Toys: a million photographs", arxiv="2001.00001", corpus_id="4711", year=2020)
KNOWN = ("--name", "Toys-1M", "--summary", "A million toys.", "--paper", "2001.00001")


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder, with a Semantic Scholar that nobody serves."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITETRAIL_S2_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("spiders.http_service.CONNECT_TRIES", 1)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["targets", *arguments], catch_exceptions=False)


def test_new_looks_the_paper_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with SampleServer(also=[TOYS]) as server:
        monkeypatch.setenv("CITETRAIL_S2_URL", server.url)
        result = call("new", *KNOWN, "--alias", "ToySet")
    assert result.exit_code == 0, result.output
    target = load_target("toys-1m.toml")
    assert target.members[0].papers[0].title == TOYS.title
    assert target.members[0].papers[0].corpus_id
    assert target.members[0].source == "https://arxiv.org/abs/2001.00001"
    assert target.members[0].aliases == ("Toys-1M", "ToySet")
    assert "citetrail targets check toys-1m.toml" in result.stdout


@pytest.mark.parametrize("offline", [("--no-look-up",), ()])
def test_new_needs_no_network(offline: tuple[str, ...]) -> None:
    result = call("new", *KNOWN, "--title", "Toys", *offline)
    assert result.exit_code == 0, result.output
    assert ("not looked up" in result.stderr) is not offline
    assert load_target("toys-1m.toml").members[0].papers == (IntroducingPaper("Toys", arxiv="2001.00001"),)


def test_new_waits_for_a_silent_service_no_longer_than_a_person_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citetrail.commands.targets.LOOK_UP_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("CITETRAIL_S2_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        result = call("new", *KNOWN, "--title", "Toys")
    assert result.exit_code == 0, result.output
    assert "no answer within" in result.stderr
    assert "--no-look-up" in result.stderr


def test_new_tries_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.http_service.CONNECT_TRIES", 4)
    monkeypatch.setenv("CITETRAIL_S2_INTERVAL", "0")
    assert "failed 2 times" in call("new", *KNOWN, "--title", "Toys").stderr


def test_new_keeps_an_id_whose_title_nobody_knows() -> None:
    result = call("new", *KNOWN, "--no-look-up")
    assert "title is not known" in result.stderr
    assert load_target("toys-1m.toml").members[0].papers[0].arxiv == "2001.00001"
    checked = call("check", "toys-1m.toml")
    assert checked.exit_code == 0
    assert "warning: toys-1m: “The paper that introduced Toys-1M” stands where the title belongs" in checked.stderr


def test_new_overwrites_nothing() -> None:
    Path("toys-1m.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="is there already"):
        call("new", *KNOWN, "--no-look-up")
    assert Path("toys-1m.toml").read_text(encoding="utf-8") == "mine"


def test_new_says_what_it_must_know_when_nobody_can_be_asked() -> None:
    with pytest.raises(UserError, match="Name of the dataset"):
        call("new", "--no-look-up")
    with pytest.raises(UserError, match="is no DOI"):
        call("new", "--name", "Toys", "--paper", "Guo et al.")


def test_a_new_file_is_checked_without_a_warning() -> None:
    call("new", *KNOWN, "--title", "Toys", "--no-look-up")
    result = call("check", "toys-1m.toml")
    assert result.exit_code == 0, result.output
    assert "toys-1m.toml: ok, 1 member, 1 alias, 0 warnings" in result.stdout
    assert "data/releases: ok" in result.stdout


def test_check_lists_every_fault_of_every_file() -> None:
    call("new", *KNOWN, "--title", "Toys", "--no-look-up")
    good = Path("toys-1m.toml").read_text(encoding="utf-8")
    Path("one.toml").write_text(good.replace("kind =", "kin =").replace("aliases =", "alias ="), encoding="utf-8")
    Path("two.toml").write_text(good.replace('"https://arxiv.org/abs/2001.00001"', '"a book"'), encoding="utf-8")
    result = call("check", "one.toml", "two.toml", "toys-1m.toml")
    assert result.exit_code == 2
    told = [line.split(":")[0].split(",")[0] for line in result.stderr.splitlines()]
    assert told == ["one.toml"] * 3 + ["two.toml"]
    assert "toys-1m.toml: ok" in result.stdout


def test_check_warns_of_names_of_shipped_targets_and_strict_makes_it_fail() -> None:
    call("new", "--name", "Toys", "--slug", "toys", "--summary", "Some.", "--source", "https://example.org/t")
    text = Path("toys.toml").read_text(encoding="utf-8").replace('aliases = ["Toys"]', 'aliases = ["MS1MV2"]')
    Path("toys.toml").write_text(text, encoding="utf-8")
    result = call("check", "toys.toml")
    assert result.exit_code == 0
    assert "an alias of ms1mv2 in target ms-celeb-1m" in result.stderr
    assert "no introducing paper" in result.stderr
    assert call("check", "--strict", "toys.toml").exit_code == 2


def test_list_and_show() -> None:
    assert "dukemtmc" in call("list").stdout
    assert "DukeMTMC-reID" in call("show", "dukemtmc").stdout
