"""Citation contexts of Semantic Scholar, where there is no text: evidence of its own kind."""

from citetrail.records.targets import Target
from citetrail.records.text import DocumentText
from citetrail.records.vocabulary import Origin, Outcome, Role, Verdict
from extractors.usage import SourceContext, read_contexts, read_usage


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
