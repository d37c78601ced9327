"""Turns by the words straight before a name: "not on NAME", "rather than NAME", "with and without NAME"."""

from collections.abc import Iterator
from typing import Any

from extractors.usage.parse_words import lists

# "On all sets apart from NAME" leaves it out, "apart from NAME, no set" does not; "no set other than NAME" neither.
APART = frozenset({"apart from", "aside from"})
OTHER_THAN = frozenset({"other than"})
LEFT = 10  # words before such an expression in which "all" or "no" is looked for


def _of_all(token: Any, at: int) -> bool:
    """ "On all sets apart from NAME", not "in all experiments, apart from NAME, we use another"."""
    doc = token.doc
    left = {t.lower_ for t in doc[max(0, at - LEFT) : at]}
    ours = {t.lower_ for t in doc[token.i + 1 : token.i + 3]} & {"we", "our", "i"}
    return bool(left & {"all", "every", "everything", "each"}) and not ours and not left & lists()["words"]


def _of_none(doc: Any, at: int) -> bool:
    return bool({t.lower_ for t in doc[max(0, at - LEFT) : at]} & {"no", "none", "nothing", "nobody", "neither"})


def turns_before(token: Any) -> Iterator[tuple[str, Any]]:
    """The words straight before the name, over its articles, adjectives and prepositions: "rather than on NAME"."""
    doc, at = token.doc, token.i - 1
    held = lists()
    yield from _without_by_affix(token)
    while at >= 0:
        # First what takes the name out of a denial: "apart from NAME", "not only on NAME" hold words that deny alone.
        words = _phrase(doc, at, held["beside"])
        if words in APART and _of_all(token, at):
            yield "but", doc[at]
            return
        if words or _pair(doc, at) or (_phrase(doc, at, OTHER_THAN) and _of_none(doc, at)):
            yield "beside", doc[at]
            return
        words = _phrase(doc, at, held["before"])
        if words and _is_label(doc, at - len(words.split())):
            yield "beside", doc[at]
            return
        if words == "not" and [t.lower_ for t in doc[max(0, at - 2) : at]] == ["whether", "or"]:
            return
        if words:
            if not (doc[at].lower_ in ("not", "no") and doc[at + 1].lower_ in held["only"]):
                yield "before", _content(doc, at, len(words.split()))
            return
        if doc[at].lower_ not in held["leading"] and doc[at].dep_ not in ("amod", "poss"):
            break
        at -= 1
    if at > 0:
        yield from _but_or_than(doc, at)


def _without_by_affix(token: Any) -> Iterator[tuple[str, Any]]:
    """ "NAME-free training", "a non-NAME model"."""
    doc, at = token.doc, token.i
    following = [t.lower_ for t in doc[at + 1 : at + 3]]
    if following[:1] == ["free"] or following == ["-", "free"]:
        yield "affix", doc[at + 1]
    before = "".join(t.lower_ for t in doc[max(0, at - 2) : at])
    if before.endswith("non-"):
        yield "affix", doc[at - 1]


def _is_label(doc: Any, at: int) -> bool:
    """ "Ours (no NAME)": a row of an ablation."""
    return at >= 0 and doc[at].text == "("


def _content(doc: Any, at: int, length: int) -> Any:
    """The noun or "instead" of the phrase that ends at doc[at], else its last word: one word turns once."""
    words = doc[at - length + 1 : at + 1]
    return next(
        (t for t in words if t.pos_ == "NOUN" or t.lower_ in ("instead", "far") or t.lower_.startswith("dispens")),
        doc[at],
    )


def _but_or_than(doc: Any, at: int) -> Iterator[tuple[str, Any]]:
    """ "nothing but NAME", "not that but NAME"; "all but NAME"; "we prefer this to NAME"."""
    left = {t.lower_ for t in doc[max(0, at - 8) : at]}
    if doc[at].lower_ == "around" and {"no", "way"} <= left:
        yield "beside", doc[at]
        return
    if doc[at].lower_ == "than" and "no" in left and left & {"better", "other"}:
        # "no better choice than NAME"
        yield "beside", doc[at]
        return
    excepts = doc[at].lower_ == "but" or (doc[at].lower_ == "save" and doc[at - 1].pos_ in ("NOUN", "PRON"))
    if excepts and left & (lists()["words"] | {"anything"}):
        yield "beside", doc[at]
    elif excepts and left & {"all", "every", "everything", "any"}:
        yield "but", doc[at]


def _phrase(doc: Any, at: int, held: frozenset[str]) -> str:
    for length in (3, 2, 1):
        words = " ".join(t.lower_ for t in doc[max(0, at - length + 1) : at + 1])
        if words in held:
            return words
    return ""


def _pair(doc: Any, at: int) -> bool:
    """ "with and without NAME"."""
    return (
        at > 0
        and doc[at].lower_ in ("without", "not")
        and doc[at - 1].lower_ in ("and", "or", "versus")
        and any(t.lower_ in ("with", "once") for t in doc[max(0, at - 4) : at - 1])
    )
