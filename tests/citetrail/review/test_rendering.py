"""Page images from PDFs that mean no good: an image or an error in bounded time, never a dead server."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from citetrail.review.rendering import Renderer, RenderError
from tests.synthetic_pdf import make_pdf

SENTENCE = "We train our network on MS1MV2 for 20 epochs."


class Shelf(dict[str, bytes]):
    """Documents by hash, counting how often each is fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched = 0

    def put(self, data: bytes) -> str:
        key = hashlib.sha256(data).hexdigest()
        self[key] = data
        return key

    def get_bytes(self, key: str) -> bytes:
        self.fetched += 1
        return self[key]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def renderer(shelf: Shelf, tmp_path: Path) -> Iterator[Renderer]:
    made = Renderer(tmp_path / "pages", shelf.get_bytes, workers=1, seconds=4)
    yield made
    made.close()


def test_the_boxed_span_is_marked_where_it_stands(renderer: Renderer, shelf: Shelf) -> None:
    made = make_pdf("A Title", [SENTENCE, "University of Examples 0, Rivermouth"], 1)
    sha, place = shelf.put(made.data), made.places[0]
    with_boxes, without = renderer.image(sha, place.page, place.boxes), renderer.image(sha, place.page)
    with Image.open(with_boxes) as marked, Image.open(without) as clean:
        assert marked.size == clean.size
        x0, y0, _, y1 = place.boxes[0]
        inside = (round(2 * x0 + 1), round(y0 + y1))
        assert marked.getpixel(inside) != clean.getpixel(inside)
        assert marked.getpixel((5, 5)) == clean.getpixel((5, 5)) == (255, 255, 255)
    assert renderer.pages_of(sha) == 3


def test_what_else_the_claim_rests_on_is_framed_and_not_tinted(renderer: Renderer, shelf: Shelf) -> None:
    made = make_pdf("A Title", [SENTENCE, "University of Examples 0, Rivermouth"], 1)
    sha, place = shelf.put(made.data), made.places[0]
    x0, y0, _, y1 = place.boxes[0]
    beside, without = renderer.image(sha, place.page, (), place.boxes), renderer.image(sha, place.page)
    assert beside != without
    with Image.open(beside) as marked, Image.open(without) as clean:
        inside, frame = (round(2 * x0 + 1), round(y0 + y1)), (round(2 * x0 - 5), round(y0 + y1))
        assert marked.getpixel(inside) == clean.getpixel(inside)
        assert marked.getpixel(frame) != clean.getpixel(frame)


def test_a_page_is_drawn_once_and_a_document_opened_once(renderer: Renderer, shelf: Shelf) -> None:
    sha = shelf.put(make_pdf("A Title", [SENTENCE, "University of Examples 0, Rivermouth"], 1).data)
    first = renderer.image(sha, 1)
    stamp = first.stat().st_mtime_ns
    assert renderer.image(sha, 1).stat().st_mtime_ns == stamp
    renderer.image(sha, 2)
    assert shelf.fetched == 1


@pytest.mark.parametrize("page", [0, -1, 4, 10**9])
def test_pages_that_are_not_there_are_refused(renderer: Renderer, shelf: Shelf, page: int) -> None:
    sha = shelf.put(make_pdf("A Title", [SENTENCE, "University of Examples 0, Rivermouth"], 1).data)
    with pytest.raises(RenderError, match="no page"):
        renderer.image(sha, page)
    assert renderer.image(sha, 1).exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<html>", b"%PDF-1.7\n" + b"\x00" * 100_000])
def test_what_is_no_pdf_is_an_error_and_the_next_page_is_drawn(renderer: Renderer, shelf: Shelf, data: bytes) -> None:
    with pytest.raises(RenderError):
        renderer.image(shelf.put(data), 1)
    good = shelf.put(make_pdf("A Title", [SENTENCE, "University of Examples 0, Rivermouth"], 1).data)
    assert renderer.image(good, 1).exists()


def pdf_of(media: str, content: bytes) -> bytes:
    """A one-page PDF with this page size and content stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {media} /Contents 4 0 R >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def test_a_large_page_is_drawn_small(renderer: Renderer, shelf: Shelf) -> None:
    # A poster of 1.8 m: at the usual scale it would have a hundred million pixels.
    with Image.open(renderer.image(shelf.put(pdf_of("[0 0 5000 5000]", b"")), 1)) as image:
        assert image.width * image.height <= 12_000_000


def test_a_page_that_takes_too_long_is_given_up(shelf: Shelf, tmp_path: Path) -> None:
    """A sound page under a limit that none can keep; the limit itself is the renderer's own."""
    page = shelf.put(make_pdf("A Title", [SENTENCE, "University of Examples 0, Rivermouth"], 1).data)
    hurried = Renderer(tmp_path / "hurried", shelf.get_bytes, workers=1, seconds=0)
    try:
        for _ in range(2):
            with pytest.raises(RenderError, match="too long"):
                hurried.image(page, 1)
    finally:
        hurried.close()
    usual = Renderer(tmp_path / "usual", shelf.get_bytes, workers=1)
    try:
        assert usual.image(page, 1).exists()
    finally:
        usual.close()


def test_the_cache_keeps_within_its_size(renderer: Renderer, shelf: Shelf) -> None:
    sha = shelf.put(make_pdf("A Title", [SENTENCE, "University of Examples 0, Rivermouth"], 1).data)
    files = [renderer.image(sha, n) for n in (1, 2, 3)]
    renderer.prune(keep=files[2].stat().st_size + 1)
    assert sum(f.exists() for f in files) <= 2
    renderer.prune(keep=0)
    assert not any(f.exists() for f in files)
