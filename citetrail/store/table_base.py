"""What all tables share: the metadata with its naming convention, and rising keys."""

from collections.abc import Iterator

from sqlalchemy import BigInteger, Column, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives rising keys only to INTEGER; PostgreSQL wants eight bytes for long logs.
RisingKey = BigInteger().with_variant(Integer, "sqlite")


def texts(*names: str, optional: bool = False) -> Iterator[Column[str]]:
    """Columns of text, in their order; null only where they are `optional`."""
    for name in names:
        yield Column(name, Text, nullable=optional)
