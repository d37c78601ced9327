"""What one sentence says the paper does with one member: exclusions first, then the trained model.

Scores are how sure a reader would be of a use from this sentence alone; `aggregation` weighs them together.
"""

import re
from collections.abc import Sequence

from citetrail.records.vocabulary import USE_ROLES, MemberKind, Role, UsageRule, Zone
from extractors.usage.exclusions import EXCLUSIONS
from extractors.usage.others_work import others_act
from extractors.usage.parse_words import lists
from extractors.usage.plain_uses import PLAIN, is_asked, is_quoted, openly_used, plainly_used
from extractors.usage.reasons import told
from extractors.usage.second_opinion import DOUBTED, NOBODY_ACTS, USED, First, reconsidered
from extractors.usage.seen import RoleGuess, Seen, only_mentioned
from extractors.usage.sentence_model import ACT_ODDS, NO_ROLES, ROLE_OF_ACT, Prediction, sentence_model
from extractors.usage.without_agent import tells_own_work

__all__ = ["RoleGuess", "Seen", "decide", "denied_beside"]

# Of the model's probability that the sentence tells of a use: nearly more likely than not.
COIN_FLIP = 0.45
# How many times likelier a training is for a member that is mostly trained on than for data at large: in the labelled
# sentences one dataset in ten is trained on, of this kind more than half are. And a test for one mostly tested on.
TRAINING_SETS = 6
TEST_SETS = 3
# A released file's own name outside an explicit comparison is a use unless the sentence says otherwise this plainly.
FILE_NAMED = 0.15
FILE_LOADED = 0.7  # how sure such a use is by itself
# What a sentence shows at most in which others are told to act; DOUBTED where nobody does, or where all is a plan.
OTHERS_ACT = 0.39
# The model must be this sure to need nobody who acts: below it, invented sentences about sizes are read as uses.
SURE_ALONE = 0.8
# The least that the model must see of a use where the authors act on the data by a verb that it may not know.
ACTED_ON = 0.15
# Where the authors act and the model is this sure, words of a denial that govern nothing of it raise no doubt.
SURE_BESIDE = 0.75
# Of words of a denial that the parse does not find to govern the name: a model that is this sure is believed. On
# labelled sentences of papers they cost five uses for one that they kept out, and strangers' denials need them not.
SURE_OF_USE = 0.9
# "As training data serve the faces of NAME": what serves the paper, the authors use.
_SERVES = re.compile(
    r"As (?:(?:the|a|an|our) )?(?:pre-?)?(?:training|test|validation|evaluation) "
    r"(?:data|sets?|images|material|corpus) "
    r"(?:we (?:use|take)|serve[sd]?|acts?|acted)\b"
)
_FINE_TUNED = re.compile(r"\b[Ff]ine-? ?tun(?:e|es|ed|ing)\b[^.;,]* (?:with|on|using|over) (?:[\w-]+ ){0,6}DATA\b")
_TRAINED_BEFORE = re.compile(r"\btrain(?:ed|ing) (?:with|on|using|over) (?:[\w-]+ ){0,3}DATA\b")
# "We fine-tune the network pre-trained on NAME": what it was fine-tuned on is other data.
_SEEN_BEFORE = re.compile(
    r"\b(?:[Pp]re-? ?train(?:ed|ing)?|initiali[sz]ed) (?:with|on|using|over) (?:the |all of )?(?:large )?DATA\b"
    r"|\bDATA ?-?(?:pre-? ?trained|pre-?training)\b"
)
_CITED_ROW = re.compile(r"(?!Ours?\b|Proposed\b)(?!DATA|MODEL)\S+(?: [\w-]+)? \[#\]")
IN_CITED_ROW = 0.3
# A name denied and used by one sentence: the use must be this sure to stand beside the denial.
BESIDE_DENIAL = 0.8


