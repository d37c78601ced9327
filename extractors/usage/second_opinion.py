"""A sentence is read by two models of different kinds: where they disagree, a person is to look.

Both learnt from like sentences, but one sees words and their grammar, the other all of the sentence in its order:
most of what one of them misreads, the other reads rightly.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from citetrail.records.vocabulary import USE_ROLES, MemberKind, Role, Section, UsageRule, Zone
from extractors.usage.encoder_faults import encoder_faults
from extractors.usage.look_alikes import fold_letters
from extractors.usage.others_work import others_act
from extractors.usage.passages import fold
from extractors.usage.seen import RoleGuess, Seen
from extractors.usage.sentence_encoder import Marked, Opinion, SentenceEncoder, sentence_encoder
from extractors.usage.sentence_model import NO_ROLES

# More likely than not; and what a sentence shows at most that a person is to look at.
USED, DOUBTED = 0.5, 0.49
OPEN = 0.4  # the same of what only the second sees
NOBODY_ACTS = "the sentence does not say that the authors act"
# The second must see this much of a use for any to stand, or this much where the parse tells it plainly or counted
# two denials: chosen on sentences that neither had seen, where they keep nearly all uses.
STANDS, STANDS_IF_PLAIN = 0.4, 0.1
# Where the second sees this much, a person is asked, and it is a use where the first leans to one and nobody else is
# told to act. Chosen on strangers' sentences, with and without a heading of own work above them.
LEANING, SEEN_BY_SECOND = 0.35, 0.8
# What it must see for a person to be asked of a denial that the parse found, which is right far more often than not.
SEEN_AGAINST_DENIAL = 0.95
# A sentence in which the first model sees less or more of a use than this is not asked about again: on papers the
# second never changed such an answer.
PLAINLY_NONE, PLAINLY_USED = 0.1, 0.96
# Sentences of one paper: a survey has a hundred, and a use is told in the first of them.
MOST_ASKED = 8
OTHERWISE, A_USE = "a second model reads no use in it", "a second model reads a use in it"
# Rows of tables are no sentences.
ASKED_IN = (Zone.PROSE, Zone.FOOTNOTE, Zone.CAPTION)
# Answers of the first model; those of a rule stand.
OPEN_TO_IT = (UsageRule.SENTENCE_MODEL, *NO_ROLES)


@dataclass(frozen=True, slots=True)
class First:
    """What exclusions and the first model say of one name; `use` is the model's probability where it was asked."""

    guess: RoleGuess
    use: float = 0.0
    plain: bool = False  # the parse tells a use by itself

    @property
    def used(self) -> bool:
        return _is_use(self.guess)


def reconsidered(seen: Sequence[Seen], first: Sequence[First]) -> list[RoleGuess]:
    """The first answers for all names of one text, or what both models say where the second says otherwise.

    Each member's surest use is asked about before any second one; then, of members without a use, what may be one.
    """
    guesses = [f.guess for f in first]
    uses = Counter(s.member.slug for s, f in zip(seen, first, strict=True) if f.used)  # that stand, by their member
    refused: set[str] = set()
    asked = 0
    for index in _order(seen, first):
        one, name = first[index], seen[index]
        slug = name.member.slug
        if not _is_asked(name, one) or (uses[slug] and not one.used):
            continue
        if asked < MOST_ASKED:
            asked += 1
            guesses[index] = _together(name, one, opinion_of(name))
            if one.used and not _is_use(guesses[index]):
                refused.add(slug)
        elif one.used and slug in refused:
            # Surer uses of this member were refused: what nobody asked about is no better.
            guesses[index] = _doubted(one.guess)
        uses[slug] += _is_use(guesses[index]) - one.used
    return guesses


def _order(seen: Sequence[Seen], first: Sequence[First]) -> list[int]:
    """Uses before what may be one, each member's n-th before any member's next, the surest foremost."""
    turns: Counter[str] = Counter()
    ranked = []
    for index in sorted(range(len(first)), key=lambda i: (not first[i].used, -first[i].use, i)):
        slug = seen[index].member.slug
        ranked.append((not first[index].used, turns[slug], -first[index].use, index))
        turns[slug] += 1
    return [index for *_, index in sorted(ranked)]


def _is_use(guess: RoleGuess) -> bool:
    return guess.role in USE_ROLES and guess.score >= USED


