"""Data without a name: described and cited ("the celebrity dataset of [1]"), or given by its address only."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from citetrail.records.target_files import squeeze
from citetrail.records.targets import Member, Target
from citetrail.records.text import PageText
from citetrail.records.vocabulary import MemberKind
from extractors.usage.cited_members import Bibliography
from extractors.usage.member_names import Hit

_CITE = r"(?P<cite>\[\s*\d{1,3}\s*\]|\([^()]{1,80}\d{4}[a-z]?\))"
_DATA = r"(?:data\s?sets?|data|databases?|sets?|collections?|images|pictures|photos|photographs|faces|lists?|corpus)"
# Words of a description; a name among them would be another dataset's.
_WORD = r"(?:[a-z][a-z\-]*|Microsoft|MSR|One|Million|Celebrit(?:y|ies)|million|1M)"
_BY = r"(?:\s+(?:released|provided|published|shared|introduced|collected|made|built|given))?(?:\s+(?:by|of|from|in))?"
_WHO = r"(?:\s+[A-Z][\w'’\-]+(?:\s+et\s+al\.?|\s+and\s+[A-Z][\w'’\-]+)?)?"
# The first two begin with a set of letters, which `re` looks for in one loop.
# A description counts only with the citation of an introducing paper right behind it: the words alone fit any data.
_DESCRIBED = re.compile(
    r"(?P<data>[atp](?<!\w.)(?:(?<=a)|(?<=t)(?:he|his|hat|hose)|(?<=a)ll|(?<=p)ublic)"
    rf"\s+(?:{_WORD}\s+){{0,5}}?{_DATA}){_BY}{_WHO}\s*{_CITE}"
)
# "The training data are those of [1]."
_THOSE = re.compile(
    r"[dsipf](?<!\w.)(?:(?<=d)ata|(?<=s)et|(?<=i)mages|(?<=p)ictures|(?<=f)aces)"
    rf"\s+(?:is|are|were|was)\s+(?P<data>those|that)\s+(?:of|from){_WHO}\s*{_CITE}"
)
# "MSC1M [1]": a misspelt name with the citation of its paper.
_MISSPELT = re.compile(rf"(?<![\w\-])(?P<data>(?=[\w\-]*[A-Z])[A-Za-z][\w\-]{{3,24}})\s*{_CITE}")
ALIKE = 72  # per cent of letters that a misspelt name shares with a name
NAMED_BEFORE = 40  # characters: a name this near before is what is cited
_PIECE = re.compile(r"[^/\-.]+[/\-.]?")  # of an address, between the signs at which lines break
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.I)
# "… of pictures.1", "… the workshop1.", "… in 2020.1": the mark of a footnote behind the word that it explains.
_FOOTNOTE = r"(?:(?P<word>[A-Za-z]{{3,}})[.,;]?|\b(?P<year>(?:19|20)\d\d)[.,;]){mark}(?!\d|\.\d)"
# An address of a paper is a citation.
_PAPER = re.compile(r"arxiv\.org|doi\.org|openaccess|springer|ieee", re.I)
_VERSION_WORD = re.compile(r"clean|refin|list\b|celeb|releas|provid|same", re.I)
# Hosts on which everybody's data lies: the host alone identifies nothing, the whole address must agree.
_SHARED_HOST = re.compile(r"github\.|gitlab\.|google\.|academictorrents\.|huggingface\.|kaggle\.|zenodo\.", re.I)
_DATA_IN = re.compile(rf"\b{_DATA}\b", re.I)
# "the list at https://…": data, though the address is a model's too.
_DATA_BEFORE = re.compile(r"\b(?:lists?|data|data\s?sets?|sets?|images|pictures|copy|photos)\b[^.;]{0,24}$", re.I)


def described(page: PageText, taken: Sequence[Hit], bibliography: Bibliography, target: Target) -> Iterator[Hit]:
    """Descriptions that the citation of an introducing paper makes plain."""
    if not (bibliography.numbers or bibliography.names):
        return
    for pattern in (_DESCRIBED, _THOSE, _MISSPELT):
        for match in pattern.finditer(page.text):
            start, end = match.span("data")
            cited = bibliography.members_cited(match["cite"])
            near = [h for h in taken if start - NAMED_BEFORE < h.end <= match.end()]
            if any(h.member in cited or h.start >= start for h in near):
                continue
            members = [m for m in target.members if m.slug in cited and m.kind is MemberKind.DATASET]
            if pattern is _MISSPELT:
                members = [m for m in members if _alike(match["data"], m)]
            elif any(m.kind is MemberKind.MODEL for m in target.members if m.slug in cited):
                # A paper with a model of its own is mostly cited for that.
                members = members if _VERSION_WORD.search(match[0]) else []
            if members:
                # A later table is a more special one: ArcFace's own set, not what it was made of.
                yield Hit(start, end, page.text[start:end], members[-1].slug)


def _alike(printed: str, member: Member) -> bool:
    if sum(c.isupper() or c.isdigit() for c in printed) < 2:
        return False
    return any(fuzz.ratio(squeeze(printed), squeeze(alias)) >= ALIKE for alias in member.aliases)


def addressed(page: PageText, taken: Sequence[Hit], target: Target) -> Iterator[Hit]:
    """Datasets of which the page prints the address only: in the sentence, or in a footnote that a word bears."""
    seen: set[str] = set()
    models = _model_addresses(target)
    lowered = page.text.lower()
    for member, address in _addresses(target):
        if _first_piece(address) not in lowered:
            continue  # nearly always, and told a hundred times as fast
        pattern = re.compile(_loose(address) + r"(?:/[\w\-./]*)?", re.I)
        for match in pattern.finditer(page.text):
            start, end = _whole(page.text, match.start()), match.end()
            bearer = _bearer(page.text, start)
            inside = any(h.start < end and start < h.end and not h.model for h in taken)
            if address in seen or (inside and bearer is None) or "leaderboard" in match[0]:
                continue
            if bearer and address in models and not _DATA_BEFORE.search(page.text[bearer[0] - 60 : bearer[1]]):
                continue
            seen.add(address)
            start, end = bearer or (start, end)
            yield Hit(start, end, page.text[start:end], member)


def linked(page: PageText, target: Target) -> Iterator[Hit]:
    """Words for data that lead to a dataset's own address when clicked, and do not print it."""
    for link in page.links:
        words = page.text[link.start : link.end]
        member = _member_at(link.url, target)
        if member and _DATA_IN.search(words) and "/" not in words:
            yield Hit(link.start, link.end, words, member)


