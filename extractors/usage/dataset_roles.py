"""What a sentence says the paper does with a dataset. The order of the rules is the method."""

from collections.abc import Sequence

from citetrail.records.vocabulary import Role, Section, Zone
from extractors.usage.seen import (
    OWN_SECTIONS,
    SHORT_ROW,
    SURVEY_SECTIONS,
    RoleGuess,
    Rule,
    Seen,
    only_mentioned,
    used,
    where,
)


def bibliography(seen: Seen) -> RoleGuess | None:
    if seen.passage.section is Section.REFERENCES:
        return only_mentioned(seen, "bibliography", "an entry of the bibliography is never a use", 0.0)
    return None


def place(seen: Seen) -> RoleGuess | None:
    if seen.passage.section in (Section.BIOGRAPHY, Section.ACKNOWLEDGEMENTS):
        return only_mentioned(seen, "place", "stands in a biography or the acknowledgements", 0.01)
    if seen.passage.zone is Zone.MARGIN:
        return only_mentioned(seen, "place", "stands in a running header or footer", 0.01)
    return None


def denied(seen: Seen) -> RoleGuess | None:
    if seen.governor.negated and not seen.words.finds("not.contrast", seen.text):
        return only_mentioned(seen, "negated", f"verb “{seen.governor.lemma}” is denied")
    if not seen.owned and seen.words.finds("not.after", seen.passage.after):
        return only_mentioned(seen, "negated", "the next sentence tells why it is not used")
    if seen.finds("not.negated") and not (seen.finds("not.conceded") or seen.finds("not.legend")):
        return only_mentioned(seen, "negated", "the use is denied or withdrawn")
    if seen.finds("not.about") and not seen.finds("not.conceded"):
        return only_mentioned(seen, "story", "tells of papers about the data, or of its papers")
    if not seen.finds("evaluate.close") and seen.finds("not.manner"):
        return only_mentioned(seen, "manner", "its format or protocol is taken, not the data")
    return None


def planned(seen: Seen) -> RoleGuess | None:
    if seen.passage.section is Section.CONCLUSION and seen.finds("not.imperative"):
        return only_mentioned(seen, "planned", "what is left to do")
    if not seen.finds("not.future"):
        return None
    certain = seen.finds("train.take") and seen.governor.agent == "own" and not seen.governor.modal
    if certain and seen.passage.section is not Section.CONCLUSION and not seen.words.finds("not.plan", seen.text):
        return None
    return only_mentioned(seen, "planned", "a plan or a possibility, not something done")


# --- datasets ---


def created(seen: Seen) -> RoleGuess | None:
    """Only the paper that introduced a member makes it; others may "present results on" it."""
    if not seen.introduces or not seen.finds("create.near") or seen.foreign:
        return None
    if seen.finds("train.near") and seen.governor.kind == "train":
        return None
    return used(seen, Role.CREATED, "creates", 0.85, "words of making")


def row(seen: Seen) -> RoleGuess | None:
    """Rows of tables and other stretches without a verb: others' results unless the row is the paper's own."""
    if not seen.is_row:
        return None
    passage = seen.passage
    if (
        len(seen.text) < SHORT_ROW
        and seen.finds("agency.ours_row")
        and not seen.words.finds("compare.row", seen.text)
    ):
        return RoleGuess(Role.TRAINED_ON, 0.6, "own row", ("a row of the paper's own results", where(passage)))
    about = " ".join((passage.caption, passage.heading, passage.before[:200]))
    if passage.zone is not Zone.TABLE and (found := _titled(seen, about)):
        return found
    if passage.zone is Zone.PROSE and (found := _run_in(seen) or _named_after(seen) or _from_scratch(seen)):
        return found
    first = seen.masked.at < 4 and not seen.words.finds("compare.prose", passage.caption)
    if first and seen.words.finds("row.settings", passage.caption):
        role = _typical(seen)
        trains = seen.words.finds("row.training_caption", passage.caption)
        sure = 0.55 if trains and not seen.words.finds("row.surveyed", passage.caption) else 0.4
        return RoleGuess(role, sure, "settings table", ("the caption speaks of the paper's own data", where(passage)))
    return RoleGuess(Role.COMPARED, 0.08, "row", ("a row of a table or figure: others' results", where(passage)))


