"""What `citetrail doctor` looks at on this machine; each finding says what to do next."""

import importlib.util
import json
import os
import re
import shutil
import sqlite3
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryFile

from citetrail.records.counted import counted
from citetrail.records.findings import Finding
from citetrail.records.settings import Settings, misspelt, sources

# Less room than this for a few thousand PDFs is told; less than the second stands in the way.
LITTLE_ROOM, NO_ROOM = 10_000_000_000, 500_000_000
# ROR goes on; after half a year bodies are missing that new papers name.
OLD_INDEX_DAYS = 200


def settings_found(settings: Settings) -> Iterator[Finding]:
    """Each setting that was set, with its source; and those that are none."""
    for name, source in sources().items():
        value = getattr(settings, name)
        told = "set" if name == "s2_api_key" else without_secrets(f"{value}")
        yield Finding(f"CITETRAIL_{name.upper()}", f"{told} (from {source})")
    for name, meant in misspelt().items():
        then = f"Did you mean {meant}?" if meant else "It is read by nobody: take it out."
        yield Finding(name, "is no setting", bool(meant), then)


def without_secrets(address: str) -> str:
    """An address without the password that it may hold, before its host or among its parameters."""
    plain = re.sub(r"(?i)([?&][^=&]*(?:password|secret|token|key)[^=&]*=)[^&]*", r"\1***", address)
    return re.sub(r"(://[^:@/]*):.*@", r"\1:***@", plain)


def store_found(settings: Settings) -> Iterator[Finding]:
    """Whether the store can be used, and at which schema it is."""
    from citetrail.store.engine import HEAD, StoreError, make_engine, schema_version

    path = Path(settings.store_url.removeprefix("sqlite:///"))
    if settings.store_url.startswith("sqlite") and not path.exists():
        yield Finding("store", f"{path} is not there yet", then="`citetrail mine` makes it.")
        return
    try:
        if settings.store_url.startswith("sqlite"):
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
                yield Finding("store", f"{path} cannot be written", True, "Give its folder to this user.")
                return
        engine = make_engine(settings.store_url)
        found = schema_version(engine)
        engine.dispose()
    except (StoreError, sqlite3.Error) as error:
        yield Finding("store", f"{path}: {error}", True, "Set CITETRAIL_VAR or CITETRAIL_DATABASE_URL to a store.")
        return
    except Exception as error:  # noqa: BLE001 each database driver has exceptions of its own
        yield Finding("store", f"cannot be reached ({type(error).__name__})", True, "Is the database running?")
        return
    if found is not None and found > HEAD:
        yield Finding("schema", f"{found}, this version knows {HEAD}", True, "Install the newer citetrail.")
    else:
        then = "" if found == HEAD else "It is upgraded when it is next opened: `citetrail backup FILE` before."
        yield Finding("schema", f"{found or 'none'} of {HEAD}", then=then)


def disk_found(settings: Settings) -> Iterator[Finding]:
    """Room where the documents go."""
    folder = settings.var.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.1f} GB free at {folder}"
    try:
        # Rights alone do not tell: a disk may be mounted to be read only, and the place may be a file.
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        told = f"{folder} cannot be written ({error.strerror})"
        yield Finding("folder", told, True, "Set CITETRAIL_VAR to a folder of yours.")
    if free < NO_ROOM:
        yield Finding("disk", told, True, "Make room, or set CITETRAIL_DOCUMENTS_URL to another place.")
    else:
        yield Finding("disk", told, then="A PDF takes about 1.5 MB." if free < LITTLE_ROOM else "")


def parts_found(settings: Settings) -> Iterator[Finding]:
    """The ROR index and its age, Prefect, and what a setting needs that is not installed."""
    index = settings.ror_index
    if index.exists():
        days = (time.time() - index.stat().st_mtime) / 86_400
        then = "`citetrail organisations update` brings the latest." if days > OLD_INDEX_DAYS else ""
        yield Finding("ROR index", f"{index}, {counted(round(days), 'day')} old", then=then)
    else:
        yield Finding("ROR index", "none: the gazetteer alone resolves", then="`citetrail organisations update`")
    try:
        told = f"{version('prefect')}, " + (os.environ.get("PREFECT_API_URL") or "a temporary server for each run")
        yield Finding("Prefect", told)
    except PackageNotFoundError:
        yield Finding("Prefect", "is not installed", then="Use `citetrail mine --direct`.")
    for scheme, package, extra in (("gs", "gcsfs", "gcs"), ("gcs", "gcsfs", "gcs"), ("s3", "s3fs", "s3")):
        for name in ("arxiv_mirror", "documents_url"):
            if str(getattr(settings, name)).startswith(f"{scheme}://") and not importlib.util.find_spec(package):
                then = f"pip install 'citetrail[{extra}]'"
                yield Finding(f"CITETRAIL_{name.upper()}", f"needs the package {package}", True, then)


def model_found(_settings: Settings) -> Iterator[Finding]:
    """Whether the second model is as it was made and answers, and what its card says of its making."""
    from citetrail.evaluation.encoder_card import told_of_card
    from extractors.usage.sentence_encoder import CARD, FOLDER

    problem = _model_problem()
    if problem:
        yield Finding("second model", problem, True, "No paper can be read without it.")
        return
    told = told_of_card(json.loads((FOLDER / CARD).read_text("utf-8")))
    yield Finding("second model", told)


def _model_problem() -> str:
    """Why the second model does not answer; empty when it does."""
    from citetrail.records.vocabulary import MemberKind
    from extractors.usage.encoder_faults import EncoderFailed, EncoderOutOfMemory, encoder_faults
    from extractors.usage.sentence_encoder import Marked, sentence_encoder
    from extractors.usage.sentence_model import WeightsDamaged

    try:
        with encoder_faults():
            sentence_encoder().read(Marked(MemberKind.DATASET, "We train on ", "."))
    except (WeightsDamaged, EncoderFailed, EncoderOutOfMemory) as error:
        return str(error)
    return ""


def toml_problem() -> str:
    """Why citetrail.toml cannot be read; empty when it can, or is not there."""
    file = Path("citetrail.toml")
    try:
        tomllib.loads(file.read_text("utf-8")) if file.exists() else None
    except (OSError, ValueError) as error:
        return f"{file}: {error}"
    return ""
