"""The tables of what registries may take, in the words of their forms, so that a row can be copied into one."""

from citetrail.publish.table_shapes import Column, PublishedTable, key_column, refers_to

MISSING_ORGANISATIONS = PublishedTable(
    "missing_organisations",
    (
        key_column("request_id"),
        refers_to("organisation_id", "organisations.organisation_id"),
        Column("name", required=True),
        Column("organization_type", values=("company", "government")),
        Column("printed_as", many=True),
        Column("link_to_publications", many=True),
        Column("papers", "integer", required=True),
        Column("related_organizations"),
        Column("city"),
        Column("country"),
        Column("other_information"),
    ),
    ("request_id",),
)

AFFILIATION_CORRECTIONS = PublishedTable(
    "affiliation_corrections",
    (
        key_column("request_id"),
        Column("raw_affiliation_name", required=True),
        Column("new_rors", many=True),
        Column("previous_rors", many=True),
        Column("works_examples", many=True),
        Column("papers", "integer", required=True),
        Column("claim_ids", many=True),
        Column("decided_at", "datetime", required=True),
    ),
    ("request_id",),
)
