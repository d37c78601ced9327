"""Where an organisation was when it wrote a paper, beside the affiliation that says it. Older rows are left empty."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name, kind in (
        ("city", sa.Text()),
        ("lat", sa.Float()),
        ("lng", sa.Float()),
        ("precision", sa.Text()),
        ("place_basis", sa.Text()),
    ):
        op.add_column("affiliations", sa.Column(name, kind))
