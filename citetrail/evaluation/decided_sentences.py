"""What people decided about single sentences, as labelled sentences; and weights moved by them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from citetrail.evaluation.labelled_sentences import Labelled
from citetrail.evaluation.sentence_scores import Answer, answer, fold_of
from citetrail.evaluation.sentence_training import DIGITS, LONGEST, MOST_CARE, TrainingExample
from citetrail.records.vocabulary import USE_ROLES, MemberKind, Reason, Role, Section, Zone
from extractors.text.headings import name_of, split_heading
from extractors.usage.marked_sentence import Sentence
from extractors.usage.masking import mask
from extractors.usage.sentence_model import from_json

# What a rejected sentence says instead. Other reasons (another member or role, a name read wrongly) tell that the
# claim was wrong, not what the sentence says: nothing is learnt from them.
INSTEAD = {
    "": Role.MENTIONED,
    Reason.ONLY_CITED: Role.MENTIONED,
    Reason.RELATED_WORK: Role.MENTIONED,
    Reason.NEGATED: Role.MENTIONED,
    Reason.OTHERS_WORK: Role.COMPARED,
}
HELD_BACK = 0  # the fifth of the papers that judges
FEWEST_JUDGED = 10  # fewer sentences held back tell nothing
# How hard the weights hold on to where they were: C of a logistic regression around them.
STRENGTH = 0.1


class DecidedUse(Protocol):
    """A use that people accepted or rejected, with the sentence they were shown."""

    @property
    def claim_id(self) -> str: ...
    @property
    def paper_id(self) -> str: ...
    @property
    def member(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def accepted(self) -> bool: ...
    @property
    def reason(self) -> str: ...
    @property
    def quote(self) -> str: ...
    @property
    def match_start(self) -> int: ...
    @property
    def match_end(self) -> int: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def section(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sentences held back, and how many of them each weights read right: as use or none, and with their role."""

    count: int
    use_before: int
    use_after: int
    role_before: int
    role_after: int

    @property
    def better(self) -> bool:
        """Whether the new weights may be taken: more answers right, and not fewer of either kind."""
        before, after = (self.use_before, self.role_before), (self.use_after, self.role_after)
        return self.count >= FEWEST_JUDGED and sum(after) > sum(before) and after[0] >= before[0]


def decided_sentences(uses: Iterable[DecidedUse], kind_of: Callable[[str], MemberKind | None]) -> Iterator[Labelled]:
    """The sentences that decisions label; `kind_of` is None for members that the target no longer has."""
    for use in uses:
        kind, label = kind_of(use.member), _label(use)
        if kind is not None and label and 0 <= use.match_start < use.match_end <= len(use.quote):
            yield Labelled(use.claim_id, use.paper_id, _sentence(use, kind), label, real=True)


def _label(use: DecidedUse) -> str:
    if use.accepted:
        # "This paper uses it" accepted as it stands leaves the role open.
        return use.role if use.role in USE_ROLES else ""
    return str(INSTEAD.get(use.reason, ""))


def _sentence(use: DecidedUse, kind: MemberKind) -> Sentence:
    """A store keeps the heading; its section follows from that, and the zone is taken for running text."""
    at, end = use.match_start, use.match_end
    masked = mask(use.quote, at, end, model=kind is MemberKind.MODEL)
    touching = (use.quote[max(0, at - 1) : at], use.quote[end : end + 1])
    return Sentence(
        kind,
        masked,
        _section(use.section),
        Zone.PROSE,
        use.section,
        use.before,
        use.after,
        touching=touching,
        name=use.quote[at:end],
    )


def _section(heading: str) -> Section:
    if heading in set(Section):
        return Section(heading)
    found = split_heading(heading)
    return name_of(found.words if found else heading) or Section.BODY


def held_back(example: TrainingExample) -> bool:
    """A fifth, by paper: never learnt from while the others are tried."""
    return fold_of(example.row.group) == HELD_BACK


def compare(before: Mapping[str, Any], after: Mapping[str, Any], judged: Sequence[TrainingExample]) -> Comparison:
    """Both weights on the same sentences."""
    old = [answer(from_json(before, "before"), e) for e in judged]
    new = [answer(from_json(after, "after"), e) for e in judged]
    return Comparison(len(judged), _uses(old), _uses(new), sum(a.right for a in old), sum(a.right for a in new))


def _uses(answers: Sequence[Answer]) -> int:
    return sum(a.used is (a.example.row.label in USE_ROLES) for a in answers)


def moved(weights: Mapping[str, Any], given: Sequence[TrainingExample]) -> dict[str, Any]:
    """The weights, moved as far as these sentences ask: logistic regression whose prior is where they were.

    Only features that the weights know, or that MOST_CARE papers have, so that no sentence can be read out of them.
    """
    kinds = {}
    for kind, held in weights["kinds"].items():
        own = [e for e in given if str(e.row.sentence.kind) == kind and e.row.label in held["labels"]]
        kinds[kind] = _moved_kind(held, own) if own else held
    return {**weights, "kinds": kinds}


def _moved_kind(held: Mapping[str, Any], given: Sequence[TrainingExample]) -> dict[str, Any]:
    rows = {name: list(row) for name, row in held["weights"].items()}
    bias = list(held["bias"])
    known = _known(rows, given)
    targets = [None, *held["labels"]]
    for index, label in enumerate(targets):
        so = [e.row.used if label is None else e.row.label == label for e in given]
        sums = [bias[index] + sum(rows[n][index] * v for n, v in e.features.items() if n in rows) for e in given]
        shift, by_feature = _shift([{n: v for n, v in e.features.items() if n in known} for e in given], so, sums)
        bias[index] = round(bias[index] + shift, DIGITS)
        for name, delta in by_feature.items():
            row = rows.setdefault(name, [0.0] * len(targets))
            row[index] = round(row[index] + delta, DIGITS)
    return {**held, "bias": bias, "weights": {name: rows[name] for name in sorted(rows) if any(rows[name])}}


def _known(rows: Mapping[str, Any], given: Sequence[TrainingExample]) -> set[str]:
    papers: dict[str, set[str]] = {}
    for example in given:
        for name in example.features:
            papers.setdefault(name, set()).add(example.row.group)
    short = (n for n in papers if len(n.partition(":")[2].split()) <= LONGEST)
    return {n for n in short if n in rows or len(papers[n]) >= MOST_CARE}


def _shift(
    features: Sequence[Mapping[str, float]], so: Sequence[bool], sums: Sequence[float]
) -> tuple[float, dict[str, float]]:
    """What to add to the intercept and to each feature's weight, by L-BFGS; `sums` are the old log-odds."""
    import numpy as np
    from scipy.optimize import minimize
    from sklearn.feature_extraction import DictVectorizer

    vectorizer = DictVectorizer()
    matrix, old, sign = vectorizer.fit_transform(features), np.array(sums), np.where(so, 1.0, -1.0)

    def loss(x: Any) -> tuple[float, Any]:
        margin = sign * (old + x[0] + matrix @ x[1:])
        pull = -sign / (1 + np.exp(np.clip(margin, -30, 30)))
        value = np.logaddexp(0, -margin).sum() + (x @ x) / (2 * STRENGTH)
        return float(value), np.concatenate([[pull.sum()], matrix.T @ pull]) + x / STRENGTH

    found = minimize(loss, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B").x
    named = zip(vectorizer.get_feature_names_out(), found[1:], strict=True)
    return float(found[0]), {str(n): float(d) for n, d in named if abs(d) >= 10**-DIGITS}
