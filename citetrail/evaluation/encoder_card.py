"""What the card beside the second model says of its making; a card of earlier weights says less."""

from collections.abc import Iterator, Mapping
from typing import Any

FIELDS = ("made from", "sentences", "stages")


def told_of_card(card: Mapping[str, Any]) -> str:
    """In one line, with the fields that the card lacks, or holds in no form that `citetrail train` writes."""
    said = dict(_said(card))
    missing = [field for field in FIELDS if field not in said]
    lacks = [f"its card does not tell: {', '.join(missing)}"] if missing else []
    return "; ".join([*said.values(), *lacks])


def _said(card: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    made, sentences, stages = (card.get(field) for field in FIELDS)
    if isinstance(made, str) and made:
        yield "made from", f"made from {made}"
    match sentences:
        case {"own": int(own), "real": int(real)}:
            yield "sentences", f"learnt from {own:,} sentences of the project and {real:,} of papers"
    named = [stage.get("name") for stage in stages if isinstance(stage, dict)] if isinstance(stages, list) else []
    if names := [name for name in named if isinstance(name, str)]:
        yield "stages", f"in stages: {', '.join(names)}"
