"""Where an organisation was when it wrote a paper, beside the affiliation that says it; objections to claims.

Affiliations of readings before this revision keep an empty place: reading again fills it.
"""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0004_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
