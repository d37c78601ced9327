"""The operators of content streams are read as the standard writes them, whatever bytes come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.psparser import LIT

from extractors.text.content_stream import operations

WORDS = rb"BT ET Tj [ ] << >> (a b) \ <41 > /N 1 -.5 ID EI BI (( )) { } %x".split(b" ")
PIECES = st.lists(st.sampled_from([*WORDS, b"%x\n", b"\x00", b"\xff"]), max_size=30)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"BT /F1 9.5 Tf (clay) Tj ET", [("BT", []), ("Tf", [LIT("F1"), 9.5]), ("Tj", [b"clay"]), ("ET", [])]),
        (b"[(re) -120 (d) .5] TJ", [("TJ", [[b"re", -120, b"d", 0.5]])]),
        (rb"(a \(b\) \\ \101\n) Tj", [("Tj", [b"a (b) \\ A\n"])]),
        (b"(a (b (c)) d) Tj", [("Tj", [b"a (b (c)) d"])]),
        (b"<48 69 7> Tj", [("Tj", [b"Hip"])]),
        (b"/Span <</MCID 3 /Alt (x)>> BDC", [("BDC", [LIT("Span"), {"MCID": 3, "Alt": b"x"}])]),
        (b"/A#20B gs % a comment Tj\nQ", [("gs", [LIT("A B")]), ("Q", [])]),
        (b"q BI /W 1 ID \x00(Tj) EI Q", [("q", []), ("BI", []), ("ID", [LIT("W"), 1]), ("Q", [])]),
        (b"1 0 0 1 72.5 -9 cm", [("cm", [1, 0, 0, 1, 72.5, -9])]),
    ],
)
def test_operators_and_operands(content: bytes, expected: list[tuple[str, list[object]]]) -> None:
    assert list(operations(content)) == expected


@given(PIECES)
def test_no_bytes_raise_or_hang(pieces: list[bytes]) -> None:
    for operator, operands in operations(b" ".join(pieces)):
        assert operator
        assert isinstance(operands, list)
