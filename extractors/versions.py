"""Which extractors read: versions that follow from the program's own text, so that none is forgotten to be raised."""

import hashlib
from functools import cache
from pathlib import Path

from records.identifiers import short_hash

HERE = Path(__file__).parent
RULES = HERE.parent / "data" / "rules"


@cache
def text_version() -> str:
    """Of the modules that make page texts; stored page texts are kept under it."""
    return f"text-{_hash_of(*sorted(HERE.glob('*.py')))}"


@cache
def extractors_version() -> str:
    """Of everything that reads a document: all extractors and their rules."""
    return _hash_of(*sorted(HERE.rglob("*.py")), *sorted(p for p in RULES.rglob("*") if p.is_file()))


def reading_version(target_digest: str, organisations: str) -> str:
    """Of one target's readings: another one whenever the same PDF could be read differently."""
    return short_hash(extractors_version(), target_digest, organisations)


def _hash_of(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
