"""The files that tell people what the release is: README.md, CITATION.cff, LICENSE, CHANGELOG.md."""

import json
from pathlib import Path
from typing import Any

from citetrail.publish.table_columns import TABLES
from citetrail.publish.wording import ASSETS, environment, tables

VENDORED = ASSETS / "vendor"


def write(
    folder: Path, about: dict[str, Any], counts: dict[str, int], changes: dict[str, int], previous: Path | None
) -> None:
    context = {
        **about,
        "counts": counts,
        "changes": changes,
        "tables": [(t.name, tables()[t.name]) for t in TABLES],
        "yaml": lambda text: json.dumps(text, ensure_ascii=False),  # a JSON string is a YAML string
        "earlier": _earlier(previous),
        "licences": [(p.name, p.read_text(encoding="utf-8").strip()) for p in sorted(VENDORED.glob("LICENSE.*"))],
    }
    for template, name in (
        ("README.md.j2", "README.md"),
        ("CITATION.cff.j2", "CITATION.cff"),
        ("LICENSE.j2", "LICENSE"),
        ("CHANGELOG.md.j2", "CHANGELOG.md"),
        ("index.html.j2", "index.html"),
    ):
        text = environment().get_template(template).render(context)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _earlier(previous: Path | None) -> str:
    """The previous release's own history, below its heading."""
    path = previous / "CHANGELOG.md" if previous else None
    if path is None or not path.exists():
        return ""
    _, mark, rest = path.read_text(encoding="utf-8").partition("\n## ")
    return (mark + rest).lstrip("\n")
