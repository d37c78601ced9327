"""What sources said row by row, arXiv's versions, rulings on identity, which papers promise most: new tables only.

Frozen like the first schema: it never changes again.
"""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0003_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
