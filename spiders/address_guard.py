"""Keeps fetching on the public web: no address of a paper may lead into this machine or its network."""

import asyncio
import socket
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from spiders.addresses import host_and_port, is_numeric, is_public

CONFIGURED = "CITETRAIL_CONFIGURED"


class GuardedResolver(CachingThreadedResolver):
    """Checks the very number that is then connected to, so that a name cannot answer twice differently."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, configured: frozenset[str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.configured = configured

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        hosts = frozenset(host for host, _ in settings.get(CONFIGURED, ()))
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), settings.getfloat("DNS_TIMEOUT"), hosts)

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":  # noqa: N802
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._check, name)

    def _check(self, number: str, name: str) -> str:
        if name.rstrip(".").lower() not in self.configured and not is_public(number):
            refused_names.add(name.rstrip(".").lower())
            raise DNSLookupError(f"{name} leads to {number}, which is no public address")
        return number


# Twisted drops the reason of a failed look-up on its way up; this is where it is kept.
refused_names: set[str] = set()


async def refusal(url: str, configured: frozenset[tuple[str, int]]) -> str | None:
    """Why an address may not be asked, as the end of a sentence; None when it may."""
    place = host_and_port(url)
    if place is None:
        return "is not an http(s) address"
    host, port = place
    if place in configured:
        return None
    if is_numeric(host):
        return None if is_public(host) else "is a private address"
    if any(host == known for known, _ in configured) and not await _all_public(host, port):
        # The resolver lets configured names pass, whatever the port.
        return "is a private address"
    return None


async def _all_public(host: str, port: int) -> bool:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return bool(found) and all(is_public(str(entry[4][0])) for entry in found)
