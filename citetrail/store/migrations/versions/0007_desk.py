"""What reviewers choose for their pages, the tokens of programs that act for them, tags on claims."""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0007_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
