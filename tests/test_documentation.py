"""The documents name every command, setting and field: what is not documented does not exist for its users.

Covers: docs/commands.md, docs/settings.md, docs/targets.md.
"""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from citetrail.commands.main import COMMANDS, load_command
from citetrail.records.settings import Settings
from citetrail.records.targets import Event, Fact, IntroducingPaper, Member, Target

ROOT = Path(__file__).parents[1]
DOCS = {p.stem: p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")
README_MOST = 7_000  # bytes: three minutes to read


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"`citetrail {name}" in DOCS["commands"] or f"`{name}" in DOCS["commands"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    command = load_command(name)
    parts = getattr(command, "commands", {}).values() or [command]
    for part in parts:
        for option in (o for p in part.params for o in p.opts if o.startswith("--") and o != "--help"):
            assert option in DOCS["commands"], f"{name} {option}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    command = load_command(name)
    assert command.help or COMMANDS[name][1]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"`CITETRAIL_{name.upper()}`" in DOCS["settings"]


def test_make_targets_are_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert targets
    assert not [t for t in targets if f"make {t}" not in DOCS["commands"] + DOCS["measuring"]]


def test_the_json_example_is_json() -> None:
    example = DOCS["read-json"].split("```json")[1].split("```")[0]
    assert json.loads(example)["usage"]["members"][0]["evidence"][0]["quote"]


@pytest.mark.parametrize("record", [Target, Member, IntroducingPaper, Fact, Event])
def test_every_field_of_a_target_file_is_documented(record: type) -> None:
    derived = {
        "digest",
        "line",
        "members",
        "papers",
        "facts",
        "events",
    }
    assert not [f.name for f in fields(record) if f.name not in derived and f"`{f.name}`" not in DOCS["targets"]]


def test_the_readme_stays_short_and_its_links_lead_somewhere() -> None:
    assert len(README.encode()) <= README_MOST
    texts = {ROOT / "README.md": README} | {ROOT / "docs" / f"{name}.md": text for name, text in DOCS.items()}
    texts[ROOT / "CONTRIBUTING.md"] = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    broken = [
        f"{path.name}: {link}"
        for path, text in texts.items()
        for link in re.findall(r"\]\(([^)#:]+)\)", text)
        if not (path.parent / link).exists()
    ]
    assert not broken


def test_every_container_image_has_an_exact_tag_whose_source_is_told() -> None:
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    images = re.findall(r"^\s*image: (\S+)", compose, re.M) + re.findall(r"^FROM (\S+)", dockerfile, re.M)
    assert len(images) == 3
    for image in images:
        assert re.search(r":[\w.]*\d[\w.]*[-.]\w", image), f"{image} may be another one tomorrow"
        assert f"| `{image}`" in DOCS["deploy"]
    assert "minio/minio" not in [image.partition(":")[0] for image in images], "taken off Docker Hub"


def test_the_places_that_contributors_are_sent_to_are_there() -> None:
    """Paths from the top of the checkout; NAME and * stand for what is chosen."""
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    places = re.findall(r"`((?:\w+/)[\w./*-]*)`", told)
    assert len(places) > 20
    assert not [p for p in places if not list(ROOT.glob(p.replace("NAME", "*").rstrip("/")))]
