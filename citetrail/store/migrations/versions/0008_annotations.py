"""What readers wrote on words of documents in tools of their own."""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0008_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
