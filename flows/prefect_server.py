"""Whether Prefect can take a run: its server answers, or a temporary one starts in time."""

import contextlib
import os

# Whose errors reach a flow's caller only from Prefect's own talk with its server.
ITS_LIBRARIES = {"prefect", "httpx", "httpcore", "websockets"}


def problem() -> str:
    """Why Prefect cannot take a run, in words that end a sentence; empty when it can.

    A temporary server that was started here goes on for the run that follows.
    """
    try:
        from prefect.client.orchestration import get_client
        from prefect.server.api.server import SubprocessASGIServer

        if os.environ.get("PREFECT_API_URL"):
            with get_client(sync_client=True) as client:
                error = client.api_healthcheck()
            return f"the server at PREFECT_API_URL does not answer ({brief(error)})" if error else ""
        server = SubprocessASGIServer()
        try:
            server.start()
        except Exception:
            with contextlib.suppress(Exception):
                server.stop()
            raise
    except Exception as error:  # noqa: BLE001 whatever stands in Prefect's way must not stand in the run's
        return f"its temporary server did not start in time ({brief(error)})"
    return ""


def is_prefects_own(error: BaseException) -> bool:
    """Whether a flow ended for a reason of Prefect's: its server went away or answered with an error.

    Our own steps turn what services do into errors of their own, and tell a full disk or a bad store as such.
    """
    kinds = {kind.__module__.partition(".")[0] for kind in type(error).__mro__}
    return bool(kinds & ITS_LIBRARIES) or isinstance(error, ConnectionError)


def brief(error: object) -> str:
    """An error in a few words."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:160]
