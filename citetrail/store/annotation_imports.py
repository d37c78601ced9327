"""Annotations of readers' tools into the store: each finds its document, its words and the claims that quote them.

They are kept for a person to look into. What citetrail exported as decisions becomes decisions only where whoever
imports them asks for it, for votes of their own, and as `decision_imports` takes any line of a log.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from citetrail.records.annotation_files import FoundAnnotation
from citetrail.records.identifiers import short_hash
from citetrail.records.quoted_places import NotFound, Place, locate
from citetrail.store.accounts import ReviewerError, ReviewerRole, get
from citetrail.store.decision_imports import Members, import_decisions
from citetrail.store.documents import DocumentMissing, DocumentStore
from citetrail.store.engine import now
from citetrail.store.kept_annotations import (
    KeptAnnotation,
    claims_at,
    documents_called,
    keep_annotation,
    text_versions,
)


@dataclass(frozen=True, slots=True)
class Importer:
    """Who brings a file in, and what they ask for. `version` is of the text that today's program makes."""

    name: str
    file: str
    version: str
    members: Members
    decisions: bool = False  # whether their own decisions among the annotations are to be appended to the log


@dataclass(slots=True)
class AnnotationsImported:
    """What became of a file's annotations. Each that was not taken is named in `refused` with the reason."""

    matched: dict[str, list[str]] = field(default_factory=dict)  # annotation → the claims that quote its words
    beside: list[str] = field(default_factory=list)  # kept on a document, at words that no claim quotes
    known: int = 0
    decided: int = 0
    refused: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # further words on decisions that were taken


def import_annotations(
    connection: Connection, documents: DocumentStore, found: Iterable[FoundAnnotation | str], importer: Importer
) -> AnnotationsImported:
    """Keep the annotations that find their place, append the decisions that may be, and name the rest.

    Raises ReviewerError where the importer is not known here or only looks on.
    """
    person = get(connection, importer.name)
    if person is None:
        raise ReviewerError(f"{importer.name!r} is not known here: citetrail reviewers add {importer.name}")
    if person.role == ReviewerRole.ANALYST:
        raise ReviewerError(f"{importer.name} is an analyst here: analysts look on")
    done = AnnotationsImported()
    for each in found:
        if isinstance(each, str):
            done.refused.append(each)
        elif each.decision is not None:
            _decide(connection, each, importer, done)
        else:
            _keep(connection, documents, each, importer, done)
    return done


def _keep(
    connection: Connection, documents: DocumentStore, each: FoundAnnotation, importer: Importer,
    done: AnnotationsImported,
) -> None:  # fmt: skip
    try:
        kept = _placed(connection, documents, each, importer)
    except NotFound as reason:
        done.refused.append(f"{each.name}: {reason}")
        return
    if not keep_annotation(connection, kept):
        done.known += 1
    elif quoting := claims_at(connection, kept):
        done.matched[kept.id] = quoting
    else:
        done.beside.append(kept.id)


def _placed(
    connection: Connection, documents: DocumentStore, each: FoundAnnotation, importer: Importer
) -> KeptAnnotation:
    """The annotation at its place. Raises NotFound with the reason why it has none."""
    sha256, version, (page, start, end), quote = _place(connection, documents, each, importer.version)
    number = short_hash(sha256, quote, str(page), each.note, each.creator, each.name)
    return KeptAnnotation(
        number, sha256, page, start, end, version, quote, each.note, each.creator, each.created, each.name,
        importer.file, importer.name, now(), "", "", "",
    )  # fmt: skip


def _place(
    connection: Connection, documents: DocumentStore, each: FoundAnnotation, today: str
) -> tuple[str, str, Place, str]:
    """Document, version of its text, place, and the words as they stand there."""
    if not each.quote:
        raise NotFound("it quotes no words: a page or a position alone finds nothing")
    shas = documents_called(connection, each.hashes, each.addresses)
    if not shas:
        called = " or ".join([*(f"SHA-256 {h}" for h in each.hashes), *each.addresses][:3])
        raise NotFound(f"no document is held here as {called}")
    failure = NotFound("the text of the document is not held here")
    for sha256 in shas:
        for version in dict.fromkeys([today, *text_versions(connection, sha256)]):
            try:
                pages = documents.pages(sha256, version)
                told = {"prefix": each.prefix, "suffix": each.suffix, "page": each.page}
                page, start, end = locate(pages, each.quote, **told)  # type: ignore[arg-type]
            except DocumentMissing:
                continue
            except NotFound as reason:
                failure = reason
                continue
            return sha256, version, (page, start, end), pages[page - 1][start:end]
    raise failure


def _decide(connection: Connection, each: FoundAnnotation, importer: Importer, done: AnnotationsImported) -> None:
    """Append an exported decision of the importer's own to the log, where that was asked for."""
    assert each.decision is not None
    reviewer = str(each.decision.get("reviewer") or "")
    if reviewer != importer.name:
        done.refused.append(
            f"{each.name}: a decision of {reviewer!r}, whose it is to import; "
            "`citetrail decisions import` takes the log of several people"
        )
        return
    if not importer.decisions:
        done.refused.append(f"{each.name}: a decision in your name; --decisions appends what you know to be yours")
        return
    taken = import_decisions(connection, [json.dumps(each.decision)], "jsonl", importer.members)
    done.decided += taken.added
    done.known += taken.known
    for words in (*taken.refused, *taken.conflicts):
        done.refused.append(f"{each.name}: {words.partition(': ')[2]}")
    done.told += [f"{each.name}: {words.partition(': ')[2]}" for words in taken.stale]
    done.told += [f"claim {claim}: the votes differ now; it waits for a third person" for claim in taken.disputed]
