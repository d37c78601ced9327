"""What all tables share: the metadata with its naming convention, and rising keys."""

from sqlalchemy import BigInteger, Integer, MetaData

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
