"""Reads data/targets/*.toml strictly: what is not understood is an error that names the file and the line."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from citetrail.paths import TARGETS
from citetrail.records.identifiers import arxiv_id, doi, sha256_of
from citetrail.records.targets import Event, Fact, IntroducingPaper, Member, Target
from citetrail.records.vocabulary import MemberKind, Role

FOLDER = TARGETS
_HEADER = re.compile(r"\s*\[\[?\s*([\w.\-]+)\s*\]\]?\s*(?:#.*)?$")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_AVAILABLE = ("", "yes", "no", "partly", "unknown")


class TargetError(Exception):
    """A target file that cannot be used; the message names the file, the line and what to change."""


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the file with the lines it fills; `path` is "" for the head of the file."""

    file: str
    path: str
    first: int
    lines: Sequence[str]

    def line_of(self, words: str) -> int:
        """The line that first holds these words; the table's own when none does."""
        for offset, line in enumerate(self.lines):
            if words in line:
                return self.first + offset
        return self.first

    def key_line(self, key: str) -> int:
        for offset, line in enumerate(self.lines):
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return self.first + offset
        return self.first

    def error(self, line: int, message: str) -> TargetError:
        return TargetError(f"{self.file}, line {line}: {message}")


def target_paths() -> list[Path]:
    """Every target file that is shipped, by name."""
    return sorted(FOLDER.glob("*.toml"))


def target_path(target: str | Path) -> Path:
    """The file of a target given by slug or path; TargetError when there is none."""
    path = Path(target)
    if path.suffix == ".toml":
        if path.is_file():
            return path
        raise TargetError(f"{path}: no such target file")
    if (found := FOLDER / f"{target}.toml").is_file():
        return found
    known = ", ".join(p.stem for p in target_paths())
    raise TargetError(f"no target {str(target)!r}: known are {known}; or give the path of a .toml file")