def decide(seen: Sequence[Seen]) -> list[RoleGuess]:
    """Of all names of one paper: the first exclusion that holds decides, else two models together."""
    return reconsidered(seen, [_first(s) for s in seen])


def _first(seen: Seen) -> First:
    for excluded in EXCLUSIONS:
        guess = excluded(seen)
        if guess is not None:
            return First(guess)
    found = sentence_model().predict(seen.sentence)
    plain = _is_plain(seen, found)
    return First(_weighed(seen, found, plain=plain), found.use, plain)


def _is_plain(seen: Seen, found: Prediction) -> bool:
    return plainly_used(seen.sentence) or (found.use >= ACTED_ON and openly_used(seen.sentence))


def _weighed(seen: Seen, found: Prediction, *, plain: bool) -> RoleGuess:
    used = plain or found.use >= USED
    barred = _barred(seen)
    # A coin flip is shown as a doubtful use, so that a person looks: a use lost is as bad as one too many.
    likeliest = found.best(used=used or found.use >= COIN_FLIP, leave_out=barred)
    label = _fine_tuned(seen, likeliest) or _by_custom(seen, found, likeliest)
    reasons = told(seen, found.reasons())
    score = round(max(found.use, PLAIN) if plain else found.use, 4)
    if used and not plain and score < SURE_ALONE and _is_cited_row(seen):
        cited = ("a row of a method that is cited", *reasons)
        return RoleGuess(Role.COMPARED, IN_CITED_ROW, UsageRule.OTHERS_ROWS, cited)
    if seen.file and not used and found.use >= FILE_NAMED:
        # Nobody names a weight file without having loaded it.
        return _of_file(seen, _told_doubt(seen, found) or _without_actor(seen), reasons)
    if seen.introduces and used and seen.member.kind is MemberKind.MODEL and label == Role.USES_PRETRAINED_MODEL:
        return only_mentioned(seen, UsageRule.OWN_MODEL, "the document is the paper that introduced it", 0.1)
    if label in NO_ROLES or not label:
        return RoleGuess(Role.MENTIONED, min(score, 0.49), UsageRule(label or UsageRule.SENTENCE_MODEL), reasons)
    doubt = ""
    if label in USE_ROLES and not plain:
        doubt = _told_doubt(seen, found) or ("" if seen.file else _without_agent(seen, found))
    if not used or doubt:
        score = min(score, OTHERS_ACT if doubt and others_act(seen.sentence) else DOUBTED)
    reasons = (doubt, *reasons) if doubt else reasons
    return RoleGuess(Role(label), score, UsageRule.SENTENCE_MODEL, reasons, doubt)


def _barred(seen: Seen) -> tuple[str, ...]:
    """Roles that the place or the words leave no room for: only the paper that introduced a member makes it."""
    made = () if seen.introduces else (str(Role.CREATED),)
    before = _SEEN_BEFORE.search(seen.sentence.masked.text) is not None
    return (*made, str(Role.FINE_TUNED_ON)) if before else made


def _of_file(seen: Seen, doubt: str, reasons: tuple[str, ...]) -> RoleGuess:
    """Of a weight file's name: loaded, unless the sentence denies it, plans it or tells of others."""
    why = f"“{seen.name}” is a released file"
    score = FILE_LOADED if not doubt else OTHERS_ACT if others_act(seen.sentence) else DOUBTED
    told_of = (doubt, why, *reasons) if doubt else (why, *reasons)
    return RoleGuess(Role.USES_PRETRAINED_MODEL, score, UsageRule.RELEASED_FILE, told_of)


def _fine_tuned(seen: Seen, label: str) -> str:
    """ "Fine-tuning the network pre-trained on OTHER with data from NAME": told by the words, whatever the parse."""
    text = seen.sentence.masked.text
    told = label in USE_ROLES and _FINE_TUNED.search(text) and not _TRAINED_BEFORE.search(text)
    return str(Role.FINE_TUNED_ON) if told else ""


