"""Where the program's data files lie: in a checkout beside the packages, in a wheel inside this one."""

import os
from pathlib import Path

_HERE = Path(__file__).resolve().parent
# The wheel carries data/ as citetrail/data; in a checkout it stands at the top level, where people edit it.
DATA = _HERE / "data" if (_HERE / "data").is_dir() else _HERE.parent / "data"
RULES = DATA / "rules"
TARGETS = DATA / "targets"
RELEASES = DATA / "releases"
MODELS = DATA / "models"
ORGANISATIONS = DATA / "organisations"
SAMPLE = DATA / "sample"
# The folder beside which ../shared may lie: hand-labelled papers for measuring, never needed.
CHECKOUT = _HERE.parent
# Where `citetrail demo` works when nobody names another folder, and the file that says that a demo made it.
DEMO_VAR, DEMO_MARK = Path("var/demo"), ".demo"


def shared() -> Path:
    """Where the hand-labelled papers lie: CITETRAIL_SHARED, else `shared` beside the checkout."""
    return Path(os.environ.get("CITETRAIL_SHARED") or CHECKOUT.parent / "shared")


def passages() -> Path:
    """Real labelled sentences, where they lie beside the checkout."""
    return shared() / "gold" / "passages" / "dev.jsonl"
