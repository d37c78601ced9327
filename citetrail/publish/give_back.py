"""What registries may take from the decisions: organisations they do not have, strings read as the wrong ones.

The columns are those that ROR's request for a new record and OpenAlex's corrections of affiliations ask for, as far
as anything is known here. Nothing is sent anywhere: people read the rows, complete them and hand them in.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import Connection

from citetrail.publish.people_named import EVERYBODY, Naming
from citetrail.publish.publishable import CHUNK, judged
from citetrail.publish.use_rows import PublishedRow
from citetrail.publish.values import address, line, moment, several
from citetrail.records.identifiers import short_hash
from citetrail.records.targets import Target
from citetrail.records.vocabulary import ClaimKind, ClaimState, Reason, Sector
from citetrail.store.claims import ClaimFacts, claims_about
from citetrail.store.decisions import logs_of
from citetrail.store.organisations import StoredAffiliation, affiliations_of, organisations_of
from citetrail.store.papers import merges
from citetrail.store.read_otherwise import papers_read_otherwise
from citetrail.store.sql import in_batches
from citetrail.store.two_people import Judge

# Papers and strings shown for a proposal: a curator of ROR checks some, not all.
EXAMPLES = 5
# ROR's types where a sector tells one; an academic or military body may be of several.
TYPES = {Sector.COMMERCIAL: "company", Sector.GOVERNMENT: "government"}
_MISSING = """
SELECT coalesce(o.organisation_id, ''), coalesce(o.name, a.raw), a.raw, p.paper_id, p.doi, p.arxiv_id, o.city,
       coalesce(o.country, a.country), coalesce(parent.name, o.parent), o.source,
       CASE o.sector_status WHEN 'verified' THEN o.sector END
