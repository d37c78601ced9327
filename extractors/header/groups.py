"""Groups of names with what is printed below them, and lines without names given to the names that they are of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.header.affiliation_lines import split_strings
from extractors.header.segments import Segment


class Below(StrEnum):
    """What a group has below its names, by the field that holds it."""

    LINES = "lines"
    EMAILS = "emails"


@dataclass(slots=True)
class Group:
    """Names, and what is printed below them."""

    people: list[Segment] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    font: str = ""  # of the first line that is no name
    size: float = 0.0  # of that line
    row: int = 0
    x0: float = 0.0
    x1: float = 0.0


def stacked(groups: Sequence[Group]) -> list[Group]:
    """Lines without names that stand below each other under all names as one: the first is nobody's alone."""
    kept: list[Group] = []
    for group in groups:
        last = kept[-1] if kept else None
        nameless = last is not None and not (last.people or group.people) and bool(last.lines and group.lines)
        if last is not None and nameless and min(last.x1, group.x1) > max(last.x0, group.x0):
            last.lines += group.lines
            last.emails += group.emails
            last.x0, last.x1 = min(last.x0, group.x0), max(last.x1, group.x1)
        else:
            kept.append(group)
    return kept


def share(groups: list[Group]) -> None:
    """Lines without names belong to all names above that have none; addresses likewise."""
    for i, group in enumerate(groups):
        if group.people:
            continue
        for kind in Below:
            given: list[str] = getattr(group, kind)
            people = [g for g in groups if g.people]
            # a column of addresses beside a column of names belongs to all of them
            beside = kind is Below.LINES and all(not g.lines for g in people)
            above = (
                [g for g in (people if beside else groups[:i]) if g.people and not getattr(g, kind)] if given else []
            )
            over = [g for g in above if min(g.x1, group.x1) > max(g.x0, group.x0)]
            rivals = any(g is not group and not g.people and getattr(g, kind) for g in groups)
            targets = over if rivals and over else above
            if kind is Below.LINES and len(targets) > 1 and len(split_strings(group.lines)) > 1:
                targets = [_as_one(targets)]  # several addresses below several names: which is whose is not said
            for target in targets:
                setattr(target, kind, list(given))
            if above:
                setattr(group, kind, [])
    _share_upwards(groups)


def _as_one(groups: Sequence[Group]) -> Group:
    """The first group with the people and e-mails of all; the others are left without."""
    first, *others = groups
    for other in others:
        first.people += other.people
        first.emails += other.emails
        other.people, other.emails = [], []
    return first


def _share_upwards(groups: list[Group]) -> None:
    """Rows of names without lines, and the first lines below the last of them: they are of all."""
    bare: list[Group] = []
    for group in groups:
        if group.lines and group.people:
            for other in bare:
                if other.row < group.row:
                    other.lines = list(group.lines)
            return
        if group.people:
            bare.append(group)
