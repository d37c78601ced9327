"""`citetrail names`: which people a dataset holds, by what is written about them."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.user_errors import UserError
from citetrail.records.counted import counted

if TYPE_CHECKING:
    from citetrail.publish.names_list import FoundPeople


def command(
    names: Annotated[
        Path, typer.Option("--list", help="TSV: Freebase or Knowledge Graph id, name, images", parser=named_path)
    ],
    biographies: Annotated[
        Path,
        typer.Option(
            "--biographies", help="JSON lines, TSV or CSV (or .gz): id, description, address", parser=named_path
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", help="folder for people.csv, names.html and problems.csv", parser=named_path)
    ],
    keyword: Annotated[
        list[str] | None, typer.Option("--keyword", help="word in the biography; may be repeated")
    ] = None,
    regex: Annotated[list[str] | None, typer.Option("--regex", help="regular expression; may be repeated")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the totals as one JSON object")] = False,
) -> None:
    """Filter a dataset's list of identities by biography, so that the people in it can know.

    Reads text only, never an image. Rows that cannot be used are listed in problems.csv with their line numbers.
    """
    from citetrail.publish import names_page
    from citetrail.publish.names_list import NamesError, find, matcher, write

    try:
        found = find(names, biographies, matcher(keyword or [], regex or []))
    except NamesError as error:
        raise UserError(str(error)) from error
    write(found, out)
    names_page.write(found, out, [*(keyword or []), *(regex or [])])
    told = {
        "people": len(found.people),
        "images": found.images,
        "listed": found.listed,
        "listed_images": found.listed_images,
        "without_biography": found.without_biography,
        "problems": len(found.problems),
        "file": str(out / "people.csv"),
    }
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
        return
    _tell(found, out)
    typer.echo(f"Written: {told['file']} and {out / names_page.NAME}")


def _tell(found: "FoundPeople", out: Path) -> None:
    matches = counted(len(found.people), "person", "people"), counted(found.images, "image")
    listed = counted(found.listed, "person", "people"), counted(found.listed_images, "image")
    typer.echo(f"In the list: {' with '.join(listed)}. What was asked for is said of {' with '.join(matches)}.")
    if found.without_biography:
        typer.echo(f"{counted(found.without_biography, 'person has', 'people have')} no biography in the file.")
    for problem in found.problems[:10]:
        typer.echo(f"{problem.file}, line {problem.line}: {problem.reason}")
    if found.problems:
        typer.echo(f"{counted(len(found.problems), 'row')} could not be used: {out / 'problems.csv'}")
