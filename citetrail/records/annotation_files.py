"""Files of W3C Web Annotations, and of Hypothesis' API, as what they say of which words of which source.

Read as plain JSON under the names of the model (https://www.w3.org/TR/annotation-model/): no context is fetched, so
a file that calls these things by names of its own is not understood. Hypothesis' selectors and sources are those of
the model; its bodies stand under `text`, its lists under `rows` (https://h.readthedocs.io/en/latest/api-reference/).
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import islice
from typing import Any

LARGEST = 20_000_000  # bytes of a file
MOST = 10_000  # annotations of a file
LONGEST_QUOTE = 5_000  # characters
LONGEST_NOTE = 4_000  # characters
LONGEST_WORD = 300  # of names, addresses, times
MOST_TARGETS = 20  # of one annotation
DECISION = "citetrail:"  # before each column of the log in a decision that was exported
_DEEPEST = 5  # selectors that refine each other
_LISTS = ("items", "rows", "@graph", "annotations")
_SHA256 = re.compile(r"(?:^|[:/])([0-9a-f]{64})$", re.I)
_NAMED_HASH = re.compile(r"ni://[^/]*/sha-256;([A-Za-z0-9_-]{43})")  # RFC 6920
_PAGE = re.compile(r"(?:^|[#&])page=(\d{1,6})(?:&|$)")
# Characters that turn the direction of a line or are not seen: words on a page must be what they look like.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


class AnnotationError(Exception):
    """The file holds no annotations that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class FoundAnnotation:
    """One annotation on one source. Hashes and addresses are what it calls its source by, perhaps several each."""

    name: str  # its id in the file
    hashes: tuple[str, ...]  # SHA-256, hexadecimal
    addresses: tuple[str, ...]
    quote: str
    prefix: str = ""
    suffix: str = ""
    page: int | None = None
    note: str = ""
    creator: str = ""
    created: str = ""
    decision: dict[str, Any] | None = None  # a line of the log, where citetrail exported one


def read_annotations(data: bytes) -> Iterator[FoundAnnotation | str]:
    """The annotations of a file, in its order; a text says which could not be read, and why.

    Raises AnnotationError for a file that is too large, no JSON, or JSON of another kind.
    """
    if len(data) > LARGEST:
        raise AnnotationError(f"{len(data):,} bytes; at most {LARGEST:,} are read")
    listed = _listed(_parsed(data))
    for number, item in enumerate(listed[:MOST], start=1):
        name = f"annotation {number}"
        if not isinstance(item, dict):
            yield f"{name}: not a JSON object"
            continue
        name = _word(item.get("id") or item.get("@id")) or name
        yield from _read(item, name)
    if len(listed) > MOST:
        yield f"{len(listed) - MOST:,} annotations after the first {MOST:,}: part the file"


def _parsed(data: bytes) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AnnotationError(f"not UTF-8 text (byte {error.start})") from error
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            return [json.loads(line) for line in lines] if len(lines) > 1 else _refuse(error)
        except (json.JSONDecodeError, RecursionError):
            _refuse(error)


def _refuse(error: Exception) -> None:
    told = "nested too deep" if isinstance(error, RecursionError) else str(error)
    raise AnnotationError(f"no JSON: {told}") from error


def _listed(told: Any) -> list[Any]:
    """The annotations of a list, page, collection or answer of the API; a lone annotation is a list of one."""
    if isinstance(told, list):
        return told
    if isinstance(told, dict):
        if "target" in told:
            return [told]
        for name in _LISTS:
            if isinstance(told.get(name), list):
                return list(told[name])
        if isinstance(told.get("first"), dict):
            return _listed(told["first"])
    raise AnnotationError("no annotation, and no list, page or collection of annotations")


