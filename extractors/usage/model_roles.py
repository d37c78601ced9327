"""What a sentence says the paper does with a released model: loading it is use, its loss function is not."""

from collections.abc import Sequence

from citetrail.records.vocabulary import Role, Section, Zone
from extractors.usage.dataset_roles import bibliography, denied, place, planned
from extractors.usage.seen import OWN_SECTIONS, SURVEY_SECTIONS, RoleGuess, Rule, Seen, only_mentioned, used, where

# What "we" do with a recogniser, though the sentence compares as well.
OWN_TOOLS = ("model.tool", "model.tool_for", "model.matchers", "model.own_tool")


def model_row(seen: Seen) -> RoleGuess | None:
    if seen.finds("model.arrow"):
        return _taken(seen, "tool", 0.68, "a column of results measured with it")
    entry = seen.passage.zone is Zone.PROSE and any(
        map(seen.finds, ("model.list_tested", "model.entry", "model.address"))
    )
    if seen.is_row and not entry:
        return RoleGuess(Role.COMPARED, 0.06, "row", ("a row of a table or figure", where(seen.passage)))
    return None


def model_made(seen: Seen) -> RoleGuess | None:
    """The paper that makes the model: it releases it under this name."""
    if seen.introduces and seen.finds("create.model") and seen.governor.agent in ("own", "passive", ""):
        return used(seen, Role.CREATED, "creates", 0.9, "words of making")
    return None


def _taken(seen: Seen, rule: str, score: float, words: str) -> RoleGuess:
    """A model taken from others; the paper that introduced it has only its own."""
    if seen.introduces:
        return only_mentioned(seen, "own model", "the document is the paper that introduced it", 0.1)
    return used(seen, Role.USES_PRETRAINED_MODEL, rule, score, words)


def made_here(seen: Seen) -> RoleGuess | None:
    """ "We train on MS-Celeb-1M and then on VGGFace2": the dataset, and nobody's released model."""
    if seen.words.finds("model.data_name", seen.name) and seen.finds("train.by_us"):
        return only_mentioned(seen, "own model", "the paper trains it itself", 0.1)
    return None


def loaded(seen: Seen) -> RoleGuess | None:
    """Released or pretrained weights are taken."""
    here = seen.passage.section in OWN_SECTIONS or seen.passage.section is Section.INTRODUCTION
    by_file = here and (seen.file or seen.words.finds("model.weights_name", seen.name))
    if by_file and not seen.foreign:
        if seen.passage.section is Section.INTRODUCTION and not (seen.owned or seen.introduces):
            return RoleGuess(
                Role.USES_PRETRAINED_MODEL, 0.6, "pretrained model", ("a released file", where(seen.passage))
            )
        return _taken(seen, "pretrained model", 0.9 if seen.owned else 0.8, "the file of a released model")
    by_data = seen.finds("model.trained_kin") and seen.governor.agent != "own"
    by_data = by_data or (
        seen.finds("model.trained_kin") and (seen.finds("train.we_take") or seen.finds("train.take"))
    )
    told = seen.finds("model.pretrained") or seen.finds("model.address")
    if not (told or by_data) or seen.foreign or seen.finds("model.of_data"):
        return None
    if seen.finds("model.code_base") and not seen.finds("model.weights"):
        return None
    if seen.finds("model.tool") or seen.finds("model.adopt") or seen.finds("model.fine_tuned") or seen.owned:
        return _taken(seen, "pretrained model", 0.9, "a pretrained model")
    return _taken(seen, "pretrained model", 0.7, "a pretrained model")


def loss(seen: Seen) -> RoleGuess | None:
    if seen.finds("model.loss") and not seen.finds("model.identity_loss"):
        return only_mentioned(seen, "loss", "the name of a loss function, not of the released model", 0.08)
    return None


def compared(seen: Seen) -> RoleGuess | None:
    strong = seen.finds("model.metric_space") or (seen.owned and any(map(seen.finds, OWN_TOOLS)))
    # "compared with the source image" compares faces, not methods.
    without = seen.words.patterns["compare.inner"].sub("", seen.text)
    without = seen.words.patterns["agency.following"].sub("", without)
    listed = seen.finds("not.listed") and not seen.owned and not seen.finds("model.tool")
    if (seen.words.finds("compare.prose", without) and not strong) or seen.foreign or listed:
        return RoleGuess(
            Role.COMPARED, 0.08, "comparison", ("others' method, compared or listed", where(seen.passage))
        )
    return None


def fine_tuned_model(seen: Seen) -> RoleGuess | None:
    if seen.finds("model.fine_tuned") and not seen.words.finds("model.data_name", seen.name):
        return _taken(seen, "fine-tunes the model", 0.72, "fine-tuning")
    return None


