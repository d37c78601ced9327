"""The latest ROR dump from its official place: the Zenodo record behind DOI 10.5281/zenodo.6347574."""

import hashlib
import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from spiders.addresses import host_and_port, is_loopback
from spiders.service_errors import ServiceError
from spiders.user_agent import user_agent

# The concept record: it redirects to the record of the newest release (https://ror.readme.io/docs/zenodo).
CONCEPT = "6347574"
# Bytes of Zenodo's JSON of one record: far more than its files and authors fill.
LARGEST_RECORD = 2_000_000
# The dumps of 2026 are 40 MB; ten times that is no dump.
LARGEST_DUMP = 400_000_000
# Zenodo leads on once or twice, and a longer chain is a loop; so many seconds without a byte, and it is down.
_REDIRECTS = 5
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A dump on disk, its checksum verified against the record."""

    path: Path
    url: str
    record: str  # Zenodo's number of the release
    checksum: str  # "md5:…", as the record states it
    size: int  # bytes


def download_dump(base: str, folder: Path, *, contact: str = "") -> Downloaded:
    """Downloads the newest dump into `folder`, whole and verified or not at all.

    Raises ServiceError when the record cannot be had or understood, or when the bytes are not those it describes.
    """
    at_home = is_loopback(urlsplit(base).hostname or "")
    with httpx.Client(
        headers={"User-Agent": user_agent(contact)},
        timeout=_SECONDS,
        trust_env=not at_home,
        verify=ssl.create_default_context(),
    ) as client:
        record = _record(client, f"{base.rstrip('/')}/api/records/{CONCEPT}")
        name, url, checksum, size = _file(record)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        unfinished = path.with_suffix(".part")
        try:
            _save(client, urljoin(base, url), unfinished, checksum, size)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return Downloaded(path, url, str(record.get("id", "")), checksum, size)


def _record(client: httpx.Client, url: str) -> dict[str, Any]:
    with _answer(client, url) as answer:
        body = b"".join(_bounded(answer, LARGEST_RECORD))
    try:
        record = json.loads(body)
    except ValueError as error:
        raise ServiceError(f"{url} did not answer with JSON: {error}") from error
    if not isinstance(record, dict):
        raise ServiceError(f"{url} did not answer with a record")
    return record


def _file(record: dict[str, Any]) -> tuple[str, str, str, int]:
    """Name, address, checksum and size of the one zip of the record."""
    try:
        zips = [f for f in record["files"] if f["key"].endswith("ror-data.zip")]
        (found,) = zips
        name = Path(found["key"]).name
        return name, found["links"]["self"], found["checksum"], int(found["size"])
    except (KeyError, TypeError, ValueError) as error:
        raise ServiceError(f"the record of the ROR dump is not as it used to be: {error!r}") from error


def _save(client: httpx.Client, url: str, path: Path, checksum: str, size: int) -> None:
    algorithm, _, expected = checksum.partition(":")
    if algorithm not in ("md5", "sha256") or not 0 < size <= LARGEST_DUMP:
        raise ServiceError(f"the record gives no usable checksum or size: {checksum!r}, {size} bytes")
    digest = hashlib.new(algorithm, usedforsecurity=False)
    written = 0
    with _answer(client, url) as answer, path.open("wb") as file:
        for chunk in _bounded(answer, size):
            digest.update(chunk)
            written += file.write(chunk)
    if written != size or digest.hexdigest() != expected:
        raise ServiceError(
            f"{url} gave {written:,} bytes with {algorithm} {digest.hexdigest()}, where the record says "
            f"{size:,} bytes and {expected}: nothing was kept, try again"
        )


@contextmanager
def _answer(client: httpx.Client, url: str) -> Iterator[httpx.Response]:
    """A streamed answer of the same host, redirects followed there and nowhere else."""
    place = host_and_port(url)
    try:
        for _ in range(_REDIRECTS):
            with client.stream("GET", url) as answer:
                if not answer.has_redirect_location:
                    if answer.status_code != httpx.codes.OK:
                        raise ServiceError(f"{url} answered {answer.status_code}")
                    yield answer
                    return
                url = urljoin(url, answer.headers["location"])
                if host_and_port(url) != place:
                    raise ServiceError(f"the ROR record leads to another host: {url}")
        raise ServiceError(f"too many redirects, the last to {url}")
    except httpx.HTTPError as error:
        raise ServiceError(f"{url} could not be had: {error or type(error).__name__}") from error


def _bounded(answer: httpx.Response, most: int) -> Iterator[bytes]:
    seen = 0
    for chunk in answer.iter_bytes():
        seen += len(chunk)
        if seen > most:
            raise ServiceError(f"{answer.url} gives more than {most:,} bytes")
        yield chunk
