"""From sentences to the paper, without any text."""

from citetrail.records.targets import Target
from citetrail.records.text import Evidence
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import Role, UsageRule
from extractors.usage.aggregation import together, weigh


def said(member: str, role: Role, score: float, rule: UsageRule = UsageRule.SENTENCE_MODEL, at: int = 0) -> Mention:
    return Mention(member, role, score, Evidence(1, at, at + 4, "MS1M"), (), rule)


def test_one_clear_sentence_outweighs_ten_mentions(family: Target) -> None:
    rest = [said("ms-celeb-1m", Role.MENTIONED, 0.1, UsageRule.UNCLEAR, at) for at in range(10)]
    weighed = weigh([*rest, said("ms-celeb-1m", Role.TRAINED_ON, 0.95)], family)
    assert [(u.member, u.role) for u in weighed.uses] == [("ms-celeb-1m", Role.TRAINED_ON)]
    assert len(weighed.rest) == 10


def test_further_sentences_raise_the_score_a_little(family: Target) -> None:
    one = weigh([said("ms1mv2", Role.TRAINED_ON, 0.8)], family).best
    two = weigh([said("ms1mv2", Role.TRAINED_ON, 0.8, at=i) for i in range(2)], family).best
    assert one < two < 1


def test_open_releases_do_not_add_up(family: Target) -> None:
    rows = [said("arcface-model", Role.USES_PRETRAINED_MODEL, 0.44, UsageRule.OPEN_RELEASE, at) for at in range(9)]
    assert weigh(rows, family).best == 0.44


def test_the_first_role_is_the_one_that_the_sentences_tell_of_together(family: Target) -> None:
    once = said("rfw", Role.TRAINED_ON, 0.9)
    often = [said("rfw", Role.EVALUATED_ON, 0.8, at=i) for i in range(9, 12)]
    assert [u.role for u in weigh([once, *often], family).uses] == [Role.EVALUATED_ON]


def test_a_second_role_that_several_sentences_tell_stays(family: Target) -> None:
    trained = [said("rfw", Role.TRAINED_ON, 0.9, at=i) for i in range(4)]
    tested = [said("rfw", Role.EVALUATED_ON, 0.8, at=i) for i in range(9, 12)]
    assert [u.role for u in weigh([*trained, *tested], family).uses] == [Role.TRAINED_ON, Role.EVALUATED_ON]


def test_deriving_is_told_once(family: Target) -> None:
    trained = [said("rfw", Role.TRAINED_ON, 0.9, at=i) for i in range(4)]
    derived = said("rfw", Role.DERIVED_FROM, 0.8, at=9)
    assert [u.role for u in weigh([*trained, derived], family).uses] == [Role.TRAINED_ON, Role.DERIVED_FROM]


def test_beside_a_training_a_model_must_be_used_plainly(family: Target) -> None:
    trained = said("ms1mv2", Role.TRAINED_ON, 0.9)
    for score, shown in ((0.8, False), (0.95, True)):
        tool = said("arcface-model", Role.USES_PRETRAINED_MODEL, score, at=9)
        members = {u.member for u in weigh([trained, tool], family).uses}
        assert ("arcface-model" in members) is shown


def test_faint_evidence_is_kept_as_weak(family: Target) -> None:
    weighed = weigh([said("ms1mv2", Role.TRAINED_ON, 0.3)], family)
    assert not weighed.uses
    assert weighed.weak[0].score == 0.3


def test_scores_together_stay_below_certainty() -> None:
    assert together([]) == 0
    assert together([0.9, 0.9, 0.9, 0.9]) < 1
    assert together([0.2, 0.9]) == together([0.9, 0.2])
