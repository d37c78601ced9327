"""Citation contexts of Semantic Scholar, where there is no text: evidence of its own kind."""

from collections.abc import Sequence

import pytest

from citetrail.records.targets import Target
from citetrail.records.text import DocumentText
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import USE_ROLES, Origin, Outcome, Role, Verdict
from extractors.usage import SourceContext, citation_contexts, read_contexts, read_usage, second_opinion
from extractors.usage.citation_contexts import INTENT_FACTOR
from extractors.usage.second_opinion import DOUBTED, MOST_ASKED
from extractors.usage.seen import Seen
from extractors.usage.sentence_encoder import Opinion


def test_no_context_is_no_text(family: Target) -> None:
    assert read_contexts([], family).verdict is Verdict.NO_TEXT
    assert read_contexts([SourceContext("  ")], family).verdict is Verdict.NO_TEXT


def test_a_context_that_tells_of_training_is_a_use_but_never_a_sure_one(family: Target) -> None:
    said = "We train our network on MS-Celeb-1M [12] and test on LFW."
    usage = read_contexts([SourceContext(said, ("methodology",), "ms-celeb-1m")], family)
    assert usage.verdict is Verdict.USES
    (use,) = usage.members
    assert (use.member, use.role, use.origin) == ("ms-celeb-1m", Role.TRAINED_ON, Origin.S2_CONTEXT)
    assert use.score <= 0.8
    assert use.evidence[0].quote == said


def test_a_context_may_end_inside_its_citation(family: Target) -> None:
    said = "The extraction network is pre-trained on the MS-Celeb-1M dataset (Guo et al."
    assert read_contexts([SourceContext(said, ("methodology",))], family).verdict is Verdict.USES


def test_background_says_nothing_of_use(family: Target) -> None:
    said = "Large datasets such as MS-Celeb-1M [12] have been published."
    usage = read_contexts([SourceContext(said, ("background",), "ms-celeb-1m")], family)
    assert usage.verdict is Verdict.MENTIONS


def test_a_context_without_the_name_cites_only(family: Target) -> None:
    usage = read_contexts([SourceContext("Face recognition is popular [3].", ("background",), "ms-celeb-1m")], family)
    assert usage.verdict is Verdict.MENTIONS
    assert usage.mentions[0].rule == "cited"


def test_text_comes_before_contexts(family: Target) -> None:
    contexts = [SourceContext("We train on MS1M.", ("methodology",), "ms-celeb-1m")]
    unread = DocumentText(Outcome.SCANNED)
    assert read_usage(unread, family, contexts=contexts).verdict is Verdict.USES
    assert read_usage(unread, family).verdict is Verdict.NO_TEXT


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The members about which the second model is asked; it sees no use anywhere."""
    slugs: list[str] = []

    def refuse(seen: Seen) -> Opinion:
        slugs.append(seen.member.slug)
        return Opinion(0.02, {str(role): 0.1 for role in USE_ROLES})

    monkeypatch.setattr(second_opinion, "opinion_of", refuse)
    return slugs


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[Mention]]:
    """The mentions that are weighed together."""
    taken: list[Sequence[Mention]] = []
    weigh = citation_contexts.weigh
    monkeypatch.setattr(citation_contexts, "weigh", lambda found, target: taken.append(found) or weigh(found, target))
    return taken


def test_contexts_of_a_paper_share_its_questions(
    family: Target, asked: list[str], weighed: list[Sequence[Mention]]
) -> None:
    said = [f"All networks of Table {n} saw MS-Celeb-1M during training." for n in range(20)]
    said += [f"All networks of Table {n} saw MS1MV2 during training." for n in range(3)]
    read_contexts([SourceContext(text, ("methodology",)) for text in said], family)
    assert len(asked) == MOST_ASKED
    assert asked.count("ms1mv2") == 3  # each member has its turn
    # What nobody asked about falls with the surer ones.
    assert [m.score for m in weighed[0]] == [DOUBTED] * 23


def test_words_that_came_for_two_reasons_are_read_once(
    family: Target, asked: list[str], weighed: list[Sequence[Mention]]
) -> None:
    said = "All networks of Table 2 saw MS-Celeb-1M during training."
    reasons = (("methodology", "ms-celeb-1m"), ("background", "arcface"))
    read_contexts([SourceContext(said, (intent,), slug) for intent, slug in reasons], family)
    assert asked == ["ms-celeb-1m"]
    assert [m.score for m in weighed[0]] == [DOUBTED, pytest.approx(DOUBTED * INTENT_FACTOR["background"])]


def test_a_context_in_which_the_second_model_sees_no_use_leaves_the_paper_unclear(
    family: Target, asked: list[str]
) -> None:
    said = "All networks of Table 2 saw MS-Celeb-1M during training."
    usage = read_contexts([SourceContext(said, ("methodology",), "ms-celeb-1m")], family)
    assert (usage.verdict, usage.members) == (Verdict.UNCLEAR, ())
