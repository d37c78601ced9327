"""Several copies of a paper, the files that people bring, and in what copies differ.

New tables only; what was fetched before is the first copy of its paper, in one statement whatever the store's size.
"""

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0005_{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").strip().split("\n\n"):
        connection.execute(text(statement))
