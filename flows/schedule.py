"""Serving the flows on a schedule."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from prefect import serve

from flows.mine import mine_flow

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


def serve_targets(files: Mapping[str, str], cron: str) -> None:
    """Serve `mine` for each target (slug → file) at these times, in UTC, until stopped."""
    deployments = [
        cast(
            "RunnerDeployment",  # a coroutine only inside an event loop, and here is none
            mine_flow.to_deployment(name=slug, cron=cron, parameters={"target": file, "retry": "failed"}),
        )
        for slug, file in files.items()
    ]
    serve(*deployments)
