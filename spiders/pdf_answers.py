"""What an answer to a request for a PDF is worth."""

from dataclasses import dataclass
from typing import Literal

from citetrail.records.pdf_bytes import HEADER_WITHIN, has_pdf_header
from citetrail.records.vocabulary import Outcome

# Bytes at the end in which `%%EOF` stands; readers look in the last 1,024, writers add more behind.
TAIL = 4096
# How often an answer of a kind must come before it is believed.
FAULT_TRIES = 8
# A file whose end is missing is either cut off on the way, which passes, or stored so.
UNFINISHED_TRIES = 3
# At the address of a file a page may be a busy host's notice; elsewhere a page is a page.
PAGE_TRIES_AT_PDF_ADDRESS = 4
PAGE_TRIES = 2
# A host that says "too many requests" or asks for a browser is asked seldom, and then not at all.
LIMITED_TRIES = 4
CHALLENGE_TRIES = 2


@dataclass(frozen=True, slots=True)
class Ending:
    """How one request, or one address, ended. `tries` is how often this must come before it is believed."""

    outcome: Outcome
    detail: str
    url: str
    tries: int = 1
    wait: float | None = None  # seconds that the host asked for
    body: bytes = b""


def judge(
    url: str,
    status: int,
    body: bytes,
    content_type: str = "",
    wait: float | None = None,
    page: Literal["challenge", "consent"] | None = None,
) -> Ending:
    """A complete answer that is no redirect. `page` is what kind of page it is where it is a known one."""
    if page == "challenge":
        told = "sent a challenge for browsers" if status == 200 else f"sent a challenge for browsers ({status})"
        return Ending(Outcome.HOST_REFUSES, told, url, CHALLENGE_TRIES)
    if status in (404, 410):
        return Ending(Outcome.NOT_FOUND, f"answered {status}", url)
    if status == 429:
        return Ending(Outcome.HOST_REFUSES, "answered 429 (too many requests)", url, LIMITED_TRIES, wait)
    if status in (403, 418):
        return Ending(Outcome.HOST_REFUSES, f"refused access ({status})", url)
    if status in (408, 425) or status >= 500:
        return Ending(Outcome.HTTP_ERROR, f"answered {status}", url, FAULT_TRIES, wait)
    if status in (401, 402, 451):
        return Ending(Outcome.HTTP_ERROR, f"refused access ({status})", url)
    is_pdf = has_pdf_header(body)
    if status == 202 and not is_pdf:
        return Ending(Outcome.HTTP_ERROR, "answered 202 (not ready)", url, PAGE_TRIES_AT_PDF_ADDRESS, wait)
    if status not in (200, 202, 203):
        return Ending(Outcome.HTTP_ERROR, f"answered {status}", url)
    if not is_pdf:
        what = "nothing" if not body else "a web page" if _is_page(body, content_type) else "something else"
        if page == "consent":
            what = "a page that asks for consent"
        # A sign-in page may be a passing fault where a PDF belongs; elsewhere it is what that address serves.
        tries = PAGE_TRIES_AT_PDF_ADDRESS if "pdf" in url.lower() or "/files/" in url.lower() else PAGE_TRIES
        return Ending(Outcome.NOT_PDF, f"sent {what} in place of a PDF", url, tries)
    tail = body.rstrip(b"\0 \r\n")[-TAIL:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        return Ending(Outcome.TRUNCATED, "sent a PDF without its end", url, UNFINISHED_TRIES)
    return Ending(Outcome.OK, "", url, body=body)


def _is_page(body: bytes, content_type: str) -> bool:
    start = body[:HEADER_WITHIN].lstrip().lower()
    return "html" in content_type.lower() or start.startswith((b"<!doctype html", b"<html", b"<?xml"))


# When every address failed, the outcome that says most: first what may pass, then what says why.
PRECEDENCE = (
    Outcome.TOO_LARGE,
    Outcome.HOST_REFUSES,
    Outcome.HTTP_ERROR,
    Outcome.TIMEOUT,
    Outcome.TRUNCATED,
    Outcome.NOT_PDF,
    Outcome.ROBOTS_DENIED,
    Outcome.ADDRESS_REFUSED,
    Outcome.NOT_FOUND,
)
ADVICE = {
    Outcome.TOO_LARGE: "Raise CITETRAIL_MAX_BYTES if it is wanted.",
    Outcome.HTTP_ERROR: "Fetch it again later.",
    Outcome.TIMEOUT: "Fetch it again later, or raise CITETRAIL_FETCH_SECONDS.",
    Outcome.TRUNCATED: "Fetch it again later.",
    Outcome.NOT_PDF: "Look for an open copy by hand.",
    Outcome.ROBOTS_DENIED: "Take it by hand if its host allows that to people.",
    Outcome.ADDRESS_REFUSED: "Look for an open copy by hand: this address is not on the public web.",
    Outcome.NOT_FOUND: "Look for an open copy by hand.",
    Outcome.WITHDRAWN: "Its authors took it back: look for an earlier version by hand.",
    Outcome.HOST_REFUSES: "It stays due, with growing pauses: fetch again tomorrow, or take it by hand.",
    Outcome.NO_OPEN_PDF: "No open copy is known to Semantic Scholar or arXiv: look for one by hand.",
}
# Characters of the reason that is kept: it may quote what a host says.
LONGEST_DETAIL = 900


def conclude(endings: list[tuple[str, Ending]]) -> tuple[Outcome, str]:
    """The outcome of a paper none of whose addresses gave a PDF, and what to tell a person: (host, ending) each."""
    if not endings:
        return Outcome.NO_OPEN_PDF, ADVICE[Outcome.NO_OPEN_PDF]
    outcomes = {ending.outcome for _, ending in endings}
    outcome = next(o for o in PRECEDENCE if o in outcomes)
    told = "; ".join(dict.fromkeys(f"{host or 'this address'} {ending.detail}" for host, ending in endings))
    return outcome, f"{told[:LONGEST_DETAIL]}. {ADVICE[outcome]}"
