"""What one sentence says the paper does with one member: role, score, reasons. The order of the rules is the method.

Scores are how sure a reader would be of the role from this sentence alone; `aggregation` weighs them together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.usage.grammar import Governor
from extractors.usage.lexicon import Lexicon
from extractors.usage.masking import Masked
from extractors.usage.passages import Passage
from records.targets import Member
from records.vocabulary import MemberKind, Role, Section, Zone

OWN_SECTIONS = frozenset(
    {Section.METHOD, Section.EXPERIMENTS, Section.ABSTRACT, Section.APPENDIX, Section.BODY, Section.CONCLUSION}
)
SHORT_ROW = 160  # characters
SURVEY_SECTIONS = frozenset({Section.INTRODUCTION, Section.RELATED_WORK})


@dataclass(frozen=True, slots=True)
class Decision:
    role: Role
    score: float
    rule: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the rules look at for one name."""

    member: Member
    name: str  # as printed
    passage: Passage
    masked: Masked
    governor: Governor
    words: Lexicon
    # Other members' names in the sentence: "LightCNN pre-trained on MS-Celeb-1M".
    models_beside: tuple[str, ...] = ()
    introduces: bool = False  # the document is the paper that introduced the member
    kin: bool = False  # another dataset of the family is named in the sentence
    kin_introduced: bool = False  # … which the document introduces
    model_before: bool = False  # the sentence before names a model of the family

    @property
    def text(self) -> str:
        return self.masked.text

    def finds(self, pattern: str) -> bool:
        return self.words.finds(pattern, self.text) is not None

    @property
    def is_row(self) -> bool:
        """A table's row, a list entry or a heading: no verb to go by."""
        if self.passage.zone is Zone.TABLE:
            return True
        words = self.masked.text.split()
        if 4 < len(words) < 25 and self.masked.text.endswith(".") and self.governor.has_verb:
            return False
        if not self.governor.has_verb:
            return True
        return len(self.words.patterns["row.small_words"].findall(self.masked.text)) < 0.08 * len(words)

    @property
    def owned(self) -> bool:
        """Whether the paper itself is the one who acts."""
        if self.governor.agent in ("own", "others"):
            return self.governor.agent == "own"
        before = self.masked.text[self.clause_start : self.masked.at]
        return self.words.finds("agency.own", before) is not None

    @property
    def foreign(self) -> bool:
        """Whether the sentence tells of somebody else's work."""
        if self.owned:
            return False
        if self.governor.agent == "others":
            return True
        if self.passage.section in OWN_SECTIONS and self.finds("agency.passive_use"):
            return False
        return self.finds("compare.cited_trained") or self.finds("agency.others")

    @property
    def clause_start(self) -> int:
        """Where the clause of the name begins: after a full stop, a semicolon, "while" or "whereas"."""
        starts = [m.end() for m in self.words.patterns["agency.clause"].finditer(self.masked.text, 0, self.masked.at)]
        return starts[-1] if starts else 0


Rule = Callable[[Seen], Decision | None]


def decide(seen: Seen) -> Decision:
    """The first rule that applies decides."""
    rules = MODEL_RULES if seen.member.kind is MemberKind.MODEL else DATASET_RULES
    for rule in rules:
        decision = rule(seen)
        if decision is not None:
            return decision
    return Decision(Role.MENTIONED, 0.1, "named", (f"named in {seen.passage.section}",))


def _mentioned(seen: Seen, rule: str, why: str, score: float = 0.02) -> Decision:
    return Decision(Role.MENTIONED, score, rule, (why, _where(seen.passage)))


def _where(passage: Passage) -> str:
    place = passage.heading or str(passage.section)
    return f"{passage.zone} in section {place}" if passage.zone is not Zone.PROSE else f"section {place}"


def _governed(seen: Seen, role_words: str) -> str:
    governor = seen.governor
    if governor.lemma:
        who = f", subject “{governor.subject}”" if governor.subject else ""
        return f"verb “{governor.lemma}” governs “{seen.name}”{who}"
    return f"{role_words} beside “{seen.name}”"


def _used(seen: Seen, role: Role, rule: str, score: float, words: str) -> Decision:
    """A use, its score lowered where agency or place leave doubt."""
    reasons = [_governed(seen, words)]
    section = seen.passage.section
    if not seen.owned:
        score *= {"passive": 0.93, "": 0.88}.get(seen.governor.agent, 0.8)
        reasons.append("nobody is named as the one who acts")
    if section in SURVEY_SECTIONS and not seen.owned and seen.finds("agency.own"):
        score *= 0.85
    elif section in SURVEY_SECTIONS and not seen.owned:
        score *= 0.4
    elif section is Section.RELATED_WORK:
        score *= 0.8
    if seen.finds("not.listed") and not seen.owned:
        score *= 0.7
    if seen.governor.modal and not seen.owned:
        score *= 0.6
    return Decision(role, round(score, 4), rule, (*reasons, _where(seen.passage)))


