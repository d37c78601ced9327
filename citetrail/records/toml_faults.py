"""Pydantic's errors on a TOML file as sentences with their lines."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from citetrail.records.toml_places import TomlTable

Tables = Mapping[str, type[BaseModel]]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file: the line (from 1), and what to change."""

    line: int
    message: str


def faults_of(error: ValidationError, head: TomlTable, tables: Tables) -> list[Fault]:
    """Every fault that pydantic found, in the order of the file; `tables` are the models by their key."""
    found = {Fault(head.line(one["loc"]), sentence(one, tables)) for one in error.errors(include_url=False)}
    return sorted(found)


def told(path: str, faults: Iterable[Fault]) -> str:
    """The faults one a line, each with the file and its line."""
    return "\n".join(f"{path}, line {fault.line}: {fault.message}" for fault in faults)


def sentence(error: Mapping[str, Any], tables: Tables) -> str:
    """What is wrong and what to write instead, for one of pydantic's errors."""
    place: Sequence[int | str] = error["loc"]
    keys = [step for step in place if isinstance(step, str)]
    key, kind = keys[-1] if keys else "", error["type"]
    if kind == "extra_forbidden":
        return _unknown(key, tables[keys[-2] if len(keys) > 1 else ""])
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind in ("missing", "too_short") and key in tables:
        return f"a target needs at least one [[{key}]] table"
    if kind == "missing":
        return "no source: every row says where it comes from" if key == "source" else f"{key!r} is missing"
    return _wrong_type(key, error, tables, in_list=isinstance(place[-1], int))


def _wrong_type(key: str, error: Mapping[str, Any], tables: Tables, *, in_list: bool) -> str:
    kind = error["type"]
    if key in tables and kind in ("list_type", "model_type"):
        return f"{key} must be written as [[{key}]] tables"
    if kind == "list_type" or (in_list and kind.startswith("string")):
        return f"{key!r} must be a list of texts" + (
            "" if kind != "string_pattern_mismatch" else ", none of them empty"
        )
    if kind.startswith("int") or kind == "greater_than_equal":
        return f"{key!r} must be a whole number"
    if kind == "string_type" and isinstance(error["input"], (datetime.date, int, float)):
        return f"{key!r} must be text: put it in quotation marks"
    if kind.startswith("string"):
        return f"{key!r} must be text" + (", not empty" if kind == "string_pattern_mismatch" else "")
    return f"{key!r}: {error['msg']}"


def _unknown(key: str, table: type[BaseModel]) -> str:
    known = sorted(table.model_fields)
    meant = get_close_matches(key, known, 1)
    hint = f"did you mean {meant[0]!r}? " if meant else ""
    return f"unknown key {key!r}; {hint}known are {', '.join(known)}"
