"""Turns a raw score into a probability, with parameters that `citetrail evaluate calibrate` fits; shipped as data."""

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from citetrail.paths import RULES

PARAMETERS = RULES / "usage_calibration.toml"
# Log-odds of 0 and 1 have no end; beyond this the sigmoid is flat anyway.
_EDGE = 0.005


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt's sigmoid over the log-odds of the raw score: p = 1 / (1 + exp(-(slope · logit(raw) + offset)))."""

    slope: float
    offset: float

    def probability(self, raw: float) -> float:
        return 1 / (1 + math.exp(-(self.slope * logit(raw) + self.offset)))


def raw_score(probability: float) -> float:
    """The raw score behind a calibrated probability: the inverse of what is shipped."""
    held = calibration()
    return 1 / (1 + math.exp(-(logit(probability) - held.offset) / held.slope))


def logit(score: float) -> float:
    """Log-odds, with the ends held in so that they stay finite."""
    held = min(max(score, _EDGE), 1 - _EDGE)
    return math.log(held / (1 - held))


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The calibration that is shipped."""
    raw = tomllib.loads(PARAMETERS.read_text(encoding="utf-8"))
    return Calibration(float(raw["slope"]), float(raw["offset"]))
