"""The published tables: names, types, keys. What each column means is told in templates/en/tables.toml."""

from citetrail.publish.doubt_tables import CORRECTIONS, DISPUTED
from citetrail.publish.give_back_tables import AFFILIATION_CORRECTIONS, MISSING_ORGANISATIONS
from citetrail.publish.history_tables import MAKERS_USES, PARTICIPANTS
from citetrail.publish.table_shapes import Column, PublishedTable, key_column, one_of, refers_to
from citetrail.records.vocabulary import (
    Basis,
    ClaimKind,
    EventKind,
    Ground,
    MatchMethod,
    MemberKind,
    Origin,
    Outcome,
    PaperStatus,
    PlaceBasis,
    Precision,
    Role,
    Sector,
    Status,
    Tier,
    Vote,
)
from citetrail.records.withdrawals import WithdrawalKind

__all__ = ["BY_NAME", "TABLES", "Column", "PublishedTable"]

PAPERS = PublishedTable(
    "papers",
    (
        key_column("paper_id"),
        Column("title", required=True),
        Column("authors", many=True),
        Column("year", "integer"),
        Column("published_on"),
        Column("venue"),
        Column("doi"),
        Column("arxiv_id"),
        Column("s2_id"),
        Column("corpus_id"),
        Column("url"),
        Column("sources", many=True),
        Column("first_seen", "datetime", required=True),
        one_of("fetch_outcome", Outcome),
        one_of("read_outcome", Outcome),
        Column("document"),
        Column("retrieved_at", "datetime"),
        one_of("withdrawal", WithdrawalKind),
        Column("withdrawal_source", values=("arxiv", "title", "s2", "page")),
        Column("withdrawal_seen", "datetime"),
        Column("names_family", "boolean"),
        one_of("use_status", PaperStatus, required=True),
        Column("members", many=True),
        one_of("roles", Role, many=True),
        Column("countries", many=True),
        one_of("sectors", Sector, many=True),
        one_of("headline", Sector),
        one_of("headline_status", Status),
        Column("after_dataset_withdrawal", "boolean"),
    ),
    ("paper_id",),
)

MEMBERS = PublishedTable(
    "members",
    (
        key_column("member"),
        Column("name", required=True),
        one_of("kind", MemberKind, required=True),
        refers_to("parent", "members.member"),
        Column("code"),
        Column("year", "integer"),
        Column("identities", "integer"),
        Column("images", "integer"),
        Column("host"),
        Column("url"),
        Column("licence"),
        Column("available"),
        Column("note"),
        Column("source", required=True),
        Column("papers", "integer", required=True),
        Column("papers_verified", "integer", required=True),
    ),
    ("member",),
)

USES = PublishedTable(
    "uses",
    (
        key_column("use_id"),
        refers_to("paper_id", "papers.paper_id", required=True),
        refers_to("member", "members.member", required=True),
        one_of("role", Role),
        Column("status", required=True, values=(Status.VERIFIED, Status.PROVISIONAL)),
        Column("score", "number"),
        Column("reviewers", "integer", required=True),
        Column("decided_at", "datetime"),
        Column("corrected", "boolean", required=True),
        Column("claim_id", required=True),
        Column("evidence_ids", many=True),
    ),
    ("use_id",),
    ("paper_id", "use_id"),
)

EVIDENCE = PublishedTable(
    "evidence",
    (
        key_column("evidence_id"),
        refers_to("paper_id", "papers.paper_id", required=True),
        Column("quote", required=True),
        Column("match_start", "integer", required=True),
        Column("match_end", "integer", required=True),
        Column("section"),
        Column("page", "integer"),
        Column("start", "integer"),
        Column("end", "integer"),
        one_of("origin", Origin, required=True),
        Column("document"),
        Column("copy"),
        Column("text_version"),
        Column("retrieved_at", "datetime"),
        Column("url"),
    ),
    ("evidence_id",),
    ("paper_id", "evidence_id"),
)

ORGANISATIONS = PublishedTable(
    "organisations",
    (
        key_column("organisation_id"),
        Column("name", required=True),
        Column("ror"),
        Column("country"),
        Column("city"),
        Column("lat", "number"),
        Column("lng", "number"),
        one_of("precision", Precision, required=True),
        one_of("sector", Sector, required=True),
        one_of("sector_status", Status),
        Column("sector_claim_id"),
        one_of("sector_ground", Ground),
        one_of("tier", Tier),
        Column("flags", many=True),
        one_of("basis", Basis),
        Column("source"),
        Column("source_confirmed", "boolean"),
        Column("source_checked_on"),
        Column("source_words"),
        Column("parent"),
        Column("designations", many=True),
        Column("designations_at_paper_dates", many=True),
        Column("papers", "integer", required=True),
        Column("papers_verified", "integer", required=True),
        Column("first_year", "integer"),
        Column("last_year", "integer"),
    ),
    ("organisation_id",),
)

AFFILIATIONS = PublishedTable(
    "affiliations",
    (
        key_column("affiliation_id"),
        refers_to("paper_id", "papers.paper_id", required=True),
        refers_to("organisation_id", "organisations.organisation_id"),
        Column("authors", many=True),
        Column("raw", required=True),
        Column("country"),
        Column("city"),
        Column("lat", "number"),
        Column("lng", "number"),
        one_of("precision", Precision, required=True),
        one_of("place_basis", PlaceBasis, required=True),
        refers_to("marker_id", "markers.marker_id", required=True),
        one_of("sector", Sector, required=True),
        one_of("sector_ground", Ground),
        Column("designations_at_date", many=True),
        Column("status", required=True, values=(Status.VERIFIED, Status.PROVISIONAL)),
        one_of("method", MatchMethod),
        Column("score", "number"),
        one_of("origin", Origin, required=True),
        Column("note"),
        Column("claim_id"),
        refers_to("evidence_id", "evidence.evidence_id"),
    ),
    ("affiliation_id",),
    ("paper_id", "affiliation_id"),
)

