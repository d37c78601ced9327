"""The quotations that carry a use: words before cells and addresses, and no name carries two claims without need."""

from dataclasses import replace

import pytest

from citetrail.records.targets import Target
from citetrail.records.text import Evidence
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import Role, Zone
from extractors.usage.aggregation import weigh
from extractors.usage.best_quotations import Form, form_of

SENTENCE = "We train the network on MS1MV2 for twenty epochs."
ROW = "Ours MS1MV2 R100 99.83 98.02 95.1 -"
ADDRESS = "2 https://faces.example.org/ms1mv2/list.txt"


def said(quote: str, score: float, zone: Zone = Zone.PROSE, at: int = 0, role: Role = Role.TRAINED_ON) -> Mention:
    name = at + max(0, quote.find("MS1MV2"))
    evidence = Evidence(1, at, at + len(quote), quote, match_start=name, match_end=name + 6)
    return Mention("ms1mv2", role, score, evidence, (f"because of {quote[:9]}",), "trains", zone=zone)


@pytest.mark.parametrize(
    ("quote", "zone", "form"),
    [
        (SENTENCE, Zone.PROSE, Form.SENTENCE),
        ("See https://faces.example.org/ms1mv2 for the list on which all our models were trained.", Zone.PROSE, 0),
        ("Table 3: Accuracy of our models trained on MS1MV2.", Zone.CAPTION, Form.CAPTION),
        ("2 The list that we train on is the one of the MS1MV2 release.", Zone.FOOTNOTE, Form.FOOTNOTE),
        (ROW, Zone.TABLE, Form.ROW),
        (ROW, Zone.PROSE, Form.ROW),
        ("MS1MV2 5.8M 85K", Zone.PROSE, Form.ROW),
        (ADDRESS, Zone.FOOTNOTE, Form.ADDRESS),
        ("1www.faces.example.org/ms1mv2", Zone.PROSE, Form.ADDRESS),
        ("In 2019, 3 of 5 models that we trained on MS1MV2 were better by 2.1 % than before.", Zone.PROSE, 0),
    ],
)
def test_forms(quote: str, zone: Zone, form: Form) -> None:
    assert form_of(said(quote, 0.9, zone)) is Form(form)


@pytest.mark.parametrize(("other", "zone"), [(ROW, Zone.TABLE), (ROW, Zone.PROSE), (ADDRESS, Zone.FOOTNOTE)])
def test_a_sentence_comes_before_a_surer_row_or_address(family: Target, other: str, zone: Zone) -> None:
    (use,) = weigh([said(other, 0.97, zone, at=500), said(SENTENCE, 0.8)], family).uses
    assert [e.quote for e in use.evidence] == [SENTENCE, other]
    assert use.reasons == ("because of We train ",), "the reasons are those of what is quoted first"
    assert use.score > 0.97, "the surest still counts"


def test_a_sentence_that_says_it_faintly_does_not(family: Target) -> None:
    (use,) = weigh([said(ROW, 0.9, Zone.TABLE, at=500), said(SENTENCE, 0.3)], family).uses
    assert use.evidence[0].quote == ROW


def test_what_stands_alone_is_quoted_as_it_is(family: Target) -> None:
    for quote, zone in ((ROW, Zone.TABLE), (ADDRESS, Zone.FOOTNOTE)):
        (use,) = weigh([said(quote, 0.9, zone)], family).uses
        assert use.evidence[0].quote == quote


def test_a_bare_address_is_carried_by_the_sentence_of_its_page(family: Target) -> None:
    """The role that the notes tell stays; what a person reads first is the sentence that names the same data."""
    tested = said("We test every network on MS1MV2 as well.", 0.9, at=100, role=Role.EVALUATED_ON)
    notes = [said(ADDRESS, 0.9, Zone.FOOTNOTE, at=n) for n in (500, 900, 1300)]
    uses = {u.role: u for u in weigh([tested, *notes], family).uses}
    assert [e.quote for e in uses[Role.TRAINED_ON].evidence] == [tested.evidence.quote, *[ADDRESS] * 3]
    assert uses[Role.TRAINED_ON].reasons == notes[0].reasons
    elsewhere = replace(tested, evidence=replace(tested.evidence, page=9))
    uses = {u.role: u for u in weigh([elsewhere, *notes], family).uses}
    assert {e.quote for e in uses[Role.TRAINED_ON].evidence} == {ADDRESS}


def test_two_claims_do_not_rest_on_one_name_while_another_sentence_says_the_second(family: Target) -> None:
    trains = [said(SENTENCE, 0.95), *(said("We train all models on MS1MV2.", 0.9, at=n) for n in (700, 800))]
    same = said(SENTENCE, 0.9, role=Role.DERIVED_FROM)
    other = said("We remove wrong labels from MS1MV2 by hand before that.", 0.8, at=300, role=Role.DERIVED_FROM)
    first, second = weigh([*trains, same, other], family).uses
    assert (first.evidence[0].quote, second.evidence[0].quote) == (SENTENCE, other.evidence.quote)
    first, second = weigh([*trains, same], family).uses
    assert first.evidence[0].quote == second.evidence[0].quote == SENTENCE, "what nothing else says stays"
