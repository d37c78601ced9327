"""Calls that load a released network by an argument, such as "VGGFace(model='senet50')". Pure.

Networks of one call saw different data: the argument tells which is meant.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from citetrail.records.name_keys import squeeze
from citetrail.records.release_files import load_releases
from citetrail.records.releases import Package
from citetrail.records.targets import Target
from extractors.usage.member_names import Hit, members_of_releases

_QUOTE = "[\"'`“”„‘’]"
_VALUE = rf"{_QUOTE}([\w\s.\-]{{1,40}}){_QUOTE}"
# "DeepFace.verify with model_name='ArcFace'" says the same in words.
_CALL = re.compile(
    r"(?<![\w.])(?P<call>[A-Za-z_][\w.]{0,60})"
    rf"(?:\s?\((?P<arguments>[^()]{{1,160}})\)|(?:\s?\(\))?,? (?:with|using|by) (?P<told>\w{{1,20}}\s?=\s?{_VALUE}))"
)
_QUOTED = re.compile(_VALUE)


# What follows the last word of such a call.
_ARGUMENTS = re.compile(r"\s?\(|,? (?:with|using|by) ")


class LoadingCalls:
    """The calls of some packages, with the member that each release stands for by its slug."""

    def __init__(self, packages: Iterable[Package], members: Mapping[str, str]) -> None:
        self._members = members
        self._loads: dict[str, dict[str, str]] = {}
        for package in packages:
            loads = {squeeze(load.name): load.release for load in package.loads}
            self._loads |= dict.fromkeys(package.loaders, loads)
        self._last = sorted({loader.rpartition(".")[2] for loader in self._loads})

    def find(self, text: str) -> list[Hit]:
        """The calls whose release stands for a member, from left to right."""
        if not any(_is_called(name, text) for name in self._last):
            return []
        return [hit for call in _CALL.finditer(text) if (hit := self._hit(call)) is not None]

    def _hit(self, call: re.Match[str]) -> Hit | None:
        for loads in self._of(call["call"]):
            for quoted in _QUOTED.finditer(call["arguments"] or call["told"]):
                release = loads.get(squeeze(quoted[1]), "")
                if release in self._members:
                    return Hit(*call.span(), call[0], self._members[release], model=True, release=release)
        return None

    def _of(self, call: str) -> list[dict[str, str]]:
        """By its name with any of the modules before it."""
        parts = call.split(".")
        names = (".".join(parts[at:]) for at in range(len(parts)))
        return [self._loads[name] for name in names if name in self._loads]


def _is_called(name: str, text: str) -> bool:
    """Whether arguments follow a word anywhere: told in a hundredth of the time in which calls are found."""
    at = text.find(name)
    while at >= 0 and not _ARGUMENTS.match(text, at + len(name)):
        at = text.find(name, at + 1)
    return at >= 0


def with_calls(hits: Sequence[Hit], calls: Sequence[Hit]) -> list[Hit]:
    """The hits with the calls in place of the names that these print."""
    if not calls:
        return list(hits)
    apart = [h for h in hits if not any(c.start < h.end and h.start < c.end for c in calls)]
    return sorted([*apart, *calls], key=lambda hit: hit.start)


@lru_cache(maxsize=8)
def calls_of(target: Target) -> LoadingCalls:
    """Those that bear on a target, built once."""
    register = load_releases()
    return LoadingCalls(register.packages, members_of_releases(register, target))
