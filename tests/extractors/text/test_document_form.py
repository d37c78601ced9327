"""Slides, posters and supplements are told by their pages where these show it surely; a paper stays a paper.

Covers: extractors.text.document_form, citetrail.records.copies.
"""

import pytest

from citetrail.records.copies import CopyKind, DocumentForm, kind_shown
from citetrail.records.text import DocumentText, PageText
from citetrail.records.vocabulary import Outcome
from extractors.text.document_form import form_of

A4, SCREEN, A0 = (595.0, 842.0), (960.0, 540.0), (2384.0, 3370.0)
FULL = "Faces were compared by their angle, and the angle was kept. " * 60
FEW = "Why doors? One number is not enough."


def document(size: tuple[float, float], *texts: str) -> DocumentText:
    pages = tuple(PageText(n, *size, text) for n, text in enumerate(texts, 1))
    return DocumentText(Outcome.OK, pages, page_count=len(pages))


@pytest.mark.parametrize(
    ("size", "texts", "form"),
    [
        (A4, [FULL] * 8, DocumentForm.PAPER),
        (SCREEN, [FEW] * 12, DocumentForm.SLIDES),
        ((720.0, 540.0), [FEW] * 12, DocumentForm.SLIDES),
        (A0, [FULL], DocumentForm.POSTER),
        ((A0[1], A0[0]), [FULL], DocumentForm.POSTER),
        (A4, ["Supplementary Material\nDoors of a Library\n" + FULL, FULL, FULL], DocumentForm.SUPPLEMENT),
        (A4, ["Doors of a Library: Supplemental Material\n" + FULL], DocumentForm.SUPPLEMENT),
        (A4, ["Doors of a Library\nSupporting Information\n" + FULL], DocumentForm.SUPPLEMENT),
        # Not so: pages across that are full, few pages, a wrong scale, a paper that speaks of supplements.
        (SCREEN, [FULL] * 12, None),
        (SCREEN, [FEW] * 2, None),
        (A0, [FULL] * 9, DocumentForm.PAPER),
        (A4, ["How schools use supplementary material\n" + FULL, FULL, FULL], DocumentForm.PAPER),
        (A4, ["Doors\nA. Author\nExample University\nSupplementary material is online.\n" + FULL], None),
        (A4, [FEW], None),
        (A4, [], None),
    ],
)
def test_what_pages_show(size: tuple[float, float], texts: list[str], form: DocumentForm | None) -> None:
    assert form_of(document(size, *texts)) is form


@pytest.mark.parametrize(
    ("told", "form", "kind"),
    [
        (CopyKind.AUTHOR, DocumentForm.SLIDES, CopyKind.SLIDES),
        (CopyKind.OTHER, None, CopyKind.OTHER),
        (CopyKind.PUBLISHER, DocumentForm.PAPER, CopyKind.PUBLISHER),
        (CopyKind.POSTER, DocumentForm.PAPER, CopyKind.OTHER),
        (CopyKind.SUPPLEMENT, DocumentForm.PAPER, CopyKind.SUPPLEMENT),
        (CopyKind.SLIDES, None, CopyKind.SLIDES),
        (CopyKind.ARXIV, DocumentForm.SLIDES, CopyKind.ARXIV),
    ],
)
def test_the_pages_are_believed_before_a_name(told: CopyKind, form: DocumentForm | None, kind: CopyKind) -> None:
    assert kind_shown(told, form) is kind
