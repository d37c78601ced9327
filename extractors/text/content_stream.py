"""The operators of a page's content stream (ISO 32000-1, 7.8.2), read by one regular expression.

pdfminer.six reads them a character at a time, which is most of the time that it takes for a page.
"""

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.psparser import LIT

# In the order of how often they occur. Strings with brackets inside are read on by hand (`nested`).
_TOKEN = re.compile(
    rb"""(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))(?=[\s()<>\[\]{}/%]|$)
    |(?P<string>\((?:[^()\\]|\\.)*\))
    |(?P<nested>\()
    |/(?P<name>[^\s()<>\[\]{}/%]*)
    |(?P<open><<|\[)
    |(?P<close>>>|\])
    |<(?P<hex>[^<>]*)>
    |(?P<comment>%[^\r\n]*)
    |(?P<operator>[^\s()<>\[\]{}/%]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_END_OF_IMAGE = re.compile(rb"\sEI(?=[\s()<>\[\]{}/%]|$)")
_PAREN = re.compile(rb"\\.|[()]", re.DOTALL)
# So many operands without an operator are damage, and are dropped.
MOST_OPERANDS = 2_000


def operations(content: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Each operator with the operands before it. What is no content is passed over; inline images have no data."""
    stack: list[Any] = []
    outer: list[list[Any]] = []
    at, end = 0, len(content)
    while at < end:
        match = _TOKEN.search(content, at)
        if match is None:
            return
        kind, token, at = match.lastgroup, match[match.lastgroup or 0], match.end()
        if kind == "operator":
            if outer:
                continue  # an operator inside an array: damaged, or an operand such as true
            if token == b"ID":
                over = _END_OF_IMAGE.search(content, at)
                at = over.end() if over else end
            yield token.decode("latin-1"), stack
            stack = []
        elif kind == "open":
            outer.append(stack)
            stack = []
        elif kind == "close":
            if outer:
                inner, stack = stack, outer.pop()
                stack.append(_pairs(inner) if token == b">>" else inner)
        elif kind == "nested":
            at = _end_of_string(content, at)
            stack.append(_unescaped(content[match.end() : at - 1]))
        elif kind != "comment":
            stack.append(_operand(kind, token))
        if len(stack) > MOST_OPERANDS and not outer:
            stack = []


def _operand(kind: str | None, token: bytes) -> Any:
    if kind == "number":
        return float(token) if b"." in token else int(token[:20])
    if kind == "string":
        return _unescaped(token[1:-1])
    if kind == "hex":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", token)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    name = _NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), token)
    try:
        return LIT(name.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(name)


def _unescaped(text: bytes) -> bytes:
    if b"\\" not in text:
        return text

    def plain(found: re.Match[bytes]) -> bytes:
        if found[1]:
            return bytes([int(found[1], 8) & 0xFF])
        return _ESCAPED.get(found[2], found[2])

    return _ESCAPE.sub(plain, text)


def _end_of_string(content: bytes, at: int) -> int:
    """Behind the parenthesis that closes the string which was opened before `at`."""
    depth = 1
    for match in _PAREN.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(content) + 1


def _pairs(values: list[Any]) -> dict[str, Any]:
    """The operands of a dictionary; keys that are no names are left out."""
    keys = [getattr(key, "name", None) for key in values[::2]]
    return {key: value for key, value in zip(keys, values[1::2], strict=False) if isinstance(key, str)}