def leads_to_data(target: Target) -> Callable[[str], bool]:
    """Whether an address is one of the target's data: of the links in a paper no others are asked for."""
    return lambda url: _member_at(url, target) is not None


def _member_at(url: str, target: Target) -> str | None:
    """The member whose own address this is, or leads on from."""
    bare = _SCHEME.sub("", url).lower()
    return next((member for member, address in _addresses(target) if _leads_to(bare, address.lower())), None)


def _leads_to(url: str, address: str) -> bool:
    return url.startswith(address) and url[len(address) : len(address) + 1] in ("", "/", "?", "#")


def is_data(page: PageText, hit: Hit) -> bool:
    """Whether the words before an address speak of data."""
    return _DATA_BEFORE.search(page.text[max(0, hit.start - 60) : hit.start]) is not None


@lru_cache(maxsize=8)
def _addresses(target: Target) -> list[tuple[str, str]]:
    """Each dataset's own address without its scheme; one that several members share stands for the first."""
    found: dict[str, str] = {}
    for member in target.members:
        if member.kind is MemberKind.DATASET:
            for url in (member.url, member.source):
                if url and not _PAPER.search(url) and (url == member.url or not _SHARED_HOST.search(url)):
                    found.setdefault(_bare(url), member.slug)
    for event in target.events:
        # A copy's address belongs to the data that it is a copy of.
        if "academictorrents" in event.source:
            found.setdefault(_bare(event.source), event.member or target.slug)
    known = {m.slug for m in target.members}
    return [(slug, address) for address, slug in found.items() if slug in known]


@lru_cache(maxsize=8)
def _model_addresses(target: Target) -> frozenset[str]:
    return frozenset(_bare(m.url) for m in target.members if m.kind is MemberKind.MODEL and m.url)


def _bare(url: str) -> str:
    bare = _SCHEME.sub("", url).rstrip("/")
    # The makers' host alone is the data's: its pages moved.
    host, _, path = bare.partition("/")
    own = host.count(".") == 1 and not _SHARED_HOST.search(host)
    return host if own or host.endswith("deepglint.com") else f"{host}/{path}".rstrip("/")


def _loose(address: str) -> str:
    """An address that a line break may part."""
    return r"\s?".join(map(re.escape, _PIECE.findall(address)))


def _first_piece(address: str) -> str:
    """What stands at the beginning of an address, wherever a line break parts it; lower case."""
    piece = _PIECE.match(address)
    return piece[0].lower() if piece else ""


def _whole(text: str, start: int) -> int:
    scheme = re.search(r"https?:\s?//(?:www\.)?$", text[max(0, start - 16) : start], re.I)
    return start - len(scheme[0]) if scheme else start


def _bearer(text: str, start: int) -> tuple[int, int] | None:
    """The word that bears the footnote whose text is the address at `start`; None for an address in a sentence."""
    mark = re.search(r"(?:^|\n)\s*(\d{1,2})\s?$", text[max(0, start - 8) : start])
    if mark is None:
        return None
    words = list(re.finditer(_FOOTNOTE.format(mark=mark[1]), text[: max(0, start - 3)]))
    return words[-1].span(words[-1].lastgroup or 0) if words else None
