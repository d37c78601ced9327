"""Where a published affiliation stands: as its paper prints it, else at the organisation's seat."""

from citetrail.records.organisations import Place
from citetrail.records.vocabulary import PlaceBasis, Precision
from citetrail.store.organisations import StoredAffiliation, StoredOrganisation

POINTS = (Precision.SITE, Precision.CITY)


def seat_of(organisation: StoredOrganisation) -> Place:
    """The seat of an organisation of the store. The middle of a country is no seat: it has no coordinates."""
    if organisation.precision in POINTS:
        lat, lng, precision = organisation.lat, organisation.lng, Precision(organisation.precision)
        return Place(organisation.country, organisation.city, lat, lng, precision, PlaceBasis.SEAT)
    precision = Precision.COUNTRY if organisation.country else Precision.NONE
    return Place(organisation.country, None, None, None, precision, PlaceBasis.SEAT)


def where_printed(row: StoredAffiliation, organisation: str | None, seat: Place | None) -> Place:
    """The place of a stored affiliation, for the organisation that the release names for it.

    What is printed stays when reviewers put another organisation in place; a site or seat was the former one's. Rows
    of readings before places were told have their country alone, which the seat fills in where it lies there.
    """
    own = organisation == row.organisation_id
    if row.precision is not None and (own or row.place_basis == PlaceBasis.PRINTED):
        exact, basis = row.precision in POINTS, PlaceBasis(str(row.place_basis))
        city, lat, lng = (row.city, row.lat, row.lng) if exact else (None, None, None)
        return Place(row.country, city, lat, lng, Precision(row.precision), basis)
    if seat is not None and (not own or row.country in (None, seat.country)):
        return seat
    precision = Precision.COUNTRY if row.country else Precision.NONE
    return Place(row.country, None, None, None, precision, PlaceBasis.PRINTED)
