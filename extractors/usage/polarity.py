"""Whether a clause denies what it says of a name: phrases over the words of the clause, after NegEx.

NegEx (Chapman et al., 2001) looks for trigger phrases and bounds their scope by words that end a clause; a dependency
parser is no help here: spaCy marks no `neg` on "without", "neither", "refrain" or "failed to obtain".
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citetrail.paths import RULES
from extractors.usage.sentence_words import NAME

PHRASES = RULES / "usage" / "denials.toml"
MOST_BETWEEN = 14  # words that "..." may stand for
FEW = 3  # and ".."
_OWN = frozenset({"we", "i"})
_AUXILIARIES = frozenset(
    {"did", "do", "have", "had", "was", "were", "is", "are", "will", "would", "could", "can", "does", "has"}
)


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """One phrase with the clauses that it must hit and the one that it must miss."""

    id: str
    affirms: bool
    phrase: str
    pattern: re.Pattern[str]
    hits: tuple[str, ...]
    miss: str
    own_acts: bool = True  # False: the row says nothing where "we" act in the clause


@dataclass(frozen=True, slots=True)
class Denials:
    rows: tuple[PhraseRow, ...]
    ends: frozenset[str]
    after_comma: frozenset[str]


@dataclass(frozen=True, slots=True)
class Denial:
    """The row that denies and the words that do it."""

    row: str
    words: str


@lru_cache(maxsize=1)
def denials() -> Denials:
    """The phrases that are shipped; KeyError and tomllib's errors are defects of the file."""
    raw = tomllib.loads(PHRASES.read_text(encoding="utf-8"))
    rows = tuple(
        PhraseRow(
            r["id"],
            r.get("turn") == "affirms",
            r["phrase"],
            compiled(r["phrase"], raw["words"]),
            tuple(r["hits"]),
            r["miss"],
            r.get("own_acts", True),
        )
        for r in raw["rows"]
    )
    return Denials(rows, frozenset(raw["clause"]["ends"]), frozenset(raw["clause"]["after_comma"]))


def compiled(phrase: str, words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """A phrase of the rows' little language as a pattern over words that single spaces part."""
    return re.compile(r"(?<!\S)" + "".join(_slot(s, words) for s in phrase.split()))


def _slot(slot: str, words: Mapping[str, Sequence[str]]) -> str:
    if slot == "...":
        return rf"(?:\S+ ){{0,{MOST_BETWEEN}}}?"
    if slot == "..":
        return rf"(?:[^\s,]+ ){{0,{FEW}}}?"
    optional = slot.endswith("?") and len(slot) > 1
    forms = [_form(w) for part in slot.removesuffix("?").split("|") for w in _spelled(part, words)]
    return rf"(?:(?:{'|'.join(forms)})(?: |$))" + ("?" if optional else "")


def _spelled(part: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """The words that a part stands for; a list may name other lists."""
    return [w for held in words[part] for w in _spelled(held, words)] if part in words else [part]


def _form(word: str) -> str:
    return re.escape(word[:-1]) + r"[\w-]*" if word.endswith("*") else re.escape(word)


def denied(words: Sequence[str], at: int) -> Denial | None:
    """The denial over words[at], which is NAME; None where the clause affirms it or says nothing either way."""
    clause = " ".join(clause_of(words, at))
    rows = denials().rows
    if any(r.affirms and r.pattern.search(clause) for r in rows):
        return None
    own = any(w in _OWN or w in ("our", "ours", "us") for w in clause.split())
    found = ((r, r.pattern.search(clause)) for r in rows if not r.affirms and (r.own_acts or not own))
    return next((Denial(r.id, match[0].strip()) for r, match in found if match), None)


def clause_of(words: Sequence[str], at: int) -> list[str]:
    """The words of the clause around words[at]; other places of the name are left out, so that NAME is this one."""
    held = denials()
    start = at
    while start > 0 and not _ends_before(words, start, held):
        start -= 1
    end = at + 1
    while end < len(words) and not _ends_at(words, end, held):
        end += 1
    return [
        w if i == at or w != NAME else "it"
        for i, w in enumerate(words[start:end], start)
        if w not in ("[#]", "(", ")")
    ]


def _ends_before(words: Sequence[str], start: int, held: Denials) -> bool:
    """Whether a clause begins at words[start]."""
    before = words[start - 1]
    if before in held.ends:
        return not (before in ("but", "so") and start > 1 and words[start - 2] in ("nothing", "none", "anything"))
    word = words[start]
    if before == "," and (word in held.after_comma or word.endswith("ing")):
        return True
    # "without fine-tuning we train on NAME"; but "nor did we".
    return word in _OWN and before not in _AUXILIARIES and before not in ("that", "which", ",", "data", "the")


def _ends_at(words: Sequence[str], end: int, held: Denials) -> bool:
    word = words[end]
    if word in held.ends:
        return True
    following = words[end + 1] if end + 1 < len(words) else ""
    return (word == "," and following in held.after_comma - {"which"}) or (
        word == "and" and following in ("we", "our", "i")
    )
