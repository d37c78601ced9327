"""The tables, one for each noun. Times are ISO 8601 strings in UTC: they sort, and read the same everywhere."""

import hashlib
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    and_,
    event,
    func,
    literal_column,
    or_,
)

from citetrail.records.vocabulary import ClaimState
from citetrail.store.copy_tables import copies, copy_differences, copy_searches, document_rulings
from citetrail.store.review_tables import (
    annotations,
    api_tokens,
    claim_tags,
    decision_chain,
    decisions,
    leases,
    objections,
    orders,
    policies,
    preferences,
    remark_mentions,
    remarks,
    reviewers,
    sessions,
    skips,
)
from citetrail.store.source_tables import arxiv_versions, identity_rulings, promising, source_records
from citetrail.store.table_base import RisingKey, metadata, texts

# The tables of reviews and of sources stand in modules of their own; everyone takes them from here.
__all__ = [
    "annotations",
    "api_tokens",
    "arxiv_versions",
    "claim_tags",
    "copies",
    "copy_differences",
    "copy_searches",
    "decision_chain",
    "decisions",
    "document_rulings",
    "identity_rulings",
    "leases",
    "metadata",
    "objections",
    "orders",
    "policies",
    "preferences",
    "promising",
    "remark_mentions",
    "remarks",
    "reviewers",
    "sessions",
    "skips",
    "source_records",
]


def _lot(context: Any) -> float:
    """The claim's place in the audit's lottery, 0..1: drawn from its id, so that the draw can be repeated."""
    return lot(context.get_current_parameters()["id"])


def lot(claim_id: str) -> float:
    return int(hashlib.sha256(f"lot:{claim_id}".encode()).hexdigest()[:12], 16) / 16**12


def _first_rank(context: Any) -> float:
    return float(context.get_current_parameters()["priority"])


papers = Table(
    "papers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("title_key", Text, nullable=False, index=True),
    *texts("s2_id", "corpus_id", "doi", "arxiv_id", optional=True),
    Column("year", Integer),
    *texts("published_on", "venue", "abstract", "url", optional=True),
    Column("pdf_urls", JSON, nullable=False),
    Column("authors", JSON, nullable=False),  # [{"name": …, "affiliations": […]}] as the service lists them
    Column("first_seen", Text, nullable=False),
    Column("merged_into", Text),  # the paper that this record turned out to be; null for papers that count
)

# For the queue's order by date; a query must use this very expression.
PAPER_DATE = func.coalesce(papers.c.published_on, literal_column("''"))
Index("ix_papers_date", PAPER_DATE, papers.c.id)
# For lists of papers, newest first; the same holds.
PAPER_YEAR = func.coalesce(papers.c.year, literal_column("0"))
Index("ix_papers_newest", PAPER_YEAR, papers.c.id)

# Every identifier a paper is known by leads to one paper.
paper_keys = Table(
    "paper_keys",
    metadata,
    Column("kind", Text, nullable=False),  # KeyKind
    Column("value", Text, nullable=False),
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False, index=True),
    PrimaryKeyConstraint("kind", "value"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False),
    *texts("target", "source", "reason"),
    Column("contexts", JSON, nullable=False),
    Column("intents", JSON, nullable=False),
    Column("is_influential", Boolean, nullable=False),
    Column("first_seen", Text, nullable=False),
    PrimaryKeyConstraint("paper_id", "target", "source", "reason"),
    Index("ix_sightings_target_paper_id", "target", "paper_id"),
)

# How far each discovery query has come, and what it could not get.
queries = Table(
    "queries",
    metadata,
    *texts("target", "query", "cursor"),
    Column("expected", Integer),
    Column("received", Integer, nullable=False),
    *texts("failure", "finished_at"),
    Column("unknown", Boolean),  # the failure is the target file's: the service knows no such paper
    PrimaryKeyConstraint("target", "query"),
)

# What is left to do, so that choosing the next batch costs the same in a small store and a large one.
# A row goes in with the work that makes it due and out with the work that does it, each in one transaction.
pending = Table(
    "pending",
    metadata,
    Column("target", Text, nullable=False),
    Column("step", Text, nullable=False),  # fetch, extract, assess, copies
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False),
    PrimaryKeyConstraint("target", "step", "paper_id"),
)

# One row per distinct PDF. The bytes lie in the document store under the same name; neither is ever altered.
documents = Table(
    "documents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    *texts("url", "retrieved_at"),
)

