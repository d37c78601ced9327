"""Who we say we are."""

import re
from functools import cache
from importlib.metadata import version


@cache
def user_agent(contact: str) -> str:
    """The user agent of every request: name, version and, when set, how to reach the person who runs it."""
    name = f"citetrail/{version('citetrail')}"
    # A line break in the setting must not become a header of its own.
    reach = re.sub(r"[^\x21-\x7e]+", " ", contact).strip()
    return f"{name} (+{reach})" if reach else name
