"""What one answer may cost the fetching process: bytes of headers, and address space."""

from typing import Any

from scrapy.core.downloader.handlers import http11
from twisted.web._newclient import ParseError

# Servers and browsers stop at 8 to 256 kB of headers.
MOST_HEADER_BYTES = 262_144
# The program and its libraries map about half a gigabyte before the first request.
ADDRESS_SPACE = 1_500_000_000


def address_space(max_bytes: int) -> int:
    """The bytes that the process needs to map for its libraries and a few of the largest bodies."""
    return ADDRESS_SPACE + 6 * max_bytes


def bound_headers() -> None:
    """End answers whose headers go on and on. Twisted bounds a line, not their number; Scrapy has no setting."""
    parser: Any = http11._LenientHTTPClientParser
    plain = parser.lineReceived

    def counted(self: Any, line: bytes) -> None:
        self.header_bytes = getattr(self, "header_bytes", 0) + len(line) + 2
        if self.header_bytes > MOST_HEADER_BYTES:
            error: Any = ParseError
            raise error("more bytes of headers than allowed", line[:100])
        plain(self, line)

    parser.lineReceived = counted
