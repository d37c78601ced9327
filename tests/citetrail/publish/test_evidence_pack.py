"""Evidence packs: what is in one, that it stands alone, and that nothing of a paper can act in it."""

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import html5lib
import pytest
from pypdf import PdfReader

from citetrail.publish.evidence_pack import ProvenUse, files_of
from citetrail.publish.evidence_packs import MANIFEST, archive, write_packs
from citetrail.publish.page_marker import MarkingError, PageMarker
from citetrail.store.documents import DocumentStore
from citetrail.store.evidence import ShownEvidence
from tests.citetrail.publish.conftest import InventedStore
from tests.citetrail.publish.invented import NASTY, eid
from tests.synthetic_pdf import Made, make_pdf

QUEUE = "http://127.0.0.1:8765"
SENTENCE = "We train our network on Example-Faces for twenty epochs."
PAPER: dict[str, Any] = {
    "paper_id": "p1", "title": NASTY, "authors": "Ada Example;Bo <b>", "year": 2020, "published_on": "2020-02",
    "venue": "Example Conference", "doi": "10.5555/b", "arxiv_id": "2101.00010", "url": None,
}  # fmt: skip
USE = ProvenUse("c1", "u1", "trained on Example-Faces", "example-faces", "trained_on", "verified",
                "2026-03-02T11:30:00Z", PAPER, f"{QUEUE}/claims/c1")  # fmt: skip


@pytest.fixture
def marker() -> Iterator[PageMarker]:
    with PageMarker() as made:
        yield made


@pytest.fixture
def documents(tmp_path: Path) -> DocumentStore:
    return DocumentStore(f"file://{tmp_path / 'documents'}")


def quoted(made: Made, **changed: Any) -> ShownEvidence:
    place = made.places[0]
    told: dict[str, Any] = {
        "id": "e1", "paper_id": "p1", "origin": "pdf", "sha256": made.sha256, "text_version": "t1",
        "page": place.page, "start": place.start, "end": place.end, "quote": place.quote, "before": "Before <i>",
        "after": " After.", "match_start": 24, "match_end": 37, "section": "experiments",
        "boxes": [list(box) for box in place.boxes], "url": "https://example.org/a.pdf",
        "retrieved_at": "2026-03-01T10:00:00Z",
    }  # fmt: skip
    return ShownEvidence(**(told | changed))


def test_a_pack_has_the_marked_page_the_annotation_the_note_and_the_page_that_shows_them(
    documents: DocumentStore, marker: PageMarker
) -> None:
    made = make_pdf("Pack", [SENTENCE], 11)
    documents.put(made.data)
    files = files_of(USE, [quoted(made)], documents, marker)
    assert set(files) == {"page-1.pdf", "evidence.html", "annotation.jsonld", "zotero.ris"}
    copy = PdfReader(BytesIO(files["page-1.pdf"]))
    mark, link = (a.get_object() for a in copy.pages[0]["/Annots"])
    assert link["/A"]["/URI"] == USE.link
    assert USE.link in mark["/Contents"]
    assert made.sha256 in copy.metadata["/Keywords"]  # type: ignore[index]
    (told,) = json.loads(files["annotation.jsonld"])["items"]
    quote, page = told["target"]["selector"]
    assert quote == {
        "type": "TextQuoteSelector", "exact": made.places[0].quote, "prefix": "Before <i>", "suffix": " After.",
    }  # fmt: skip
    place = made.places[0]
    assert page["value"] == f"page={place.page}"
    assert (page["refinedBy"]["start"], page["refinedBy"]["end"]) == (place.start, place.end)
    assert told["target"]["source"]["schema:sha256"] == made.sha256


