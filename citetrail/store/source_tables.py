"""What the sources said of papers, kept beside the papers made of it: two that were told as one can be parted."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from citetrail.store.table_base import RisingKey, metadata, texts

# One row of one source, as it came. Which paper it describes may be decided anew; what it said is never altered.
source_records = Table(
    "source_records",
    metadata,
    Column("key", Text, nullable=False),  # the strongest identifier of the row: "s2:…", "arxiv:…", "title:…"
    *texts("target", "source", "reason"),
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False, index=True),
    Column("body", JSON, nullable=False),  # the row's fields, the title as the source wrote it among them
    Column("seen_at", Text, nullable=False),
    PrimaryKeyConstraint("key", "target", "source", "reason"),
)

# The newest version of a paper on arXiv, as arXiv last told it.
arxiv_versions = Table(
    "arxiv_versions",
    metadata,
    Column("arxiv_id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("withdrawn", Text, nullable=False),  # its authors' words, empty when it stands
    Column("seen_at", Text, nullable=False),
)

# Pairs of records that may or may not be one paper, and what people ruled. Rulings are added, never altered; the
# last one of a pair counts. `first` < `second`, keys as in source_records.
identity_rulings = Table(
    "identity_rulings",
    metadata,
    Column("id", RisingKey, primary_key=True, autoincrement=True),
    *texts("first", "second"),
    Column("ruling", Text, nullable=False),  # doubtful (by the program), one, two
    *texts("reason", "at"),
    Index("ix_identity_rulings_pair", "first", "second"),
)

# Papers whose contexts or passages name a member: they are fetched first.
promising = Table(
    "promising",
    metadata,
    Column("target", Text, nullable=False),
    Column("paper_id", Text, ForeignKey("papers.id"), nullable=False),
    PrimaryKeyConstraint("target", "paper_id"),
)
