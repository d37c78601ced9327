"""Text that a file holds and no reader sees: white on white, invisible, clear, off the page, under 1 pt, on a layer.

It is no evidence of anything, so that it is read nowhere. What lies over a picture or a filled shape stays: so do the
words of a scan, which are set invisibly over its picture, and white headings on a dark ground.
"""

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, repeat
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from extractors.text import pdfium_calls as calls
from extractors.text.layers import is_on_layer
from extractors.text.line_numbers import HIDDEN
from extractors.text.printed_lines import PrintedLines
from extractors.text.undrawn_text import Extent, undrawn, without_twins

MOST_OBJECTS = 20_000  # of a page; a drawing may have as many
MOST_DEPTH = 4  # of forms in forms
# Of red, green and blue, each up to 255: a lighter letter cannot be told from paper.
WHITE = 250
_DARK = bytes(range(WHITE))
SMALLEST = 1.0  # points of type size that can be read at all
# Of the letters' area that a shape must lie under: a rule that touches them is no ground.
LEAST_GROUND = 0.2
# Where most of a page is hidden, its ground was not understood (letters drawn as shapes, say): all of it is read.
MOST_HIDDEN = 0.5
# Comparisons of letters with grounds on one page; beyond it nothing is taken for hidden.
MOST_COMPARED = 400_000
_FILLED = (pdfium_c.FPDF_TEXTRENDERMODE_FILL, pdfium_c.FPDF_TEXTRENDERMODE_FILL_CLIP)
_PICTURES = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING)


class _Level(NamedTuple):
    """The objects of a page, or of a form on it. Where letters of a form stand, and how large, is not asked."""

    objects: Sequence[int]
    colours_only: bool


class _Object:
    """One page object after the other. PDFium writes to the same memory each time: making it costs as much."""

    def __init__(self) -> None:
        numbers, floats = (ctypes.c_uint * 4)(), (ctypes.c_float * 4)()
        self.numbers = memoryview(numbers).cast("B").cast("I")  # read ten times as fast as the array
        self.floats = memoryview(floats).cast("B").cast("f")
        self.matrix = pdfium_c.FS_MATRIX()
        self._numbers = [ctypes.byref(numbers, at) for at in (0, 4, 8, 12)]
        self._floats = [ctypes.byref(floats, at) for at in (0, 4, 8, 12)]
        self._matrix = ctypes.byref(self.matrix)
        self.clear: list[int] = []  # texts of the page, not of its forms, whose filling has the opacity 0

    def extent(self, address: int) -> Extent | None:
        if not calls.object_bounds(calls.argument(address), *self._floats):
            return None
        left, bottom, right, top = self.floats.tolist()
        return left, bottom, right, top

    def is_blank(self, address: int) -> bool:
        """Whether its filling leaves no trace on white paper; a pattern does. The opacity is asked elsewhere."""
        numbers = self.numbers
        return bool(calls.object_colour(calls.argument(address), *self._numbers)) and (
            numbers[0] >= WHITE and numbers[1] >= WHITE and numbers[2] >= WHITE
        )

    def is_unreadable(self, text: int, extent: Extent) -> bool:
        """Whether letters are too small; asked of low ones only, for stops and dashes are low too."""
        if min(extent[3] - extent[1], extent[2] - extent[0]) >= SMALLEST:
            return False
        own = calls.argument(text)
        known = calls.text_size(own, self._floats[0]) and calls.object_matrix(own, self._matrix)
        return bool(known) and self.floats[0] * hypot(self.matrix.c, self.matrix.d) < SMALLEST

    def is_ground(self, address: int) -> bool:
        """Whether letters without a colour of their own can be seen on it."""
        own = calls.argument(address)
        kind = calls.object_type(own)
        if kind in _PICTURES:
            return True
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            return any(self.is_ground(inner) for inner in _inside(address))
        if kind != pdfium_c.FPDF_PAGEOBJ_PATH or not calls.draw_mode(own, *self._numbers[:2]):
            return False
        return self.numbers[0] != pdfium_c.FPDF_FILLMODE_NONE and not self.is_blank(address)