# --- rules for both kinds, in order ---


def bibliography(seen: Seen) -> Decision | None:
    if seen.passage.section is Section.REFERENCES:
        return _mentioned(seen, "bibliography", "an entry of the bibliography is never a use", 0.0)
    return None


def place(seen: Seen) -> Decision | None:
    if seen.passage.section in (Section.BIOGRAPHY, Section.ACKNOWLEDGEMENTS):
        return _mentioned(seen, "place", "stands in a biography or the acknowledgements", 0.01)
    if seen.passage.zone is Zone.MARGIN:
        return _mentioned(seen, "place", "stands in a running header or footer", 0.01)
    return None


def denied(seen: Seen) -> Decision | None:
    if seen.governor.negated and not seen.words.finds("not.contrast", seen.text):
        return _mentioned(seen, "negated", f"verb “{seen.governor.lemma}” is denied")
    if seen.finds("not.negated"):
        return _mentioned(seen, "negated", "the use is denied or withdrawn")
    return None


def planned(seen: Seen) -> Decision | None:
    if not seen.finds("not.future"):
        return None
    certain = seen.finds("train.take") and seen.governor.agent == "own" and not seen.governor.modal
    if certain and seen.passage.section is not Section.CONCLUSION and not seen.words.finds("not.plan", seen.text):
        return None
    return _mentioned(seen, "planned", "a plan or a possibility, not something done")


# --- datasets ---


def created(seen: Seen) -> Decision | None:
    """Only the paper that introduced a member makes it; others may "present results on" it."""
    if not seen.introduces or not seen.finds("create.near") or seen.foreign:
        return None
    if seen.finds("train.near") and seen.governor.kind == "train":
        return None
    return _used(seen, Role.CREATED, "creates", 0.85, "words of making")


def row(seen: Seen) -> Decision | None:
    """Rows of tables and other stretches without a verb: others' results unless the row is the paper's own."""
    if not seen.is_row:
        return None
    passage = seen.passage
    if (
        len(seen.text) < SHORT_ROW
        and seen.finds("agency.ours_row")
        and not seen.words.finds("compare.row", seen.text)
    ):
        return Decision(Role.TRAINED_ON, 0.6, "own row", ("a row of the paper's own results", _where(passage)))
    about = " ".join((passage.caption, passage.heading, passage.before[:200]))
    if passage.zone is not Zone.TABLE and (found := _titled(seen, about)):
        return found
    first = seen.masked.at < 4 and not seen.words.finds("compare.prose", passage.caption)
    if first and seen.words.finds("row.settings", passage.caption):
        role = _typical(seen)
        return Decision(role, 0.4, "settings table", ("the caption speaks of the paper's own data", _where(passage)))
    return Decision(Role.COMPARED, 0.08, "row", ("a row of a table or figure: others' results", _where(passage)))


def _titled(seen: Seen, about: str) -> Decision | None:
    """A run-in title or a list entry: "Training data: MS1MV2", "• MS-Celeb-1M"."""
    told = seen.words.finds("row.training", seen.text) or seen.words.finds("row.training", about)
    if told and seen.passage.section in OWN_SECTIONS and not seen.words.finds("compare.row", seen.text):
        return Decision(Role.TRAINED_ON, 0.55, "training list", ("listed as training data", _where(seen.passage)))
    return None


def _typical(seen: Seen) -> Role:
    return seen.member.typical or Role.EVALUATED_ON


def others(seen: Seen) -> Decision | None:
    if seen.foreign and not seen.finds("others.ours_too"):
        return Decision(
            Role.COMPARED,
            0.06,
            "others' work",
            (f"{seen.governor.subject or 'a cited work'} acts, not the paper", _where(seen.passage)),
        )
    return None


def overview(seen: Seen) -> Decision | None:
    if seen.owned and seen.governor.kind:
        return None
    if seen.passage.section in SURVEY_SECTIONS or seen.passage.section is Section.FRONT:
        if seen.finds("not.overview") or seen.finds("not.listed"):
            return _mentioned(seen, "overview", "an overview of datasets", 0.04)
        return None
    told = seen.finds("train.near") or seen.finds("evaluate.near")
    if seen.passage.section is not Section.EXPERIMENTS and seen.finds("not.overview") and not told:
        return _mentioned(seen, "overview", "an overview of datasets", 0.15)
    return None