def _titled(seen: Seen, about: str) -> RoleGuess | None:
    """A run-in title or a list entry: "Training data: MS1MV2", "• MS-Celeb-1M"."""
    told = seen.words.finds("row.training", seen.text) or seen.words.finds("row.training", about)
    if told and seen.passage.section in OWN_SECTIONS and not seen.words.finds("compare.row", seen.text):
        score = 0.65 if seen.finds("train.listed") else 0.55
        return RoleGuess(Role.TRAINED_ON, score, "training list", ("listed as training data", where(seen.passage)))
    return None


def _run_in(seen: Seen) -> RoleGuess | None:
    """A dataset's name as the title of the paragraph that describes it, among the paper's own data."""
    passage = seen.passage
    listed = seen.finds("row.data_prefix")
    if passage.section not in (Section.EXPERIMENTS, Section.APPENDIX) or not (listed or seen.finds("row.data_title")):
        return None
    if not (listed or seen.finds("row.quantities") or seen.words.finds("row.quantities", passage.after)):
        return None
    role = _role_of_heading(seen) or _typical(seen)
    return RoleGuess(role, 0.6, "run-in title", ("the title of a paragraph about the data", where(passage)))


def _from_scratch(seen: Seen) -> RoleGuess | None:
    """ "Student: a ResNet-18 from scratch on MS1MV2"."""
    if seen.passage.section not in OWN_SECTIONS or not seen.finds("row.scratch"):
        return None
    if seen.words.finds("compare.row", seen.text[: seen.masked.at]):
        return None
    return RoleGuess(Role.TRAINED_ON, 0.6, "run-in title", ("training without a verb", where(seen.passage)))


def _named_after(seen: Seen) -> RoleGuess | None:
    """A sentence of names only, after one that says how many datasets are used."""
    passage = seen.passage
    if passage.section not in (Section.EXPERIMENTS, Section.APPENDIX) or not seen.finds("row.only_names"):
        return None
    if not seen.words.finds("row.counted_sets", passage.before):
        return None
    return RoleGuess(_typical(seen), 0.6, "run-in title", ("one of the datasets counted before", where(passage)))


def _typical(seen: Seen) -> Role:
    return seen.member.typical or Role.EVALUATED_ON


def others(seen: Seen) -> RoleGuess | None:
    if seen.foreign and (seen.finds("agency.clearly_others") or not seen.finds("others.ours_too")):
        return RoleGuess(
            Role.COMPARED,
            0.06,
            "others' work",
            (f"{seen.governor.subject or 'a cited work'} acts, not the paper", where(seen.passage)),
        )
    return None


def overview(seen: Seen) -> RoleGuess | None:
    if seen.owned and seen.governor.kind:
        return None
    if seen.passage.section in SURVEY_SECTIONS or seen.passage.section is Section.FRONT:
        if seen.finds("not.overview") or seen.finds("not.listed"):
            return only_mentioned(seen, "overview", "an overview of datasets", 0.04)
        return None
    told = seen.finds("train.near") or seen.finds("evaluate.near")
    if seen.passage.section is not Section.EXPERIMENTS and seen.finds("not.overview") and not told:
        return only_mentioned(seen, "overview", "an overview of datasets", 0.15)
    return None


def measured(seen: Seen) -> RoleGuess | None:
    """ "two orders of magnitude fewer than MS1M": a size compared."""
    if seen.finds("compare.measured") and not seen.finds("train.close"):
        return only_mentioned(seen, "size", "a size compared", 0.05)
    return None


def field(seen: Seen) -> RoleGuess | None:
    """Related work tells what the field does, unless "we" stands there."""
    if seen.passage.section is Section.RELATED_WORK and not seen.owned:
        return only_mentioned(seen, "field", "related work tells of the field", 0.08)
    return None


