"""A small invented store: nine papers that take every turn a release must tell apart."""

from typing import Any

from sqlalchemy import Engine, insert

from citetrail.records.identifiers import short_hash
from citetrail.records.targets import Event, Fact, Member, Target
from citetrail.records.vocabulary import EventKind, MemberKind
from citetrail.store import tables
from citetrail.store.decision_chain import chain_old_log
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import writing

NASTY = '=cmd("|\' /C calc\'!A0") <script>alert("x")</script> & “Gesichter”, 人脸; \U0001f600'
T0 = "2026-03-01T10:00:00.000000+00:00"
T1 = "2026-03-02T11:30:00.250000+00:00"
T2 = "2026-03-05T09:15:00.000000+00:00"

TARGET = Target(
    slug="example-faces",
    name="Example-Faces",
    summary="Example-Faces held 100,000 pictures of 1,000 people who were never asked.",
    members=(
        Member(
            "example-faces",
            "Example-Faces",
            MemberKind.DATASET,
            None,
            "https://example.org/faces",
            1,
            code="D1",
            year=2016,
            identities=1000,
            images=100_000,
            host="Example Corporation",
            url="https://example.org/faces",
            licence="research only",
            available="no",
            note="Withdrawn in 2019.",
        ),
        Member(
            "example-faces-clean",
            "Example-Faces Clean",
            MemberKind.DATASET,
            "example-faces",
            "https://example.org/clean",
            2,
            year=2018,
            identities=850,
            images=58_000,
            available="yes",
        ),
        Member(
            "example-model",
            "ExampleNet, trained on Example-Faces",
            MemberKind.MODEL,
            "example-faces-clean",
            "https://example.org/net",
            3,
            year=2019,
            available="yes",
        ),
    ),
    facts=(
        Fact("Example-Faces was collected from the web in 2016.", "https://example.org/faces"),
        Fact("Its makers withdrew it in April 2019.", "https://example.org/withdrawn"),
    ),
    events=(
        Event("2016-07-29", "Release", "Example-Faces is put on line.", "https://example.org/faces", "example-faces"),
        Event(
            "2017",
            "Challenge at a conference",
            "",
            "https://example.org/challenge",
            "example-faces",
            EventKind.CHALLENGE,
        ),
        Event(
            "2019-04",
            "Withdrawn",
            "The makers take the files down.",
            "https://example.org/withdrawn",
            None,
            EventKind.WITHDRAWAL,
        ),
    ),
    digest="0" * 64,
)

# key, title, year, published_on, pages (None: no text), fetch outcome
PAPERS: tuple[tuple[str, str, int | None, str | None, str | None, str], ...] = (
    ("a", "Learning Faces from Example Data", 2018, "2018-06-03", "We train our network on Example-Faces.", "ok"),
    ("b", NASTY, 2020, "2020-02", "The model was pretrained on Example-Faces Clean; \u2028see Section 3.", "ok"),
    ("c", "A Survey of Public Image Collections", 2021, None, "Example-Faces is a well known collection.", "ok"),
    ("d", "Weather from Pictures of Clouds", 2019, None, "We look at clouds.", "ok"),
    ("e", "Recognising People at Sea", 2022, "2022-11-30", "ExampleNet features are used as they are.", "ok"),
    ("f", "A Thesis that Nobody Could Open", 2017, None, None, "no_open_pdf"),
    ("g", "Faces at the Border", 2021, "2021-05-04", "We evaluate on Example-Faces.", "ok"),
    ("h", "On Fairness of Example Data", None, None, "We fine-tune on Example-Faces Clean.", "ok"),
    ("i", "Found Yesterday", 2023, None, None, ""),
)


def pid(key: str) -> str:
    return f"p{short_hash('paper', key)}"


def sha(key: str) -> str:
    return short_hash("document", key) * 4


def eid(key: str, kind: str = "use") -> str:
    return short_hash("evidence", key, kind)