fetches = Table(
    "fetches",
    metadata,
    Column("paper_id", Text, ForeignKey("papers.id"), primary_key=True),
    Column("outcome", Text, nullable=False),
    Column("sha256", Text, ForeignKey("documents.sha256"), index=True),
    Column("url", Text),
    Column("detail", Text, nullable=False),
    Column("tried", JSON, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("finished_at", Text, nullable=False),
)

# What one version of the extractors and rules read in one document for one target.
readings = Table(
    "readings",
    metadata,
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False),
    *texts("target", "version", "outcome", "detail"),
    Column("pages", Integer, nullable=False),
    Column("names_family", Boolean, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the reading as compressed JSON
    Column("read_at", Text, nullable=False),
    PrimaryKeyConstraint("sha256", "target", "version"),
    Index("ix_readings_target_outcome", "target", "outcome"),
)

# The paper's present assessment for a target; a newer version replaces it, decisions stay.
assessments = Table(
    "assessments",
    metadata,
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False),
    Column("target", Text, nullable=False),
    Column("sha256", Text),
    Column("version", Text, nullable=False),
    Column("input_hash", Text, nullable=False),  # of everything that went in: unchanged input, no new work
    *texts("outcome", "verdict"),
    Column("score", Float, nullable=False),
    Column("unresolved", Boolean, nullable=False),
    Column("sectors", JSON, nullable=False),
    Column("headline", Text, nullable=False),
    Column("title", Text, nullable=False),  # as printed in the PDF
    Column("authors", JSON, nullable=False),  # [{"name": …, "affiliations": [index …]}] as printed
    Column("assessed_at", Text, nullable=False),
    PrimaryKeyConstraint("paper_id", "target"),
    Index("ix_assessments_target_verdict", "target", "verdict"),
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    *texts("country", "city", optional=True),
    Column("lat", Float),
    Column("lng", Float),
    *texts("precision", "sector"),
    Column("tier", Text),
    Column("flags", JSON, nullable=False),
    *texts("basis", "source"),
    *texts("ror", "parent", optional=True),
    Column("designations", JSON, nullable=False),
    Column("version", Text, nullable=False),  # of gazetteer and ROR
    # Whether somebody opened the source of the gazetteer row that tells the sector; null where no row does.
    Column("source_confirmed", Boolean),
    Column("source_checked_on", Text),
    Column("source_words", Text),
)

affiliations = Table(
    "affiliations",
    metadata,
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False),
    Column("target", Text, nullable=False),
    Column("position", Integer, nullable=False),  # of the string in the paper's header
    Column("match", Integer, nullable=False),  # a string may name several organisations
    Column("raw", Text, nullable=False),
    Column("raw_key", Text, nullable=False, index=True),
    Column("organisation_id", Text, index=True),
    Column("sector", Text, nullable=False),
    Column("country", Text),
    Column("method", Text, nullable=False),
    Column("score", Float, nullable=False),
    *texts("origin", "note"),
    Column("authors", JSON, nullable=False),  # names, in the paper's order
    Column("evidence_id", Text),
    # Where the organisation was when it wrote this; empty in rows of readings that did not tell it.
    Column("city", Text),
    Column("lat", Float),
    Column("lng", Float),
    *texts("precision", "place_basis", optional=True),
    Column("ground", Text),  # what the sector military rests on; null for other sectors
    PrimaryKeyConstraint("paper_id", "target", "position", "match"),
)

funding = Table(
    "funding",
    metadata,
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False),
    Column("target", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("funder", Text, nullable=False),
    Column("military", Boolean, nullable=False),
    Column("organisation_id", Text),
    *texts("award", "evidence_id"),
    PrimaryKeyConstraint("paper_id", "target", "position"),
)

