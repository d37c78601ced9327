"""Which network addresses may be asked. A paper's address comes from outside: it must not reach into this network."""

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def split(url: str) -> SplitResult | None:
    """The parts of an http(s) address with a host and a sound port; None for anything else."""
    try:
        parts = urlsplit(url.strip())
        sound = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if sound and parts.username is None and parts.password is None else None


def host_and_port(url: str) -> tuple[str, int] | None:
    """("host", port) of an http(s) address, the port filled in; None for anything else.

    The host is as the connection will spell it: full-width digits and other look-alikes become plain ones here
    (RFC 3490), so that what is checked is what is connected to.
    """
    parts = split(url)
    if parts is None or parts.hostname is None:
        return None
    host = parts.hostname.removesuffix(".")
    if ":" not in host:
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
        if not _HOST.fullmatch(host):
            return None
    return host, parts.port or PORTS[parts.scheme]


def configured(urls: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Hosts and ports that the settings name: these may be private, whoever set them meant them."""
    return frozenset(found for url in urls if (found := host_and_port(url)))


def is_public(text: str) -> bool:
    """Whether a numeric address belongs to the public internet, also through IPv6 forms that wrap IPv4."""
    try:
        address: IPAddress = ipaddress.ip_address(text.split("%")[0].strip("[]"))
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or _nat64(address)
        if inner is not None:
            address = inner
    return address.is_global and not address.is_multicast


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def is_numeric(host: str) -> bool:
    try:
        ipaddress.ip_address(host.split("%")[0].strip("[]"))
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its very name."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
