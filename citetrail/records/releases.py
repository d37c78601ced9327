"""Recognisers that can be loaded, and what each was trained on as its makers say: the shape of data/releases/."""

from dataclasses import dataclass
from enum import StrEnum


class ReleaseKind(StrEnum):
    WEIGHTS = "weights"  # one file, or files that saw the same data
    PACK = "pack"  # several networks under one name
    PACKAGE = "package"  # what a package loads under a model's name
    PIPELINE = "pipeline"  # a system with a recogniser inside, or one that started from it
    TAUGHT = "taught"  # trained against a recogniser, as an identity loss, and free of it when it runs


class Confidence(StrEnum):
    HIGH = "high"  # the maker says so of this file
    MEDIUM = "medium"  # put together from two statements, or said of a sister
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Release:
    """One released network, or several that saw the same data.

    `data` holds the training sets as makers name them; empty where they do not say. Membership of a family is not
    written down here: a target's own names tell which of the sets are its members.
    """

    slug: str
    kind: ReleaseKind
    source: str
    date: str  # of the statement: 2021, 2021-09 or 2021-09-21
    confidence: Confidence
    names: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()  # names that are words or other things in any other spelling: "TransFER"
    data: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()  # sets that it may have seen, where its makers do not say
    one_of: tuple[str, ...] = ()  # releases between which this name does not choose
    shared_with: tuple[str, ...] = ()  # releases that give another file one of these names
    apart: bool = False  # each of its files saw one of the sets of `data`
    model: str = ""  # the member of kind "model" that it is a release of, where a target has it
    note: str = ""


@dataclass(frozen=True, slots=True)
class Default:
    """What a package loads when it is told nothing, from a day and a version of its own on and until others."""

    release: str
    since: str = ""
    until: str = ""
    first: str = ""  # version of the package
    before: str = ""  # the version that loads something else


@dataclass(frozen=True, slots=True)
class Load:
    """What a package loads under a model's name."""

    name: str
    release: str


@dataclass(frozen=True, slots=True)
class Package:
    """A program that loads releases for its users."""

    slug: str
    source: str
    date: str
    names: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()  # short names that tell something only right beside a model's
    calls: tuple[str, ...] = ()  # names of calls that load weights: they stand for the model itself
    loaders: tuple[str, ...] = ()  # names of calls that load what one of their arguments names in `loads`
    model: str = ""
    loads: tuple[Load, ...] = ()
    defaults: tuple[Default, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherDataset:
    """A training set that belongs to no family of data/targets/."""

    name: str
    source: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseRegister:
    """Everything in data/releases/. `digest` changes with any byte of it."""

    releases: tuple[Release, ...]
    packages: tuple[Package, ...]
    datasets: tuple[OtherDataset, ...]
    digest: str

    def release(self, slug: str) -> Release:
        """The release of that slug; KeyError when there is none."""
        return next((r for r in self.releases if r.slug == slug), None) or _missing(slug)


def _missing(slug: str) -> Release:
    raise KeyError(slug)
