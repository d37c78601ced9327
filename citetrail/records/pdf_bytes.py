"""What tells the bytes of a PDF from others."""

# Readers look for it in the first 1,024 bytes (PDF Reference 1.7, note 13 of appendix H): other bytes may come first.
HEADER_WITHIN = 1024


def has_pdf_header(data: bytes) -> bool:
    return b"%PDF" in data[:HEADER_WITHIN]
