"""What sector an organisation is of when no person has entered it: from its ROR types."""

import re
from collections.abc import Collection

from citetrail.records.vocabulary import Basis, Sector
from extractors.organisations.ror_index import RorRecord

# ROR's types in the order in which they decide. A company stays one though it also funds; "funder", "nonprofit"
# and "other" tell no sector. ROR has no military type.
_DECIDES = (
    ("company", Sector.COMMERCIAL, Basis.ROR_TYPE),
    ("education", Sector.ACADEMIC, Basis.ROR_TYPE),
    ("facility", Sector.ACADEMIC, Basis.RESEARCH),
    ("archive", Sector.ACADEMIC, Basis.RESEARCH),
)
# A hospital is academic where its name ties it to teaching or research; an ordinary one is of no sector here.
_TEACHING = re.compile(r"universi|universt|facult|college|school|institut|academ|affiliated|research|klinikum", re.I)


# Academies and national institutes are listed as government, for who pays them; what they do is research.
_RESEARCH = re.compile(
    r"academ\w+ of (?:\w+ )?(?:science|agricultur|medical|engineering)|institut|laborator|recherche|"
    r"research (?:cent|organi[sz]ation|council|corporation)|science cent|observator|scientific research",
    re.I,
)
# These words outweigh "institute" and "research": an agency that funds research does not become a university.
_OFFICE = re.compile(
    r"minist|department|agency|office|bureau|commission|directorate|administration|authority|service", re.I
)


def sector_of_types(types: Collection[str], name: str) -> tuple[Sector, Basis]:
    """Sector and basis for an organisation's ROR types; unknown where they tell none."""
    if "government" in types and not {"company", "education"} & set(types):
        if _RESEARCH.search(name) and not _OFFICE.search(name):
            return Sector.ACADEMIC, Basis.RESEARCH
        return Sector.GOVERNMENT, Basis.ROR_TYPE
    for kind, sector, basis in _DECIDES:
        if kind in types:
            return sector, basis
    if "healthcare" in types and _TEACHING.search(name):
        return Sector.ACADEMIC, Basis.RESEARCH
    return Sector.UNKNOWN, Basis.NONE


def is_company(record: RorRecord) -> bool:
    """By its types; where the dump gives none, ROR names companies "X (Country)"."""
    return "company" in record.types or (not record.types and record.name.endswith(")"))
