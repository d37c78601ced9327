"""What tells the bytes of a PDF from others, and why some cannot be opened."""

from citetrail.records.vocabulary import Outcome

# Readers look for it in the first 1,024 bytes (PDF Reference 1.7, note 13 of appendix H): other bytes may come first.
HEADER_WITHIN = 1024


def has_pdf_header(data: bytes) -> bool:
    return b"%PDF" in data[:HEADER_WITHIN]


def is_cut(data: bytes) -> bool:
    """Whether the file stops before its end mark."""
    return b"%%EOF" not in data[-2048:]


def why_not_opened(data: bytes, told: str) -> tuple[Outcome, str]:
    """The outcome of a PDF that PDFium cannot open, with what PDFium said of it."""
    if "assword" in told or "ecurity" in told:
        return Outcome.ENCRYPTED, "the PDF wants a password"
    if is_cut(data):
        return Outcome.TRUNCATED, "the PDF ends before its end"
    return Outcome.PARSER_ERROR, f"PDFium cannot open it: {told}"
