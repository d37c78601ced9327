"""Which extractors, rules and organisation data a run reads with."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from citetrail.paths import DATA
from citetrail.store.private_files import write_whole
from extractors.organisations import open_resolver
from extractors.organisations.data_version import organisations_version
from extractors.versions import MEANINGS, reading_version, text_version
from flows.steps.run_context import Context

if TYPE_CHECKING:
    from extractors.organisations.resolver import Resolver


@dataclass(frozen=True)
class Versions:
    """`organisations` is the version of what `resolver` resolves with; a run with nothing new never opens it."""

    text: str
    reading: str
    organisations: str
    open: "Callable[[], Resolver]"

    @cached_property
    def resolver(self) -> "Resolver":
        return self.open()


def versions_of(context: Context) -> Versions:
    files = (DATA, context.settings.compiled_ror_index, context.settings.gazetteer)
    with _kept_meanings(context.settings.var / "code_versions.json"):
        version = organisations_version(*files)
        text, reading = text_version(), reading_version(context.target.digest, version)
    return Versions(text, reading, version, partial(open_resolver, *files))


@contextmanager
def _kept_meanings(file: Path) -> Iterator[None]:
    """What earlier runs compiled is known within, and what this one compiles is kept for the next.

    A file that is lost or damaged costs compiling once more. It lies with the store: who can write there can do more.
    """
    try:
        kept = json.loads(file.read_bytes())
        known = {k: v for k, v in kept.items() if re.fullmatch(r"[0-9a-f]{64} [0-9a-f]{12}", f"{k} {v}")}
    except (OSError, ValueError, AttributeError):
        known = {}
    before = MEANINGS.keys() | known.keys()
    MEANINGS.update(known)
    yield
    if MEANINGS.keys() - before:
        # A worker may have a folder that it cannot write to; it then compiles at each start.
        with suppress(OSError):
            write_whole(file, json.dumps(MEANINGS).encode("ascii"))
