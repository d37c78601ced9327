"""The first schema, as released: frozen SQL beside this file, one statement a paragraph.

It never changes again. A later version of the tables is a later migration, which alters what stands here.
"""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0001_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
