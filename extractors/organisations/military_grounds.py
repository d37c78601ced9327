"""What "military" rests on: the printed name itself, or a source that somebody opened.

A gazetteer row whose source nobody opened is knowledge of its author. It may propose a sector to a reviewer, but is
never the only ground of one in a verified release: there the printed name says army, navy, air force, People's
Liberation Army or defence ministry, or the row is confirmed.
"""

from collections.abc import Sequence

from citetrail.records.organisations import OrganisationMatch
from citetrail.records.vocabulary import Ground, Sector
from extractors.organisations.force_rules import says_force
from extractors.organisations.name_rules import NameRule, military_rule, parts_of
from extractors.organisations.name_tokens import key
from extractors.organisations.name_words import word_list


def names_armed_force(text: str, rules: Sequence[NameRule], country: str | None = None) -> bool:
    """Whether a printed name says itself that it is of an army, navy, air force or defence ministry.

    The words alone do not tell ("Salvation Army", "Army Road"): a military name rule must take the name too. Those of
    `force_words.csv` must stand in the part that it takes: "Vojna bolnica, Ulica Hrvatske vojske" says no army.
    """
    if military_rule(tuple(rules), text, country) is None:
        return False
    words = f" {key(text)} "
    if any(f" {key(name)} " in words for name in word_list("armed force")):
        return True
    return any(says_force(part) and military_rule(tuple(rules), part, country) for part in parts_of(text))


def military_ground(match: OrganisationMatch, printed: str, rules: Sequence[NameRule]) -> Ground:
    """What the sector of a military match rests on. `printed` is the affiliation, or the part of it that was matched.

    Raises ValueError for a match that is not military: it has no such ground.
    """
    if match.sector is not Sector.MILITARY:
        raise ValueError(f"the match is {match.sector}, not military")
    organisation = match.organisation
    country = match.country or (organisation.country if organisation else None)
    if names_armed_force(printed, rules, country):
        return Ground.PRINTED
    if organisation and organisation.source_check and organisation.source_check.confirmed:
        return Ground.SOURCE
    return Ground.NONE


def grounds(
    printed: str, matches: Sequence[OrganisationMatch], rules: Sequence[NameRule]
) -> tuple[Ground | None, ...]:
    """What the sector of each match of one affiliation rests on; None for matches that are not military.

    Words of an armed force in a string that names others too may be of any of them: they carry a match only where
    all are military.
    """
    shared = any(m.sector is not Sector.MILITARY for m in matches)
    told: list[Ground | None] = []
    for match in matches:
        if match.sector is not Sector.MILITARY:
            told.append(None)
        else:
            told.append(military_ground(match, "" if shared else printed, rules))
    return tuple(told)