def _read(item: dict[str, Any], name: str) -> Iterator[FoundAnnotation | str]:
    targets = _many(item.get("target"))
    if not targets:
        yield f"{name}: it has no target"
    for target in targets[:MOST_TARGETS]:
        hashes, addresses = _sources(item, target)
        selectors = list(_selectors(target.get("selector"))) if isinstance(target, dict) else []
        quoted = next((s for s in selectors if s.get("type") == "TextQuoteSelector"), {})
        quote = _text(quoted.get("exact"))
        if not hashes and not addresses and _decision(item) is None:
            yield f"{name}: its source has neither address nor SHA-256"
        elif len(quote) > LONGEST_QUOTE:
            yield f"{name}: it quotes {len(quote):,} characters; at most {LONGEST_QUOTE:,} are looked for"
        else:
            yield FoundAnnotation(
                name, hashes, addresses, quote, _text(quoted.get("prefix")), _text(quoted.get("suffix")),
                _page(selectors, addresses), _note(item), _creator(item), _word(item.get("created")), _decision(item),
            )  # fmt: skip


def _sources(item: dict[str, Any], target: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """SHA-256 sums and addresses, each once: of the target's source, and of the document as Hypothesis tells it."""
    source = target.get("source", target) if isinstance(target, dict) else target
    about = source if isinstance(source, dict) else {"id": source}
    document = item.get("document")
    linked = _many(document.get("link")) if isinstance(document, dict) else []
    links = [link.get("href") for link in linked if isinstance(link, dict)]
    told = [about.get("id"), about.get("@id"), item.get("uri"), *links[:MOST_TARGETS]]
    words = [_word(each) for each in told if isinstance(each, str)]
    stated = [_word(value) for key, value in about.items() if key.lower().endswith("sha256")]
    hashes = [hashed for each in (*stated, *words) if (hashed := _hash(each))]
    addresses = [each for each in words if each.startswith(("http://", "https://", "doi:", "urn:x-pdf:"))]
    return tuple(dict.fromkeys(hashes)), tuple(dict.fromkeys(addresses))


def _hash(word: str) -> str:
    if found := _SHA256.search(word):
        return found[1].lower()
    if named := _NAMED_HASH.match(word):
        try:
            return base64.urlsafe_b64decode(named[1] + "=").hex()
        except binascii.Error:
            return ""
    return ""


def _selectors(told: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Selectors with those that refine them."""
    for each in islice(_many(told), MOST_TARGETS):
        if isinstance(each, dict):
            yield each
            if depth < _DEEPEST:
                yield from _selectors(each.get("refinedBy"), depth + 1)


def _page(selectors: list[dict[str, Any]], addresses: tuple[str, ...]) -> int | None:
    fragments = [_word(s.get("value")) for s in selectors if s.get("type") == "FragmentSelector"]
    found = [match for each in (*fragments, *addresses) if (match := _PAGE.search(each))]
    return int(found[0][1]) if found else None


def _note(item: dict[str, Any]) -> str:
    """What the annotation says, without markup: its bodies, else the text and tags of Hypothesis."""
    bodies = [_body(body) for body in _many(item.get("body"))[:MOST_TARGETS]]
    plain = [item.get("bodyValue"), item.get("text"), *_many(item.get("tags"))[:MOST_TARGETS]]
    return _text("\n".join(filter(None, [*bodies, *(each for each in plain if isinstance(each, str))])))[
        :LONGEST_NOTE
    ]


def _body(body: Any) -> str:
    if isinstance(body, str):
        return body
    if not isinstance(body, dict) or not isinstance(body.get("value"), str):
        return ""
    value = body["value"][: 10 * LONGEST_NOTE]
    return str(_Words(value)) if body.get("format") == "text/html" else value


class _Words(HTMLParser):
    """The words of HTML that a reader's tool wrote."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def __str__(self) -> str:
        return " ".join(" ".join(self.parts).split())


def _creator(item: dict[str, Any]) -> str:
    found = next(iter(_many(item.get("creator"))), None) or item.get("user")
    if isinstance(found, dict):
        found = found.get("name") or found.get("nickname") or found.get("id")
    return _word(found)


def _decision(item: dict[str, Any]) -> dict[str, Any] | None:
    told = {key.removeprefix(DECISION): value for key, value in item.items() if key.startswith(DECISION)}
    return told if "token" in told and "claim_id" in told else None


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _word(value: Any) -> str:
    """One line of bounded length; empty for what is no text."""
    return " ".join(_text(value)[:LONGEST_WORD].split())


def _text(value: Any) -> str:
    return _UNSEEN.sub("", value).strip() if isinstance(value, str) else ""