# A quotation. Never altered: another text is another row.
evidence = Table(
    "evidence",
    metadata,
    Column("id", Text, primary_key=True),
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("sha256", Text),
    Column("text_version", Text),  # of the page text that the offsets point into
    Column("page", Integer),
    Column("start", Integer),
    Column("end", Integer),
    *texts("quote", "before", "after"),
    Column("match_start", Integer, nullable=False),  # within the quote
    Column("match_end", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("boxes", JSON, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    *texts("target", "kind"),
    Column("paper_id", Text, ForeignKey("papers.id"), index=True),  # null for claims about organisations
    *texts("member", "role", optional=True),
    Column("organisation_id", Text, index=True),
    Column("sector", Text),
    Column("raw_key", Text, index=True),  # of the affiliation string, for claims of kind resolution
    Column("text", Text, nullable=False),  # the claim in a sentence
    Column("score", Float, nullable=False),  # the machine's probability that it is true
    Column("rule", Text, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("headline", Text, nullable=False),  # sector that makes it newsworthy
    Column("sensitive", Boolean, nullable=False),  # wants two reviewers where the setting says so
    Column("priority", Float, nullable=False),  # newsworthiness × uncertainty: the queue's default order
    Column("papers", Integer, nullable=False),  # how many papers the decision touches
    Column("version", Text, nullable=False),  # of extractors and rules
    Column("evidence_hash", Text, nullable=False),  # of all that a reviewer is shown as proof
    Column("cleared", Boolean, nullable=False),  # the machine says "not used": only an audit shows it
    Column("current", Boolean, nullable=False),  # false once a newer reading no longer makes the claim
    Column(
        "state", Text, nullable=False
    ),  # cache of what the decisions say; `citetrail.store.decision_log` derives it
    Column("decided_hash", Text, nullable=False),  # evidence_hash at the last decision that counts
    Column("created_at", Text, nullable=False),
    # Caches like `state`, for the queue: never a truth of their own.
    Column("once_by", Text, nullable=False, default=""),  # who gave the one vote of a claim that wants two
    Column("flagged", Boolean, nullable=False, default=False),
    Column("audited", Boolean, nullable=False, default=False),  # an audit's vote on this evidence is in the log
    Column("lot", Float, nullable=False, default=_lot),
    Column("rank", Float, nullable=False, default=_first_rank),  # the learned order; the priority until then
    Column("learned", Float),  # what the learned model says of the claim, 0..1
    Index("ix_claims_target_kind_state", "target", "kind", "state"),
    Index("ix_claims_counts", "target", "current", "cleared", "kind", "state"),  # counting reads nothing else
)

# Claims that wait for a first or second vote. The words below are also the condition of partial indexes, so a
# query must use this very clause (values rendered in place) for the database to see that they fit.
WAITING_STATES = (ClaimState.OPEN, ClaimState.ACCEPTED_ONCE, ClaimState.REJECTED_ONCE)
_state = claims.c.state
WAITING = and_(
    claims.c.current,
    ~claims.c.cleared,
    or_(*(_state == literal_column(f"'{state}'") for state in WAITING_STATES)),
)
# What an audit may draw: accepted claims, and claims that the machine cleared, until one audit vote is in.
AUDITABLE = and_(
    claims.c.current,
    ~claims.c.audited,
    or_(
        _state == literal_column(f"'{ClaimState.ACCEPTED}'"),
        and_(claims.c.cleared, _state == literal_column(f"'{ClaimState.OPEN}'")),
    ),
)
_PARTIAL = [(Index("ix_claims_audit", claims.c.target, claims.c.lot), AUDITABLE)]
for _name, _columns in {
    "waiting": ("target", "priority", "id"),
    "waiting_kind": ("target", "kind", "priority", "id"),
    "ranked": ("target", "rank", "id"),
    "ranked_kind": ("target", "kind", "rank", "id"),
    "waiting_paper": ("target", "paper_id", "priority", "id"),
    "waiting_organisation": ("target", "organisation_id", "priority", "id"),
}.items():
    _PARTIAL.append((Index(f"ix_claims_{_name}", *(claims.c[c] for c in _columns)), WAITING))


@event.listens_for(metadata, "before_create")
def _make_partial(_: MetaData, connection: Connection, **told: object) -> None:
    """Said only where tables are made: naming PostgreSQL's dialect imports it, which takes long."""
    for index, condition in _PARTIAL:
        index.dialect_kwargs[f"{connection.dialect.name}_where"] = condition


claim_evidence = Table(
    "claim_evidence",
    metadata,
    Column("claim_id", Text, ForeignKey("claims.id"), nullable=False),
    Column("evidence_id", Text, ForeignKey("evidence.id"), nullable=False, index=True),
    Column("rank", Integer, nullable=False),
    PrimaryKeyConstraint("claim_id", "evidence_id"),
)

# Who is working on a target: the second run waits or says who holds it.
holds = Table(
    "holds",
    metadata,
    Column("target", Text, primary_key=True),
    *texts("holder", "since", "seen_at"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", RisingKey, primary_key=True, autoincrement=True),
    Column("target", Text, nullable=False, index=True),
    *texts("step", "started_at"),
    Column("finished_at", Text),
    Column("counts", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
)