def tool(seen: Seen) -> RoleGuess | None:
    """Features, identity loss, similarity by the model: weights must have been loaded, though nobody says so."""
    if seen.passage.section in SURVEY_SECTIONS and not seen.owned:
        return None
    serves = seen.finds("model.tool_for") and (seen.owned or seen.finds("agency.passive_use"))
    serves = (
        serves
        or seen.finds("model.serves")
        or any(map(seen.finds, ("model.list_tested", "model.metric_space")))
        or (seen.owned and (seen.finds("model.matchers") or seen.finds("model.own_tool")))
    )
    serves = serves or (seen.owned and seen.finds("model.tested") and seen.finds("model.shelf"))
    if (seen.finds("model.tool") or serves) and not seen.foreign and not seen.finds("model.of_data"):
        score = 0.76 if seen.finds("model.adopt") and seen.owned else 0.7
        if seen.finds("model.architecture"):
            score -= 0.4
        return _taken(seen, "tool", score, "features, identity or similarity")
    return None


def joined(seen: Seen) -> RoleGuess | None:
    """ "the system joins a detector and ArcFace": a pipeline runs its parts, also where an introduction tells so."""
    if seen.passage.section is Section.RELATED_WORK and not seen.owned:
        return None
    if seen.finds("model.any_system") or seen.finds("model.architecture") or seen.foreign:
        return None
    if seen.finds("model.joined"):
        if seen.passage.section is Section.INTRODUCTION and not seen.introduces:
            why = ("part of a pipeline", where(seen.passage))
            return RoleGuess(Role.USES_PRETRAINED_MODEL, 0.58, "model at hand", why)
        return _taken(seen, "model at hand", 0.62, "part of a pipeline")
    return None


def beside_tools(seen: Seen) -> RoleGuess | None:
    """Named in one list with models that are tools and nothing else: CLIP, FairFace, a face detector."""
    if seen.passage.section not in OWN_SECTIONS or seen.passage.section is Section.CONCLUSION or seen.foreign:
        return None
    ideas = ("model.method_matter", "model.architecture", "model.example")
    if seen.finds("model.companions") and not any(map(seen.finds, ideas)):
        return _taken(seen, "model at hand", 0.62, "one of the tools")
    return None


def entry(seen: Seen) -> RoleGuess | None:
    """ "LightCNN: a network of 29 layers", among the paper's experiments: one of those that are run."""
    if seen.passage.section in (Section.EXPERIMENTS, Section.APPENDIX) and seen.finds("model.entry"):
        return _taken(seen, "model at hand", 0.58, "one of the networks described")
    return None


def named_model(seen: Seen) -> RoleGuess | None:
    """ "the ArcFace model produces embeddings": a model, not the loss, at work in the paper's own pipeline."""
    if seen.passage.section not in OWN_SECTIONS or seen.finds("model.architecture") or seen.governor.kind == "train":
        return None
    around = f"{seen.passage.before} {seen.text} {seen.passage.after}"
    if seen.finds("model.noun") and seen.words.finds("model.at_work", around):
        return _taken(seen, "model at work", 0.6, "a model")
    return None


def attacked(seen: Seen) -> RoleGuess | None:
    if seen.finds("model.attacked") and seen.passage.section in OWN_SECTIONS:
        return _taken(seen, "attacked model", 0.55, "an attack")
    return None


def adopted(seen: Seen) -> RoleGuess | None:
    """ "We adopt ArcFace": the loss, the code or the model; the model where the sentence speaks of features."""
    if not seen.finds("model.adopt") or seen.finds("model.architecture") or seen.finds("model.of_data"):
        return None
    if not (seen.owned and seen.passage.section in OWN_SECTIONS):
        return None
    if seen.finds("model.purpose"):
        return _taken(seen, "adopts the model", 0.5, "use")
    return None if seen.finds("model.code") else _taken(seen, "adopts the model", 0.25, "use")


def at_hand(seen: Seen) -> RoleGuess | None:
    """Faces are matched "with ArcFace", fed "to ArcFace", where no word is of losses, margins or other methods."""
    if seen.passage.section not in OWN_SECTIONS or seen.passage.section is Section.CONCLUSION or seen.foreign:
        return None
    if not seen.finds("model.at_hand") or seen.finds("model.method_matter"):
        return None
    return _taken(seen, "model at hand", 0.62, "work on faces")


MODEL_RULES: Sequence[Rule] = (
    *(bibliography, place, model_row, denied, planned, model_made, made_here, loaded, loss, fine_tuned_model),
    *(compared, tool, joined, entry, named_model, attacked, adopted, at_hand, beside_tools),
)