def _is_cited_row(seen: Seen) -> bool:
    """ "ThatNet [12] NAME 97.1": what another method was trained on, as it stands in a comparison."""
    return seen.passage.zone is Zone.TABLE and _CITED_ROW.match(seen.sentence.masked.text) is not None


def _told_doubt(seen: Seen, found: Prediction) -> str:
    """The words for which running text that looks like a use may tell of something else.

    One doubt is told. What somebody else says comes first: its denials and plans are theirs.
    """
    clause = seen.sentence.clause
    if not _is_running_text(seen):
        return ""
    if is_quoted(seen.sentence):
        return "the sentence quotes somebody"
    if not clause.standing.again and is_asked(seen.sentence):
        return "the sentence asks"
    supposed = clause.standing.supposed
    sure = found.use >= SURE_ALONE
    if able := set(clause.standing.turns) & lists()["possible"]:
        return f"“{min(able)}” may tell what could be done"
    if supposed and not clause.standing.turned_back and (not sure or supposed in lists()["unreal"]):
        return f"“{supposed}” may make it a plan or a supposition"
    own = clause.agent == "own" and found.use >= USED
    told = clause.standing.turned_back or own or ("agent:own" in found.features and found.use >= SURE_BESIDE)
    if not told and found.use < SURE_OF_USE and (phrase := seen.sentence.phrased_denial()):
        return f"“{phrase.words}” may deny it"
    others = others_act(seen.sentence)
    return f"“{others}” tells of others" if others else ""


def _without_agent(seen: Seen, found: Prediction) -> str:
    """The doubt of a sentence in which nobody of the paper acts; a model that is sure enough needs nobody."""
    acting = found.use >= SURE_ALONE or "agent:own" in found.features or tells_own_work(seen.sentence)
    if not _is_running_text(seen) or acting or _SERVES.match(seen.passage.quote):
        return ""
    return NOBODY_ACTS


def _without_actor(seen: Seen) -> str:
    """Of a weight file's name: what its licence asks or what it expects tells of nobody's use."""
    clause = seen.sentence.clause
    own = clause.agent == "own" or tells_own_work(seen.sentence)
    acting = own or not clause.verbs or plainly_used(seen.sentence)
    return "" if acting or not _is_running_text(seen) else NOBODY_ACTS


def _is_running_text(seen: Seen) -> bool:
    part_of_file_name = "_" in seen.sentence.touching
    return bool(
        seen.sentence.clause.link and not part_of_file_name and seen.passage.zone in (Zone.PROSE, Zone.FOOTNOTE)
    )


def _by_custom(seen: Seen, found: Prediction, label: str) -> str:
    """Training sets are trained on and test sets tested on, where the sentence leaves it open."""
    usual = seen.member.typical
    if {label, str(usual)} != {str(Role.EVALUATED_ON), str(Role.TRAINED_ON)} or usual is None:
        return label
    odds = TRAINING_SETS if usual is Role.TRAINED_ON else TEST_SETS
    said = {role for feature, role in ROLE_OF_ACT.items() if feature in found.features}
    weights = {r: found.roles.get(r, 0.0) * (ACT_ODDS if r in said else 1.0) for r in (label, str(usual))}
    return str(usual) if weights[str(usual)] * odds > weights[label] else label


def denied_beside(seen: Sequence[Seen], guesses: Sequence[RoleGuess]) -> list[RoleGuess]:
    """A name that its own sentence denies once is not used by the same sentence, unless that is plain."""
    denied = {
        (id(s.passage), s.member.slug) for s, g in zip(seen, guesses, strict=True) if g.rule is UsageRule.NEGATED
    }
    return [
        only_mentioned(s, UsageRule.NEGATED, "its sentence denies it in another place")
        if g.role in USE_ROLES and g.score < BESIDE_DENIAL and (id(s.passage), s.member.slug) in denied
        else g
        for s, g in zip(seen, guesses, strict=True)
    ]
