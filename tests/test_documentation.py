"""The documents name every command, setting, column and field: what is not documented does not exist for its users.

Covers: docs/commands.md, docs/settings.md, docs/targets.md.
"""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from citetrail.commands.main import COMMANDS, load_command
from citetrail.publish.table_columns import TABLES, PublishedTable
from citetrail.publish.wording import tables
from citetrail.records.settings import Settings
from citetrail.records.targets import Event, Fact, IntroducingPaper, Member, Target
from citetrail.review.choices import KEYS
from citetrail.sample.sample_papers import sample_papers

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


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_published_column_is_described(table: PublishedTable) -> None:
    described = tables().get(table.name, {}).get("columns", {})
    assert [c.name for c in table.columns if c.name not in described] == [], (
        "citetrail/publish/templates/en/tables.toml"
    )
    assert [name for name in described if name not in {c.name for c in table.columns}] == [], "describes no column"


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


NUMBERS = {13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen"}


def test_the_tour_of_the_readme_is_what_there_is() -> None:
    """Its papers, keys, address, targets of make and commands; what `read` prints is compared where it is run."""
    papers = sample_papers()
    assert f"serves {NUMBERS[len(papers)]} invented papers" in README
    assert {"scan", "encrypted", "html"} <= {paper.file for paper in papers}, "one is a scan, one is encrypted, …"
    for action, told in (("accept", "accepts"), ("reject", "rejects"), ("unsure", "is unsure"), ("help", "shows")):
        assert f"`{KEYS[action][0]}` {told}" in README
    settings = Settings.model_fields
    assert f"<http://{settings['review_host'].default}:{settings['review_port'].default}>" in README
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert not [t for t in re.findall(r"`?make ([a-z]+)`", README) if f"\n{t}:" not in makefile]
    called = re.findall(r"\bcitetrail ([a-z]+)(?: ([a-z]+)\b)?[^`\n]*`", README)
    assert {"publish", "status", "read", "papers", "documents"} <= {command for command, _ in called}
    for command, part in called:
        parts = getattr(load_command(command), "commands", {})
        assert not parts or part in parts, f"citetrail {command} {part}"
    for command, options in re.findall(r"\bcitetrail ([a-z]+)[^`\n]* (--[a-z-]+)", README):
        assert options in {o for p in load_command(command).params for o in p.opts}


# A whole version, as each publisher counts: what comes next gets another tag.
EXACT_TAGS = {
    "python": r"3\.\d+\.\d+-[\w-]+",
    "postgres": r"\d+\.\d+-[\w-]+",
    "quay.io/minio/minio": r"RELEASE\.\d{4}-\d\d-\d\dT[\d-]+Z",
}


def is_exact(image: str) -> bool:
    """Whether an image has an exact tag; a digest may follow it, and stands for none."""
    name, _, tag = image.partition("@")[0].rpartition(":")
    digest = image.partition("@")[2]
    held = not digest or re.fullmatch(r"sha256:[0-9a-f]{64}", digest) is not None
    return held and re.fullmatch(EXACT_TAGS.get(name, r"(?!)"), tag) is not None


@pytest.mark.parametrize(
    "image",
    [
        *("python", "python:latest", "python:3.11", "python:3.11-slim", "python:3.11-slim-bookworm"),
        *("postgres:15", "postgres:15-bookworm", "quay.io/minio/minio", "quay.io/minio/minio:latest"),
        *("someone/else:1.2.3", "python:3.11.15-slim-bookworm@sha256:abc", "python@sha256:" + "0" * 64),
    ],
)
def test_a_moving_tag_is_none(image: str) -> None:
    assert not is_exact(image)


def test_every_container_image_has_an_exact_tag_whose_source_is_told() -> None:
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    images = re.findall(r"^\s*image: (\S+)", compose, re.M) + re.findall(r"^FROM (\S+)", dockerfile, re.M)
    assert len(images) == 3
    for image in images:
        assert is_exact(image), f"{image} may be another one tomorrow"
        (source,) = re.findall(rf"^\| `{re.escape(image)}`[^|]*\| (.+) \|$", DOCS["deploy"], re.M)
        assert re.search(r"[\w-]+/[\w-]+, `[^`]+`", source), "a repository and a file in it"
    told = re.findall(r"\b(?:python|postgres):[\w.-]+", compose + dockerfile + DOCS["deploy"])
    assert {each for each in told if not any(image.startswith(each) for image in images)} == set()
    assert "minio/minio" not in [image.partition(":")[0] for image in images], "taken off Docker Hub"


def test_compose_and_the_manual_start_the_queue_with_the_name_that_browsers_use() -> None:
    """A public name demands accounts, whatever address the queue binds to: both must pass it."""
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    (command,) = re.findall(r"^\s*command: (citetrail review .+)$", compose, re.M)
    assert re.search(r"--host 0\.0\.0\.0 --allow-host \$\{QUEUE_NAME:\?[^}]+\}", command), (
        "and refuses to start without"
    )
    started = re.findall(r"`citetrail review (--[^`]+)`", DOCS["deploy"])
    assert len(started) >= 2
    assert all("--allow-host" in options for options in started)
    assert "QUEUE_NAME" in DOCS["deploy"]
    known = {option for parameter in load_command("review").params for option in parameter.opts}
    assert {"--host", "--allow-host"} <= known


def test_the_places_that_contributors_are_sent_to_are_there() -> None:
    """Paths from the top of the checkout; NAME and * stand for what is chosen."""
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    places = re.findall(r"`((?:\w+/)[\w./*-]*)`", told)
    assert len(places) > 20
    assert not [p for p in places if not list(ROOT.glob(p.replace("NAME", "*").rstrip("/")))]
