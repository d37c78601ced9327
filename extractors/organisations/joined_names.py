"""Two organisations with "and" or "&" between them: "CUHK and SenseTime".

The same words stand within the names of departments: a part is taken apart only where both sides are known.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.organisations.address import Address
from extractors.organisations.candidates import Tables
from extractors.organisations.name_tokens import COMPANY_FORMS, Token
from extractors.organisations.position import COMPANY_PARTS

_JOINT = re.compile(r"\s*(?:&|\+|\band\b|\bet\b|\bund\b)\s*(?:the\b\s*)?", re.I)
_ANY_JOINT = re.compile(r"&|\+| and | et | und ", re.I)


def split_joined(address: Address, tables: Tables) -> Address:
    """The address with each part "A and B" made two, where A and B by themselves are organisations.

    Where one side's country is known and the string prints none, that country speaks for the other side.
    """
    if not _ANY_JOINT.search(address.text):
        return address
    words = list(address.words)
    first = 0
    context = address.context
    joined: set[int] = set()
    for at in range(1, len(words)):
        if words[at].segment != words[at - 1].segment:
            first = at
        elif _is_joint(address, words, at):
            left, right = words[first:at], _right(address, words, at, tables)
            owners = _owners(left, tables)
            # "…, Korea & KAIST": a country may end the address of the first.
            place = any(h.first == at - len(left) and h.last == at - 1 for h in address.hits)
            if right and (owners or place) and set(owners).isdisjoint(_owners(right, tables)):
                words[at:] = [w._replace(segment=w.segment + 1) for w in words[at:]]
                first = at
                joined |= {words[at - 1].segment, words[at].segment}
                if not address.hits:
                    context = context or _country(left, tables) or _country(right, tables)
    if words == list(address.words):
        return address
    return replace(address, words=tuple(words), context=context, joined_parts=frozenset(joined))


def _is_joint(address: Address, words: Sequence[Token], at: int) -> bool:
    start, end = words[at - 1].end, words[at].start
    # Between most words stands a blank and nothing else.
    return address.text[start:end] != " " and bool(_JOINT.fullmatch(address.text, start, end))


def _right(address: Address, words: Sequence[Token], at: int, tables: Tables) -> Sequence[Token]:
    """The words after a joint that are an organisation by themselves: up to the next joint or the end of the part."""
    end = at + 1
    while end < len(words) and words[end].segment == words[at].segment:
        if _is_joint(address, words, end) and _owners(words[at:end], tables):
            break
        end += 1
    return words[at:end] if _owners(words[at:end], tables) else ()


def _owners(side: Sequence[Token], tables: Tables) -> tuple[str, ...]:
    """The organisations of which a side is the whole name, or a company with the name of a part of it."""
    names = [w.word for w in side]
    while len(names) > 1 and names[-1] in COMPANY_FORMS:
        names.pop()
    found = tables.gazetteer.by_key.get(" ".join(names), ())
    if not found and len(names) > 1 and all(n in COMPANY_PARTS for n in names[1:]):
        found = tables.gazetteer.by_key.get(names[0], ())
    if not found and len(names) > 1 and tables.index:
        entry = tables.index.get("names", " ".join(names))
        found = tuple(f"ror:{tables.index.record(p.number).ror}" for p in entry.postings[:2]) if entry else ()
    return found


def _country(side: Sequence[Token], tables: Tables) -> str | None:
    """The country of a side that is of one organisation and no acronym."""
    owners = _owners(side, tables)
    if len(owners) != 1 or side[0].word in tables.gazetteer.acronyms:
        return None
    organisation = tables.gazetteer.organisation(owners[0])
    return organisation.country if organisation else None
