"""The evidence packs of a release's uses, a folder each, and one pack as an archive."""

import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from citetrail.publish.descriptors import DATABASE
from citetrail.publish.evidence_pack import Files, ProvenUse, files_of
from citetrail.publish.json_stream import rows
from citetrail.publish.mapdata import split
from citetrail.publish.page_marker import PageMarker
from citetrail.publish.people_named import EVERYBODY, Naming, without_addresses
from citetrail.publish.values import line, several
from citetrail.publish.wording import ASSETS, TEMPLATES, words
from citetrail.records.identifiers import sha256_of, short_hash
from citetrail.store.claims import Claim
from citetrail.store.documents import DocumentStore
from citetrail.store.evidence import ShownEvidence, find_evidence
from citetrail.store.papers import StoredPaper, find_paper
from citetrail.store.private_files import private_folder

MANIFEST = "pack.json"
MOST_QUOTATIONS = 20  # of one use
_PAPER = ("paper_id", "title", "authors", "year", "published_on", "venue", "doi", "arxiv_id", "url")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that an archive can hold: the same pack, the same bytes


def write_packs(
    release: Path,
    engine: Engine,
    documents: DocumentStore,
    folder: Path,
    queue: str,
    naming: Naming = EVERYBODY,
) -> tuple[int, int]:
    """Write `folder`/USE for each use of a written release: how many were made, and how many stood already.

    `queue` is the address of the review, to whose claims the packs link. Folders of uses that the release does not
    hold are removed, so that nothing withdrawn lies about.
    """
    private_folder(folder)
    made = stood = 0
    kept = set()
    with PageMarker() as marker, engine.connect() as connection:
        for use, ids in _uses(release, queue):
            kept.add(use.use_id)
            quotations = _quotations(connection, ids)
            told = replace(use, naming=naming, authors=_authors(connection, use.paper["paper_id"]))
            if _write(folder / use.use_id, told, quotations, documents, marker):
                made += 1
            else:
                stood += 1
    for path in folder.iterdir():
        if path.name not in kept and (path / MANIFEST).is_file():
            shutil.rmtree(path)
    return made, stood


def proposed_use(claim: Claim, paper: StoredPaper, link: str, naming: Naming = EVERYBODY) -> ProvenUse:
    """A claim as it is proposed, without how it stands: whoever judges it blind may look at its pack."""
    told = {name: getattr(paper, name, None) for name in _PAPER if name != "authors"}
    told |= {"paper_id": paper.id, "title": line(paper.title) or "", "venue": line(paper.venue)}
    names = tuple(author["name"] for author in paper.authors)
    told["authors"] = several(naming.names(names)) or ""
    told = {name: without_addresses(value) if isinstance(value, str) else value for name, value in told.items()}
    text = without_addresses(claim.text)
    return ProvenUse(
        claim.id, claim.id, text, claim.member or "", claim.role, "", None, told, link, naming, names
    )  # fmt: skip


def archive(files: Files) -> bytes:
    """A pack as one ZIP file; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _uses(release: Path, queue: str) -> Iterator[tuple[ProvenUse, list[str]]]:
    """The uses of a release with the ids of their quotations."""
    told = words()
    address = f"{(release / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True)
    query = (
        f"SELECT u.*, m.name AS member_name, {', '.join(f'p.{name}' for name in _PAPER[1:])} "  # noqa: S608
        "FROM uses u JOIN papers p USING (paper_id) JOIN members m USING (member) ORDER BY u.use_id"
    )
    try:
        for row in rows(database, query):
            role = told["roles"][row["role"]] if row["role"] else told["evidence"]["uses"]
            use = ProvenUse(
                claim_id=row["claim_id"], use_id=row["use_id"], text=f"{role} {row['member_name']}",
                member=row["member"], role=row["role"], status=row["status"], decided_at=row["decided_at"],
                paper={name: row[name] for name in _PAPER}, link=f"{queue}/claims/{row['claim_id']}",
            )  # fmt: skip
            yield use, split(row["evidence_ids"])
    finally:
        database.close()


def _authors(connection: Connection, paper_id: str) -> tuple[str, ...]:
    paper = find_paper(connection, paper_id)
    return tuple(author["name"] for author in paper.authors) if paper else ()


def _quotations(connection: Connection, ids: list[str]) -> list[ShownEvidence]:
    found = (find_evidence(connection, each) for each in ids[:MOST_QUOTATIONS])
    return [each for each in found if each is not None]


def _write(
    folder: Path, use: ProvenUse, quotations: list[ShownEvidence], documents: DocumentStore, marker: PageMarker
) -> bool:
    """Write one pack unless it stands there, made from the same; whole or not at all."""
    source = short_hash(json.dumps([asdict(use), quotations, _template()], sort_keys=True, default=str))
    if _made_from(folder) == source:
        return False
    files = files_of(use, quotations, documents, marker)
    manifest = {"made_from": source, "files": {name: sha256_of(data) for name, data in sorted(files.items())}}
    files[MANIFEST] = (json.dumps(manifest, indent=1) + "\n").encode()
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    for name, data in files.items():
        (part / name).write_bytes(data)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    return True


def _template() -> str:
    """Changes when the words and styles of packs do."""
    files = (TEMPLATES / "en" / "evidence.html.j2", ASSETS / "evidence.css", ASSETS / "base.css")
    return short_hash(*(path.read_text(encoding="utf-8") for path in files))


def _made_from(folder: Path) -> Any:
    """What the pack in this folder was made from; None where there is none, or a damaged one."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = all(sha256_of((folder / name).read_bytes()) == sha for name, sha in told["files"].items())
    except (OSError, ValueError, KeyError):
        return None
    return told["made_from"] if whole else None
