"""Stands for what decides of a use: word lists, phrases, weights and calibration. Claims record it."""

from citetrail.paths import DATA, RELEASES, RULES
from citetrail.records.identifiers import short_hash

# Raise it when the code of the usage step changes what a paper is held to say.
CODE_VERSION = "usage-6"


def rules_version() -> str:
    """Any change of the data gives another."""
    files = [
        RULES / "usage_calibration.toml",
        *sorted((RULES / "usage").glob("*.toml")),
        DATA / "models" / "usage.json",
    ]
    files += sorted(RELEASES.glob("*.toml"))
    return short_hash(CODE_VERSION, *(f.read_text(encoding="utf-8") for f in files if f.is_file()))
