"""Which extractors, rules and organisation data a run reads with."""

from dataclasses import dataclass
from pathlib import Path

from extractors.organisations import open_resolver
from extractors.organisations.resolver import Resolver
from extractors.reading import reading_version
from extractors.versions import text_version
from flows.steps.context import DATA, Context


@dataclass(frozen=True, slots=True)
class Versions:
    text: str
    reading: str
    resolver: Resolver


def organisation_index(context: Context) -> Path | None:
    """The compiled ROR index, when there is one; without it the gazetteer alone resolves."""
    path = context.settings.organisations or context.settings.var / "organisations" / "ror.index"
    return path if path.exists() else None


def versions_of(context: Context) -> Versions:
    resolver = open_resolver(DATA, organisation_index(context), context.settings.gazetteer)
    return Versions(text_version(), reading_version(context.target, resolver.version), resolver)
