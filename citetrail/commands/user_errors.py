"""Errors that a user can do something about, told in a line or two without a traceback."""

import sys
from collections.abc import Mapping
from typing import Any

# Exit codes: something is to be put right; done, but not all of it (what is missing was told).
REFUSED, INCOMPLETE = 2, 3
# Errors whose own message says what to do.
TOLD_AS_THEY_ARE = frozenset(
    {
        "ChecksFailed",
        "ChildDied",
        "CodeChanged",
        "DocumentDamaged",
        "DocumentMissing",
        "EncoderFailed",
        "EncoderOutOfMemory",
        "GazetteerError",
        "IndexFileError",
        "ListError",
        "MirrorError",
        "ObjectionRefused",
        "PrepareFailed",
        "ReleaseError",
        "ReviewerError",
        "SettingsError",
        "StoreError",
        "StoryError",
        "TargetError",
        "TargetFileError",
        "TargetHeld",
        "TrainerFailed",
        "UserError",
        "WeightsDamaged",
    }
)


def describe(error: Exception) -> str | None:
    """What happened and what to do; None for a defect, whose traceback should be seen.

    Classes are compared by name, so that telling an error imports nothing heavy.
    """
    # What a reading process could not begin with is told as if this process had met it.
    name = getattr(error, "cause", "") or type(error).__name__
    if name not in {"StoreError"} and (full := _full_disk(error)):
        return (
            f"citetrail: the disk is full or failing: {full}. What was finished is kept: make room there and give "
            "the same command again."
        )
    if name in TOLD_AS_THEY_ARE:
        return f"citetrail: {error}"
    if name == "ValidationError" and hasattr(error, "errors"):
        lines = [f"  {'.'.join(map(str, e['loc']))}: {_of_setting(e)}" for e in error.errors()]
        return "citetrail: a setting is not valid (environment CITETRAIL_… or citetrail.toml):\n" + "\n".join(lines)
    if name in {"OperationalError", "DatabaseError", "InterfaceError"}:
        return (
            f"citetrail: the store cannot be used: {getattr(error, 'orig', error)}. Look at CITETRAIL_VAR and "
            "CITETRAIL_DATABASE_URL; `citetrail doctor` says more."
        )
    if isinstance(error, OSError) and str(error.filename) in sys.argv[1:]:  # named by whoever called
        return f"citetrail: {error.filename}: {str(error.strerror).lower()}."
    if isinstance(error, OSError) and error.filename:
        return f"citetrail: {error.strerror}: {error.filename}. `citetrail doctor` shows what a run needs."
    return None


def _of_setting(error: Mapping[str, Any]) -> str:
    if error["type"] != "extra_forbidden":
        return str(error["msg"])
    from difflib import get_close_matches

    from citetrail.records.settings import Settings

    meant = get_close_matches(str(error["loc"][-1]), list(Settings.model_fields), 1)
    return "is no setting" + (f": did you mean {meant[0]}?" if meant else "; docs/settings.md has them all")


# How the operating system, SQLite, DuckDB and PostgreSQL say it.
NO_ROOM = ("No space left on device", "Disk quota exceeded", "database or disk is full", "disk I/O error")


def _full_disk(error: BaseException | None) -> str:
    """In which words this error, or one that led to it, says that nothing can be written; empty when none does."""
    while error is not None:
        told = str(getattr(error, "orig", None) or error)
        if any(words in told for words in NO_ROOM):
            place = f": {error.filename}" if isinstance(error, OSError) and error.filename else ""
            said = f"{error.strerror}{place}" if isinstance(error, OSError) else told[:300]
            return ". ".join((said, *getattr(error, "__notes__", ()))).removesuffix(".")
        error = error.__cause__ or error.__context__
    return ""


class UserError(Exception):
    """Something only the user can put right; the message says what."""
