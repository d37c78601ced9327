"""Which network addresses may be asked. A paper's address comes from outside: it must not reach into this network."""

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

# The schemes that are fetched, with the ports that an address leaves out (RFC 9110, 4.2).
PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# All that is routed between networks (IANA's registry of IPv6 address space): site-local fec0::/10 and the prefix for
# translation within one network, 64:ff9b:1::/48 (RFC 8215), lie outside.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NOT_PUBLIC = (ipaddress.ip_network("3fff::/20"),)  # documentation, RFC 9637: newer than Python's own list
_RELAYS = ipaddress.ip_network("192.88.99.0/24")  # 6to4 relays, RFC 7526: given up
# IPv4 stands in the last 32 bits: compatible and mapped (RFC 4291), translated (RFC 2765), NAT64 (RFC 6052).
_CARRYING = tuple(map(ipaddress.ip_network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")))
_ISATAP = 0x5EFE  # before the last 32 bits, RFC 5214; the bit that says "unique" may be set


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
    """Whether a numeric address belongs to the public internet, also through IPv6 forms that carry IPv4.

    Such a form is as public as every IPv4 address in it: a gateway on the way may take it there.
    """
    try:
        address: IPAddress = ipaddress.ip_address(text.split("%")[0].strip("[]"))
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return _is_public_number(address)
    if inner := _carried(address):
        return all(map(_is_public_number, inner))
    return address in _GLOBAL_UNICAST and address.is_global and not any(address in n for n in _NOT_PUBLIC)


def _is_public_number(address: ipaddress.IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and address not in _RELAYS


def _carried(address: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address carries; none in an ordinary one."""
    if address.teredo:
        return address.teredo  # its server and its client
    if address.sixtofour:
        return (address.sixtofour,)
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in prefix for prefix in _CARRYING) or (int(address) >> 32) & 0xFDFFFFFF == _ISATAP:
        return (last,)
    return ()


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
