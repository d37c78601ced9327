"""What is allowed in a target file and will cost papers or bring wrong ones: said, not refused."""

import re
from collections.abc import Iterable, Iterator, Sequence

from citetrail.records.name_keys import squeeze
from citetrail.records.target_template import is_placeholder
from citetrail.records.targets import Member, Target
from citetrail.records.toml_faults import Fault
from citetrail.records.vocabulary import MemberKind

# Two capitals are units, states and initials; three are mostly somebody's name.
SHORTEST_ACRONYM = 3
# Words of more letters are hardly anything but somebody's name.
LONGEST_WORD = 11


def warnings_of(target: Target, others: Sequence[Target] = ()) -> list[Fault]:
    """What a person should look at, in the order of the file; `others` are the targets that run beside this one."""
    papers = *_without_ids(target), *_without_title(target)
    names = *_too_common(target), *_not_found(target), *_of_others(target, others)
    return sorted({*papers, *names})


def _without_ids(target: Target) -> Iterator[Fault]:
    if not any(member.papers for member in target.members):
        yield Fault(1, "no introducing paper: only papers that print a name are found, none by what they cite")
    for member in target.members:
        for paper in member.papers:
            if not (paper.corpus_id or paper.s2_id or paper.arxiv or paper.doi):
                yield Fault(
                    member.line,
                    f"{member.slug}: “{paper.title}” has no id: its citations cannot be asked for, and every "
                    "discovery ends incomplete. Add corpus_id, arxiv or doi.",
                )


def _without_title(target: Target) -> Iterator[Fault]:
    for member in target.members:
        for paper in member.papers:
            if is_placeholder(paper.title):
                yield Fault(
                    member.line,
                    f"{member.slug}: “{paper.title}” stands where the title belongs: no reference is matched by it. "
                    "Write the title as references print it.",
                )


def _too_common(target: Target) -> Iterator[Fault]:
    for member in target.members:
        for alias in member.aliases:
            if is_common(alias):
                yield Fault(
                    member.line,
                    f"{member.slug}: alias {alias!r} is written like an ordinary word, and means the member wherever "
                    "it stands. Move it to `ambiguous`, with `cues`.",
                )


def is_common(name: str) -> bool:
    """Whether a name has nothing of a name: one word as any other ("Duke"), words in small letters, two capitals."""
    words = re.findall(r"[^\W_]+", name)
    if any(c.isdigit() or c in "_/." for c in name):  # a file's name
        return False
    if len(words) == 1:
        word = words[0]
        return len(word) < SHORTEST_ACRONYM if word.isupper() else len(word) <= LONGEST_WORD and word[1:].islower()
    return all(word.islower() for word in words)


def _not_found(target: Target) -> Iterator[Fault]:
    for member in target.members:
        if not (member.aliases or member.ambiguous):
            yield Fault(member.line, f"{member.slug}: no aliases: no sentence is found to name it")
    if not target.domain and any(m.kind is MemberKind.MODEL for m in target.members):
        yield Fault(1, "no domain: a model's name counts in papers of any field")


def _of_others(target: Target, others: Iterable[Target]) -> Iterator[Fault]:
    """Aliases that mean something else in another target. A member of both families is one by its slug."""
    theirs: dict[str, tuple[Target, Member]] = {}
    for other in others:
        if other.slug != target.slug:
            theirs |= {squeeze(alias): (other, m) for m in other.members for alias in m.aliases}
    for member in target.members:
        for alias in member.aliases:
            found = theirs.get(squeeze(alias))
            if found and found[1].slug != member.slug:
                yield Fault(
                    member.line,
                    f"{member.slug}: alias {alias!r} is an alias of {found[1].slug} in target {found[0].slug}: "
                    "papers that name it are claimed for both. Give both members one slug if they are one thing.",
                )
