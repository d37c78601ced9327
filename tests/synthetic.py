"""A store full of invented papers, the same for the same seed: for benchmarks, and for tests that need many claims.

Organisations, authors and sentences are invented; no real person or institution is meant. With `pdfs` the first
papers have a real two-column PDF behind them, with page, offsets and boxes of each quotation.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, insert

from citetrail.records.identifiers import short_hash, title_key
from citetrail.records.vocabulary import (
    Basis,
    ClaimKind,
    ClaimState,
    MatchMethod,
    Origin,
    Outcome,
    Precision,
    Sector,
    Verdict,
)
from citetrail.store.documents import DocumentStore
from citetrail.store.engine import writing
from citetrail.store.tables import (
    affiliations,
    assessments,
    claim_evidence,
    claims,
    decisions,
    documents,
    evidence,
    fetches,
    organisations,
    paper_keys,
    papers,
    reviewers,
    sightings,
)
from tests.synthetic_pdf import Made, make_pdf

TARGET = "ms-celeb-1m"
Rows = dict[str, list[dict[str, Any]]]
AT = "2026-03-01T09:00:00.000000+00:00"
NEWS = {Sector.MILITARY: 1.0, Sector.COMMERCIAL: 0.7, Sector.GOVERNMENT: 0.6, Sector.ACADEMIC: 0.3}
MEMBERS = ("ms1mv2", "ms-celeb-1m", "ms1m-retinaface", "ms1m-ibug", "rfw", "arcface-model")
NAMES = {
    "ms1mv2": "MS1MV2",
    "ms-celeb-1m": "MS-Celeb-1M",
    "ms1m-retinaface": "MS1M-RetinaFace",
    "ms1m-ibug": "MS1M-IBUG",
    "rfw": "RFW",
    "arcface-model": "the released ArcFace model",
}
ROLES = {
    "trained_on": ("trained a model on", "We train our network on {name} for {n} epochs with a batch size of 512."),
    "evaluated_on": ("evaluated on", "Table {n} reports the verification accuracy of our model on {name}."),
    "fine_tuned_on": ("fine-tuned a model on", "The backbone is then fine-tuned on {name} for {n} epochs."),
    "mentioned": ("uses", "Large collections such as {name} have been gathered from the web [{n}]."),
}
SUBJECTS = ("Harbour Cameras", "Masked Faces", "Low Light", "Ageing", "Small Sensors", "Crowds", "Infant Faces")
METHODS = ("Margin Losses", "Graph Attention", "Quiet Augmentation", "Curriculum Sampling", "Feature Hashing")
VENUES = ("Example Conference on Vision", "Journal of Invented Biometrics", "Workshop on Sample Data", None)
CITIES = (("Rivermouth", "XA"), ("Northholm", "XB"), ("Eastquay", "XC"), ("Lakeside", "XD"))
SECTORS = (Sector.ACADEMIC, Sector.ACADEMIC, Sector.COMMERCIAL, Sector.MILITARY, Sector.ACADEMIC, Sector.GOVERNMENT)
KINDS_OF_PLACE = {
    Sector.ACADEMIC: "University of Examples",
    Sector.COMMERCIAL: "Sample Vision Ltd",
    Sector.MILITARY: "Naval Laboratory of Exampleland",
    Sector.GOVERNMENT: "Example Office of Statistics",
}


@dataclass(slots=True)
class Filled:
    """Rows by table."""

    rows: dict[str, int] = field(default_factory=dict)
    shas: list[str] = field(default_factory=list)  # of the documents with bytes

    @property
    def claims(self) -> int:
        return self.rows.get("claims", 0)


def fill(
    engine: Engine,
    count: int = 100,
    *,
    start: int = 0,
    seed: int = 1,
    target: str = TARGET,
    pdfs: int = 0,
    store: DocumentStore | None = None,
    decided: float = 0.0,
    chunk: int = 10_000,
    tick: Callable[[int], None] | None = None,
) -> Filled:
    """Add papers number `start` to `start + count` with everything that hangs on them; about three claims a paper.

    `decided` is the share of claims that carry a decision of the reviewer "ada". `pdfs` papers from the first on
    get real documents in `store`. What papers share (organisations, affiliation strings) goes in with the first
    paper that names it, so a later `start` continues an earlier fill.
    """
    filled = Filled()
    numbers = iter(range(start, start + count))
    while batch := list(islice(numbers, chunk)):
        rows: Rows = {t.name: [] for t in _TABLES}
        for i in batch:
            made = make_pdf(title_of(i), _sentences(seed, i), i) if store and i - start < pdfs else None
            if made and store:
                store.put(made.data)
                store.put_pages(made.sha256, "synthetic", list(made.pages))
                filled.shas.append(made.sha256)
            _paper(rows, seed, i, target, made, decided)
        with writing(engine) as connection:
            _insert(connection, rows, filled)
            if decided and start == batch[0] == 0:
                row = {"name": "ada", "role": "adjudicator", "pseudonym": "reviewer-1", "publish_name": False}
                connection.execute(insert(reviewers), row | {"password_hash": "", "created_at": AT})
        if tick:
            tick(batch[-1] + 1 - start)
    return filled


_TABLES = (
    *(papers, paper_keys, sightings, documents, fetches, organisations, assessments, evidence, affiliations),
    *(claims, claim_evidence, decisions),
)


def _insert(connection: Connection, rows: Rows, filled: Filled) -> None:
    for table in _TABLES:
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])
            filled.rows[table.name] = filled.rows.get(table.name, 0) + len(rows[table.name])


def draw(seed: int, i: int, what: str, among: int) -> int:
    """A number below `among` that depends on nothing else."""
    return zlib.crc32(f"{seed}:{i}:{what}".encode()) % among


def paper_id(i: int) -> str:
    return f"p{i:015x}"


def title_of(i: int) -> str:
    return f"{METHODS[i % 5]} for {SUBJECTS[i % 7]}: Study {i}"


def organisation_of(number: int) -> dict[str, Any]:
    """An invented organisation; every fifth military one is on a list."""
    sector = SECTORS[number % len(SECTORS)]
    city, country = CITIES[number % 4]
    listed = {
        "organisation": f"ct:x{number}",
        "list": "Example List",
        "since": "2019-06-01",
        "until": "",
        "citation": "84 ER 1234",
    }
    return {
        "id": f"ct:x{number}",
        "name": f"{KINDS_OF_PLACE[sector]} {number}",
        "country": country,
        "city": city,
        "lat": 10.0 + number % 40,
        "lng": -20.0 + number % 50,
        "precision": Precision.CITY,
        "sector": sector,
        "tier": "M3" if sector is Sector.MILITARY else None,
        "flags": [],
        "basis": Basis.GAZETTEER,
        "source": f"https://example.org/organisations/{number}",
        "ror": None,
        "parent": None,
        "designations": [listed] if sector is Sector.MILITARY else [],
        "version": "synthetic",
    }


def _sentences(seed: int, i: int) -> list[str]:
    """The paper's use sentence, then its affiliation strings."""
    member, role = _use(seed, i)
    sentence = ROLES[role][1].format(name=NAMES[member], n=1 + draw(seed, i, "n", 30))
    return [sentence, *(_raw(n) for n in _organisations(seed, i))]


