"""Companies as ROR names them, a record a country: "Kiln (Austria)", and whose branch such a record is."""

import re

from citetrail.records.vocabulary import Sector
from extractors.organisations.address import Address
from extractors.organisations.countries import Countries
from extractors.organisations.gazetteer import Gazetteer
from extractors.organisations.name_tokens import key
from extractors.organisations.ror_index import RorRecord
from extractors.organisations.ror_sectors import is_company

_BRANCH = re.compile(r"([^()]{2,200})\(([^()]+)\)$")


def is_at_seat(name: str, identifier: str, gazetteer: Gazetteer, address: Address) -> bool:
    """Whether the seat of a company that is called like a city, and which is another city, is printed too."""
    seat = key(gazetteer.entries[identifier].organisation.city or name)
    return seat != name and address.names(seat)


def is_company_name(record: RorRecord, countries: Countries) -> bool:
    """Whether a record is a company by its name, which tells only where the dump gives no types."""
    branch = None if record.types else _BRANCH.match(record.name)
    return bool(branch and countries.named(branch[2]))


def parent_of(record: RorRecord, gazetteer: Gazetteer, countries: Countries) -> str | None:
    """The identifier of what a record is part of: by ROR, else the gazetteer's company that it is a branch of."""
    if record.parents:
        return f"ror:{record.parents[0]}"
    branch = _BRANCH.match(record.name) if is_company(record) else None
    if branch is None or not countries.named(branch[2]):
        return None
    found = [gazetteer.organisation(owner) for owner in gazetteer.by_key.get(key(branch[1]), ())]
    owners = [o.id for o in found if o and o.sector is Sector.COMMERCIAL]
    return owners[0] if len(owners) == 1 else None
