"""What the paper itself says that a model saw: "ArcFace trained on WebFace4M", "AdaFace (R50, MS1MV2)". Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.usage.member_names import Hit


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says that a model saw: members of the family and other datasets."""

    members: tuple[str, ...]
    others: tuple[str, ...]
    explicit: bool  # "trained on"; else the name merely stands beside the model's: "ArcFace (WebFace4M)"


# Between a model's name and its data: "ArcFace (R100, WebFace4M)", "R50@CASIA", "adaface_ir101_webface12m".
_PART = (
    r"i?(?:SE-?)?(?:res)?net-?\d*|R\d+|i?IR[-_]?(?:SE)?[-_]?\d+|ViT\w*|MBF|base|kprpe|fp16|pfc|torch|mxnet|onnx|paddle|\d+|models?"
    r"|weights|network|backbone|checkpoint|pre-?trained|version|release|the|by|its|their|with|in|on|variant"
)
_WORDS = rf"(?:[\s\-_@/+:–]|\[[\d,\s]+\]|(?i:{_PART})(?=[\W_]|$)){{0,10}}"
# A comma parts the names of a list, except inside brackets.
_BRACKET = rf"(?:\((?:[\s\-_@,/+:–]|(?i:{_PART})(?=[\W_]|$)){{0,10}})?"
_TRAINED = r"(?:(?:pre|re)-?\s?)?(?:trained|learned|learnt)"
# "ArcFace and CosFace trained on …": whose training that is, is not plain.
_UNTIL = r"(?:(?!\b\w*(?:Face|Net|CNN|Former|GAN)\b|MODEL2|[.;])"
# The stretches between are short and end at another model's name: beyond it the training would be that one's.
_SAID_AFTER = re.compile(
    rf"MODEL(?!2){_UNTIL}.){{0,80}}?\b{_TRAINED}\b{_UNTIL}.){{0,25}}?\b(?:on|with|using|from|over)\b(?P<data>[^.;]{{0,90}})"
)
_BESIDE_AFTER = re.compile(rf"MODEL(?!2){_WORDS}{_BRACKET}(?P<data>DATA[fo]\d+)")
_BESIDE_BEFORE = re.compile(rf"(?P<data>DATA[fo]\d+)[\s\-–]*(?:{_TRAINED})?{_WORDS}MODEL(?!2)")
# Behind the data of training: what the model was tested on.
_TESTED = re.compile(r"\b(?:evaluat|test|valid|fine-?tun|appl|compar|extract|measur|and (?:then )?us)\w*", re.I)


def said_data(names: Sequence[Hit], datasets: Sequence[Hit], text: str, at: int, end: int) -> Said | None:
    """What a sentence says that the model at text[at:end] was trained on; None where it says nothing of that.

    `names` are the places of the family's and its models' names in the text, `datasets` those of other datasets.
    """
    outside = [h for h in names if h.end <= at or end <= h.start]
    others = [h for h in datasets if h.end <= at or end <= h.start]
    family = [h for h in outside if not h.model and not h.ambiguous and not _overlap(h, others)]
    if not (family or others):
        return None
    # "VGGFace2" is a dataset here, though it may be short for a model.
    models = [h for h in outside if h.model and not _overlap(h, others)]
    spans = [(at, end, "MODEL"), *((h.start, h.end, "MODEL2") for h in models)]
    spans += [(h.start, h.end, f"DATAf{number}") for number, h in enumerate(family)]
    spans += [(h.start, h.end, f"DATAo{number}") for number, h in enumerate(others)]
    masked = _replaced(text, spans)
    for pattern in (_SAID_AFTER, _BESIDE_AFTER, _BESIDE_BEFORE):
        words = _data_words(pattern.search(masked))
        if words:
            members = tuple(family[int(w[5:])].member for w in words if w.startswith("DATAf"))
            named = tuple(others[int(w[5:])].member for w in words if w.startswith("DATAo"))
            return Said(members, named, pattern is _SAID_AFTER)
    return None


def _overlap(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(o.start < hit.end and hit.start < o.end for o in others)


def _data_words(found: re.Match[str] | None) -> list[str]:
    if found is None:
        return []
    stretch = found["data"]
    tested = _TESTED.search(stretch)
    return re.findall(r"DATA[fo]\d+", stretch[: tested.start()] if tested else stretch)


def _replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    place = 0
    for start, end, word in sorted(spans):
        if start >= place:
            # The number of a footnote behind a name ("MS-Celeb-1M3") would make another number of the word's.
            pieces += [text[place:start], word, " " if text[end : end + 1].isdigit() else ""]
            place = end
    return " ".join("".join([*pieces, text[place:]]).split())