def field(seen: Seen) -> Decision | None:
    """Related work tells what the field does, unless "we" stands there."""
    if seen.passage.section is Section.RELATED_WORK and not seen.owned:
        return _mentioned(seen, "field", "related work tells of the field", 0.08)
    return None


def borrowed_model(seen: Seen) -> Decision | None:
    """A model trained on the data by somebody else: the data is used through the model."""
    if not seen.finds("train.model_on") or (seen.foreign and not seen.finds("agency.passive_use")):
        return None
    if seen.passage.section is Section.RELATED_WORK and not seen.owned:
        return None
    taken = seen.finds("train.take") or seen.finds("train.borrowed")
    if seen.model_before and seen.finds("train.anaphor"):
        return _used(
            seen, Role.USES_PRETRAINED_MODEL, "released model", 0.86, "the model named before, trained on it"
        )
    beside = seen.models_beside and not seen.finds("train.own_training")
    if beside and (taken or seen.finds("train.pre")):
        return _used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.88, "a model trained on it")
    if taken and seen.finds("train.borrowed"):
        return _used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.9, "a released model trained on it")
    if taken and seen.words.finds("train.take_model", seen.text):
        return _used(seen, Role.USES_PRETRAINED_MODEL, "takes a model", 0.88, "a model trained on it is taken")
    return None


def fine_tuned(seen: Seen) -> Decision | None:
    if seen.governor.kind == "fine_tune" or seen.finds("train.fine_tune"):
        if seen.governor.kind == "train" and not seen.finds("train.fine_tune_close"):
            return None
        return _used(seen, Role.FINE_TUNED_ON, "fine-tunes", 0.92, "fine-tuning")
    return None


def provenance(seen: Seen) -> Decision | None:
    """ "MS1MV2, a refined version of MS-Celeb-1M": made from it, but by whom?"""
    if not seen.kin or not seen.finds("derive.provenance"):
        return None
    if seen.kin_introduced:
        return _used(seen, Role.DERIVED_FROM, "provenance", 0.88, "what the paper's own version is made of")
    return _mentioned(seen, "provenance", "tells what another member was made of", 0.2)


def derived(seen: Seen) -> Decision | None:
    if not seen.finds("derive.near") and seen.governor.kind != "derive":
        return None
    if seen.finds("train.set_of"):
        return None
    if seen.governor.kind in ("train", "evaluate") and not seen.words.finds("derive.from", seen.text):
        return None
    if not (seen.owned or seen.governor.agent == "passive"):
        return None
    if seen.words.finds("derive.by_others", seen.text):
        return None
    return _used(seen, Role.DERIVED_FROM, "derives", 0.85, "cleaning, sampling or merging")


def trained(seen: Seen) -> Decision | None:
    told = any(map(seen.finds, ("train.near", "train.schedule", "train.set_of")))
    if not told and seen.finds("train.other_object"):
        return None
    if "train" in (seen.governor.kind, seen.governor.purpose) or told:
        if seen.finds("evaluate.here") and not seen.finds("train.here"):
            return None
        if seen.finds("train.schedule"):
            return _used(seen, Role.TRAINED_ON, "training schedule", 0.85, "a training schedule")
        if "evaluate" in (seen.governor.kind, seen.governor.purpose) and not seen.words.finds(
            "train.close", seen.text
        ):
            return None
        return _used(seen, Role.TRAINED_ON, "trains", 0.96, "training")
    return None


def evaluated(seen: Seen) -> Decision | None:
    told = seen.finds("evaluate.near") or (_typical(seen) is Role.EVALUATED_ON and seen.finds("evaluate.loose"))
    if "evaluate" in (seen.governor.kind, seen.governor.purpose) or told:
        sure = 0.92 if seen.governor.kind == "evaluate" or seen.owned else 0.75
        return _used(seen, Role.EVALUATED_ON, "evaluates", sure, "evaluation")
    return None


def plainly_used(seen: Seen) -> Decision | None:
    """ "We use MS1MV2": what for, the heading or the member's usual role says."""
    if seen.governor.kind not in ("use", "derive") and not (seen.owned and seen.finds("train.take")):
        return None
    if not (seen.owned or seen.governor.agent in ("passive", "")):
        return None
    role = _role_of_heading(seen) or _typical(seen)
    return _used(seen, role, "uses", 0.88 if seen.owned else 0.75, "use")


def described(seen: Seen) -> Decision | None:
    """A dataset described in the experiments is one that they are run on, more often than not."""
    passage = seen.passage
    if passage.section not in (Section.EXPERIMENTS, Section.APPENDIX) or seen.finds("compare.size"):
        return None
    titled = seen.words.finds("row.datasets", passage.heading) is not None
    role = _role_of_heading(seen) or _typical(seen)
    first = seen.masked.at < 60
    score = 0.72 if titled and first else 0.6 if titled or first else 0.35
    return Decision(role, score, "described", ("described among the paper's data", _where(passage)))


