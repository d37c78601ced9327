"""The README names every command and every setting: what is not documented does not exist for its users."""

import json
import re
from pathlib import Path

import pytest

from citetrail.commands.main import COMMANDS, load_command
from citetrail.records.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"`citetrail {name}" in README or f"`{name}" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    command = load_command(name)
    parts = getattr(command, "commands", {}).values() or [command]
    for part in parts:
        for option in (o for p in part.params for o in p.opts if o.startswith("--") and o != "--help"):
            assert option in README, f"{name} {option}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    command = load_command(name)
    assert command.help or COMMANDS[name][1]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"`CITETRAIL_{name.upper()}`" in README


def test_make_targets_are_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert targets
    assert not [t for t in targets if f"make {t}" not in README]


def test_the_json_example_is_json() -> None:
    example = README.split("```json")[1].split("```")[0]
    assert json.loads(example)["usage"]["members"][0]["evidence"][0]["quote"]
