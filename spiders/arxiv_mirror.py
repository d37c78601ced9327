"""PDFs of arXiv's papers from a mirror, such as the public bucket gs://arxiv-dataset/arxiv/arxiv/pdf.

A mirror holds one object a version: <base>/<YYMM>/<id>v<N>.pdf, and papers with an id of before April 2007 under
their archive: <base's parent>/<archive>/pdf/<YYMM>/<number>v<N>.pdf. It is asked without credentials.
"""

import inspect
import logging
import os
import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from citetrail.records.copies import CopyKind
from citetrail.records.identifiers import sha256_of
from citetrail.records.papers import Fetched, Paper
from citetrail.records.settings import Settings
from citetrail.records.vocabulary import Outcome
from spiders.pdf_addresses import MOST_VERSIONS
from spiders.pdf_answers import judge

log = logging.getLogger("citetrail.spiders")
# Files read side by side; each may be as large as the largest PDF allowed.
AT_ONCE = 4
# Versions that are looked for by name where the file system cannot list those of one paper.
MOST_PROBED = 30
_OLD = re.compile(r"([a-z-]+)(?:\.[a-z]{2})?/(\d{4})(\d{3})")
_ANONYMOUS: dict[str, dict[str, Any]] = {"gs": {"token": "anon"}, "gcs": {"token": "anon"}, "s3": {"anon": True}}


class MirrorError(Exception):
    """The mirror cannot be asked at all; the message names the setting."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A mirror that is open. `root` is the path of its folder in the file system."""

    address: str
    fs: Any
    root: str

    def versions(self, arxiv_id: str) -> list[int]:
        """The versions of one paper that the mirror holds, the newest first; a month's folder is never listed."""
        folder, name = self._place(arxiv_id)
        if "prefix" not in inspect.signature(getattr(self.fs, "_find", self.fs.find)).parameters:
            return self._probed(folder, name)
        try:
            listed = self.fs.find(folder, prefix=f"{name}v")
        except FileNotFoundError:
            return []
        pattern = re.compile(re.escape(name) + r"v(\d{1,3})\.pdf")
        return sorted((int(m[1]) for p in listed if (m := pattern.fullmatch(p.rpartition("/")[2]))), reverse=True)

    def _probed(self, folder: str, name: str) -> list[int]:
        found: list[int] = []
        for number in range(1, MOST_PROBED + 1):
            if self.fs.exists(f"{folder}/{name}v{number}.pdf"):
                found.append(number)
            elif found and number > found[-1] + 1:
                break
        return found[::-1]

    def path(self, arxiv_id: str, version: int) -> str:
        folder, name = self._place(arxiv_id)
        return f"{folder}/{name}v{version}.pdf"

    def url(self, path: str) -> str:
        """The address of a path of `path`, which lies beside the mirror's folder for old ids."""
        return path if "://" in path else f"{self.address.partition('://')[0]}://{path}"

    def _place(self, arxiv_id: str) -> tuple[str, str]:
        """(folder, file name without version) of a paper."""
        if old := _OLD.fullmatch(arxiv_id):
            archive = f"{self.root.rstrip('/').rsplit('/', 2)[0]}/{old[1]}/pdf"
            return f"{archive}/{old[2]}", old[2] + old[3]
        return f"{self.root.rstrip('/')}/{arxiv_id[:4]}", arxiv_id


def open_mirror(settings: Settings) -> Mirror | None:
    """The mirror of the settings, None where there is none. Raises MirrorError for an address nobody understands.

    Buckets are opened without looking for anyone's credentials, unless fsspec's own configuration names some.
    """
    address = settings.arxiv_mirror
    if not address:
        return None
    import fsspec  # most runs have no mirror

    kind = address.partition("://")[0]
    # gcsfs asks a second service for each file what kind of bucket it lies in, on an address that no setting
    # of ours moves; where that does not answer, each file waits a minute. Reading needs no answer.
    os.environ.setdefault("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")
    options = {} if fsspec.config.conf.get(kind) else _ANONYMOUS.get(kind, {})
    try:
        fs, root = fsspec.core.url_to_fs(address, use_listings_cache=False, **options)
    except ImportError as error:
        extra = {"gs": "gcs", "gcs": "gcs", "s3": "s3"}.get(kind, kind)
        raise MirrorError(
            f"CITETRAIL_ARXIV_MIRROR {address!r} needs a package that is not installed: "
            f"pip install 'citetrail[{extra}]' ({error})."
        ) from error
    except (ValueError, TypeError) as error:
        raise MirrorError(f"CITETRAIL_ARXIV_MIRROR {address!r} is no address that fsspec knows: {error}") from error
    return Mirror(address, fs, str(root))