def fill(engine: Engine, documents: DocumentStore) -> None:
    """Write the invented store. The same call gives the same rows."""
    with writing(engine) as connection:

        def put(table: Any, *rows: dict[str, Any]) -> None:
            for row in rows:
                connection.execute(insert(table), row)

        for key, title, year, published_on, text, outcome in PAPERS:
            _put_paper(put, documents, key, title, year, published_on, text, outcome)
        # A second record of paper a, merged into it, with its own claim that people accepted.
        put(tables.papers, _paper("a2", "Learning faces from example data.", 2018, None) | {"merged_into": pid("a")})
        _put_organisations(put)
        _put_people(put)
        _put_claims(put)
        chain_old_log(connection)


def _paper(key: str, title: str, year: int | None, published_on: str | None) -> dict[str, Any]:
    return {
        "id": pid(key),
        "title": title,
        "title_key": title.lower(),
        "s2_id": f"s2{key}",
        "corpus_id": None,
        "doi": f"10.5555/{key}" if key < "e" else None,
        "arxiv_id": "2101.00001" if key == "g" else None,
        "year": year,
        "published_on": published_on,
        "venue": "Example Conference",
        "abstract": None,
        "url": f"https://example.org/paper/{key}",
        "pdf_urls": [],
        "authors": [{"name": "Ada Example", "affiliations": []}, {"name": "Bo “Quote” O'Neil", "affiliations": []}],
        "first_seen": T0,
        "merged_into": None,
    }


def _put_paper(
    put: Any,
    documents: DocumentStore,
    key: str,
    title: str,
    year: int | None,
    on: str | None,
    text: str | None,
    how: str,
) -> None:
    put(tables.papers, _paper(key, title, year, on))
    put(
        tables.sightings,
        {
            "paper_id": pid(key),
            "target": TARGET.slug,
            "source": "s2_citations",
            "reason": "example-faces",
            "contexts": [],
            "intents": [],
            "is_influential": False,
            "first_seen": T0,
        },
    )
    if not how:
        return
    if text is not None:
        documents.put_pages(sha(key), "t1", ["A first page.", f"Before. {text} After."])
        put(
            tables.documents,
            {"sha256": sha(key), "size": 1000, "url": f"https://example.org/{key}.pdf", "retrieved_at": T0},
        )
        put(
            tables.evidence,
            {
                "id": eid(key),
                "paper_id": pid(key),
                "origin": "pdf",
                "sha256": sha(key),
                "text_version": "t1",
                "page": 2,
                "start": 8,
                "end": 8 + len(text),
                "quote": text,
                "before": "Before. ",
                "after": " After.",
                "match_start": text.index("Example") if "Example" in text else 0,
                "match_end": text.index("Example") + 7 if "Example" in text else 0,
                "section": "experiments",
                "boxes": [],
            },
        )
    put(
        tables.fetches,
        {
            "paper_id": pid(key),
            "outcome": how,
            "sha256": sha(key) if text is not None else None,
            "url": None,
            "detail": "",
            "tried": [],
            "attempts": 1,
            "finished_at": T0,
        },
    )
    verdict = {"c": "mentions", "d": "none", "f": "no_text"}.get(key, "uses")
    put(
        tables.assessments,
        {
            "paper_id": pid(key),
            "target": TARGET.slug,
            "sha256": sha(key) if text is not None else None,
            "version": "v1",
            "input_hash": key,
            "outcome": how,
            "verdict": verdict,
            "score": 0.9,
            "unresolved": False,
            "sectors": [],
            "headline": "unknown",
            "title": title,
            "authors": [],
            "assessed_at": T1,
        },
    )


def _organisation(key: str, name: str, sector: str, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": f"ct:{key}",
        "name": name,
        "country": "DE",
        "city": "Berlin",
        "lat": 52.52,
        "lng": 13.41,
        "precision": "city",
        "sector": sector,
        "tier": None,
        "flags": [],
        "basis": "gazetteer",
        "source": f"https://example.org/{key}",
        "ror": None,
        "parent": None,
        "designations": [],
        "version": "g1",
        "source_confirmed": None,
        "source_checked_on": None,
        "source_words": None,
    }
    return row | more


