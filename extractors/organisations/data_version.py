"""Which organisation data strings are resolved with, told without reading it as tables."""

import hashlib
from pathlib import Path

from extractors.organisations.ror_index import RorIndex
from extractors.versions import told_of

FURTHER_NAMES = "further_names.csv"


def organisations_version(data_dir: Path, index: Path | None = None, extra: Path | None = None) -> str:
    """What `Resolver.version` is over these files.

    Raises IndexFileError for an index that is damaged or of another format version.
    """
    names = ("rules/country_names.csv", "rules/regions.csv", "organisations/cities.tsv", "organisations/schools.tsv")
    read = [data_dir / name for name in names]
    folder = data_dir / "organisations"

    def digest_of() -> str:
        own = gazetteer_digest(folder, extra).encode()
        return hashlib.sha256(own + b"".join(p.read_bytes() for p in read)).hexdigest()[:12]

    digest = told_of("organisations", [*_gazetteer(folder, extra), *read], digest_of)
    return f"gazetteer {digest}; {told_index(RorIndex(index) if index and index.is_file() else None)}"


def gazetteer_digest(folder: Path, extra: Path | None = None) -> str:
    """Another one whenever a file of the gazetteer changes; `extra` holds files of the user's own."""
    return hashlib.sha256(b"".join(p.read_bytes() for p in _gazetteer(folder, extra))).hexdigest()[:12]


def _gazetteer(folder: Path, extra: Path | None) -> list[Path]:
    own = [*sorted(extra.glob("organisations*.csv")), *extra.glob(FURTHER_NAMES)] if extra else []
    return [*sorted(folder.glob("*.csv")), *own]


def told_index(index: RorIndex | None) -> str:
    """The part of the version that tells of the compiled ROR index."""
    return f"ROR {index.version} of {index.date}" if index else "no ROR index"