def hidden_objects(page: Any, textpage: Any, *, places: bool = True, layers: bool = False) -> frozenset[int]:
    """The addresses of the text objects that cannot be seen. `page` and `textpage` are pypdfium2's.

    Without `places` only colours are asked for, in half the time: for pages whose lines are known to stand on them.
    `layers`: the document has some that are off.
    """
    own = calls.address_of(page.raw)
    count = min(calls.page_objects(own), MOST_OBJECTS)
    objects = list(filter(None, map(calls.page_object, repeat(calls.argument(own)), range(count))))
    look = _Object()
    found = frozenset(_hidden(_Level(objects, not places), look, page.get_bbox(), 0))
    doubted = _in_question(objects, look, found, layers) if look.clear else []
    if layers:
        doubted += [(a, e) for a in _on_layers(objects) if a not in found and (e := look.extent(a))]
    if doubted:
        found |= {text for address in undrawn(page, doubted) for text in _texts_of(address, 0)}
    return found if found and not _is_most(found, textpage) else frozenset()


def _in_question(
    objects: Sequence[int], look: _Object, found: frozenset[int], layers: bool
) -> list[tuple[int, Extent]]:
    """Texts whose filling has the opacity 0, unless they are known to be hidden or have a printed twin."""
    clear = set(look.clear)
    filled = (
        o for o in objects if o not in found and o not in clear and calls.render_mode(calls.argument(o)) in _FILLED
    )
    printed = (e for o in filled if not (layers and is_on_layer(o)) and (e := look.extent(o)))
    return without_twins([(a, e) for a in look.clear if a not in found and (e := look.extent(a))], printed)


def _on_layers(objects: Iterable[int]) -> Iterator[int]:
    """Texts and forms that a layer may hold; a form does not tell by itself whether one does."""
    for address in objects:
        kind = calls.object_type(calls.argument(address))
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM or (kind == pdfium_c.FPDF_PAGEOBJ_TEXT and is_on_layer(address)):
            yield address


def _texts_of(address: int, depth: int) -> Iterator[int]:
    """A text itself, and those of a form."""
    kind = calls.object_type(calls.argument(address))
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        yield address
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MOST_DEPTH:
        for inner in _inside(address):
            yield from _texts_of(inner, depth + 1)


def has_odd_lines(lines: PrintedLines) -> bool:
    """Whether a line begins in letters too small to read, or beside the page."""
    width, height = lines.place.width, lines.place.height
    return not lines.begin_within(SMALLEST) and any(
        look.size < SMALLEST or look.x0 > width or look.y0 > height or look.y1 < 0 or look.x1 < 0
        for look in lines.looks
    )


def hide_text(raw: str, textpage: Any, hidden: frozenset[int]) -> str:
    """The same number of characters, those of `hidden` turned into zero-width ones, which the cleaning drops."""
    if not hidden:
        return raw
    letters = list(raw)
    for at, address in enumerate(_owners(textpage)):
        index = pdfium_c.FPDFText_GetTextIndexFromCharIndex(textpage.raw, at) if address in hidden else -1
        if 0 <= index < len(letters):
            letters[index] = HIDDEN
    return "".join(letters)


def _owners(textpage: Any) -> Iterator[int | None]:
    """The text object of each character of a page."""
    address = calls.address_of(textpage.raw)
    return (calls.text_object(address, at) for at in range(pdfium_c.FPDFText_CountChars(textpage.raw)))


def _is_most(hidden: frozenset[int], textpage: Any) -> bool:
    owners = [address for address in _owners(textpage) if address]
    return sum(address in hidden for address in owners) > MOST_HIDDEN * len(owners)


def _inside(form: int) -> Sequence[int]:
    count = min(max(0, calls.form_objects(form)), MOST_OBJECTS)
    return list(filter(None, map(calls.form_object, repeat(calls.argument(form)), range(count))))


def _hidden(level: _Level, look: _Object, paper: Extent, depth: int) -> Iterator[int]:
    """Text objects of this level and of the forms on it that cannot be seen."""
    unprinted: list[tuple[int, Extent]] = []
    by_mode = _by_mode(level.objects)
    others = by_mode.pop(pdfium_c.FPDF_TEXTRENDERMODE_UNKNOWN, [])
    blank = _unprinted(by_mode, [] if depth else look.clear)
    for address in blank if level.colours_only else chain.from_iterable(by_mode.values()):
        extent = look.extent(address)
        if extent is not None and address in blank:
            unprinted.append((address, extent))
        elif extent is not None and (_is_off(extent, paper) or look.is_unreadable(address, extent)):
            yield address
    yield from _without_ground(unprinted, level, look)
    if depth < MOST_DEPTH:
        yield from _hidden_in_forms(_forms(others), level, look, paper, depth + 1)


