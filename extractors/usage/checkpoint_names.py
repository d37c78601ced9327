"""Released networks that are called by design and data: "R100@MS1MV2", "IResNet-50@Glint360k_pfc". Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from extractors.usage.member_names import Hit

LONGEST_DESIGN = 24  # characters: "EfficientNet-B0"
_DESIGN = re.compile(r"(?<![\w@.\-])[A-Za-z][\w\-]*@\Z")
_ENDING = re.compile(r"(?:_[a-z0-9]+)*")


def as_networks(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """The hits, where a dataset's name behind a design and an "at" is the network that was trained on it."""
    return [_as_network(text, hit) for hit in hits]


def _as_network(text: str, hit: Hit) -> Hit:
    if hit.model or hit.ambiguous or text[hit.start - 1 : hit.start] != "@":
        return hit
    before = text[max(0, hit.start - LONGEST_DESIGN) : hit.start]
    design = _DESIGN.search(before)
    ending = _ENDING.match(text, hit.end)
    if design is None or ending is None:
        return hit
    start, end = hit.start - len(design[0]), ending.end()
    return replace(hit, start=start, end=end, text=text[start:end], model=True)