# A branch that prints its own city; rows of readings before places were told have none.
SINGAPORE = {"city": "Singapore", "lat": 1.28967, "lng": 103.85007, "precision": "city", "place_basis": "printed"}
NOT_TOLD = dict.fromkeys(SINGAPORE)


def _put_organisations(put: Any) -> None:
    listed = [
        {"organisation": "ct:navy", "list": "Example List", "since": "2022-01-01", "until": "", "citation": "1 EX 1"},
        {
            "organisation": "ct:navy",
            "list": "Older List",
            "since": "2010-01-01",
            "until": "2012-01-01",
            "citation": "2 EX 2",
        },
    ]
    put(
        tables.organisations,
        _organisation("university", "University of Examples", "academic", ror="https://ror.org/00example0"),
        _organisation("company", "Example Vision GmbH", "commercial", flags=["biometrics_vendor"]),
        _organisation(
            "navy",
            "Example Naval Laboratory",
            "military",
            tier="M3",
            country="US",
            city="Norfolk",
            lat=36.85,
            lng=-76.29,
            precision="site",
            designations=listed,
            source_confirmed=True,
            source_checked_on="2026-02-01",
            source_words="Laboratory of the navy",
        ),
        _organisation(
            "border",
            "Border Guard of Examplia",
            "government",
            country="FR",
            city=None,
            lat=46.6,
            lng=2.5,
            precision="country",
        ),
        _organisation(
            "nowhere",
            "Institute without a Place",
            "academic",
            country=None,
            city=None,
            lat=None,
            lng=None,
            precision="none",
        ),
    )
    printed = (
        ("a", 0, "university", "Dept. of Faces, University of Examples, Berlin, Germany", "DE"),
        ("b", 0, "company", "=Example Vision GmbH, Berlin", "DE"),
        ("b", 1, "university", "University of Examples", "DE"),
        ("b", 2, "company", "Example Vision Asia, Singapore", "SG"),
        ("e", 0, "navy", "Example Naval Laboratory, Norfolk, VA, USA", "US"),
        ("g", 0, "border", "Border Guard of Examplia", "FR"),
        ("h", 0, "nowhere", "Institute without a Place", None),
        ("h", 1, None, "Group 7", None),
    )
    for key, position, organisation, raw, country in printed:
        text = {
            "id": eid(key, f"affiliation{position}"),
            "paper_id": pid(key),
            "origin": "s2_affiliation",
            "sha256": None,
            "text_version": None,
            "page": None,
            "start": None,
            "end": None,
            "quote": raw,
            "before": "",
            "after": "",
            "match_start": 0,
            "match_end": 0,
            "section": "",
            "boxes": [],
        }
        put(tables.evidence, text)
        put(
            tables.affiliations,
            {
                "paper_id": pid(key),
                "target": TARGET.slug,
                "position": position,
                "match": 0,
                "raw": raw,
                "raw_key": raw.lower(),
                "organisation_id": f"ct:{organisation}" if organisation else None,
                "sector": "unknown",
                "country": country,
                "method": "gazetteer" if organisation else "unresolved",
                "score": 0.97,
                "origin": "s2_affiliation",
                "note": "",
                "authors": ["Ada Example"],
                "evidence_id": text["id"],
            }
            | (SINGAPORE if country == "SG" else NOT_TOLD),
        )
    put(
        tables.evidence,
        {
            "id": eid("e", "funding"),
            "paper_id": pid("e"),
            "origin": "pdf",
            "sha256": sha("e"),
            "text_version": "t1",
            "page": 1,
            "start": 2,
            "end": 7,
            "quote": "first",
            "before": "A ",
            "after": " page.",
            "match_start": 0,
            "match_end": 0,
            "section": "acknowledgements",
            "boxes": [],
        },
    )
    put(
        tables.funding,
        {
            "paper_id": pid("e"),
            "target": TARGET.slug,
            "position": 0,
            "funder": "Example Office of Naval Research",
            "military": True,
            "organisation_id": "ct:navy",
            "award": "N-1",
            "evidence_id": eid("e", "funding"),
        },
    )


