"""In which copies of its paper a claim's evidence stands."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from citetrail.records.copies import Copy
from citetrail.records.vocabulary import Outcome
from citetrail.review.card_quotes import Quote
from citetrail.store.copies import copies_of


def readable_copies(connection: Connection, paper_id: str) -> list[Copy]:
    """The copies of a paper whose text could be read, each document once."""
    found = copies_of(connection, [paper_id]).get(paper_id, [])
    read = [c for c in found if c.outcome is Outcome.OK and c.text_key is not None]
    return list({copy.sha256: copy for copy in reversed(read)}.values())[::-1]


def with_copies(quotes: Iterable[Quote], held: Sequence[Copy]) -> list[Quote]:
    """The quotations, each with the copies that print it, where the paper has several."""
    if len(held) < 2:
        return list(quotes)
    return [replace(quote, copy=_labels(quote.sha256, held)) for quote in quotes]


def _labels(sha256: str | None, held: Sequence[Copy]) -> str:
    """Copies with the same text print the same: all of them are named."""
    key = next((c.text_key for c in held if c.sha256 == sha256), None)
    return ", ".join(dict.fromkeys(c.label for c in held if key is not None and c.text_key == key))


def in_how_many(shas: Iterable[str | None], held: Sequence[Copy]) -> str:
    """The words for how many readable copies have the evidence; empty where there is one copy, or no evidence."""
    documents = set(shas)
    keys = {c.text_key for c in held if c.sha256 in documents}
    having = sum(1 for c in held if c.text_key in keys)
    return f"in {having} of {len(held)} copies" if len(held) > 1 and having else ""
