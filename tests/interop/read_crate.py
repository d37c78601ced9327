"""Validates the crate against RO-Crate 1.2 and prints what rocrate reads of it."""

import json
import sys
from importlib.resources import files
from pathlib import Path

import rdflib.plugins.shared.jsonld.context as jsonld
from rocrate.rocrate import ROCrate
from rocrate_validator import models, services

# Tests talk to nobody: the validator, which fetches the context for every check, gets the one that rocrate carries.
CARRIED = json.loads(files("rocrate").joinpath("data/ro-crate.jsonld").read_text(encoding="utf-8"))["@context"]


def fetched(self, source, base, referenced_contexts):
    return CARRIED


jsonld.Context._fetch_context = fetched


def main(folder: Path) -> None:
    settings = services.ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier="ro-crate-1.2",
        # Both ask the context at its address whether a term stands in it; the first also reports that as an issue.
        skip_checks=["ro-crate-1.2_4.1", "ro-crate-1.2_4.2"],
        requirement_severity=models.Severity.REQUIRED,
    )
    result = services.validate(settings)
    crate = ROCrate(str(folder))
    print(
        json.dumps(
            {
                "issues": [f"{i.check.identifier}: {i.message}" for i in result.get_issues()],
                "root": crate.root_dataset.properties(),
                "entities": {e.id: e.properties() for e in crate.contextual_entities},
                "files": {e.id: [e.get("sha256"), e.get("contentSize")] for e in crate.data_entities},
            }
        )
    )


main(Path(sys.argv[1]))
