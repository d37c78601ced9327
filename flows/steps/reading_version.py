"""Which extractors, rules and organisation data a run reads with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

from citetrail.paths import DATA
from extractors.organisations import open_resolver
from extractors.organisations.resolver import Resolver, organisations_version
from extractors.versions import reading_version, text_version
from flows.steps.run_context import Context


@dataclass(frozen=True)
class Versions:
    """`organisations` is the version of what `resolver` resolves with; a run with nothing new never opens it."""

    text: str
    reading: str
    organisations: str
    open: Callable[[], Resolver]

    @cached_property
    def resolver(self) -> Resolver:
        return self.open()


def versions_of(context: Context) -> Versions:
    files = (DATA, context.settings.compiled_ror_index, context.settings.gazetteer)
    version = organisations_version(*files)
    return Versions(
        text_version(), reading_version(context.target.digest, version), version, partial(open_resolver, *files)
    )
