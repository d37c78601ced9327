"""Prints ASReview's loss of each list of labels in a file."""

import json
import sys
from pathlib import Path

from asreview.metrics import loss

print(json.dumps([loss(labels) for labels in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))]))
