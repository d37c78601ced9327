"""The first schema."""

from alembic import op

from store import search, triggers
from store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    # Until the first release the schema is what the tables say; the release freezes it as explicit operations.
    metadata.create_all(op.get_bind())
    triggers.create(op.get_bind())
    search.create(op.get_bind())
