"""Errors that a user can do something about, told in a line or two without a traceback."""


def describe(error: Exception) -> str | None:
    """What happened and what to do; None for a defect, whose traceback should be seen.

    Classes are compared by name, so that telling an error imports nothing heavy.
    """
    name = type(error).__name__
    if name in {
        "TargetError",
        "TargetFileError",
        "StoreError",
        "TargetHeld",
        "GazetteerError",
        "GateFailed",
        "ReviewerError",
    }:
        return f"citetrail: {error}"
    if name in {"DocumentMissing", "DocumentDamaged", "IndexFileError", "UserError"}:
        return f"citetrail: {error}"
    if name == "ValidationError" and hasattr(error, "errors"):
        lines = [f"  {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        return "citetrail: a setting is not valid (environment CITETRAIL_… or citetrail.toml):\n" + "\n".join(lines)
    if name == "OperationalError":
        return f"citetrail: the store cannot be used: {getattr(error, 'orig', error)}"
    if isinstance(error, OSError) and error.filename:
        return f"citetrail: {error.strerror}: {error.filename}"
    return None


class UserError(Exception):
    """Something only the user can put right; the message says what."""
