"""The strings of one header together: what the others tell of one that says little."""

import pytest

from citetrail.paths import DATA
from citetrail.records.organisations import AffiliationString, Author, Header
from citetrail.records.vocabulary import Sector
from extractors.organisations import open_resolver
from extractors.organisations.header_affiliations import resolve_header
from extractors.organisations.resolver import Resolver


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return open_resolver(DATA, None)


def names(resolver: Resolver, *raws: str, emails: tuple[str, ...] = ()) -> list[set[str]]:
    authors = tuple(Author(name=f"A. B{i}", affiliations=(i,), email=e) for i, e in enumerate(emails))
    header = Header(authors=authors, affiliations=tuple(AffiliationString(raw) for raw in raws))
    return [{m.organisation.name for m in a.matches if m.organisation} for a in resolve_header(header, resolver)]


def test_the_country_that_the_others_agree_on_tells_an_acronym(resolver: Resolver) -> None:
    assert names(resolver, "Robotics Group, LUMS") == [set()]
    told = names(resolver, "Robotics Group, LUMS", "COMSATS University, Islamabad, Pakistan")
    assert told[0] == {"Lahore University of Management Sciences"}


def test_not_where_the_others_are_of_several_countries(resolver: Resolver) -> None:
    others = ("COMSATS University, Islamabad, Pakistan", "Beihang University, Beijing, China")
    assert names(resolver, "Robotics Group, LUMS", *others)[0] == set()


def test_it_is_less_sure_and_says_why(resolver: Resolver) -> None:
    strings = tuple(map(AffiliationString, ("Robotics Group, LUMS", "COMSATS University, Islamabad, Pakistan")))
    (match,) = resolve_header(Header(affiliations=strings), resolver)[0].matches
    assert match.score < 0.85
    assert "other affiliations" in match.explanation


def test_nobody_is_military_for_his_company(resolver: Resolver) -> None:
    strings = tuple(map(AffiliationString, ("Robotics Group, MIST", "University of Dhaka, Dhaka, Bangladesh")))
    resolved = resolve_header(Header(affiliations=strings), resolver)
    assert {m.sector for m in resolved[0].matches}.isdisjoint({Sector.MILITARY})


def test_the_domain_of_an_author_speaks_first(resolver: Resolver) -> None:
    told = names(resolver, "Vision Group", "Beihang University, China", emails=("x@tsinghua.edu.cn",))
    assert told[0] == {"Tsinghua University"}


def test_an_e_mail_of_another_place_says_nothing_of_this_one(bare: Resolver) -> None:
    strings = (AffiliationString("Stanford University, USA"), AffiliationString("Kestrel Steelworks, Bergen"))
    header = Header(authors=(Author("Ada Brink", (0, 1), "ada@stanford.edu"),), affiliations=strings)
    told = resolve_header(header, bare)
    assert told[0].matches[0].organisation
    assert told[1].matches[0].organisation is None


def test_a_string_is_asked_again_only_where_a_domain_could_tell_more(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    resolve = resolver.resolve
    monkeypatch.setattr(resolver, "resolve", lambda raw, **told: (asked.append(raw), resolve(raw, **told))[1])
    mails = ("x@buaa.edu.cn", "y@tsinghua.edu.cn")
    assert names(resolver, "Beihang University, China", "Vision Group", emails=mails)[1] == {"Tsinghua University"}
    assert (asked.count("Beihang University, China"), asked.count("Vision Group")) == (1, 2)
