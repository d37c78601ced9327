"""The table of sentences: member, role and why. A new sentence is one more line in sentences.toml."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from citetrail.records.target_files import load_target
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import USE_ROLES, Section, Zone
from extractors.usage.document_usage import find_mentions
from tests.extractors.usage.conftest import paper

TABLE = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
# What a sentence must at least score to be held a use, and stay below to be held none.
SURE = 0.4


def rows() -> Iterator[tuple[str, str, str, list[str]]]:
    for target, sections in TABLE.items():
        for section, sentences in sections.items():
            for sentence, said in sentences.items():
                yield target, section, sentence, said


def test_there_are_enough() -> None:
    assert len(list(rows())) >= 150


@pytest.mark.parametrize(("target", "section", "sentence", "said"), list(rows()))
def test_sentence(target: str, section: str, sentence: str, said: list[str]) -> None:
    members, roles, why = said
    zone = Zone.TABLE if section == "table" else Zone.PROSE
    place = Section.EXPERIMENTS if section == "table" else Section(section)
    found = find_mentions(paper((sentence, place, zone)), load_target(target))
    if members == "-":
        assert not found, why
        return
    best = strongest(found)
    for member, role in zip(members.split("+"), roles.split("+"), strict=True):
        assert member in best or len(members.split("+")) > 1, f"{why}: {told(found)}"
        if member in best:
            assert best[member].role == role, f"{why}: {told(found)}"
            assert (best[member].score >= SURE) == (role in USE_ROLES), f"{why}: {told(found)}"
    used = {m for m, mention in best.items() if mention.role in USE_ROLES and mention.score >= SURE}
    assert used <= set(members.split("+")), f"{why}: {told(found)}"


def strongest(mentions: list[Mention]) -> dict[str, Mention]:
    best: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: -m.score):
        best.setdefault(mention.member, mention)
    return best


def told(mentions: list[Mention]) -> str:
    return "; ".join(f"{m.member} {m.role} {m.score} by {m.rule} ({', '.join(m.reasons)})" for m in mentions)
