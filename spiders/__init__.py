"""Everything that leaves the machine."""

import sys

# httpx imports its own command line where Rich, Pygments and click happen to be installed: a third of its import.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