def _use(seed: int, i: int) -> tuple[str, str]:
    member = MEMBERS[draw(seed, i, "member", len(MEMBERS))]
    if i % 5 == 4:
        return member, "mentioned"
    roles = ("trained_on", "evaluated_on", "fine_tuned_on", "trained_on", "mentioned")
    return member, roles[draw(seed, i, "role", 5)]


def _organisations(seed: int, i: int) -> list[int]:
    """Numbers of the paper's organisations. Number n is first named by paper 20 n, so that papers share them."""
    own = i // 20
    return list(dict.fromkeys([own, draw(seed, i, "second", own + 1)])) if i % 4 else [own]


def _raw(number: int) -> str:
    organisation = organisation_of(number)
    return f"{organisation['name']}, {organisation['city']}"


def _paper(rows: Rows, seed: int, i: int, target: str, made: Made | None, decided: float) -> None:
    key = paper_id(i)
    sha = made.sha256 if made else f"{i:064x}"
    year = 2016 + draw(seed, i, "year", 10)
    numbers = _organisations(seed, i)
    author_names = [f"A. Author{i % 997}", f"B. Writer{i % 991}"]
    rows["papers"].append(
        {
            "id": key,
            "title": title_of(i),
            "title_key": title_key(title_of(i)),
            "s2_id": f"{i:040x}",
            "arxiv_id": None,
            "year": year,
            "published_on": f"{year}-{1 + i % 12:02d}-15",
            "venue": VENUES[i % 4],
            "url": f"https://example.org/papers/{i}",
            "pdf_urls": [f"https://example.org/papers/{i}.pdf"],
            "authors": [{"name": n, "affiliations": []} for n in author_names],
            "first_seen": AT,
        }
    )
    rows["paper_keys"].append({"kind": "s2", "value": f"{i:040x}", "paper_id": key})
    rows["sightings"].append(
        {
            "paper_id": key,
            "target": target,
            "source": "s2_citations",
            "reason": "ms-celeb-1m",
            "contexts": [],
            "intents": [],
            "is_influential": False,
            "first_seen": AT,
        }
    )
    size = len(made.data) if made else 100_000
    rows["documents"].append(
        {"sha256": sha, "size": size, "url": f"https://example.org/papers/{i}.pdf", "retrieved_at": AT}
    )
    rows["fetches"].append(
        {
            "paper_id": key,
            "outcome": Outcome.OK,
            "sha256": sha,
            "url": f"https://example.org/papers/{i}.pdf",
            "detail": "",
            "tried": [],
            "attempts": 1,
            "finished_at": AT,
        }
    )
    cleared = i % 5 == 4
    sectors = [SECTORS[n % len(SECTORS)] for n in numbers]
    headline = min(sectors, key=lambda s: -NEWS[s])
    rows["assessments"].append(
        {
            "paper_id": key,
            "target": target,
            "sha256": sha,
            "version": "synthetic",
            "input_hash": "synthetic",
            "outcome": Outcome.OK,
            "verdict": Verdict.MENTIONS if cleared else Verdict.USES,
            "score": 0.1 if cleared else 0.9,
            "unresolved": False,
            "sectors": sorted({str(s) for s in sectors}),
            "headline": headline,
            "title": title_of(i),
            "authors": [{"name": n, "affiliations": [0]} for n in author_names],
            "assessed_at": AT,
        }
    )
    quotes = _sentences(seed, i)
    found = [_evidence(rows, key, sha, made, q, position) for position, q in enumerate(quotes)]
    before = len(rows["claims"])
    _use_claims(rows, seed, i, target, headline, found[0], cleared=cleared)
    if i % 20 == 0:
        rows["organisations"].append(organisation_of(i // 20))
    for position, number in enumerate(numbers):
        _affiliation(rows, i, target, position, number, found[1 + position], author_names)
        if not cleared:
            _affiliation_claim(rows, i, target, number, found[1 + position])
    if i % 20 == 0:
        _sector_claim(rows, i // 20, target)
    if i % 50 == 7:
        _resolution_claim(rows, i, target, found[1])
    for claim in rows["claims"][before:]:
        if decided and draw(seed, i, claim["id"], 10_000) < decided * 10_000:
            _decide(rows, claim)


def _evidence(rows: Rows, paper: str, sha: str, made: Made | None, quote: str, position: int) -> str:
    place = made.places[position] if made else None
    verbatim = place.quote if place else quote
    key = short_hash(paper, "pdf", sha, str(position), verbatim)
    flat = verbatim.replace("\n", " ")
    name = next((n for n in NAMES.values() if n in flat), "")
    at = flat.find(name) if name else 0
    rows["evidence"].append(
        {
            "id": key,
            "paper_id": paper,
            "origin": Origin.PDF,
            "sha256": sha,
            "text_version": "synthetic",
            "page": place.page if place else 1 + position,
            "start": place.start if place else 1000,
            "end": place.end if place else 1000 + len(quote),
            "quote": verbatim,
            "before": place.before if place else "The experiments follow the usual protocol. ",
            "after": place.after if place else " All other settings stay as they were.",
            "match_start": at,
            "match_end": at + len(name),
            "section": "experiments" if position == 0 else "front matter",
            "boxes": [list(b) for b in place.boxes] if place else [],
        }
    )
    return key


def _claim(rows: Rows, target: str, kind: ClaimKind, proof: list[str], **told: Any) -> None:
    score = told["score"]
    headline = told["headline"]
    row: dict[str, Any] = dict.fromkeys(("paper_id", "member", "role", "organisation_id", "sector", "raw_key"))
    row |= {
        "target": target,
        "kind": kind,
        "reasons": [],
        "sensitive": headline in (Sector.MILITARY, Sector.COMMERCIAL),
        "priority": NEWS.get(headline, 0.3) * (0.1 + 0.9 * (1 - abs(2 * score - 1))),
        "papers": 1,
        "version": "synthetic",
        "evidence_hash": short_hash(*proof),
        "cleared": False,
        "current": True,
        "state": ClaimState.OPEN,
        "decided_hash": "",
        "created_at": AT,
    }
    row |= told
    rows["claims"].append(row)
    rows["claim_evidence"] += [{"claim_id": row["id"], "evidence_id": e, "rank": n} for n, e in enumerate(proof)]


def _use_claims(
    rows: Rows,
    seed: int,
    i: int,
    target: str,
    headline: Sector,
    proof: str,
    *,
    cleared: bool,
) -> None:
    member, role = _use(seed, i)
    roles = [role] if cleared or i % 3 == 1 else [role, "compared"]
    for number, which in enumerate(roles):
        doing = ROLES[which][0] if which in ROLES else "compared with others' results on"
        _claim(
            rows,
            target,
            ClaimKind.USE,
            [proof],
            id=short_hash("use", target, paper_id(i), member, which),
            paper_id=paper_id(i),
            member=member,
            role=which,
            text=f"This paper {doing} {NAMES[member]}.",
            score=0.1 if cleared else (5 + draw(seed, i, f"score{number}", 95)) / 100,
            rule="verb_governs_member" if which != "mentioned" else "named_only",
            reasons=[f"verb governs “{NAMES[member]}”, section 4.1 Implementation details"],
            headline=headline,
            cleared=cleared,
        )


def _affiliation(
    rows: Rows,
    i: int,
    target: str,
    position: int,
    number: int,
    proof: str,
    names: list[str],
) -> None:
    organisation = organisation_of(number)
    rows["affiliations"].append(
        {
            "paper_id": paper_id(i),
            "target": target,
            "position": position,
            "match": 0,
            "raw": _raw(number),
            "raw_key": _raw(number).casefold(),
            "organisation_id": organisation["id"],
            "sector": organisation["sector"],
            "country": organisation["country"],
            "method": MatchMethod.GAZETTEER,
            "score": 1.0,
            "origin": Origin.PDF,
            "note": "",
            "authors": names,
            "evidence_id": proof,
        }
    )


def _affiliation_claim(rows: Rows, i: int, target: str, number: int, proof: str) -> None:
    organisation = organisation_of(number)
    _claim(
        rows,
        target,
        ClaimKind.AFFILIATION,
        [proof],
        id=short_hash("affiliation", target, paper_id(i), organisation["id"]),
        paper_id=paper_id(i),
        organisation_id=organisation["id"],
        text=f"Authors of this paper are affiliated with {organisation['name']}.",
        score=(60 + draw(1, i, f"affiliation{number}", 40)) / 100,
        rule=MatchMethod.GAZETTEER,
        reasons=["name and city agree"],
        headline=organisation["sector"],
    )


def _sector_claim(rows: Rows, number: int, target: str) -> None:
    organisation = organisation_of(number)
    words = {Sector.MILITARY: "a military organisation", Sector.COMMERCIAL: "a commercial organisation"}
    _claim(
        rows,
        target,
        ClaimKind.SECTOR,
        [],
        id=short_hash("sector", target, organisation["id"], organisation["sector"]),
        organisation_id=organisation["id"],
        sector=organisation["sector"],
        text=f"{organisation['name']} is {words.get(organisation['sector'], 'a civilian organisation')}.",
        score=0.9,
        rule=Basis.GAZETTEER,
        reasons=[f"gazetteer: {organisation['source']}"],
        headline=organisation["sector"],
        evidence_hash=short_hash(organisation["sector"], organisation["source"]),
        papers=20,
    )


def _resolution_claim(rows: Rows, i: int, target: str, proof: str) -> None:
    raw = f"Dept. of Samples {i}, Unlisted Institute, Northholm"
    _claim(
        rows,
        target,
        ClaimKind.RESOLUTION,
        [proof],
        id=short_hash("resolution", target, raw.casefold()),
        raw_key=raw.casefold(),
        sector=Sector.UNKNOWN,
        text=f"“{raw}” names no organisation that is known here.",
        score=0.5,
        rule=MatchMethod.UNRESOLVED,
        headline=Sector.UNKNOWN,
        papers=3,
    )
    # The papers that print the string: this one and the two before.
    for other in range(i - 2, i + 1):
        rows["affiliations"].append(
            {
                "paper_id": paper_id(other),
                "target": target,
                "position": 9,
                "match": 0,
                "raw": raw,
                "raw_key": raw.casefold(),
                "organisation_id": None,
                "sector": Sector.UNKNOWN,
                "country": None,
                "method": MatchMethod.UNRESOLVED,
                "score": 0.0,
                "origin": Origin.PDF,
                "note": "",
                "authors": [],
                "evidence_id": None,
            }
        )


def _decide(rows: Rows, claim: dict[str, Any]) -> None:
    vote = "accept" if claim["score"] >= 0.4 else "reject"
    rows["decisions"].append(
        {
            "token": f"synthetic-{claim['id']}",
            "claim_id": claim["id"],
            "reviewer": "ada",
            "vote": vote,
            "correction": None,
            "reason": "" if vote == "accept" else "only_cited",
            "note": "",
            "undoes": None,
            "adjudication": False,
            "audit": False,
            "evidence_ids": [],
            "evidence_hash": claim["evidence_hash"],
            "version": claim["version"],
            "decided_at": AT,
        }
    )
    claim |= {
        "state": ClaimState.ACCEPTED if vote == "accept" else ClaimState.REJECTED,
        "decided_hash": claim["evidence_hash"],
    }
