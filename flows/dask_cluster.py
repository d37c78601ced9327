"""Dask as a run wants it: a cluster of its own with the settings of deploy/dask.yaml, or one that is there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citetrail.records.settings import Settings

if TYPE_CHECKING:
    from prefect_dask.task_runners import DaskTaskRunner

# The same as in deploy/dask.yaml, which says why; a test compares them.
OWN_SETTINGS: dict[str, Any] = {
    "distributed": {
        "scheduler": {"active-memory-manager": {"start": False}},
        "worker": {"daemon": False, "profile": {"enabled": False}, "memory": {"monitor-interval": "10s"}},
        "admin": {
            "tick": {"interval": "1s", "cycle": "10s"},
            "system-monitor": {"interval": "10s"},
        },
    }
}
_TICK = "distributed.admin.tick"


def dask_runner(settings: Settings) -> "DaskTaskRunner":
    """A task runner on the scheduler of the settings, else on a cluster that begins and ends with the flow.

    That one has a single worker: its pool has as many reading processes as the settings say. What the user set
    for Dask stays.
    """
    import dask
    import distributed  # noqa: F401  its defaults come with it
    from prefect_dask.task_runners import DaskTaskRunner

    if settings.dask_address:
        return DaskTaskRunner(address=settings.dask_address)
    _set_what_the_user_left(dask.config)
    told = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=told)


def _set_what_the_user_left(config: Any) -> None:
    """Our settings where Dask's defaults stand and no file or variable of the user's says that they shall.

    Of the times after which a loop looks at itself all or none.
    """
    known, said = config.merge(*config.defaults), config.collect()

    def is_left(name: str) -> bool:
        return config.get(name, None, config=said) is None and config.get(name) == config.get(name, config=known)

    config.set({name: told for name, told in _settings(OWN_SETTINGS) if is_left(_TICK if _TICK in name else name)})


def _settings(told: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Each setting by its full name."""
    for name, value in told.items():
        yield from _settings(value, f"{above}{name}.") if isinstance(value, dict) else [(above + name, value)]
