"""Validates the crate against RO-Crate 1.2 and prints what rocrate reads of it."""

import json
import sys
from pathlib import Path

from rocrate.rocrate import ROCrate
from rocrate_validator import models, services


def main(folder: Path) -> None:
    settings = services.ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier="ro-crate-1.2",
        requirement_severity=models.Severity.REQUIRED,
        http_cache_path=None,
        **json.loads(sys.argv[2]),
    )
    result = services.validate(settings)
    crate = ROCrate(str(folder))
    print(
        json.dumps(
            {
                "issues": [f"{i.check.identifier}: {i.message}" for i in result.get_issues()],
                "root": {k: crate.root_dataset.properties()[k] for k in ("name", "version", "datePublished")},
                "files": {e.id: [e["sha256"], e["contentSize"]] for e in crate.data_entities},
            }
        )
    )


main(Path(sys.argv[1]))
