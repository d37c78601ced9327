"""The copies of papers: those asked for, those that people added, and in what they differ."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, PrimaryKeyConstraint, Table, Text

from citetrail.store.table_base import RisingKey, metadata

# One row for each copy of a paper that was asked for or added; the first that came is in `fetches` too.
copies = Table(
    "copies",
    metadata,
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False),
    Column("slot", Text, nullable=False),  # which copy of the paper: "arxiv", "arxiv v1", "publisher", "file …"
    Column("kind", Text, nullable=False),
    Column("version", Integer),  # on arXiv
    Column("address", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("sha256", Text, ForeignKey("documents.sha256"), index=True),
    Column("detail", Text, nullable=False),
    Column("tried", JSON, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("origin", Text, nullable=False),  # of CopyOrigin: fetched, or "brought" for an added file
    Column("added_by", Text, nullable=False),
    Column("text_key", Text),  # equal where two copies have the same text
    Column("finished_at", Text, nullable=False),
    PrimaryKeyConstraint("paper_id", "slot"),
)

# Under which policy a paper's further copies were last sought: a wider policy makes it due again.
copy_searches = Table(
    "copy_searches",
    metadata,
    Column("paper_id", Text, ForeignKey("papers.id"), primary_key=True),
    Column("policy", Text, nullable=False),
    Column("sought_at", Text, nullable=False),
)

# Whose a file is that somebody added. Rulings are added, never altered; the last one of a file counts.
document_rulings = Table(
    "document_rulings",
    metadata,
    Column("id", RisingKey, primary_key=True, autoincrement=True),
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False, index=True),
    Column("file", Text, nullable=False),  # its name where it came from
    Column("paper_id", Text, ForeignKey("papers.id")),  # null where no paper is proposed
    Column("ruling", Text, nullable=False),  # asked (by the program), attached, refused
    Column("reason", Text, nullable=False),
    Column("said_by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# In what two copies of a paper differ; made anew with each assessment, like affiliations.
copy_differences = Table(
    "copy_differences",
    metadata,
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False),
    Column("target", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),  # named, used, affiliation, funder
    Column("subject", Text, nullable=False),  # the member, the organisation's id or the funder's name
    Column("claim_id", Text, nullable=False, index=True),
    Column("stated_in", Text, nullable=False),  # SHA-256 of the copy that says it
    Column("missing_from", Text, nullable=False),  # SHA-256 of the copy that does not
    Column("evidence_id", Text, nullable=False),
    Column("counterpart_id", Text),  # the nearest sentence of the other copy
    PrimaryKeyConstraint("paper_id", "target", "position"),
)
