"""What may happen in the second process of a release instead of what it was asked for. Another process imports it."""

import os
import signal
from typing import Any

from citetrail.store.engine import StoreError


def fail(*_: Any) -> None:
    raise StoreError("the store went away")


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
