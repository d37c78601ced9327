"""Which quotations carry a use: sentences before captions, captions before rows of tables and addresses.

The score of a use is made of all that the paper says; what a person reads first should say it in words. A row of a
table flattened to a line, or an address in a footnote, comes first only where no sentence says the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from citetrail.records.usage import MemberUse, Mention
from citetrail.records.vocabulary import Role, Zone

# Quotations kept of one use: a reviewer reads two or three, the others are spare.
MOST_EVIDENCE = 8
# A sentence that is surer than this says it; a fainter one does not come before a row that says it plainly.
SAYS_IT = 0.5
# Of two sentences, the one that is no other use's gives way to a surer one by more than this.
NEARLY = 0.05
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|io|edu|gov)\b\S*", re.I)
_NUMBER = re.compile(r"[-+±~]?\d[\d.,%×±/-]*[kKmM]?|[-–—✓✗×]")
_WORD = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS = 5
MOST_NUMBERS = 0.4  # of the tokens: above, it is a row

Group = Sequence[Mention]


class Form(IntEnum):
    """What a quotation looks like, the most readable first."""

    SENTENCE = 0
    CAPTION = 1
    FOOTNOTE = 2
    ROW = 3
    ADDRESS = 4


def form_of(mention: Mention) -> Form:
    """The form of a mention's quotation, from where it stands and from its words."""
    quote = mention.evidence.quote
    words = _WORD.findall(_ADDRESS.sub(" ", quote))
    # The least readable first, by the words and then by the place: cells in a caption read no better than a table's.
    if len(words) < FEWEST_WORDS and _ADDRESS.search(quote):
        return Form.ADDRESS
    if mention.zone is Zone.TABLE or _is_row(quote):
        return Form.ROW
    if mention.zone is Zone.CAPTION:
        return Form.CAPTION
    if mention.zone in (Zone.FOOTNOTE, Zone.MARGIN):
        return Form.FOOTNOTE
    return Form.SENTENCE if len(words) >= FEWEST_WORDS else Form.ROW


def _is_row(quote: str) -> bool:
    """Whether the words are cells: numbers and dashes make up much of them."""
    tokens = quote.split()
    numbers = [token for token in tokens if _NUMBER.fullmatch(token.strip("()[],;"))]
    return len(numbers) >= 3 and len(numbers) > MOST_NUMBERS * len(tokens)


def with_best_quotations(
    uses: Sequence[MemberUse], groups: Mapping[tuple[str, Role], Group]
) -> tuple[MemberUse, ...]:
    """The uses, each with its quotations in the order in which they carry it.

    A name on which another use rests already carries no second one while another sentence says it; a sentence that
    carries another use by another name gives way to one that says this one nearly as surely.
    """
    taken = _Taken()
    told = []
    for use in uses:
        group = sorted(_quotable(use, groups), key=taken.order)
        taken.add(group[0])
        # The reasons are those of this use, of the best of its own mentions.
        own = next(m for m in group if m.role is use.role)
        evidence = tuple(m.evidence for m in group[:MOST_EVIDENCE])
        told.append(replace(use, evidence=evidence, reasons=own.reasons, rule=own.rule, origin=own.origin))
    return tuple(told)


def _quotable(use: MemberUse, groups: Mapping[tuple[str, Role], Group]) -> list[Mention]:
    """The mentions that a use may quote: its own, and where those are bare addresses, sentences about them.

    An address in a footnote says which data is meant; what is done with it says the sentence that bears the note, or
    another one on the page that names the same member.
    """
    own = list(groups[use.member, use.role])
    if any(form_of(m) is not Form.ADDRESS for m in own):
        return own
    pages = {m.evidence.page for m in own}
    others = [m for (member, _), group in groups.items() if member == use.member for m in group]
    borne = [m for m in others if m.evidence.page in pages and form_of(m) is Form.SENTENCE and m.score >= SAYS_IT]
    return [*own, *borne]


class _Taken:
    """The names and sentences on which uses rest already."""

    def __init__(self) -> None:
        self._names: set[tuple[int, int]] = set()
        self._sentences: set[tuple[int, int]] = set()

    def add(self, mention: Mention) -> None:
        self._names.add(_name(mention))
        self._sentences.add(_sentence(mention))

    def order(self, mention: Mention) -> tuple[bool, bool, bool, Form, float]:
        form = form_of(mention)
        said = mention.score - (NEARLY if _sentence(mention) in self._sentences else 0.0)
        return mention.score < SAYS_IT, form > Form.FOOTNOTE, _name(mention) in self._names, form, -said


def _name(mention: Mention) -> tuple[int, int]:
    return mention.evidence.page, mention.evidence.match_start


def _sentence(mention: Mention) -> tuple[int, int]:
    return mention.evidence.page, mention.evidence.start