def load_target(target: str | Path) -> Target:
    """The target of a file or slug. Raises TargetError naming file and line of the first thing that is wrong."""
    path = target_path(target)
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
        raw = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise TargetError(f"{path}: not UTF-8 text ({error.reason} at byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise TargetError(f"{path}: {error}") from error
    tables = _tables(str(path), text)
    head = next(tables[""])
    _check_keys(head, raw, _keys(Target, without=frozenset({"digest"})))
    slug = _word(head, raw, "slug")
    members = tuple(
        _member(m, next(tables["members"]), tables["members.papers"]) for m in _rows(head, raw, "members")
    )
    if not members:
        raise head.error(1, "a target needs at least one [[members]] table")
    _check_family(str(path), members, list(_tables(str(path), text)["members"]))
    slugs = {m.slug for m in members}
    return Target(
        slug=slug,
        name=_word(head, raw, "name"),
        summary=_word(head, raw, "summary"),
        members=members,
        facts=tuple(_fact(f, next(tables["facts"])) for f in _rows(head, raw, "facts")),
        events=tuple(_event(e, next(tables["events"]), slugs) for e in _rows(head, raw, "events")),
        domain=_words(head, raw, "domain"),
        arxiv_queries=_words(head, raw, "arxiv_queries"),
        digest=sha256_of(data),
    )


def _tables(file: str, text: str) -> dict[str, Iterator[_Table]]:
    """The tables of the file in order, by the path of their header."""
    lines = text.splitlines()
    starts = [(0, "")]
    in_string = False
    for number, line in enumerate(lines):
        if not in_string and (header := _HEADER.match(line)):
            starts.append((number, header[1]))
        if (line.count('"""') + line.count("'''")) % 2:
            in_string = not in_string
    found: dict[str, list[_Table]] = {p: [] for p in ("", "members", "members.papers", "facts", "events")}
    for (start, path), (end, _) in zip(starts, [*starts[1:], (len(lines), "")], strict=True):
        found.setdefault(path, []).append(_Table(file, path, start + 1, lines[start:end]))
    return {path: iter(tables) for path, tables in found.items()}


def _member(raw: Mapping[str, Any], table: _Table, papers: Iterator[_Table]) -> Member:
    _check_keys(table, raw, _keys(Member, without=frozenset({"line"})))
    slug = _slug(table, raw)
    kind = _word(table, raw, "kind")
    if kind not in tuple(MemberKind):
        raise table.error(table.key_line("kind"), f"kind {kind!r}: must be one of {', '.join(MemberKind)}")
    available = _word(table, raw, "available", default="")
    if available not in _AVAILABLE:
        raise table.error(table.key_line("available"), f"available {available!r}: must be yes, no, partly or unknown")
    ambiguous = _words(table, raw, "ambiguous")
    cues = _words(table, raw, "cues")
    if ambiguous and not cues:
        raise table.error(table.key_line("ambiguous"), f"{slug}: ambiguous names need `cues` that tell them apart")
    typical = _word(table, raw, "typical", default="")
    if typical not in ("", *Role):
        raise table.error(table.key_line("typical"), f"typical {typical!r}: must be one of {', '.join(Role)}")
    return Member(
        slug=slug,
        name=_word(table, raw, "name"),
        kind=MemberKind(kind),
        parent=_word(table, raw, "parent", default="") or None,
        source=_source(table, raw),
        line=table.first,
        code=_word(table, raw, "code", default="") or None,
        aliases=_words(table, raw, "aliases"),
        ambiguous=ambiguous,
        cues=cues,
        open_cues=_words(table, raw, "open_cues"),
        refines=_words(table, raw, "refines"),
        shorthand=_words(table, raw, "shorthand"),
        figures=_words(table, raw, "figures"),
        typical=Role(typical) if typical else None,
        queries=_words(table, raw, "queries"),
        papers=tuple(_paper(p, next(papers, table)) for p in _rows(table, raw, "papers")),
        year=_number(table, raw, "year"),
        identities=_number(table, raw, "identities"),
        images=_number(table, raw, "images"),
        host=_word(table, raw, "host", default=""),
        url=_word(table, raw, "url", default=""),
        licence=_word(table, raw, "licence", default=""),
        available=available,
        note=_word(table, raw, "note", default=""),
    )


def _paper(raw: Mapping[str, Any], table: _Table) -> IntroducingPaper:
    _check_keys(table, raw, _keys(IntroducingPaper))
    arxiv = _word(table, raw, "arxiv", default="")
    if arxiv and arxiv_id(arxiv) != arxiv:
        raise table.error(table.key_line("arxiv"), f"{arxiv!r} is no arXiv identifier (without version)")
    given_doi = _word(table, raw, "doi", default="")
    if given_doi and doi(given_doi) is None:
        raise table.error(table.key_line("doi"), f"{given_doi!r} is no DOI")
    return IntroducingPaper(
        title=_word(table, raw, "title"),
        arxiv=arxiv or None,
        doi=doi(given_doi) if given_doi else None,
        corpus_id=_word(table, raw, "corpus_id", default="") or None,
        s2_id=_word(table, raw, "s2_id", default="") or None,
        year=_number(table, raw, "year"),
    )


def _fact(raw: Mapping[str, Any], table: _Table) -> Fact:
    _check_keys(table, raw, _keys(Fact))
    return Fact(_word(table, raw, "text"), _source(table, raw))


def _event(raw: Mapping[str, Any], table: _Table, slugs: set[str]) -> Event:
    _check_keys(table, raw, _keys(Event))
    date = _word(table, raw, "date")
    if not _DATE.fullmatch(date):
        raise table.error(table.key_line("date"), f"date {date!r}: write 2019, 2019-06 or 2019-06-06")
    member = _word(table, raw, "member", default="") or None
    if member and member not in slugs:
        raise table.error(table.key_line("member"), f"the family has no member {member!r}")
    return Event(date, _word(table, raw, "title"), _word(table, raw, "text"), _source(table, raw), member)


def _check_family(file: str, members: Sequence[Member], tables: Sequence[_Table]) -> None:
    """Slugs and names belong to one member each, and every parent leads to a root."""
    owners: dict[str, str] = {}
    seen: dict[str, Member] = {}
    for member, table in zip(members, tables, strict=True):
        if member.slug in seen:
            raise table.error(
                table.key_line("slug"), f"slug {member.slug!r} is taken (line {seen[member.slug].line})"
            )
        seen[member.slug] = member
        for alias in (*member.aliases, *member.ambiguous):
            key = squeeze(alias)
            line = table.line_of(f'"{alias}"')
            if len(key) < 2:
                raise table.error(line, f"alias {alias!r} of {member.slug} is too short to look for")
            if key in owners:
                raise table.error(line, f"alias {alias!r} of {member.slug} is an alias of {owners[key]} already")
            owners[key] = member.slug
    for member, table in zip(members, tables, strict=True):
        if member.parent is not None and member.parent not in seen:
            raise table.error(table.key_line("parent"), f"{member.slug}: the family has no parent {member.parent!r}")
        _check_root(table, member, seen)


def _check_root(table: _Table, member: Member, seen: Mapping[str, Member]) -> None:
    passed = {member.slug}
    at = member
    while at.parent is not None and at.parent in seen:
        if at.parent in passed:
            raise table.error(table.key_line("parent"), f"{member.slug}: its parents run in a circle")
        passed.add(at.parent)
        at = seen[at.parent]


def squeeze(name: str) -> str:
    """A name without case and separators: all spellings of "MS-Celeb-1M" are "msceleb1m"."""
    return "".join(re.findall(r"[^\W_]+", name)).lower()


def _keys(record: type[Any], *, without: frozenset[str] = frozenset()) -> frozenset[str]:
    return frozenset(f.name for f in fields(record)) - without


def _check_keys(table: _Table, raw: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in raw:
        if key not in known:
            line = table.key_line(key)
            raise table.error(line, f"unknown key {key!r}; known are {', '.join(sorted(known))}")


def _rows(table: _Table, raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise table.error(table.key_line(key), f"{key} must be written as [[{key}]] tables")
    return value


def _slug(table: _Table, raw: Mapping[str, Any]) -> str:
    slug = _word(table, raw, "slug")
    if not _SLUG.fullmatch(slug):
        raise table.error(table.key_line("slug"), f"slug {slug!r}: small letters, digits and single hyphens only")
    return slug


def _source(table: _Table, raw: Mapping[str, Any]) -> str:
    source = _word(table, raw, "source", default="")
    if not source:
        raise table.error(table.first, "no source: every row says where it comes from")
    if not re.match(r"https?://\S+$", source):
        raise table.error(table.key_line("source"), f"source {source!r}: must be an address (https://…)")
    return source


def _word(table: _Table, raw: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = raw.get(key, default)
    if value is None:
        raise table.error(table.first, f"{key!r} is missing")
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise table.error(table.key_line(key), f"{key!r} must be text" + (", not empty" if default is None else ""))
    return value


def _words(table: _Table, raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise table.error(table.key_line(key), f"{key!r} must be a list of texts")
    if len(set(value)) < len(value):
        raise table.error(table.key_line(key), f"{key!r} has the same entry twice")
    return tuple(value)


def _number(table: _Table, raw: Mapping[str, Any], key: str) -> int | None:
    value = raw.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise table.error(table.key_line(key), f"{key!r} must be a whole number")
    return value
