"""The entries of a BibTeX file as plain text: TeX is read in titles and names, and nowhere in identifiers."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import Block, Entry

# In an identifier or address "%", "~" and "--" are no TeX, though exporters escape some of its characters.
VERBATIM = ("doi", "url", "eprint")
_WRAPPED = re.compile(r"\s*\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*", re.S)
_TILDE = re.compile(r"\\textasciitilde\s*|\\~")
_ESCAPED = re.compile(r"\\([%&_#$^{}])")
# Commands of which the package loses the words, or whose form it does not know; their words stay, in braces.
_LOSSY = re.compile(r"\\(?:mbox|texttt)(?![A-Za-z])|\\href\s*\{[^{}]*\}")


class _FieldsDecoded(middlewares.LatexDecodingMiddleware):
    """Decodes TeX, in which the package takes what follows a bare % for a comment, also in titles and addresses."""

    def transform_entry(self, entry: Entry, library: Library) -> Block:
        exact: dict[str, str] = {}
        for field in entry.fields:
            if not isinstance(field.value, str):
                continue
            if field.key.lower() in VERBATIM:
                exact[field.key] = verbatim(field.value)
            # A field of BibTeX has no comments: exporters that do not escape the sign mean the sign.
            field.value = re.sub(r"(?<!\\)%", r"\\%", _LOSSY.sub("", field.value))
        block = super().transform_entry(entry, library)
        for field in entry.fields:
            field.value = exact.get(field.key, field.value)
        return block


def verbatim(value: str) -> str:
    """An identifier or address by the letter, without the escapes and braces that exporters put into it."""
    wrapped = _WRAPPED.fullmatch(value)
    plain = _TILDE.sub("~", wrapped[1] if wrapped else value)
    return re.sub(r"[{}]", "", _ESCAPED.sub(r"\1", plain))


def _undecoded(raw: str) -> list[Entry]:
    """An entry whose TeX cannot be decoded, as it stands but for its identifiers, which are sound."""
    entries = parse_string(raw).entries
    for field in (field for entry in entries for field in entry.fields if field.key.lower() in VERBATIM):
        field.value = verbatim(str(field.value))
    return entries


def bibtex_entries(text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Where each entry stands and its fields in plain text, by names in small letters; no fields for what is none."""
    # What it logs is told of each entry, with its line.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(text, append_middleware=[_FieldsDecoded()])
    blocks: list[Any] = list(library.entries)
    for block in library.failed_blocks:
        if isinstance(block.ignore_error_block, Entry):
            # A key that is there twice is no fault of the entry; it was put aside before its fields were read.
            raw = block.ignore_error_block.raw or block.raw or ""
            again = parse_string(raw, append_middleware=[_FieldsDecoded()])
            blocks += again.entries or _undecoded(raw)
        else:
            yield f"line {(block.start_line or 0) + 1}, which is no BibTeX", {}
    for entry in blocks:
        yield f"key {entry.key}", {field.key.lower(): str(field.value) for field in entry.fields}
