"""Read the invented first pages and count the faults, file by file, the further ones half by half.

``python tests/adversarial/headers/judge.py [--index ROR_INDEX] [--fonts FOLDER] [--show open|all] [--only ID ...]``
"""

import argparse
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build import print_page, read_headers

from citetrail.paths import DATA
from citetrail.records.identifiers import title_key
from citetrail.records.organisations import Header, ResolvedAffiliation
from citetrail.records.vocabulary import HEADLINE_ORDER, Sector
from extractors.header import pages_wanted, read_header
from extractors.organisations import open_resolver
from extractors.organisations.header_affiliations import resolve_header
from extractors.organisations.name_tokens import key
from extractors.organisations.resolver import Resolver
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from extractors.text.open_pdf import OpenPdf

PARTS = {"h": "headers", "u": "unusual"}
Affiliations = tuple[ResolvedAffiliation, ...]


def read_page(pdf: bytes, resolver: Resolver) -> tuple[Header, Affiliations]:
    """Header and organisations of one PDF."""
    with OpenPdf(pdf) as opened:
        document = read_document(opened, max_bytes=10_000_000, max_pages=20)
        header = read_header(read_layout(opened, pages_wanted(document)), document)
    return header, resolve_header(header, resolver)


def faults(
    expected: dict[str, Any], header: Header, told: Affiliations, resolver: Resolver
) -> Iterator[tuple[str, str]]:
    """Each fault by its kind and what shows it."""
    sectors = {m.sector for a in told if not a.string.note for m in a.matches}
    military = Sector.MILITARY in sectors
    if military and not expected["military"]:
        yield "false military", str([m.explanation for a in told for m in a.matches if m.sector is Sector.MILITARY])
    if expected["military"] and not military:
        yield "missed military", str([a.string.raw for a in told])
    commercial = Sector.COMMERCIAL in sectors
    if commercial != ("commercial" in expected["sectors"]):
        yield "false commercial" if commercial else "missed commercial", str([a.string.raw for a in told])
    got, want = {_name(a.name) for a in header.authors}, [_name(a["name"]) for a in expected["authors"]]
    if not set(want) <= got or len(got) > len(want) + _groups(expected, got):
        yield "wrong authors", f"got {[a.name for a in header.authors]}"
        return
    for author in header.authors:
        wanted = next((a["organisations"] for a in expected["authors"] if _name(a["name"]) == _name(author.name)), [])
        has = {b for i in author.affiliations for b in _bodies(told[i])}
        if any(has.isdisjoint(_known(o, resolver)) for o in wanted):
            yield "wrong link", f"{author.name}: {sorted(has)} for {wanted}"
            return
    headline = next((s for s in HEADLINE_ORDER if s in sectors - {Sector.UNKNOWN}), Sector.UNKNOWN)
    if not expected["unknown_allowed"] and headline != expected["headline"]:
        yield "wrong headline", str(headline)


def agreement(printed: dict[str, Any], header: Header) -> dict[str, Counter[str]]:
    """Affiliation strings and links, letter by letter: how many are right, how many told, how many printed."""
    lines = [title_key(line) for line in printed["lines"]]
    told = [title_key(string.raw) for string in header.affiliations if not string.note]
    links = {(_name(a["name"]), lines[i]) for a in printed["authors"] for i in a["at"]}
    got = {
        (_name(author.name), title_key(header.affiliations[i].raw))
        for author in header.authors
        for i in author.affiliations
        if not header.affiliations[i].note
    }
    return {
        "organisations": Counter(right=len(set(told) & set(lines)), told=len(told), printed=len(lines)),
        "links": Counter(right=len(got & links), told=len(got), printed=len(links)),
    }


def _f1(counted: Counter[str]) -> float:
    return 2 * counted["right"] / max(counted["told"] + counted["printed"], 1)


def _name(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(c for c in plain.casefold() if c.isalpha())


def _groups(expected: dict[str, Any], got: set[str]) -> int:
    """How many group authors came out, which may."""
    return sum(any(_name(g).endswith(name) or name.endswith(_name(g)) for g in expected["groups"]) for name in got)


def _bodies(told: ResolvedAffiliation) -> set[str]:
    known = [o for m in told.matches for o in (m.organisation, m.unit) if o]
    return {o.id for o in known} | {key(o.name) for o in known} | {key(told.string.raw)}


def _known(name: str, resolver: Resolver) -> set[str]:
    found = {m.organisation.id for m in resolver.resolve(name) if m.organisation}
    return found | {key(name)}


def main() -> None:
    """Print counts, and the faults that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--show", choices=("none", "open", "all"), default="none")
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    resolver = open_resolver(DATA, options.index)
    counts: dict[str, Counter[str]] = {
        part: Counter() for part in ("headers", "further, open", "further, aside", "unusual")
    }
    agreed = {part: {"organisations": Counter[str](), "links": Counter[str]()} for part in counts}
    for header in read_headers():
        pdf = print_page(header, options.fonts) if not options.only or header["id"] in options.only else None
        if pdf is None:
            continue
        number = int(header["id"][1:])
        part = PARTS.get(header["id"][0]) or ("further, open" if number % 2 else "further, aside")
        counts[part]["pages"] += 1
        expected = header["expect"] | {"groups": header.get("groups", [])}
        read, told = read_page(pdf, resolver)
        for what, found in agreement(header, read).items():
            agreed[part][what] += found
            if options.show == "all" and found["right"] < max(found["told"], found["printed"]):
                shown = [a.raw for a in read.affiliations] if what == "organisations" else ""
                print(f"{header['id']} {header['layout']}: {what} {dict(found)} {shown}")
        for kind, shown in faults(expected, read, told, resolver):
            counts[part][kind] += 1
            if options.show == "all" or (options.show == "open" and part != "further, aside"):
                print(f"{header['id']} {header['layout']} ({header['trap']}): {kind}: {shown}")
    for part, found in counts.items():
        print(f"{part}: " + ", ".join(f"{kind} {count}" for kind, count in sorted(found.items())))
        print("  F1: " + ", ".join(f"{what} {_f1(counted):.3f}" for what, counted in agreed[part].items()))


if __name__ == "__main__":
    main()
