"""The entries of a BibTeX file as plain text: TeX is read in titles and names, and nowhere in identifiers."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bibtexparser import middlewares
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_parse_stack
from bibtexparser.model import Block, Entry, Field, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

# In an identifier or address "%", "~" and "--" are no TeX, though exporters escape some of its characters.
VERBATIM = ("doi", "url", "eprint")
_WRAPPED = re.compile(r"\s*\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*", re.S)
_TILDE = re.compile(r"\\textasciitilde\s*|\\~")
_ESCAPED = re.compile(r"\\([%&_#$^{}])")
# Commands of which the package loses the words, or whose form it does not know; their words stay, in braces.
_LOSSY = re.compile(r"(?<!\\)\\(?:mbox|texttt)(?![A-Za-z])|(?<!\\)\\href\s*\{[^{}]*\}")


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


def bibtex_entries(text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Where each entry stands and its fields in plain text, by names in small letters; no fields for what is none."""
    # What it logs is told of each entry, with its line.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = Splitter(text).split()
    entries: list[Entry] = []
    for block in library.blocks:
        # A key or a field that is there twice is no fault of the entry.
        found = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(found, Entry):
            entries.append(found)
        elif isinstance(block, ParsingFailedBlock):
            yield f"line {(block.start_line or 0) + 1}, which is no BibTeX", {}
    places = [f"key {entry.key}" for entry in entries]
    for place, entry in zip(places, _decoded(entries, library.strings), strict=True):
        yield place, {field.key.lower(): str(field.value) for field in entry.fields}


def _decoded(entries: Sequence[Entry], strings: Sequence[String]) -> Iterator[Entry]:
    """The entries in their order, as plain as can be. `strings` are the words that the file has short names for."""
    for number, entry in enumerate(entries):
        entry.key = str(number)  # each its own, whatever keys they share
        entry.fields = _first_of_each_name(entry.fields)
    plain = Library([*strings, *entries])
    for middleware in default_parse_stack():
        plain = middleware.transform(plain)
    decoded = _FieldsDecoded(allow_inplace_modification=False).transform(plain).entries_dict
    for entry in entries:
        yield decoded.get(entry.key) or _undecoded(plain.entries_dict.get(entry.key, entry))


def _first_of_each_name(fields: Iterable[Field]) -> list[Field]:
    """As BibTeX itself does it, which ignores a second one."""
    found: dict[str, Field] = {}
    for field in fields:
        found.setdefault(field.key.lower(), field)
    return list(found.values())


def _undecoded(entry: Entry) -> Entry:
    """An entry whose TeX cannot be decoded, as it stands but for its identifiers, which are sound."""
    for field in entry.fields:
        if field.key.lower() in VERBATIM:
            field.value = verbatim(str(field.value))
    return entry
