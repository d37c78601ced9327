"""Names that a document gives to members itself, and data that it names only by who used it before."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from citetrail.records.targets import Target
from citetrail.records.text import PageText
from citetrail.records.vocabulary import MemberKind
from extractors.usage.cited_members import Bibliography
from extractors.usage.member_names import Hit, Names

_CALLED = (
    r"hereafter|henceforth|hereinafter|here(?:in)? after|denoted|denote|abbreviated|abbr\.?|termed|referred to"
    r"|refer to|called|named|dubbed|short for|for short|in short|written|marked|noted"
)
_SHORT = r"[\"'“‘(]?(?P<short>[A-Z][A-Za-z0-9+*._\-]{0,14}?)[\"'”’)]?"
_CITED = r"(?:\[[^\]]{1,20}\]|\([^()]{1,60}\d{4}[a-z]?\))"
_DEFINED = (
    # "MS-Celeb-1M [9] (hereafter M)", "MS1M [9] (MS)"
    re.compile(
        rf"\s*(?:data\s?set|database)?\s*{_CITED}?\s*\((?:[^()]{{0,30}}?(?:{_CALLED})\s*(?:as|by|to as|it)?\s*:?\s*)?"
        rf"{_SHORT}(?:\s+(?:for|in) short)?\s*\)"
    ),
    # "MS-Celeb-1M, denoted as M"
    re.compile(
        rf"[^.;]{{0,60}}?,?\s*(?:which (?:is|we) |and )?(?:{_CALLED})\s+(?:it\s+)?(?:as|by|to as)?\s*"
        rf"{_SHORT}(?=[\s,.;])"
    ),
)
# "the same training set as [9]": data named by whose it is; the citation tells which. Like the next two patterns it
# begins with a set of characters, which `re` looks for in one loop; with the flag for both cases it does not.
_SAME_DATA = re.compile(
    r"[SsſIiİıEe](?<!\w.)(?i:(?<=s)ame|(?<=i)dentical|(?<=e)xact)"
    r"(?i:\s+(?:cleaned |refined |large-scale )?(?:training\s+)?"
    r"(?:data\s?set|data|set|database|training set|images)s?\s+"
    r"(?:as|with|to|of|in|used in|used by|provided by|that of)\s+(?:in\s+|by\s+|that\s+(?:of|in)\s+)?"
    r"(?:[\w.'’\-]+\s+){0,6}?(?P<cite>\[[^\]]{1,20}\]|\([^()]{1,80}\d{4}[a-z]?\)))"
)
# "the dataset released by [9]", "its training set is identical to that of [9]"
_DATA_OF = re.compile(
    r"[TtDdSsſ](?<!\w.)(?i:(?:(?<=t)raining\s+(?:data\s?set|data|set)|(?<=d)ata\s?set|(?<=d)ata|(?<=s)et)s?\s+(?:\w+\s+)?"
    r"(?:released|provided|published|shared|cleaned|refined|introduced|collected|constructed)\s+(?:by|in)\s+"
    r"|(?<=t)raining\s+(?:data\s?set|data|set)s?\s+(?:is|are)\s+"
    r"(?P<same>(?:the\s+same\s+as|identical\s+to|taken\s+from|adopted\s+from)\s+(?:that\s+of\s+|those\s+of\s+|in\s+)?))"
    r"(?i:(?:[\w.'’\-]+\s+){0,4}?(?P<cite>\[\s*\d{1,3}\s*\]|\([^()]{1,80}\d{4}[a-z]?\)))"
)
# A dataset's name this near before it is what was released.
NAMED_BEFORE = 20
# "a pre-trained face recognition network [9]": the model is named by its citation only.
_CITED_MODEL = re.compile(
    r"[PpOoRrWwFfSsſEe](?<!\w.)(?i:(?<=p)re-?\s?trained|(?<=o)ff-the-shelf|(?<=r)eleased|(?<=w)ell-trained|(?<=f)rozen"
    r"|(?<=f)ixed|(?<=p)ublicly\s+available|(?<=s)tate-of-the-art|(?<=e)xisting)"
    r"(?i:\s+(?:[\w\-]+\s+){0,3}?"
    r"(?P<model>(?:face|facial|identity)\s+(?:[\w\-]+\s+)?(?:models?|networks?|CNN|extractor|encoder|embedder|recogni[sz]er|classifier)"
    r"\s?(?P<cite>\[\d{1,3}\])))"
)
# "We denote MS-Celeb-1M [9] as M"
_DENOTE = re.compile(r"\b(?:denote|call|name|abbreviate|term|refer\s+to|write)\b[^.;]{0,40}$", re.I)
# What follows the name behind a verb of naming (`_DENOTE`), up to the short form.
_AS = re.compile(
    rf"\s*(?:data\s?set|database|collection|images|data)?\s*{_CITED}?\s*(?:as|by|with)\s+{_SHORT}(?=[\s,.;])"
)
# "we propose a network (FEBNet)", "we call it FaceGuard": mixed capitals, so that "GAN" and "Face" are none.
_SYSTEM = r"(?P<name>(?=[\w\-]*[a-z])(?=[\w\-]*[A-Z][\w\-]*[A-Z])[A-Z][\w\-]{3,20})(?![\w\-])"
# Only what the authors say they made, and a name at once or after "called": most capitals are others' systems.
# It begins with a set of letters, which `re` looks for in one loop.
_OWN_SYSTEM = re.compile(
    r"[OTWotw](?<!\w.)(?:(?<=[Ww])e|(?<=[Tt])his (?:paper|work|article|project|study)|(?<=[Oo])ur (?:paper|work))"
    r"\s+(?:\w+\s+){0,3}?"
    r"(?:propos|present|introduc|develop|design|describ)\w*\s+"
    rf"(?:{_SYSTEM}(?=\s*[,:(]|\s+(?:to|for|that|which|a|an)\b)"
    r"|(?:an?|the|our)\s[^.;()]{0,120}?(?:\(|(?:called|named|dubbed|termed|namely)\s+)"
    rf"{_SYSTEM.replace('name', 'later')})"
)
# Methods and data of the field that a paper may "present results of".
_KNOWN = re.compile(
    r"ImageNet|CelebA|VGG|WebFace|AgeDB|MegaFace|ResNet|Mobile|FaceNet|GAN\d?$|RetinaFace|DeepFace|FaceScrub"
)
# A paper presents one or two systems; further ones are names that it compares with.
MOST_SYSTEMS = 4
MOST_SHORT_HITS = 30
_STOP = frozenset(
    {
        "A",
        "I",
        "The",
        "We",
        "It",
        "In",
        "C",
        "Table",
        "Fig",
        "Section",
        "Eq",
        "Tab",
        "LFW",
        "IJB",
        "CNN",
        "CNNs",
        "DNN",
    }
)


def own_names(pages: Sequence[tuple[PageText, Sequence[Hit]]], names: Names) -> dict[str, Hit]:
    """Short names that the document defines beside a member's name, with that name's hit."""
    found: dict[str, Hit] = {}
    for page, hits in pages:
        for hit in hits:
            # "AdaFace (UniFace)": a release and what loads it.
            if hit.ambiguous or hit.release:
                continue
            tail = page.text[hit.end : hit.end + 120]
            denoted = _DENOTE.search(page.text[max(0, hit.start - 80) : hit.start])
            for pattern in (*_DEFINED, _AS) if denoted else _DEFINED:
                match = pattern.match(tail)
                if match and _is_short(match["short"], names):
                    found.setdefault(match["short"], hit)
                    break
    return found


def _is_short(short: str, names: Names) -> bool:
    short = short.strip(".")
    if short in _STOP or short.isdigit() or len(short) > 12 or re.fullmatch(r"[A-Z][a-z]+", short):
        return False
    return not names.find(short) and re.search(r"[A-Z]", short) is not None


def own_systems(pages: Iterable[PageText], names: Names) -> re.Pattern[str] | None:
    """The names that a paper gives to what it proposes: where one of them acts, the paper acts. None for none."""
    found: dict[str, None] = {}
    for page in pages:
        for match in _OWN_SYSTEM.finditer(page.text):
            name = match["name"] or match["later"]
            if not names.find(name) and not _KNOWN.search(name):
                found.setdefault(name)
    spelled = "|".join(re.escape(n) for n in list(found)[:MOST_SYSTEMS])
    return re.compile(rf"(?<![\w\-])(?<!our )(?<!the )(?:{spelled})(?![\w\-]|\s?\[)") if spelled else None


def short_hits(page: PageText, taken: Iterable[Hit], short: dict[str, Hit]) -> list[Hit]:
    """Places of the document's own names, outside the names found already; single letters only beside data words."""
    if not short:
        return []
    spans = [(h.start, h.end) for h in taken]
    spelled = "|".join(re.escape(s) for s in sorted(short, key=len, reverse=True))
    found = []
    for match in re.finditer(rf"(?<![\w.\-]){'(?:' + spelled + ')'}(?![\w\-])", page.text):
        if any(s <= match.start() < e for s, e in spans):
            continue
        near = page.text[max(0, match.start() - 60) : match.end() + 40]
        if len(match[0]) <= 3 and not re.search(r"\b(?:train|data\s?set|set|on|evaluat|images)", near):
            continue
        found.append(replace(short[match[0]], start=match.start(), end=match.end(), text=match[0]))
        if len(found) >= MOST_SHORT_HITS:
            break
    return found