def _by_mode(objects: Sequence[int]) -> dict[int, Sequence[int]]:
    """The objects by their render modes; what is no text has none that is known."""
    modes = list(map(calls.render_mode, map(calls.argument, objects)))
    kinds = set(modes)
    if len(kinds) == 1:  # as on many pages
        return {kinds.pop(): objects}
    return {kind: list(compress(objects, map(kind.__eq__, modes))) for kind in kinds}


def _hidden_in_forms(forms: Iterable[int], level: _Level, look: _Object, paper: Extent, depth: int) -> Iterator[int]:
    for form, objects in chain.from_iterable(map(_doubted, _many_at_once(forms))):
        found = list(_hidden(_Level(objects, colours_only=True), look, paper, depth))
        extent = look.extent(form) if found else None
        if extent is None:
            continue
        # What lies under a form, its letters lie on: their own place on the page is the form's to tell.
        others = _Level([o for o in level.objects if o != form], level.colours_only)
        if list(_without_ground([(form, extent)], others, look)):
            yield from found


def _many_at_once(forms: Iterable[int]) -> Iterator[list[tuple[int, Sequence[int]]]]:
    """The forms with their objects, by so many forms that some hundred objects come together."""
    some: list[tuple[int, Sequence[int]]] = []
    count = 0
    for form in forms:
        some.append((form, _inside(form)))
        count += len(some[-1][1])
        if count >= calls.AT_ONCE:
            yield some
            some, count = [], 0
    if some:
        yield some


def _doubted(forms: Sequence[tuple[int, Sequence[int]]]) -> list[tuple[int, Sequence[int]]]:
    """Those of the forms that hold another form, or a text without a trace on white paper.

    All their objects are asked at once: a drawing may be thousands of forms.
    """
    by_mode = _by_mode([inner for _, objects in forms for inner in objects])
    others = by_mode.pop(pdfium_c.FPDF_TEXTRENDERMODE_UNKNOWN, [])
    doubted = _unprinted(by_mode, []).union(_forms(others))
    return [(form, objects) for form, objects in forms if not doubted.isdisjoint(objects)]


def _forms(objects: Sequence[int]) -> Sequence[int]:
    kinds = map(calls.object_type, map(calls.argument, objects))
    return list(compress(objects, map(pdfium_c.FPDF_PAGEOBJ_FORM.__eq__, kinds)))


def _unprinted(by_mode: Mapping[int, Sequence[int]], clear: list[int]) -> set[int]:
    """Those of the text objects, by their render modes, whose letters leave no trace on white paper."""
    found = set(by_mode.get(pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, ()))
    return found.union(*(_white(by_mode.get(mode, ()), clear) for mode in _FILLED))


def _white(texts: Sequence[int], clear: list[int]) -> Sequence[int]:
    """Those that are filled with white; asked for all at once, for this is asked of every page.

    Those with the opacity 0 are added to `clear`.
    """
    found: list[int] = []
    room = calls.four_each(ctypes.c_uint)
    for at in range(0, len(texts), calls.AT_ONCE):
        asked = texts[at : at + calls.AT_ONCE]
        room.clear()
        known = list(map(calls.object_colour, map(calls.argument, asked), *room.places))
        reds, greens, blues, opacities = room.small(len(asked))
        if 0 in opacities:
            clear.extend(t for t, plain, o in zip(asked, known, opacities, strict=True) if plain and not o)
        if reds.translate(None, _DARK):
            rows = zip(asked, known, reds, greens, blues, strict=True)
            found += [text for text, plain, *colour in rows if plain and min(colour) >= WHITE]
    return found


def _without_ground(texts: Sequence[tuple[int, Extent]], level: _Level, look: _Object) -> Iterator[int]:
    """Those of the texts that no picture and no filled shape lies under (or over: a scan may come last)."""
    if not texts:
        return
    grounds = [e for o in level.objects if look.is_ground(o) and (e := look.extent(o))]
    if len(texts) * len(grounds) > MOST_COMPARED:
        return
    for address, extent in texts:
        if sum(_shared(extent, ground) for ground in grounds) <= LEAST_GROUND * _area(extent):
            yield address


def _shared(a: Extent, b: Extent) -> float:
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return width * height if width > 0 and height > 0 else 0.0


def _area(extent: Extent) -> float:
    return (extent[2] - extent[0]) * (extent[3] - extent[1])


def _is_off(extent: Extent, paper: Extent) -> bool:
    left, bottom, right, top = paper
    return extent[2] < left or extent[0] > right or extent[3] < bottom or extent[1] > top
