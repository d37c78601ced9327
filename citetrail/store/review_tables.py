"""The tables of the review: the log of decisions, the people, and what the queue keeps while they work."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from citetrail.store.table_base import RisingKey, metadata, texts

# Append-only, enforced by triggers on both databases. The present state is derived from it.
decisions = Table(
    "decisions",
    metadata,
    Column("id", RisingKey, primary_key=True, autoincrement=True),
    Column("token", Text, nullable=False),  # made by the client: sending a decision twice stores it once
    Column("claim_id", Text, ForeignKey("claims.id"), nullable=False, index=True),
    *texts("reviewer", "vote"),
    Column("correction", JSON),  # {"member": …, "role": …} or {"organisation_id": …} or {"sector": …}
    *texts("reason", "note"),
    Column("undoes", BigInteger),  # id of the decision that an undo takes back
    Column("adjudication", Boolean, nullable=False),
    Column("audit", Boolean, nullable=False),
    Column("evidence_ids", JSON, nullable=False),
    *texts("evidence_hash", "version", "decided_at"),
    UniqueConstraint("token"),
    Index("ix_decisions_reviewer", "reviewer", "id"),
)

# One link for each decision, in the order in which they were recorded; append-only like the log.
decision_chain = Table(
    "decision_chain",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),  # 1, 2, 3 …
    Column("decision_id", BigInteger, ForeignKey("decisions.id"), nullable=False),
    Column("content", Text, nullable=False),  # hash of the decision's columns
    Column("previous", Text, nullable=False),  # the hash of the link before it; noughts before the first
    Column("hash", Text, nullable=False),  # of `previous` and `content`
    UniqueConstraint("decision_id"),
    UniqueConstraint("previous"),  # the chain cannot fork
)

# What those who are named say of a claim, and the answers; append-only. An objection without an answer is open.
objections = Table(
    "objections",
    metadata,
    Column("id", RisingKey, primary_key=True, autoincrement=True),
    Column("claim_id", Text, ForeignKey("claims.id"), nullable=False, index=True),
    Column("about", BigInteger, ForeignKey("objections.id")),  # the objection that this row answers
    Column("outcome", Text, nullable=False),  # of an answer: upheld or refused; empty for an objection
    Column("text", Text, nullable=False),  # an objection's words are not published, an answer's are
    Column("said_on", Text, nullable=False),  # day, ISO 8601
    *texts("recorded_at", "recorded_by"),
)

reviewers = Table(
    "reviewers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),  # reviewer, adjudicator, analyst
    Column("pseudonym", Text, nullable=False),
    Column("publish_name", Boolean, nullable=False),
    Column("password_hash", Text, nullable=False),  # empty for the local reviewer on loopback
    Column("created_at", Text, nullable=False),
    UniqueConstraint("pseudonym"),
)

leases = Table(
    "leases",
    metadata,
    Column("claim_id", Text, ForeignKey("claims.id"), primary_key=True),
    Column("reviewer", Text, nullable=False),
    Column("session", Text, nullable=False, index=True),  # two windows of one person are two sessions
    *texts("since", "expires_at"),
)

# Who is signed in. The cookie holds a random token; the store only its hash.
sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reviewer", Text, nullable=False),  # empty before sign-in
    *texts("csrf", "created_at", "expires_at"),
)

# Cards that a reviewer put off; they come back when nothing else is left.
skips = Table(
    "skips",
    metadata,
    Column("reviewer", Text, nullable=False),
    Column("claim_id", Text, ForeignKey("claims.id"), nullable=False),
    Column("skipped_at", Text, nullable=False),
    PrimaryKeyConstraint("reviewer", "claim_id"),
)

# Rules of the review that every process must share, such as whether sensitive claims want two reviewers.
policies = Table(
    "policies",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)

# The order learned from decisions: a function of the log up to one decision, so that it can be fitted again.
orders = Table(
    "orders",
    metadata,
    Column("id", RisingKey, primary_key=True, autoincrement=True),
    Column("target", Text, nullable=False, index=True),
    Column("through", BigInteger, nullable=False),  # id of the last decision it has seen
    Column("examples", Integer, nullable=False),
    Column("digest", Text, nullable=False),  # of the coefficients
    Column("weights", JSON, nullable=False),  # feature → weight, the intercept under ""
    Column("curves", JSON, nullable=False),  # effort: uses found against cards read, with and without it
    Column("fitted_at", Text, nullable=False),
)

# What a reviewer chose for the pages: keys, text size, filters by name, words to mark. Never part of a decision.
preferences = Table(
    "preferences",
    metadata,
    Column("reviewer", Text, ForeignKey("reviewers.name"), nullable=False),
    Column("name", Text, nullable=False),
    Column("value", JSON, nullable=False),
    PrimaryKeyConstraint("reviewer", "name"),
)

# Programs that act for a person. The store holds the token's hash only; a revoked one stays listed.
api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Text, primary_key=True),  # hash of the token
    Column("reviewer", Text, ForeignKey("reviewers.name"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("may_decide", Boolean, nullable=False),  # false: it reads, whatever its person may do
    Column("created_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("revoked_at", Text, nullable=False),  # empty while it holds
    UniqueConstraint("reviewer", "label"),
)

# Words that reviewers put on claims to find them again. They say nothing of a claim's truth.
claim_tags = Table(
    "claim_tags",
    metadata,
    Column("claim_id", Text, ForeignKey("claims.id"), nullable=False),
    Column("tag", Text, nullable=False, index=True),
    Column("reviewer", Text, nullable=False),
    Column("tagged_at", Text, nullable=False),
    PrimaryKeyConstraint("claim_id", "tag"),
)

# What reviewers say to each other of a claim; append-only. Shown only to whoever may see the claim's votes.
remarks = Table(
    "remarks",
    metadata,
    Column("id", RisingKey, primary_key=True, autoincrement=True),
    Column("token", Text, nullable=False),  # made by the client: sending a remark twice stores it once
    Column("claim_id", Text, ForeignKey("claims.id"), nullable=False, index=True),
    Column("reviewer", Text, ForeignKey("reviewers.name"), nullable=False),
    *texts("text", "remarked_at"),
    Column("replies_to", BigInteger, ForeignKey("remarks.id")),
    Column("decision_id", BigInteger, ForeignKey("decisions.id")),  # the vote whose note it replies to
    UniqueConstraint("token"),
)

# Whom a remark asks by "@name".
remark_mentions = Table(
    "remark_mentions",
    metadata,
    Column("remark_id", BigInteger, ForeignKey("remarks.id"), nullable=False),
    Column("reviewer", Text, ForeignKey("reviewers.name"), nullable=False, index=True),
    PrimaryKeyConstraint("remark_id", "reviewer"),
)

# What readers wrote on words of a document in tools of their own. Words of others: never a decision.
annotations = Table(
    "annotations",
    metadata,
    Column("id", Text, primary_key=True),  # of what it says of which words: brought in twice, it is there once
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False, index=True),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    *texts("text_version", "quote", "note"),
    *texts("creator", "created", "name", "file"),  # as the file says
    *texts("added_by", "added_at"),
    *texts("settled_by", "settled_at", "answer"),  # empty until somebody looked into it
)
