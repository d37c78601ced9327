"""The table of sentences: member, role and why. A new sentence is one more line in sentences.toml.

Which of them are read wrongly today stands in read_wrongly.txt; `python -m tests.extractors.usage.test_sentences`
writes it anew.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from citetrail.records.target_files import load_target
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import USE_ROLES, Section, Zone
from extractors.usage.document_usage import find_mentions
from tests.extractors.usage.conftest import paper

TABLE = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
KEPT = Path(__file__).with_name("read_wrongly.txt")
LISTED = KEPT.read_text(encoding="utf-8").splitlines()
# What a sentence must at least score to be held a use, and stay below to be held none.
SURE = 0.4


def rows() -> Iterator[tuple[str, str, str, list[str]]]:
    for target, sections in TABLE.items():
        for section, sentences in sections.items():
            for sentence, said in sentences.items():
                yield target, section, sentence, said


@pytest.mark.parametrize(("target", "section", "sentence", "said"), list(rows()))
def test_members(target: str, section: str, sentence: str, said: list[str]) -> None:
    """Which members a sentence names; what it does with them is the model's and told by the shares below."""
    members, _, why = said
    found = mentions_of(target, section, sentence)
    named = {m.member for m in found}
    assert named or members == "-", why
    if members == "-":
        assert not [m for m in found if m.role in USE_ROLES and m.score >= SURE], why
    elif len(members.split("+")) == 1:
        assert members in named, f"{why}: {told(found)}"


def test_most_sentences_are_read_right() -> None:
    """The sentences are learnt from, so this is no figure of quality: it says that nothing came apart."""
    uses = right = roles = told_uses = 0
    for target, section, sentence, (members, labels, _) in rows():
        best = strongest(mentions_of(target, section, sentence))
        for member, role in zip(members.split("+"), labels.split("+"), strict=True):
            if member not in best:
                continue
            uses += 1
            said_use = best[member].role in USE_ROLES and best[member].score >= SURE
            right += said_use == (role in USE_ROLES)
            told_uses += role in USE_ROLES
            roles += said_use and best[member].role == role
    assert right >= 0.88 * uses
    assert roles >= 0.75 * told_uses


@pytest.mark.parametrize(("target", "section", "sentence", "said"), list(rows()))
def test_uses(target: str, section: str, sentence: str, said: list[str]) -> None:
    """Whether the member is used. What is new in the list of those read wrongly is to be mended, not written."""
    now = set(misread(target, section, sentence, said))
    kept = {line for line in LISTED if line.endswith(f": {sentence}")}
    assert not now - kept, said[-1]
    assert not kept - now, "read right by now: take it out of the list"


def test_the_list_of_what_is_read_wrongly_holds_sentences_of_the_table() -> None:
    there = {sentence for _, _, sentence, _ in rows()}
    assert not [line for line in LISTED if line.partition(": ")[2] not in there]


def misread(target: str, section: str, sentence: str, said: list[str]) -> Iterator[str]:
    """What the sentence is taken to say and does not: a use that is none, or none where there is one."""
    members, labels, _ = said
    best = strongest(mentions_of(target, section, sentence))
    for member, role in zip(members.split("+"), labels.split("+"), strict=True):
        said_use = member in best and best[member].role in USE_ROLES and best[member].score >= SURE
        if said_use != (role in USE_ROLES):
            yield f"{'a use' if said_use else 'no use'} of {member}: {sentence}"


@cache
def mentions_of(target: str, section: str, sentence: str) -> list[Mention]:
    zone = Zone.TABLE if section == "table" else Zone.PROSE
    place = Section.EXPERIMENTS if section == "table" else Section(section)
    return find_mentions(paper((sentence, place, zone)), load_target(target))


def strongest(mentions: list[Mention]) -> dict[str, Mention]:
    best: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: -m.score):
        best.setdefault(mention.member, mention)
    return best


def told(mentions: list[Mention]) -> str:
    return "; ".join(f"{m.member} {m.role} {m.score} by {m.rule} ({', '.join(m.reasons)})" for m in mentions)


if __name__ == "__main__":
    wrong = sorted({line for row in rows() for line in misread(*row)})
    KEPT.write_text("".join(f"{line}\n" for line in wrong), encoding="utf-8")
