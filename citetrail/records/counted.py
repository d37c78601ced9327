"""Numbers with what they count, in the singular and the plural."""


def counted(number: int, one: str, several: str = "") -> str:
    """`1 paper`, `2,000 papers`; `several` where an s does not make the plural ("row is", "rows are")."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