MARKERS = PublishedTable(
    "markers",
    (
        key_column("marker_id"),
        refers_to("organisation_id", "organisations.organisation_id"),
        Column("name", required=True),
        Column("country"),
        Column("city"),
        Column("lat", "number"),
        Column("lng", "number"),
        one_of("precision", Precision, required=True),
        one_of("place_basis", PlaceBasis, required=True),
        one_of("sector", Sector, required=True),
        one_of("sector_status", Status),
        Column("papers", "integer", required=True),
        Column("papers_verified", "integer", required=True),
    ),
    ("marker_id",),
)

FUNDING = PublishedTable(
    "funding",
    (
        key_column("funding_id"),
        refers_to("paper_id", "papers.paper_id", required=True),
        Column("funder", required=True),
        Column("award"),
        Column("military", "boolean"),
        Column("organisation_id"),
        Column("status", required=True, values=(Status.PROVISIONAL, Status.QUOTED)),
        refers_to("evidence_id", "evidence.evidence_id", required=True),
    ),
    ("funding_id",),
    ("paper_id", "funding_id"),
)

COPIES = PublishedTable(
    "copies",
    (
        key_column("difference_id"),
        refers_to("paper_id", "papers.paper_id", required=True),
        Column("kind", required=True, values=("named", "used", "affiliation", "funder")),
        Column("subject", required=True),
        Column("statement", required=True),
        Column("stated_in", required=True),
        Column("stated_document", required=True),
        Column("missing_from", required=True),
        Column("missing_document", required=True),
        one_of("status", Status, required=True),
        Column("reviewers", "integer", required=True),
        Column("decided_at", "datetime"),
        Column("claim_id", required=True),
        refers_to("evidence_id", "evidence.evidence_id", required=True),
        refers_to("counterpart_id", "evidence.evidence_id"),
    ),
    ("difference_id",),
    ("paper_id", "difference_id"),
)

DECISIONS = PublishedTable(
    "decisions",
    (
        Column("decision_id", "integer", required=True),
        Column("claim_id", required=True),
        one_of("kind", ClaimKind, required=True),
        refers_to("paper_id", "papers.paper_id"),
        Column("member"),
        Column("role"),
        Column("organisation_id"),
        Column("sector"),
        one_of("vote", Vote, required=True),
        Column("correction"),
        Column("reason"),
        Column("undoes", "integer"),
        Column("adjudication", "boolean", required=True),
        Column("audit", "boolean", required=True),
        Column("reviewer", required=True),
        Column("evidence_ids", many=True),
        Column("version", required=True),
        Column("decided_at", "datetime", required=True),
    ),
    ("decision_id",),
)

STATEMENTS = PublishedTable(
    "statements",
    (
        key_column("statement_id"),
        Column("entity", required=True),
        Column("entity_kind", required=True, values=("paper", "organisation")),
        Column("property", required=True),
        Column("value", required=True),
        Column("original_value"),
        one_of("status", Status),
        Column("origin", required=True),
        Column("document"),
        Column("decision_ids", many=True),
        Column("first_seen", "datetime"),
        Column("last_seen", "datetime"),
    ),
    ("statement_id",),
    ("entity", "property", "statement_id"),
)

EVENTS = PublishedTable(
    "events",
    (
        key_column("event_id"),
        Column("date", required=True),
        Column("title", required=True),
        Column("text"),
        refers_to("member", "members.member"),
        one_of("kind", EventKind),
        Column("source", required=True),
    ),
    ("event_id",),
    ("date", "event_id"),
)

FACTS = PublishedTable(
    "facts",
    (key_column("fact_id"), Column("text", required=True), Column("source", required=True)),
    ("fact_id",),
)

FUNNEL = PublishedTable(
    "funnel",
    (
        Column("position", "integer", required=True),
        Column("step", required=True),
        Column("reason"),
        Column("papers", "integer", required=True),
    ),
    ("position",),
)

SEARCHES = PublishedTable(
    "searches",
    (
        key_column("query"),
        Column("expected", "integer"),
        Column("received", "integer", required=True),
        Column("failure"),
    ),
    ("query",),
)

QUALITY = PublishedTable(
    "quality",
    (
        key_column("measure"),
        Column("checked", "integer", required=True),
        Column("wrong", "integer", required=True),
        Column("rate", "number"),
        Column("low", "number"),
        Column("high", "number"),
    ),
    ("measure",),
)

TABLES = (
    PAPERS,
    MEMBERS,
    USES,
    EVIDENCE,
    ORGANISATIONS,
    AFFILIATIONS,
    MARKERS,
    FUNDING,
    COPIES,
    DECISIONS,
    CORRECTIONS,
    DISPUTED,
    MISSING_ORGANISATIONS,
    AFFILIATION_CORRECTIONS,
    STATEMENTS,
    EVENTS,
    PARTICIPANTS,
    MAKERS_USES,
    FACTS,
    FUNNEL,
    SEARCHES,
    QUALITY,
)
BY_NAME = {table.name: table for table in TABLES}
