"""From sentences to the paper, without any text."""

from citetrail.records.targets import Target
from citetrail.records.text import Evidence
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import Role
from extractors.usage.aggregation import together, weigh


def said(member: str, role: Role, score: float, rule: str = "trains", at: int = 0) -> Mention:
    return Mention(member, role, score, Evidence(1, at, at + 4, "MS1M"), (), rule)


def test_one_clear_sentence_outweighs_ten_mentions(family: Target) -> None:
    rest = [said("ms-celeb-1m", Role.MENTIONED, 0.1, "overview", at) for at in range(10)]
    weighed = weigh([*rest, said("ms-celeb-1m", Role.TRAINED_ON, 0.95)], family)
    assert [(u.member, u.role) for u in weighed.uses] == [("ms-celeb-1m", Role.TRAINED_ON)]
    assert len(weighed.rest) == 10


def test_further_sentences_raise_the_score_a_little(family: Target) -> None:
    one = weigh([said("ms1mv2", Role.TRAINED_ON, 0.8)], family).best
    two = weigh([said("ms1mv2", Role.TRAINED_ON, 0.8, at=i) for i in range(2)], family).best
    assert one < two < 1


def test_weak_sentences_do_not_add_up(family: Target) -> None:
    rows = [said("ms1mv2", Role.TRAINED_ON, 0.5, "settings table", at) for at in range(9)]
    assert weigh(rows, family).best == 0.5


def test_a_vague_role_gives_way_to_a_plain_one(family: Target) -> None:
    weighed = weigh(
        [
            said("rfw", Role.TRAINED_ON, 0.9, "uses"),
            said("rfw", Role.EVALUATED_ON, 0.8, "evaluates", 9),
        ],
        family,
    )
    assert [u.role for u in weighed.uses] == [Role.EVALUATED_ON]


def test_two_clear_roles_stay(family: Target) -> None:
    weighed = weigh([said("rfw", Role.TRAINED_ON, 0.9), said("rfw", Role.EVALUATED_ON, 0.8, "evaluates", 9)], family)
    assert [u.role for u in weighed.uses] == [Role.TRAINED_ON, Role.EVALUATED_ON]


def test_faint_evidence_is_kept_as_weak(family: Target) -> None:
    weighed = weigh([said("ms1mv2", Role.TRAINED_ON, 0.3)], family)
    assert not weighed.uses
    assert weighed.weak[0].score == 0.3


def test_scores_together_stay_below_certainty() -> None:
    assert together([]) == 0
    assert together([0.9, 0.9, 0.9, 0.9]) < 1
    assert together([0.2, 0.9]) == together([0.9, 0.2])
