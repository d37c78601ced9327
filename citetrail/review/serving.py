"""Running the application under uvicorn, and deciding to which names it answers."""

import errno
import platform
import socketserver

import uvicorn
from sqlalchemy import Engine

from citetrail.records.settings import Settings
from citetrail.review.app import LOOPBACK, create_app
from citetrail.review.request_checks import is_loopback

__all__ = ["is_loopback", "names_of", "reachable", "serve", "why_not_bind"]


def why_not_bind(address: str, port: int) -> str:
    """Why nobody can listen there, as the end of a sentence; empty when somebody can."""
    if ":" in address or port == 0:
        return ""
    try:
        with socketserver.TCPServer(
            (address, port), socketserver.BaseRequestHandler, bind_and_activate=False
        ) as trial:
            trial.allow_reuse_address = True
            trial.server_bind()
    except OSError as error:
        return (
            "is in use" if error.errno == errno.EADDRINUSE else f"cannot be listened on ({error.strerror or error})"
        )
    return ""


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
