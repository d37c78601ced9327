"""The whole road as plain calls."""

from collections import Counter
from dataclasses import dataclass, field

from flows.steps.assess import assess
from flows.steps.discover import Discovered, discover
from flows.steps.extract import extract
from flows.steps.fetch import fetch
from flows.steps.reading_version import versions_of
from flows.steps.run_context import Context


@dataclass(slots=True)
class Mined:
    """What one run did, step by step."""

    discovered: Discovered = field(default_factory=Discovered)
    fetched: Counter[str] = field(default_factory=Counter)
    extracted: Counter[str] = field(default_factory=Counter)
    assessed: Counter[str] = field(default_factory=Counter)


def mine(context: Context, *, retry: str = "failed") -> Mined:
    """Discover, fetch, extract and assess; each step does only what is due."""
    mined = Mined(discovered=discover(context))
    mined.fetched = fetch(context, retry=retry)
    versions = versions_of(context)
    mined.extracted = extract(context, versions)
    mined.assessed = assess(context, versions)
    return mined