FROM affiliations a JOIN papers p USING (paper_id) LEFT JOIN organisations o USING (organisation_id)
LEFT JOIN organisations parent ON parent.organisation_id = o.parent
WHERE a.status = 'verified' AND p.use_status = 'verified' AND o.ror IS NULL
ORDER BY 1, 2, p.paper_id, a.raw
"""


@dataclass(frozen=True, slots=True)
class SettledString:
    """What people said of one organisation read in a string; `ror` is empty where the registry has none."""

    claim: str
    before: str | None  # ROR of what the machine read
    after: str | None  # ROR of what people say; None where they refused it
    changed: bool
    decided_at: str


@dataclass(slots=True)
class Corrected:
    """A string with what it was read as and what it is, over all papers that print it."""

    papers: dict[str, str | None] = field(default_factory=dict)  # paper → its link
    claims: set[str] = field(default_factory=set)
    decided_at: str = ""


def missing_rows(release: sqlite3.Connection) -> Iterator[PublishedRow]:
    """One row for each organisation, or printed name, that people confirmed and that has no ROR identifier."""
    for (organisation, name), told in groupby(release.execute(_MISSING), key=lambda row: row[:2]):
        rows = list(told)
        city, country, parent, source, sector = rows[0][6:]
        links = dict.fromkeys(link for row in rows if (link := _link(row[4], row[5])))
        yield (
            short_hash("missing", organisation, name),
            organisation or None,
            name,
            TYPES.get(sector),
            several(list(dict.fromkeys(row[2] for row in rows))[:EXAMPLES]),
            several(list(links)[:EXAMPLES]),
            len({row[3] for row in rows}),
            parent,
            city,
            country,
            source,
        )


def affiliation_correction_rows(
    connection: Connection, release: sqlite3.Connection, target: Target, naming: Naming = EVERYBODY
) -> Iterator[PublishedRow]:
    """One row for each string that people read otherwise than the machine. Grows with the corrections alone."""
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Corrected] = defaultdict(Corrected)
    published = release.execute("SELECT paper_id, doi, arxiv_id FROM papers WHERE use_status = 'verified' ORDER BY 1")
    final = merges(connection)
    merged = defaultdict(list)
    for old, new in final.items():
        merged[new].append(old)
    told = {final.get(record, record) for record in papers_read_otherwise(connection, target.slug)}
    for batch in in_batches((row for row in published if row[0] in told), CHUNK):
        links = {record: (paper, _link(*ids)) for paper, *ids in batch for record in (paper, *merged[paper])}
        for row, readings in _strings(connection, target, sorted(links)):
            before = tuple(sorted({r.before for r in readings if r.before}))
            after = tuple(sorted({r.after for r in readings if r.after}))
            if before == after or not any(r.changed for r in readings):
                continue
            one = found[(line(naming.text(row.raw, row.authors)) or "", after, before)]
            one.papers.update([links[row.paper_id]])
            one.claims |= {r.claim for r in readings}
            one.decided_at = max(one.decided_at, *(r.decided_at for r in readings))
    for (raw, after, before), one in found.items():
        yield _row(target, raw, after, before, one)


def _link(doi: str | None, arxiv_id: str | None) -> str | None:
    """A paper as registries know it: by its DOI, which arXiv has for each of its papers, old identifiers too."""
    if doi:
        return f"https://doi.org/{doi}"
    return f"https://doi.org/10.48550/arXiv.{arxiv_id}" if arxiv_id else None


def _row(target: Target, raw: str, after: Sequence[str], before: Sequence[str], one: Corrected) -> PublishedRow:
    examples = [link for _, link in sorted(one.papers.items()) if link]
    return (
        short_hash("string", target.slug, raw, *after, "was", *before),
        raw,
        several(after),
        several(before),
        several(examples[:EXAMPLES]),
        len(one.papers),
        several(sorted(one.claims)),
        moment(one.decided_at),
    )


def _strings(
    connection: Connection, target: Target, records: Sequence[str]
) -> Iterator[tuple[StoredAffiliation, list[SettledString]]]:
    """Strings of these papers with what was said of them; a string of several organisations when all are settled."""
    printed = affiliations_of(connection, target.slug, records)
    told = [c for c in claims_about(connection, target.slug, "paper_id", records) if c.kind == ClaimKind.AFFILIATION]
    for keys in in_batches(sorted({row.raw_key for row in printed if not row.organisation_id})):
        about = claims_about(connection, target.slug, "raw_key", keys)
        told += [claim for claim in about if claim.kind == ClaimKind.RESOLUTION]
    settled = _settled(connection, told)
    for _, some in groupby(printed, key=lambda row: (row.paper_id, row.raw)):
        rows = list(some)
        readings = [settled.get(_subject(row.paper_id, row.organisation_id, row.raw_key)) for row in rows]
        if all(readings):
            yield rows[0], [reading for reading in readings if reading]


def _subject(paper: str | None, organisation: str | None, raw_key: str | None) -> tuple[str, str]:
    """What a claim is about: the organisation of a paper, or a string wherever it is printed."""
    return (paper or "", organisation) if organisation else ("", raw_key or "")


def _settled(connection: Connection, told: Sequence[ClaimFacts]) -> dict[tuple[str, str], SettledString]:
    judgements = judged(connection, told)
    accepted = {claim.id: claim for claim in told if claim.id in judgements.backed}
    refused = _refused(connection, [claim for claim in told if claim.state == ClaimState.REJECTED])
    ids = {claim.organisation_id or "" for claim in told}
    ids |= {judgements.backed[key].correction.get("organisation_id", "") for key in accepted}
    rors = {key: address(one.ror) for key, one in organisations_of(connection, sorted(ids - {""})).items()}
    found = {}
    for claim in told:
        subject = _subject(claim.paper_id, claim.organisation_id, claim.raw_key)
        before = rors.get(claim.organisation_id or "")
        if claim.id in judgements.held:
            continue
        if claim.id in accepted:
            backing = judgements.backed[claim.id]
            other = backing.correction.get("organisation_id")
            after = rors.get(other) if other else before
            found[subject] = SettledString(claim.id, before, after, bool(other), backing.decided_at)
        elif claim.id in refused:
            found[subject] = SettledString(claim.id, before, None, True, refused[claim.id])
    return found


def _refused(connection: Connection, told: Sequence[ClaimFacts]) -> dict[str, str]:
    """Rejected claims of which people said that it is another organisation → when they did."""
    about, found = {claim.id: claim for claim in told}, {}
    judge = Judge(connection, told)
    for key, votes in groupby(logs_of(connection, list(about)), key=lambda entry: entry.claim_id):
        log = list(votes)
        standing = judge.standing(key, log, about[key].decided_hash)
        counted = {entry.id for entry in standing.in_force}
        reasons = {entry.reason for entry in log if entry.id in counted}
        if standing.state is ClaimState.REJECTED and Reason.WRONG_ORGANISATION in reasons:
            found[key] = max(entry.decided_at for entry in log if entry.id in counted)
    return found