def borrowed_model(seen: Seen) -> RoleGuess | None:
    """A model trained on the data by somebody else: the data is used through the model."""
    if seen.finds("train.anaphor_any") and seen.words.finds("train.released_before", seen.passage.before):
        return used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.86, "the model named before, trained on it")
    if seen.finds("train.data_weights") and not seen.foreign:
        return used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.86, "weights learnt on it")
    if seen.finds("train.named_pre") and not seen.foreign and not _trained_by_us(seen):
        return used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.86, "a known model, pre-trained on it")
    if seen.models_beside and seen.finds("train.borrowed") and seen.finds("train.in_brackets") and not seen.foreign:
        return used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.8, "the data of a released model")
    if seen.finds("train.each_trained") and seen.passage.section in OWN_SECTIONS and not seen.owned:
        words = "recognisers that are tested, trained on it"
        return used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.75, words)
    if (
        seen.finds("train.other_extractor")
        and seen.words.finds("train.extracts", seen.text)
        and not _trained_by_us(seen)
    ):
        return (
            None
            if seen.foreign
            else used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.8, "a known extractor")
        )
    ours = seen.finds("agency.passive_use") or seen.finds("train.we_take")
    if not seen.finds("train.model_on") or (seen.foreign and not ours) or _trained_by_us(seen):
        return None
    if seen.passage.section is Section.RELATED_WORK and not seen.owned:
        return None
    taken = seen.finds("train.take") or seen.finds("train.borrowed")
    if seen.model_before and seen.finds("train.anaphor"):
        return used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.86, "the model named before, trained on it")
    beside = seen.models_beside and not seen.finds("train.own_training")
    if beside and (taken or seen.finds("train.pre") or seen.finds("train.borrowed")):
        return used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.88, "a model trained on it")
    if taken and seen.finds("train.borrowed"):
        return used(seen, Role.USES_PRETRAINED_MODEL, "released model", 0.9, "a released model trained on it")
    if taken and seen.words.finds("train.take_model", seen.text):
        return used(seen, Role.USES_PRETRAINED_MODEL, "takes a model", 0.88, "a model trained on it is taken")
    return None


def _trained_by_us(seen: Seen) -> bool:
    """ "the model, which we trained on it": nobody else's."""
    return seen.governor.agent == "own" and seen.governor.kind == "train" and seen.finds("train.we_trained")


def fine_tuned(seen: Seen) -> RoleGuess | None:
    if seen.governor.lemma == "tune" and seen.finds("train.hyper"):
        return used(seen, Role.EVALUATED_ON, "evaluates", 0.6, "tuning of parameters")
    if seen.governor.kind == "fine_tune" or seen.finds("train.fine_tune"):
        if seen.governor.kind == "train" and not seen.finds("train.fine_tune_close"):
            return None
        return used(seen, Role.FINE_TUNED_ON, "fine-tunes", 0.92, "fine-tuning")
    return None


def provenance(seen: Seen) -> RoleGuess | None:
    """ "MS1MV2, a refined version of MS-Celeb-1M": made from it, but by whom?"""
    if not seen.kin or not seen.finds("derive.provenance"):
        return None
    if seen.kin_introduced:
        return used(seen, Role.DERIVED_FROM, "provenance", 0.88, "what the paper's own version is made of")
    return only_mentioned(seen, "provenance", "tells what another member was made of", 0.2)


def derived(seen: Seen) -> RoleGuess | None:
    if seen.finds("derive.own_version"):
        return used(seen, Role.DERIVED_FROM, "derives", 0.85, "an own version of it")
    if not seen.finds("derive.near") and (seen.governor.kind != "derive" or seen.finds("derive.adjective")):
        return None
    if seen.finds("train.set_of") or (seen.kin and seen.finds("derive.product")):
        return None
    if seen.governor.kind in ("train", "evaluate") and not seen.words.finds("derive.from", seen.text):
        return None
    here = seen.passage.section is Section.EXPERIMENTS and not seen.governor.agent and seen.finds("derive.from")
    if not (seen.owned or seen.governor.agent == "passive" or here):
        return None
    if seen.words.finds("derive.by_others", seen.text) or (not seen.owned and seen.finds("derive.of_itself")):
        return None
    return used(seen, Role.DERIVED_FROM, "derives", 0.85, "cleaning, sampling or merging")


