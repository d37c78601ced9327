"""What the sector military rests on, beside the affiliation; whether an organisation's source was opened.

Beside a query that was not answered, whether its service knows no such paper.

Rows of readings before this revision keep both empty: reading again fills them, and until then no ground is known.
"""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0006_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