def _role_of_heading(seen: Seen) -> Role | None:
    near = f"{seen.passage.heading} | {seen.passage.before[-120:]} | {seen.text[:80]}"
    if seen.words.finds("row.training", near):
        return Role.TRAINED_ON
    if seen.words.finds("row.testing", near):
        return Role.EVALUATED_ON
    return None


DATASET_RULES: Sequence[Rule] = (
    *(bibliography, place, row, denied, planned, created, overview, borrowed_model, others, field),
    *(provenance, derived, fine_tuned, trained, evaluated, plainly_used, described),
)


# --- models ---


def model_row(seen: Seen) -> Decision | None:
    if seen.is_row:
        return Decision(Role.COMPARED, 0.06, "row", ("a row of a table or figure", _where(seen.passage)))
    return None


def model_made(seen: Seen) -> Decision | None:
    """The paper that makes the model: it releases it under this name."""
    if seen.introduces and seen.finds("create.model") and seen.governor.agent in ("own", "passive", ""):
        return _used(seen, Role.CREATED, "creates", 0.9, "words of making")
    return None


def _taken(seen: Seen, rule: str, score: float, words: str) -> Decision:
    """A model taken from others; the paper that introduced it has only its own."""
    if seen.introduces:
        return _mentioned(seen, "own model", "the document is the paper that introduced it", 0.1)
    return _used(seen, Role.USES_PRETRAINED_MODEL, rule, score, words)


def loaded(seen: Seen) -> Decision | None:
    """Released or pretrained weights are taken."""
    if not seen.finds("model.pretrained") or seen.foreign or seen.finds("model.of_data"):
        return None
    if seen.finds("model.tool") or seen.finds("model.adopt") or seen.finds("model.fine_tuned") or seen.owned:
        return _taken(seen, "pretrained model", 0.9, "a pretrained model")
    return _taken(seen, "pretrained model", 0.7, "a pretrained model")


def loss(seen: Seen) -> Decision | None:
    if seen.finds("model.loss"):
        return _mentioned(seen, "loss", "the name of a loss function, not of the released model", 0.08)
    return None


def compared(seen: Seen) -> Decision | None:
    strong = seen.owned and any(map(seen.finds, ("model.tool", "model.tool_for", "model.matchers")))
    if (seen.finds("compare.prose") and not strong) or seen.foreign or (seen.finds("not.listed") and not seen.owned):
        return Decision(
            Role.COMPARED, 0.08, "comparison", ("others' method, compared or listed", _where(seen.passage))
        )
    return None


def fine_tuned_model(seen: Seen) -> Decision | None:
    if seen.finds("model.fine_tuned"):
        return _taken(seen, "fine-tunes the model", 0.72, "fine-tuning")
    return None


def tool(seen: Seen) -> Decision | None:
    """Features, identity loss, similarity by the model: weights must have been loaded, though nobody says so."""
    if seen.passage.section in SURVEY_SECTIONS and not seen.owned:
        return None
    serves = seen.finds("model.tool_for") and (seen.owned or seen.finds("agency.passive_use"))
    serves = serves or (seen.owned and seen.finds("model.matchers"))
    if (seen.finds("model.tool") or serves) and not seen.foreign and not seen.finds("model.of_data"):
        score = 0.76 if seen.finds("model.adopt") and seen.owned else 0.7
        if seen.finds("model.architecture"):
            score -= 0.35
        return _taken(seen, "tool", score, "features, identity or similarity")
    return None


def attacked(seen: Seen) -> Decision | None:
    if seen.finds("model.attacked") and seen.passage.section in OWN_SECTIONS:
        return _taken(seen, "attacked model", 0.55, "an attack")
    return None


def adopted(seen: Seen) -> Decision | None:
    """ "We adopt ArcFace": the loss, the code or the model; the model where the sentence speaks of features."""
    if not seen.finds("model.adopt") or seen.finds("model.architecture") or seen.finds("model.of_data"):
        return None
    if not (seen.owned and seen.passage.section in OWN_SECTIONS):
        return None
    if seen.finds("model.purpose"):
        return _taken(seen, "adopts the model", 0.5, "use")
    return None if seen.finds("model.code") else _taken(seen, "adopts the model", 0.25, "use")


MODEL_RULES: Sequence[Rule] = (
    *(bibliography, place, model_row, denied, planned, model_made, loaded, loss, fine_tuned_model),
    *(compared, tool, attacked, adopted),
)
