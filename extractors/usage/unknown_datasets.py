"""Names like a dataset's in sentences that use the family, of which no file knows: the next derivative, perhaps.

Pure: mentions to names with their sentences. Nothing is claimed of these names; a person decides whether one is worth
a member or a target.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from citetrail.records.release_files import load_releases
from citetrail.records.target_files import squeeze
from citetrail.records.targets import Target
from citetrail.records.usage import Mention, UnknownDataset
from citetrail.records.vocabulary import USE_ROLES, MemberKind, Role, Zone
from extractors.usage.member_names import Hit, Name, Names, names_of
from extractors.usage.passages import fold
from extractors.usage.release_facts import release_facts
from extractors.usage.word_lists import word_lists

# A paper that names more has a table for a sentence.
MOST_NAMES = 20
LONGEST_NAME = 40  # characters
LONGEST_SENTENCE = 600
# What a name of data looks like: it begins with a letter and has a capital besides its first, or a digit.
_NAME = re.compile(r"(?<![\w@/.\-])[A-Za-z](?:[A-Za-z0-9]|[\-_](?=[A-Za-z0-9])){2,39}(?![\w@/])")
_SHAPE = re.compile(r"\d|.[A-Z]|^[A-Z][a-z]+-[A-Z]")
# "5M", "600K": so many pictures or people.
_SIZED = re.compile(r"\d(?:\.\d)?[MKmk]$")
_DATA_NOUN = re.compile(
    r"\s*(?:\[[\d,\s\-–]+\]\s*)?(?:face\s+)?(?:data\s?sets?|databases?|corpus|corpora|collections?)\b", re.I
)
# What may stand between two names of one list; names of the list are blanked out before.
_LISTED = re.compile(
    r"(?:[\s,;/&+()#]|\[[\d,\s\-–]*\]|\b(?:and|with|plus|as well as|or|the|data\s?sets?|both|also)\b)*", re.I
)
# Networks, losses, optimisers, machines and parts of a paper: as such names end, or begin.
_DESIGNS = r"Nets?|Former|GAN|CNN|ViT|BERT|CLIP|MTCNN|RetinaFace|R\d+|IR-?\w+|SE-?\w+"
_NO_DATASET_ENDS = re.compile(rf"(?:{_DESIGNS}|Loss|Softmax|GPUs?|Adam|SGD|Torch|Flow|v\d)\d*$")
_NO_DATASET_BEGINS = re.compile(r"(?:ResNet|MobileNet|VGG-?16|GPU|CUDA|Tab|Fig|Sec|Eq)\b")
# "IJB-C", "AgeDB-30": a known name with the letter or number of a part.
_PART = re.compile(r"[A-Za-z]{0,2}\d{0,3}")


def unknown_datasets(mentions: Sequence[Mention], target: Target) -> tuple[UnknownDataset, ...]:
    """The unknown names beside what the paper uses of the family, each with the first sentence that has it."""
    found: dict[str, UnknownDataset] = {}
    read: set[tuple[int, int]] = set()
    for mention in mentions:
        evidence = mention.evidence
        data = target.member(mention.member).kind is MemberKind.DATASET
        used = mention.role in USE_ROLES and mention.role is not Role.CREATED
        span = (evidence.page, evidence.start)
        if not (used and data) or mention.zone in (Zone.TABLE, Zone.MARGIN) or span in read:
            continue
        read.add(span)
        for name in _names_beside(evidence.quote[:LONGEST_SENTENCE], target):
            quote = fold(evidence.quote)[:LONGEST_SENTENCE]
            found.setdefault(squeeze(name), UnknownDataset(name, evidence.page, quote))
            if len(found) >= MOST_NAMES:
                return tuple(found.values())
    return tuple(found.values())


def _names_beside(quote: str, target: Target) -> Iterator[str]:
    """Names in one sentence that look like a dataset's and are nobody's that is known."""
    family = names_of(target).find(quote)
    known = [*family, *release_facts(target).datasets.find(quote), *_models().find(quote)]
    able = [m for m in _NAME.finditer(quote) if _is_candidate(m[0]) and not _overlaps(m, known)]
    for match in able:
        noun = _DATA_NOUN.match(quote, match.end()) is not None
        if noun or _SIZED.search(match[0]) or _is_listed(quote, match, family, [*known, *able]):
            yield match[0]


def _is_candidate(name: str) -> bool:
    key = squeeze(name)
    if len(name) > LONGEST_NAME or not _SHAPE.search(name):
        return False
    if _NO_DATASET_ENDS.search(name) or _NO_DATASET_BEGINS.match(name):
        return False
    return not any(key.startswith(known) and _PART.fullmatch(key[len(known) :]) for known in _listed_names())


@lru_cache(maxsize=1)
def _listed_names() -> tuple[str, ...]:
    """The datasets and models of the word lists, squeezed."""
    lists = word_lists()
    return tuple(dict.fromkeys(map(squeeze, (*lists.datasets, *lists.models))))


def _is_listed(quote: str, name: re.Match[str], family: Sequence[Hit], others: Sequence[Hit | re.Match[str]]) -> bool:
    """Whether only commas, "and" and other names stand between the name and one of the family's."""
    for hit in family:
        if hit.model:
            continue
        start, end = (hit.end, name.start()) if hit.end <= name.start() else (name.end(), hit.start)
        between = list(quote[start:end])
        for other in others:
            low, high = _span(other)
            for place in range(max(low, start), min(high, end)):
                between[place - start] = "#"
        if start <= end and _LISTED.fullmatch("".join(between)):
            return True
    return False


def _overlaps(name: re.Match[str], hits: Sequence[Hit]) -> bool:
    return any(h.start < name.end() and name.start() < h.end for h in hits)


def _span(of: Hit | re.Match[str]) -> tuple[int, int]:
    return (of.start, of.end) if isinstance(of, Hit) else of.span()


@lru_cache(maxsize=1)
def _models() -> Names:
    """Released networks of any family, which are no data."""
    register = load_releases()
    exact = [Name(n, r.slug) for r in register.releases for n in r.cased]
    return Names((Name(n, r.slug) for r in register.releases for n in r.names), exact)