def test_the_page_stands_alone_and_nothing_in_it_acts(documents: DocumentStore, marker: PageMarker) -> None:
    made = make_pdf("Alone", [SENTENCE], 12)
    documents.put(made.data)
    hostile = quoted(made, url="javascript:alert(1)", section='<img src=x onerror="alert(1)">')
    text = files_of(USE, [hostile], documents, marker)["evidence.html"].decode()
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    assert not list(tree.iter("script"))
    images = [image.get("src") for image in tree.iter("img")]
    assert len(images) == 1
    assert images[0].startswith("data:image/png;base64,")
    assert all(a.get("href").startswith(("https://", "http://", "page-1.pdf")) for a in tree.iter("a"))
    assert not re.search(r"<(link|iframe|object|embed|form)\b", text)
    policy = next(m for m in tree.iter("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy.get("content").startswith("default-src 'none'")
    assert NASTY in "".join(tree.itertext())
    assert "built-in" not in text, "a word that a dictionary has a method for"


def test_a_page_that_cannot_be_had_is_named_with_the_reason(documents: DocumentStore, marker: PageMarker) -> None:
    made = make_pdf("Gone", [SENTENCE], 13)
    broken = documents.put(b"%PDF-1.7 and nothing more")
    cases = [quoted(made), quoted(made, sha256=broken), quoted(made, sha256=None, page=None, start=None, end=None)]
    files = files_of(USE, cases, documents, marker)
    assert set(files) == {"evidence.html", "annotation.jsonld", "zotero.ris"}
    text = files["evidence.html"].decode()
    assert text.count("No copy of the page") == 3
    assert "these words stand in no PDF" in text
    assert len(json.loads(files["annotation.jsonld"])["items"]) == 3
    documents.put(made.data)
    assert "page-1.pdf" in files_of(USE, [quoted(made)], documents, marker), "a broken file harms no later one"


def test_the_note_is_one_field_whatever_the_paper_says(documents: DocumentStore, marker: PageMarker) -> None:
    made = make_pdf("Note", [SENTENCE], 14)
    documents.put(made.data)
    found = quoted(made, quote="We use it.\nER  - \nTY  - BOOK", match_start=0, match_end=2)
    record = files_of(USE, [found], documents, marker)["zotero.ris"].decode()
    lines = record.rstrip("\r\n").split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", each) for each in lines)
    assert [each[:2] for each in lines].count("TY") == [each[:2] for each in lines].count("ER") == 1
    (note,) = (each[6:] for each in lines if each.startswith("N1"))
    assert "<script>" not in note
    assert "verified" in note
    assert USE.link in note
    assert "L1  - page-1.pdf" in lines


def test_a_machine_claim_says_so_in_page_and_note(documents: DocumentStore, marker: PageMarker) -> None:
    made = make_pdf("Doubt", [SENTENCE], 15)
    documents.put(made.data)
    doubt = ProvenUse("c1", "u1", "t", "m", None, "provisional", None, PAPER, "")
    files = files_of(doubt, [quoted(made)], documents, marker)
    assert "nobody has confirmed it" in files["evidence.html"].decode()
    assert "machine claim, not confirmed" in files["zotero.ris"].decode()


def test_a_pdf_that_takes_too_long_is_given_up(documents: DocumentStore) -> None:
    made = make_pdf("Slow", [SENTENCE], 16)
    with PageMarker(seconds=0) as marker, pytest.raises(MarkingError):
        marker.mark(made.data, 1, [], {"title": "", "text": "", "link": "", "source": ""})


def test_an_archive_of_the_same_files_has_the_same_bytes() -> None:
    files = {"b": b"two", "a": b"one"}
    assert archive(files) == archive(dict(reversed(files.items())))
    with zipfile.ZipFile(BytesIO(archive(files))) as packed:
        assert packed.namelist() == ["a", "b"]


def test_each_use_of_a_release_gets_its_folder_once(store: InventedStore, tmp_path: Path) -> None:
    release = store.publish(tmp_path / "out").path
    folder = tmp_path / "evidence"
    assert write_packs(release, store.engine, store.documents, folder, QUEUE) == (4, 0)
    assert write_packs(release, store.engine, store.documents, folder, QUEUE) == (0, 4)
    packs = sorted(folder.iterdir())
    assert len(packs) == 4
    assert not [p for p in release.rglob("*") if p.suffix == ".pdf"], "no page of a paper leaves with a release"
    (packs[0] / "evidence.html").write_text("changed")
    (folder / "gone-since").mkdir()
    (folder / "gone-since" / MANIFEST).write_text("{}")
    assert write_packs(release, store.engine, store.documents, folder, QUEUE) == (1, 3)
    assert sorted(folder.iterdir()) == packs, "what is no longer published is taken away"
    told = [json.loads((p / "annotation.jsonld").read_text(encoding="utf-8"))["items"] for p in packs]
    assert eid("a") in {item["id"].rpartition("#")[2] for items in told for item in items}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_page_fits_screens(
    width: int, scheme: str, documents: DocumentStore, marker: PageMarker, tmp_path: Path, browser: Any
) -> None:
    made = make_pdf("Screen", [SENTENCE], 17)
    documents.put(made.data)
    path = tmp_path / "evidence.html"
    path.write_bytes(files_of(USE, [quoted(made)], documents, marker)["evidence.html"])
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.querySelector('img').naturalWidth") > 500
    finally:
        context.close()
