"""Clients of servers that tests run on this machine: how long they wait says nothing, so they wait long."""

from typing import Any

import httpx

# Seconds for one answer. httpx's own default of 5 is too short beside other tests on a busy machine.
PATIENCE = 60


def client_of(address: str, **told: Any) -> httpx.Client:
    """A client whose addresses begin with this one."""
    return httpx.Client(base_url=address, timeout=PATIENCE, **told)
