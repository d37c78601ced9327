"""The published tables of a dataset's history that rest on sources of their own: challenges, what its makers did."""

from citetrail.publish.table_shapes import Column, PublishedTable, key_column, one_of, refers_to
from citetrail.records.vocabulary import Precision, Status

_SOURCED = (
    Column("source"),
    Column("source_confirmed", "boolean"),
    Column("source_checked_on"),
    Column("source_words"),
)

PARTICIPANTS = PublishedTable(
    "participants",
    (
        key_column("participant_id"),
        refers_to("event_id", "events.event_id", required=True),
        Column("team", required=True),
        Column("affiliation"),
        Column("organisation_id"),
        Column("name"),
        Column("country"),
        Column("city"),
        Column("lat", "number"),
        Column("lng", "number"),
        one_of("precision", Precision, required=True),
        Column("won", "boolean", required=True),
        Column("standing"),
        *_SOURCED,
    ),
    ("participant_id",),
)

MAKERS_USES = PublishedTable(
    "makers_uses",
    (
        key_column("makers_use_id"),
        Column("date"),
        Column("title", required=True),
        Column("text"),
        Column("members", many=True),
        Column("organisations", many=True),
        refers_to("paper_id", "papers.paper_id"),
        one_of("status", Status),
        Column("after_dataset_withdrawal", "boolean"),
        *_SOURCED,
    ),
    ("makers_use_id",),
)
