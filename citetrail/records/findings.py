"""What a check of this machine or of a service found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of `citetrail doctor`. `hinders` when a run cannot do its work so; `then` is the next step."""

    what: str
    told: str
    hinders: bool = False
    then: str = ""
