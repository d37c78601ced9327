"""E-mail addresses as papers print them: alone, as groups {a,b}@x, a|b@x, or with the @ spelt out."""

import re
from collections.abc import Iterator

_DOMAIN = r"(?P<domain>[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){1,6})"
_LOCAL = r"[A-Za-z0-9][A-Za-z0-9._%+'~-]{0,63}"
# Groups first: read as single addresses, all but the last member would be lost. Every repetition is bounded.
PRINTED = re.compile(
    rf"[{{\[(⟨<](?P<group>\s*{_LOCAL}(?:\s*[,;|/]\s*{_LOCAL}){{0,60}}\s*,?\s*)[}}\])⟩>]\s*@\s*{_DOMAIN}"
    rf"|(?P<bare>{_LOCAL}(?:\s?[|/]\s?{_LOCAL}){{1,60}})\s?@\s?{_DOMAIN.replace('domain', 'domain2')}"
    rf"|(?P<one>{_LOCAL})\s?(?:@|\(at\)|\[at\])\s?{_DOMAIN.replace('domain', 'domain3')}"
)
# "ada at example dot org": only with "dot", or "at" would find addresses in prose.
SPELT = re.compile(rf"(?P<one>{_LOCAL}) at (?P<domain>[A-Za-z0-9-]{{1,40}}(?: dot [A-Za-z]{{2,20}}){{1,4}})\b")
# A rate "at 0.5" ("mAP@0.5") is no address: a domain ends in letters.
_ENDS_IN_LETTERS = re.compile(r"\.[A-Za-z]{2,}$")
_SIGNS = ("@", "＠", "(at)", "[at]", " dot ")
_WIDE = str.maketrans("＠", "@")


def may_hold_address(text: str) -> bool:
    """Whether it is worth looking: nearly no text holds one."""
    for sign in _SIGNS:  # noqa: SIM110 (asked of every text: `any` takes three times as long)
        if sign in text:
            return True
    return False


def mail_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every address in the text, groups as one, letters of any alphabet before the @ with it."""
    if not may_hold_address(text):
        return
    plain = text.translate(_WIDE)
    for found in PRINTED.finditer(plain):
        domain = found["domain"] or found["domain2"] or found["domain3"]
        if _ENDS_IN_LETTERS.search(domain):
            yield _whole(plain, found.start()), found.end()
    for found in SPELT.finditer(plain):
        yield _whole(plain, found.start()), found.end()


def _whole(text: str, start: int) -> int:
    while start and (text[start - 1].isalnum() or text[start - 1] in "._%+-"):
        start -= 1
    return start