def from_mirror(mirror: Mirror, papers: Sequence[Paper], staging: Path, settings: Settings) -> Iterator[Fetched]:
    """Those of the papers that the mirror holds, as staging/<sha256>.pdf; the others are for arXiv itself.

    Raises OSError when a file cannot be written.
    """
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mirror") as pool:
        running: list[Future[Fetched | None]] = [
            pool.submit(_take, mirror, paper, staging, settings) for paper in papers if paper.arxiv_id
        ]
        try:
            for done in as_completed(running):
                if result := done.result():
                    yield result
        finally:
            for waiting in running:
                waiting.cancel()


def versions_from_mirror(
    mirror: Mirror, wanted: Sequence[tuple[str, Paper, int]], staging: Path, settings: Settings
) -> Iterator[tuple[str, Fetched]]:
    """Those of the versions (key, paper, number) that the mirror holds, each with its key.

    Raises OSError when a file cannot be written.
    """
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mirror") as pool:
        running = {
            pool.submit(_take, mirror, paper, staging, settings, version): key
            for key, paper, version in wanted
            if paper.arxiv_id
        }
        try:
            for done in as_completed(running):
                if result := done.result():
                    yield running[done], result
        finally:
            for waiting in running:
                waiting.cancel()


def _take(mirror: Mirror, paper: Paper, staging: Path, settings: Settings, only: int | None = None) -> Fetched | None:
    assert paper.arxiv_id is not None
    for version in [only] if only else _wanted(mirror, paper, paper.arxiv_id):
        path = mirror.path(paper.arxiv_id, version)
        data = _read(mirror, path, settings.max_bytes)
        if data is None or judge(path, 200, data).outcome is not Outcome.OK:
            continue
        sha = sha256_of(data)
        part = staging / f".{sha}.{threading.get_ident()}.part"
        part.write_bytes(data)
        part.replace(staging / f"{sha}.pdf")
        address = mirror.url(path)
        return Fetched(
            paper.id,
            Outcome.OK,
            url=address,
            sha256=sha,
            size=len(data),
            retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
            detail=f"The mirror of arXiv gave version {version}, {len(data):,} bytes.",
            tried=(address,),
            kind=CopyKind.ARXIV,
            version=version,
        )
    return None


def _wanted(mirror: Mirror, paper: Paper, arxiv_id: str) -> list[int]:
    """The versions to ask for, the newest first: as arXiv told, else as the mirror lists them."""
    told = paper.arxiv if paper.arxiv and paper.arxiv.arxiv_id == arxiv_id else None
    if told is None:
        try:
            return mirror.versions(arxiv_id)[:MOST_VERSIONS]
        except Exception as error:  # noqa: BLE001 each file system has exceptions of its own
            log.warning("the mirror of arXiv could not list %s: %s", arxiv_id, error)
            return []
    if not told.withdrawn:
        # An older version is not what arXiv shows now: arXiv is asked where the mirror lacks the newest.
        return [told.number]
    return list(range(told.number - 1, max(0, told.number - 1 - MOST_VERSIONS), -1))


def _read(mirror: Mirror, path: str, most: int) -> bytes | None:
    """The object's bytes; None when it is not there, larger than allowed or cannot be had."""
    try:
        if int(mirror.fs.size(path) or 0) > most:
            return None
        data: bytes = mirror.fs.cat_file(path, end=most)
    except FileNotFoundError:
        return None
    except Exception as error:  # noqa: BLE001 each file system has exceptions of its own
        log.warning("the mirror of arXiv did not give %s: %s", path, error)
        return None
    return data
