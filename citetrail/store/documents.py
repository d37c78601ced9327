"""The documents' bytes, by SHA-256, on any file system that fsspec knows."""

from __future__ import annotations

import gzip
import json
import os
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from citetrail.records.identifiers import Sha256, sha256_of
from citetrail.store.private_files import write_whole


class DocumentMissing(Exception):
    """The store knows the document but its bytes are not there; fetch the paper again or restore a backup."""


class DocumentDamaged(Exception):
    """The bytes no longer have their SHA-256; restore them from a backup."""


@lru_cache(maxsize=64)
def _opened(url: str, process: int, thread: int) -> tuple[Any, str]:
    """The file system and the root in it. Connections of object stores outlive neither fork nor thread."""
    import fsspec  # a run with nothing new opens no document

    fs, root = fsspec.core.url_to_fs(url)
    return fs, str(root)


def _strings(told: bytes) -> list[str]:
    """A list of strings in JSON. Halves of surrogate pairs take the slower way."""
    found: list[str]
    try:
        found = orjson.loads(told)
    except orjson.JSONDecodeError:
        found = json.loads(told.decode("utf-8", "surrogatepass"))
    return found


@dataclass(frozen=True)
class DocumentStore:
    """PDFs and page texts. Writing a document twice is harmless; what lies there whole is never overwritten."""

    url: str

    @property
    def _fs(self) -> Any:
        return _opened(self.url, os.getpid(), threading.get_ident())[0]

    def _path(self, sha256: str, suffix: str) -> str:
        root = _opened(self.url, os.getpid(), threading.get_ident())[1]
        return f"{root}/{suffix.strip('.').split('.')[0]}/{sha256[:2]}/{sha256}{suffix}"

    def put(self, data: bytes) -> Sha256:
        """Store a PDF; returns its SHA-256."""
        sha = sha256_of(data)
        self._write(self._path(sha, ".pdf"), data)
        return sha

    def get(self, sha256: str) -> bytes:
        """The PDF's bytes, checked. Raises DocumentMissing or DocumentDamaged."""
        try:
            data: bytes = self._fs.cat_file(self._path(sha256, ".pdf"))
        except FileNotFoundError as error:
            raise DocumentMissing(f"document {sha256}: {error}") from error
        if sha256_of(data) != sha256:
            raise DocumentDamaged(f"document {sha256}: the stored bytes have another checksum")
        return data

    def has(self, sha256: str) -> bool:
        return bool(self._fs.exists(self._path(sha256, ".pdf")))

    def put_pages(self, sha256: str, version: str, pages: list[str]) -> None:
        """Keep the page texts that quotes were taken from, so that they can be checked later."""
        # A fixed time in the gzip header: same text, same bytes.
        body = gzip.compress(json.dumps(pages, ensure_ascii=False).encode("utf-8", "surrogatepass"), mtime=0)
        self._write(self._path(sha256, f".text.{version}.json.gz"), body)

    def pages(self, sha256: str, version: str) -> list[str]:
        """The page texts of that version; raises DocumentMissing."""
        try:
            body = self._read(self._path(sha256, f".text.{version}.json.gz"))
        except FileNotFoundError as error:
            raise DocumentMissing(f"text of document {sha256}, version {version}: {error}") from error
        return _strings(gzip.decompress(body))

    def _read(self, path: str) -> bytes:
        """A file; one of this machine without the layers that a release of many papers would pay for each of."""
        from fsspec.implementations.local import LocalFileSystem

        fs = self._fs
        return Path(path).read_bytes() if isinstance(fs, LocalFileSystem) else bytes(fs.cat_file(path))

    def _write(self, path: str, data: bytes) -> None:
        from fsspec.implementations.local import LocalFileSystem

        fs = self._fs
        # Bytes of another length are no document of ours: a disk that filled up, or a copy that broke off.
        if fs.exists(path) and fs.size(path) == len(data):
            return
        if isinstance(fs, LocalFileSystem):
            write_whole(Path(path), data)
        else:
            fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
            fs.pipe_file(path, data)  # object stores write whole objects or none
