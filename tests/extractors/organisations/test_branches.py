"""Companies abroad: the branch that ROR lists by its country, else the company itself; and who answers for both.

Covers: extractors.organisations.branches, extractors.organisations.candidates.
"""

import pytest

from extractors.organisations.resolver import Resolver

AUSTRIAN, COMPANY = "ror:026vtvm28", "ror:00q32j219"


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        ("Boehringer Ingelheim, Vienna, Austria", AUSTRIAN),
        ("Institute of Kilns, Boehringer Ingelheim GmbH, Wien, Austria", AUSTRIAN),
        ("Boehringer Ingelheim GmbH, Ingelheim am Rhein, Germany", COMPANY),
        ("Boehringer Ingelheim, Biberach", COMPANY),
        # ROR lists no branch there.
        ("Boehringer Ingelheim, Malmö, Sweden", COMPANY),
    ],
)
def test_the_branch_of_the_country_is_named_first(resolver: Resolver, printed: str, named: str) -> None:
    assert [m.organisation.id for m in resolver.named(printed) if m.organisation] == [named]


def test_the_company_answers_for_its_branch(resolver: Resolver) -> None:
    (found,) = resolver.resolve("Boehringer Ingelheim, Vienna, Austria")
    assert found.organisation
    assert found.unit
    assert (found.organisation.id, found.unit.id) == (COMPANY, AUSTRIAN)


def test_without_ror_the_company_is_told_abroad_too(bare: Resolver) -> None:
    (found,) = bare.resolve("Boehringer Ingelheim, Vienna, Austria")
    assert found.organisation
    assert found.organisation.id == COMPANY
