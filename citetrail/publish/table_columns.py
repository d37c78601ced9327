"""The published tables: names, types, keys. What each column means is told in templates/en/tables.toml."""

from dataclasses import dataclass

from citetrail.records.vocabulary import (
    Basis,
    ClaimKind,
    EventKind,
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

SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `type` is a Table Schema type; `many` marks several values joined by semicolons."""

    name: str
    type: str = "string"
    required: bool = False
    values: tuple[str, ...] = ()
    refers: str = ""  # "papers.paper_id": the key this column holds
    many: bool = False

    @property
    def sql_type(self) -> str:
        return SQL_TYPES.get(self.type, "TEXT")


@dataclass(frozen=True, slots=True)
class Table:
    """One published table; rows stand in the order of the columns in `sorting`, which end in the key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sorting: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return self.sorting or self.key

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when the table has none."""
        return {c.name: c for c in self.columns}[name]


def _key(name: str) -> Column:
    return Column(name, required=True)


def _of(name: str, refers: str, *, required: bool = False) -> Column:
    return Column(name, required=required, refers=refers)


def _one_of(name: str, values: type, *, required: bool = False, many: bool = False) -> Column:
    return Column(name, required=required, values=tuple(values), many=many)  # type: ignore[arg-type]


PAPERS = Table(
    "papers",
    (
        _key("paper_id"),
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
        _one_of("fetch_outcome", Outcome),
        _one_of("read_outcome", Outcome),
        Column("document"),
        Column("retrieved_at", "datetime"),
        Column("names_family", "boolean"),
        _one_of("use_status", PaperStatus, required=True),
        Column("members", many=True),
        _one_of("roles", Role, many=True),
        Column("countries", many=True),
        _one_of("sectors", Sector, many=True),
        _one_of("headline", Sector),
        _one_of("headline_status", Status),
        Column("after_withdrawal", "boolean"),
    ),
    ("paper_id",),
)

MEMBERS = Table(
    "members",
    (
        _key("member"),
        Column("name", required=True),
        _one_of("kind", MemberKind, required=True),
        _of("parent", "members.member"),
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

USES = Table(
    "uses",
    (
        _key("use_id"),
        _of("paper_id", "papers.paper_id", required=True),
        _of("member", "members.member", required=True),
        _one_of("role", Role),
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

EVIDENCE = Table(
    "evidence",
    (
        _key("evidence_id"),
        _of("paper_id", "papers.paper_id", required=True),
        Column("quote", required=True),
        Column("match_start", "integer", required=True),
        Column("match_end", "integer", required=True),
        Column("section"),
        Column("page", "integer"),
        Column("start", "integer"),
        Column("end", "integer"),
        _one_of("origin", Origin, required=True),
        Column("document"),
        Column("text_version"),
        Column("retrieved_at", "datetime"),
        Column("url"),
    ),
    ("evidence_id",),
    ("paper_id", "evidence_id"),
)

ORGANISATIONS = Table(
    "organisations",
    (
        _key("organisation_id"),
        Column("name", required=True),
        Column("ror"),
        Column("country"),
        Column("city"),
        Column("lat", "number"),
        Column("lng", "number"),
        _one_of("precision", Precision, required=True),
        _one_of("sector", Sector, required=True),
        _one_of("sector_status", Status),
        Column("sector_claim_id"),
        _one_of("tier", Tier),
        Column("flags", many=True),
        _one_of("basis", Basis),
        Column("source"),
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

AFFILIATIONS = Table(
    "affiliations",
    (
        _key("affiliation_id"),
        _of("paper_id", "papers.paper_id", required=True),
        _of("organisation_id", "organisations.organisation_id"),
        Column("authors", many=True),
        Column("raw", required=True),
        Column("country"),
        Column("city"),
        Column("lat", "number"),
        Column("lng", "number"),
        _one_of("precision", Precision, required=True),
        _one_of("place_basis", PlaceBasis, required=True),
        _of("marker_id", "markers.marker_id", required=True),
        _one_of("sector", Sector, required=True),
        Column("designations_at_date", many=True),
        Column("status", required=True, values=(Status.VERIFIED, Status.PROVISIONAL)),
        _one_of("method", MatchMethod),
        Column("score", "number"),
        _one_of("origin", Origin, required=True),
        Column("note"),
        Column("claim_id"),
        _of("evidence_id", "evidence.evidence_id"),
    ),
    ("affiliation_id",),
    ("paper_id", "affiliation_id"),
)

MARKERS = Table(
    "markers",
    (
        _key("marker_id"),
        _of("organisation_id", "organisations.organisation_id"),
        Column("name", required=True),
        Column("country"),
        Column("city"),
        Column("lat", "number"),
        Column("lng", "number"),
        _one_of("precision", Precision, required=True),
        _one_of("place_basis", PlaceBasis, required=True),
        _one_of("sector", Sector, required=True),
        _one_of("sector_status", Status),
        Column("papers", "integer", required=True),
        Column("papers_verified", "integer", required=True),
    ),
    ("marker_id",),
)

FUNDING = Table(
    "funding",
    (
        _key("funding_id"),
        _of("paper_id", "papers.paper_id", required=True),
        Column("funder", required=True),
        Column("award"),
        Column("military", "boolean"),
        Column("organisation_id"),
        Column("status", required=True, values=(Status.PROVISIONAL, Status.QUOTED)),
        _of("evidence_id", "evidence.evidence_id", required=True),
    ),
    ("funding_id",),
    ("paper_id", "funding_id"),
)

DECISIONS = Table(
    "decisions",
    (
        Column("decision_id", "integer", required=True),
        Column("claim_id", required=True),
        _one_of("kind", ClaimKind, required=True),
        _of("paper_id", "papers.paper_id"),
        Column("member"),
        Column("role"),
        Column("organisation_id"),
        Column("sector"),
        _one_of("vote", Vote, required=True),
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

CORRECTIONS = Table(
    "corrections",
    (
        _key("correction_id"),
        Column("claim_id", required=True),
        _one_of("kind", ClaimKind, required=True),
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

STATEMENTS = Table(
    "statements",
    (
        _key("statement_id"),
        Column("entity", required=True),
        Column("entity_kind", required=True, values=("paper", "organisation")),
        Column("property", required=True),
        Column("value", required=True),
        Column("original_value"),
        _one_of("status", Status),
        Column("origin", required=True),
        Column("document"),
        Column("decision_ids", many=True),
        Column("first_seen", "datetime"),
        Column("last_seen", "datetime"),
    ),
    ("statement_id",),
    ("entity", "property", "statement_id"),
)

EVENTS = Table(
    "events",
    (
        _key("event_id"),
        Column("date", required=True),
        Column("title", required=True),
        Column("text"),
        _of("member", "members.member"),
        _one_of("kind", EventKind),
        Column("source", required=True),
    ),
    ("event_id",),
    ("date", "event_id"),
)

FACTS = Table(
    "facts",
    (_key("fact_id"), Column("text", required=True), Column("source", required=True)),
    ("fact_id",),
)

FUNNEL = Table(
    "funnel",
    (
        Column("position", "integer", required=True),
        Column("step", required=True),
        Column("reason"),
        Column("papers", "integer", required=True),
    ),
    ("position",),
)

SEARCHES = Table(
    "searches",
    (_key("query"), Column("expected", "integer"), Column("received", "integer", required=True), Column("failure")),
    ("query",),
)

QUALITY = Table(
    "quality",
    (
        _key("measure"),
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
    DECISIONS,
    CORRECTIONS,
    STATEMENTS,
    EVENTS,
    FACTS,
    FUNNEL,
    SEARCHES,
    QUALITY,
)
BY_NAME = {table.name: table for table in TABLES}