def trained(seen: Seen) -> RoleGuess | None:
    told = any(map(seen.finds, ("train.near", "train.schedule", "train.set_of")))
    if not told and seen.finds("train.other_object"):
        return None
    # "DATA has 702 people for training and 702 for testing" tells of the data, and nobody trains.
    if _typical(seen) is Role.EVALUATED_ON and not seen.owned and seen.finds("train.split"):
        return None
    if "train" in (seen.governor.kind, seen.governor.purpose) or told:
        if seen.finds("evaluate.here") and not seen.finds("train.here"):
            return None
        if seen.finds("evaluate.close") and not seen.finds("train.close"):
            return None
        if seen.finds("train.schedule"):
            return used(seen, Role.TRAINED_ON, "training schedule", 0.85, "a training schedule")
        if "evaluate" in (seen.governor.kind, seen.governor.purpose) and not seen.words.finds(
            "train.close", seen.text
        ):
            return None
        return used(seen, Role.TRAINED_ON, "trains", 0.96, "training")
    return None


def evaluated(seen: Seen) -> RoleGuess | None:
    told = seen.finds("evaluate.near") or (_typical(seen) is Role.EVALUATED_ON and seen.finds("evaluate.loose"))
    if "evaluate" in (seen.governor.kind, seen.governor.purpose) or told:
        sure = 0.92 if seen.governor.kind == "evaluate" or seen.owned else 0.75
        return used(seen, Role.EVALUATED_ON, "evaluates", sure, "evaluation")
    return None


def plainly_used(seen: Seen) -> RoleGuess | None:
    """ "We use MS1MV2": what for, the heading or the member's usual role says."""
    if seen.passage.section is Section.EXPERIMENTS and seen.finds("row.sets_named") and not seen.foreign:
        return used(seen, _role_of_heading(seen) or _typical(seen), "uses", 0.75, "the sets are named")
    if seen.governor.kind not in ("use", "derive") and not (seen.owned and seen.finds("train.take")):
        return None
    if not (seen.owned or seen.governor.agent in ("passive", "")):
        return None
    if not seen.owned and seen.finds("not.story"):
        return None
    role = _role_of_heading(seen) or _typical(seen)
    return used(seen, role, "uses", 0.88 if seen.owned else 0.75, "use")


def described(seen: Seen) -> RoleGuess | None:
    """A dataset described in the experiments is one that they are run on, more often than not."""
    passage = seen.passage
    if passage.section not in (Section.EXPERIMENTS, Section.APPENDIX) or seen.finds("compare.size"):
        return None
    if not seen.owned and seen.finds("not.story"):
        return only_mentioned(seen, "story", "tells of the data's fate or of papers about it", 0.05)
    titled = seen.words.finds("row.datasets", passage.heading) is not None
    role = _role_of_heading(seen) or _typical(seen)
    tells = seen.finds("row.quantities") or seen.finds("row.describes")
    first = seen.masked.at < 60 and tells and " but " not in seen.text
    score = 0.72 if titled and first else 0.6 if titled or first else 0.35
    return RoleGuess(role, score, "described", ("described among the paper's data", where(passage)))


def _role_of_heading(seen: Seen) -> Role | None:
    near = f"{seen.passage.heading} | {seen.passage.before[-120:]} | {seen.text[:80]}"
    if seen.words.finds("row.training", near):
        return Role.TRAINED_ON
    if seen.words.finds("row.testing", near):
        return Role.EVALUATED_ON
    return None


DATASET_RULES: Sequence[Rule] = (
    *(bibliography, place, row, denied, planned, created, measured, overview, borrowed_model, others, field),
    *(provenance, derived, fine_tuned, trained, evaluated, plainly_used, described),
)
