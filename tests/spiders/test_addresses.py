"""Which addresses are public, which are ours, and which are none."""

import pytest

from spiders.addresses import configured, host_and_port, is_loopback, is_public
from spiders.user_agent import user_agent


@pytest.mark.parametrize(
    "number",
    [
        *("128.84.21.199", "2606:4700::6810:1", "::ffff:128.84.21.199", "64:ff9b::8054:15c7", "2002:8054:15c7::1"),
        *("[2606:4700::6810:1]", "2001:0:8054:15c7:0:0:7fab:ea38", "::ffff:0:128.84.21.199"),
    ],
)
def test_public_numbers(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1"),
        *("ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "no number"),
        *("::127.0.0.1", "::10.0.0.1", "::a9fe:a9fe", "::ffff:0:10.0.0.1", "::ffff:0:169.254.169.254"),
        *("64:ff9b::192.168.0.1", "64:ff9b:1::1", "64:ff9b:1::8054:15c7", "64:ff9b:1:ffff::a00:1"),
        *("2002:c0a8:1::1", "2002:a9fe:a9fe::", "2001:0:7f00:1:0:0:7fab:ea38", "2001:0:8054:15c7:0:0:80ff:fffe"),
        *("fec0::1", "feff::1", "fec0:0:0:ffff::1", "5f00::1", "3fff::1", "2001:db8::1", "100::1", "4000::1"),
        *("2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:192.168.0.1", "::ffff:0.0.0.0", "192.88.99.1"),
    ],
)
def test_numbers_that_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://Arxiv.org/pdf/1", ("arxiv.org", 443)),
        ("http://127.0.0.1:8900", ("127.0.0.1", 8900)),
        ("http://[::1]:80/x", ("::1", 80)),
        ("https://example.org./x", ("example.org", 443)),
        ("ftp://example.org/x", None),
        ("file:///etc/passwd", None),
        ("//example.org/x", None),
        ("http://", None),
        ("http://example.org:99999/", None),
        ("http://example.org:0/", None),
        ("http://name:word@example.org/", None),
        ("http://[::1/x", None),
        ("http://１２７.0.0.1:22/", ("127.0.0.1", 22)),
        ("http://127。0。0。1/", ("127.0.0.1", 80)),
        ("http://bücher.example/", ("xn--bcher-kva.example", 80)),
        ("http://exa mple.org/", None),
        ("http://%31%32%37.0.0.1/", None),
        ("http://127.0.0.1%2eexample/", None),
        ("http://a..b/", None),
        ("http://\x00/", None),
        ("http://example.org\\@127.0.0.1/", None),
        (f"http://{'a' * 64}.org/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_http_addresses_with_a_host_are_addresses(url: str, place: tuple[str, int] | None) -> None:
    assert host_and_port(url) == place


def test_configured_places_are_hosts_with_their_ports() -> None:
    urls = ("http://localhost:8900/", "https://export.arxiv.org", "nonsense")
    assert configured(urls) == {("localhost", 8900), ("export.arxiv.org", 443)}


def test_this_machine_by_its_names() -> None:
    assert all(is_loopback(h) for h in ("localhost", "LOCALHOST.", "127.0.0.1", "127.9.9.9", "::1", "[::1]"))
    assert not any(is_loopback(h) for h in ("localhost.example.org", "arxiv.org", "10.0.0.1", ""))


def test_a_contact_cannot_add_a_header() -> None:
    assert user_agent("") == "citetrail/0.2.0"
    assert user_agent("a@b.example\r\nX-Evil: 1") == "citetrail/0.2.0 (+a@b.example X-Evil: 1)"