def _doubted(guess: RoleGuess) -> RoleGuess:
    return replace(guess, score=DOUBTED, reasons=(OTHERWISE, *guess.reasons))


def _together(seen: Seen, first: First, second: Opinion) -> RoleGuess:
    guess, counted = first.guess, first.plain or seen.sentence.clause.standing.turned_back
    if first.used:
        stands = second.use >= (STANDS_IF_PLAIN if counted else STANDS)
        return guess if stands else _doubted(guess)
    asks = second.use >= (SEEN_AGAINST_DENIAL if guess.rule is UsageRule.NEGATED else SEEN_BY_SECOND)
    if not (asks and (_is_own_work(seen) or seen.sentence.clause.verbs)):
        return guess
    role = guess.role if guess.role in USE_ROLES else _likeliest(seen, second)
    believed = first.use >= LEANING and not (guess.doubt and others_act(seen.sentence))
    # Two digits: the last ones differ from processor to processor.
    score = round((first.use + second.use) / 2, 2) if believed else max(guess.score, OPEN)
    return RoleGuess(role, score, UsageRule.SENTENCE_MODEL, (A_USE, *guess.reasons), guess.doubt)


def _is_own_work(seen: Seen) -> bool:
    """Under a heading of method or experiments most sentences tell what the authors did, whoever acts in them."""
    return bool(seen.passage.heading) and seen.passage.section in (Section.METHOD, Section.EXPERIMENTS)


def _is_asked(seen: Seen, first: First) -> bool:
    """A rule's answer stands, but for a denial: what governs a name is told by one word, and a parse errs. So does
    what a released file or a list of names tells, which the encoder is not shown, and what a paper says of the model
    that it introduces.

    Rows of tables are no sentences.
    """
    most = 1.0 if first.guess.doubt else PLAINLY_USED
    weighed = PLAINLY_NONE <= first.use < most and first.guess.rule in OPEN_TO_IT
    open_to_it = weighed or first.guess.rule is UsageRule.NEGATED
    own_model = seen.introduces and seen.member.kind is MemberKind.MODEL
    shown = not (seen.file or seen.member.list_of_names or own_model)
    return _SECOND.get() is not None and open_to_it and shown and seen.passage.zone in ASKED_IN


def _shipped() -> SentenceEncoder:
    return sentence_encoder()


# Where the second model comes from.
_SECOND: ContextVar[Callable[[], SentenceEncoder] | None] = ContextVar("second", default=_shipped)


@contextmanager
def second_is(encoder: SentenceEncoder | None) -> Iterator[None]:
    """Ask this encoder in place of the shipped one, or none: one that saw fewer papers is judged so."""
    token = _SECOND.set(None if encoder is None else lambda: encoder)
    try:
        yield
    finally:
        _SECOND.reset(token)


def opinion_of(seen: Seen) -> Opinion:
    """The encoder's, of the sentence as printed. Raises EncoderOutOfMemory and EncoderFailed."""
    with encoder_faults():
        return (_SECOND.get() or _shipped)().read(marked_of(seen))


def marked_of(seen: Seen) -> Marked:
    """What the encoder is shown."""
    passage = seen.passage
    left = f"{passage.lead} {passage.quote[: seen.at]}" if passage.lead else passage.quote[: seen.at]
    right = f"{passage.quote[seen.end :]} {passage.tail}" if passage.tail else passage.quote[seen.end :]
    return Marked(
        seen.sentence.kind,
        spelled_alike(left),
        spelled_alike(right),
        f"{passage.section} {passage.zone}",
        passage.heading,
        before=passage.before,
        after=passage.after,
    )


def _likeliest(seen: Seen, second: Opinion) -> Role:
    """Of the uses of its kind; who made the data is no question of one sentence."""
    if seen.member.kind is MemberKind.MODEL:
        return Role.USES_PRETRAINED_MODEL
    able = {role: p for role, p in second.roles.items() if role in USE_ROLES and role != Role.CREATED}
    return Role(max(able, key=lambda role: (able[role], role)))


def spelled_alike(text: str) -> str:
    """Letters that look alike as one, and one sign for apostrophes, as in the sentences that taught the encoder."""
    return fold(fold_letters(text)).replace("\u2019", "'")
