"""Reads entities with followthemoney, cleaning every value as Aleph does on loading, and prints what is left."""

import json
import sys
from pathlib import Path

from followthemoney import model


def main(path: Path) -> None:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        proxy = model.get_proxy(told, cleaned=False)
        model.get(told["schema"]).validate(proxy.to_dict())
        found.append(proxy.to_dict())
    print(json.dumps(found))


main(Path(sys.argv[1]))
