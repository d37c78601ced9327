"""Places of affiliations against labelled papers: the country, and the city where one is labelled."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from citetrail.evaluation.header_scores import GoldAffiliation, GoldHeader
from citetrail.records.organisations import OrganisationMatch, Place
from citetrail.records.vocabulary import PlaceBasis
from extractors.organisations.marker_place import placed
from extractors.organisations.name_tokens import key
from extractors.organisations.places import Places, distance
from extractors.organisations.resolver import Resolver

# Two points closer than this are one city.
_SAME_CITY_KM = 25.0


@dataclass(slots=True)
class PlaceScores:
    """Counts over labelled affiliations; `errors` names each that is wrong."""

    countries: int = 0
    countries_right: int = 0
    cities: int = 0
    cities_right: int = 0
    cities_empty: int = 0
    printed_unlabelled: list[str] = field(default_factory=list)  # read as printed where the label has no city
    errors: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        country = self.countries_right / self.countries if self.countries else 1.0
        city = (self.cities_right + self.cities_empty) / self.cities if self.cities else 1.0
        yield f"country right      {country:.3f} of {self.countries}"
        yield f"city right or empty {city:.3f} of {self.cities} ({self.cities_empty} empty)"
        yield f"city read as printed where none is labelled: {len(self.printed_unlabelled)}"
        yield from (f"  {told}" for told in self.printed_unlabelled)
        yield from (f"  wrong: {told}" for told in self.errors)


def score_places(papers: Iterable[GoldHeader], resolver: Resolver) -> PlaceScores:
    """The place of each labelled affiliation, read from the string that people copied from the page."""
    scores = PlaceScores()
    for paper in papers:
        for label in paper.affiliations:
            matches = placed(label.raw, resolver.resolve(label.raw), resolver.countries, resolver.places)
            _add(scores, f"{paper.sha[:7]} {label.raw}", label, _answer(label, matches), resolver.places)
    return scores


def _answer(label: GoldAffiliation, matches: Sequence[OrganisationMatch]) -> Place | None:
    """The place of the match that names the labelled organisation; else of the first."""
    wanted = {label.ror, key(label.org)} - {None, ""}
    for match in matches:
        known = [o for o in (match.organisation, match.unit) if o]
        if wanted & ({o.ror for o in known} | {key(o.name) for o in known}):
            return match.place
    return matches[0].place if matches else None


def _add(scores: PlaceScores, what: str, label: GoldAffiliation, place: Place | None, places: Places) -> None:
    told = f"{place.city}, {place.country} ({place.basis})" if place else "nothing"
    if label.country:
        scores.countries += 1
        if place and place.country == label.country:
            scores.countries_right += 1
        else:
            scores.errors.append(f"{what}: {told}, labelled {label.country}")
    if label.city:
        scores.cities += 1
        if place is None or place.city is None:
            scores.cities_empty += 1
        elif _same_city(label, place, places):
            scores.cities_right += 1
        else:
            scores.errors.append(f"{what}: {told}, labelled {label.city}")
    elif place and place.city and place.basis is PlaceBasis.PRINTED:
        scores.printed_unlabelled.append(f"{what}: {told}")


def _same_city(label: GoldAffiliation, place: Place, places: Places) -> bool:
    if key(label.city or "") == key(place.city or ""):
        return True
    meant = places.city(label.city or "", label.country)
    if meant is None or place.lat is None or place.lng is None:
        return False
    return distance(meant.lat, meant.lng, place.lat, place.lng) <= _SAME_CITY_KM
