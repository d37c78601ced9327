"""What reviewers say to each other of a claim, and whom they ask; papers by year without sorting them all."""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0009_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