def _put_people(put: Any) -> None:
    for name, pseudonym, agreed in (("maria", "Reviewer A", False), ("jonas", "Reviewer B", True)):
        put(
            tables.reviewers,
            {
                "name": name,
                "role": "reviewer",
                "pseudonym": pseudonym,
                "publish_name": agreed,
                "password_hash": "",
                "created_at": T0,
            },
        )


def _put_claims(put: Any) -> None:
    uses = (
        ("a", "example-faces", "trained_on", "accepted"),
        ("a2", "example-faces", "trained_on", "open"),
        ("b", "example-faces-clean", "uses_pretrained_model", "accepted"),
        ("c", "example-faces", "mentioned", "rejected"),
        ("e", "example-model", "uses_pretrained_model", "accepted"),
        ("g", "example-faces", "evaluated_on", "accepted_once"),
        ("h", "example-faces-clean", "fine_tuned_on", "accepted"),
    )
    for key, member, role, state in uses:
        claim = short_hash("use", TARGET.slug, pid(key), member, role)
        text = f"This paper uses {member}."
        _claim(
            put,
            claim,
            "use",
            state,
            text,
            paper_id=pid(key),
            member=member,
            role=role,
            evidence=(eid(key.rstrip("2")),),
        )
    for key, organisation, state in (
        ("a", "university", "accepted"),
        ("b", "company", "accepted"),
        ("b", "university", "rejected"),
        ("e", "navy", "accepted"),
        ("g", "border", "open"),
        ("h", "nowhere", "accepted"),
    ):
        claim = short_hash("affiliation", TARGET.slug, pid(key), f"ct:{organisation}")
        _claim(put, claim, "affiliation", state, "Authors …", paper_id=pid(key), organisation_id=f"ct:{organisation}")
    for organisation, sector, state in (
        ("university", "academic", "accepted"),
        ("company", "commercial", "open"),
        ("navy", "military", "accepted"),
        ("border", "government", "open"),
        ("nowhere", "academic", "accepted"),
    ):
        claim = short_hash("sector", TARGET.slug, f"ct:{organisation}", sector)
        _claim(put, claim, "sector", state, "It is …", organisation_id=f"ct:{organisation}", sector=sector)


def _claim(
    put: Any, claim: str, kind: str, state: str, text: str, *, evidence: tuple[str, ...] = (), **more: Any
) -> None:
    row: dict[str, Any] = {
        "id": claim,
        "target": TARGET.slug,
        "kind": kind,
        "paper_id": None,
        "member": None,
        "role": None,
        "organisation_id": None,
        "sector": None,
        "raw_key": None,
        "text": text,
        "score": 0.87,
        "rule": "verb",
        "reasons": [],
        "headline": "unknown",
        # What two people judged, and what wants two.
        "sensitive": state.startswith("accepted") or more.get("sector") in ("military", "commercial"),
        "priority": 0.5,
        "papers": 1,
        "version": "v1",
        "evidence_hash": "h",
        "cleared": False,
        "current": True,
        "state": state,
        "decided_hash": "h",
        "created_at": T1,
    }
    put(tables.claims, row | more)
    for rank, evidence_id in enumerate(evidence):
        put(tables.claim_evidence, {"claim_id": claim, "evidence_id": evidence_id, "rank": rank})
    votes = {
        "accepted": (("maria", "accept"), ("jonas", "accept")),
        "accepted_once": (("maria", "accept"),),
        "rejected": (("jonas", "reject"),),
    }.get(state, ())
    for reviewer, vote in votes:
        correction = None
        if more.get("paper_id") == pid("h") and kind == "use":
            # Reviewers put the role right: evaluated, not fine-tuned.
            vote, correction = "correct", {"member": "example-faces-clean", "role": "evaluated_on"}
        put(
            tables.decisions,
            {
                "token": f"{claim}{reviewer}",
                "claim_id": claim,
                "reviewer": reviewer,
                "vote": vote,
                "correction": correction,
                "reason": "related_work" if vote == "reject" else "",
                "note": "a private note",
                "undoes": None,
                "adjudication": False,
                "audit": False,
                "evidence_ids": list(evidence),
                "evidence_hash": "h",
                "version": "v1",
                "decided_at": T2,
            },
        )
