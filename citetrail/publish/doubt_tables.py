"""The published tables of what is in doubt: objections with their answers, and claims on which votes differ."""

from citetrail.publish.table_shapes import Column, PublishedTable, key_column, one_of, refers_to
from citetrail.records.vocabulary import ClaimKind, Role, Sector

CORRECTIONS = PublishedTable(
    "corrections",
    (
        key_column("correction_id"),
        Column("claim_id", required=True),
        one_of("kind", ClaimKind, required=True),
        Column("paper_id"),
        Column("organisation_id"),
        Column("received_on", required=True),
        Column("answered_on"),
        Column("outcome", required=True, values=("open", "upheld", "refused")),
        Column("effect", required=True, values=("held_back", "withdrawn", "stands")),
        Column("answer"),
    ),
    ("correction_id",),
)

DISPUTED = PublishedTable(
    "disputed",
    (
        key_column("claim_id"),
        one_of("kind", ClaimKind, required=True),
        refers_to("paper_id", "papers.paper_id"),
        Column("member"),
        one_of("role", Role),
        Column("organisation_id"),
        one_of("sector", Sector),
        Column("statement"),
        Column("status", required=True, values=("disputed",)),
        Column("reviewers", "integer", required=True),
        Column("last_vote", "datetime", required=True),
    ),
    ("claim_id",),
)