def cited_models(page: PageText, bibliography: Bibliography, target: Target) -> Iterator[Hit]:
    """ "a pre-trained face recognition network [9]": the released model of the paper that [9] is."""
    if not bibliography.numbers:
        return
    for match in _CITED_MODEL.finditer(page.text):
        cited = bibliography.members_cited(match["cite"])
        slugs = [m.slug for m in target.members if m.slug in cited and m.kind is MemberKind.MODEL and m.aliases]
        if slugs:
            yield Hit(
                match.start("model"), match.start("cite"), match["model"][: -len(match["cite"])], slugs[0], model=True
            )


def same_data(page: PageText, taken: Sequence[Hit], bibliography: Bibliography, target: Target) -> Iterator[Hit]:
    """ "the same training data as [9]", "the dataset released by [9]": the dataset that [9] introduced."""
    if not (bibliography.numbers or bibliography.names):
        return
    for match in (*_SAME_DATA.finditer(page.text), *_DATA_OF.finditer(page.text)):
        if any(0 <= match.start() - h.end < NAMED_BEFORE for h in taken):
            continue
        cited = bibliography.members_cited(match["cite"])
        slugs = [m.slug for m in target.members if m.slug in cited and m.kind is MemberKind.DATASET]
        if slugs:
            # A later table is a more special one: ArcFace's own set, not what it was made of.
            start = match.start("same") if match.groupdict().get("same") else match.start()
            yield Hit(start, match.end(), page.text[start : match.end()], slugs[-1])
