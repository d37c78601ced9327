"""Running the application under uvicorn, and deciding to which names it answers."""

import asyncio
import errno
import platform

import uvicorn
from sqlalchemy import Engine

from citetrail.records.settings import Settings
from citetrail.review.app import LOOPBACK, create_app
from citetrail.review.request_checks import is_loopback

__all__ = ["is_loopback", "names_of", "reachable", "serve", "why_not_bind"]

LAST_PORT = 65_535
PORTS_TRIED = 20  # above a port in use: enough to pass a handful of queues side by side


def why_not_bind(address: str, port: int) -> str:
    """Why nobody can listen there and what to do, as the end of a sentence; empty when somebody can."""
    error = _bind_error(address, port)
    if error is None:
        return ""
    if error.errno == errno.EADDRINUSE:
        near = range(port + 1, min(port + PORTS_TRIED, LAST_PORT) + 1)
        free = next((p for p in near if _bind_error(address, p) is None), None)
        return f"is in use. Choose another port{f': citetrail review --port {free}' if free else ' with --port'}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "may be listened on by an administrator only. Choose a port from 1024 on: citetrail review --port 8765"
    told = error.strerror or str(error)
    return f"cannot be listened on ({told}). Choose an address of this machine with --host"


def _bind_error(address: str, port: int) -> OSError | None:
    """What the system answers to somebody who would listen there."""

    # As uvicorn does it, so that whatever address and name it takes is judged alike.
    async def listen() -> None:
        async with await asyncio.start_server(lambda *_: None, address, port):
            pass

    try:
        asyncio.run(listen())
    except OSError as error:
        return error
    return None


def names_of(address: str, allowed: tuple[str, ...]) -> frozenset[str]:
    """Host headers that are answered: loopback, the address itself, what was allowed; beyond loopback any number."""
    names = LOOPBACK | {address.lower(), *(a.lower() for a in allowed)}
    if not is_loopback(address):
        names |= {"*", platform.node().lower()}
    return frozenset(names - {"0.0.0.0", "::", ""})  # noqa: S104 -- taken out, not bound


def reachable(address: str, allowed: tuple[str, ...]) -> bool:
    """Whether others may reach the queue: through the address it binds to, or a public name that leads to it.

    A public name says that something in front of it, such as a TLS proxy, passes on what comes from outside.
    """
    return not all(is_loopback(name.lower()) for name in (address, *allowed))


def serve(
    settings: Settings, engine: Engine, address: str, port: int, *, allowed: tuple[str, ...] = (), target: str = ""
) -> None:
    """Serve until stopped."""
    app = create_app(
        settings, engine, hosts=names_of(address, allowed), target=target, open_here=not reachable(address, allowed)
    )
    uvicorn.run(app, host=address, port=port, log_level="warning", server_header=False, date_header=False)
