"""`citetrail doctor`: what stands in a run's way, before it begins."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from citetrail.records.findings import Finding


def command(
    online: Annotated[bool, typer.Option("--online", help="also one polite request to each service")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Check settings, store, disk, ROR index, Prefect and the second model; say what to do next.

    With --online each service is asked too. The exit code is 1 when something stands in the way of a run.
    """
    from citetrail.commands.checkup import toml_problem
    from citetrail.records.findings import Finding

    problem = toml_problem()
    findings = [Finding("settings", problem, True, "Mend the file.")] if problem else _findings(online)
    if as_json:
        rows = [{"what": f.what, "told": f.told, "hinders": f.hinders, "then": f.then} for f in findings]
        sys.stdout.write(json.dumps({"findings": rows, "hinders": any(f.hinders for f in findings)}) + "\n")
    else:
        _show(findings)
    if any(f.hinders for f in findings):
        raise SystemExit(1)


def _findings(online: bool) -> "list[Finding]":
    from pydantic import ValidationError

    from citetrail.commands.checkup import disk_found, model_found, parts_found, settings_found, store_found
    from citetrail.commands.user_errors import describe
    from citetrail.records.findings import Finding
    from citetrail.records.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        return [Finding("settings", describe(error) or "", True, "Mend the setting: docs/settings.md has them all.")]
    looks = (settings_found, store_found, disk_found, parts_found, model_found)
    found = [finding for look in looks for finding in look(settings)]
    if online:
        from spiders.service_checks import check_services

        found += check_services(settings)
    return found


def _show(findings: "list[Finding]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("", "what", "found", "next step", box=None)
    for f in findings:
        sign = Text("stop", style="red") if f.hinders else Text("look" if f.then else "ok", style="dim")
        table.add_row(sign, Text(f.what), Text(f.told), Text(f.then))
    Console(highlight=False).print(table)
