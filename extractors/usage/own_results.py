"""Results of the authors' own on a name, good or bad: "our numbers on NAME fall short", "we see no gain on NAME"."""

import re

from extractors.usage.clauses import Clause
from extractors.usage.marked_sentence import Sentence
from extractors.usage.parse_words import lists

# "Our error on NAME", "our numbers for NAME".
_OUR_FIGURE = re.compile(
    r"\b[Oo]ur (?:[\w-]+ ){0,3}(?P<figure>[a-z]+?)s? (?:\([^()]*\) )?(?:on|for|over) (?:the )?DATA\b"
)
# "On NAME, our method does not help", "we lose 0.3 points on NAME", "on which we lose 0.3 points".
_OUR_METHOD = r"(?:our|the proposed|the present) (?:[\w-]+ ){0,2}?(?P<work>[a-z]+?)s?"
_ON_NAME_OURS = re.compile(
    rf"\b[Oo]n DATA,? (?:[\w-]+, )?{_OUR_METHOD} (?:does|do|did|is|has|fails?|gains?|loses?|\w+s)\b"
)
_WE_LOSE = re.compile(
    r"\b[Ww]e (?:\w+ )?(?:lose|gain|win|drop|fail to (?:see|find|observe)|"
    r"(?:see|find|observe|note|saw|found) no) (?:[\w·%-]+ ){0,5}(?:on|over|for) DATA\b"
)
_WHERE_WE_LOSE = re.compile(r"\bDATA, on which (?:we|our \w+) (?:lose|gain|win|drop|fall|trail)s?\b")


def own_result(sentence: Sentence) -> bool:
    """Whether a result of the paper's own on the data is told, not a plan and not a figure taken from elsewhere."""
    text = sentence.masked.text
    if _is_put(sentence.clause):
        return False
    figure, method = _OUR_FIGURE.search(text), _ON_NAME_OURS.search(text)
    if figure and figure["figure"] in lists()["figures"] | lists()["own_figures"]:
        return True
    if method and method["work"] in lists()["works"] | {"los", "loss", "margin"}:
        return True
    return bool(_WE_LOSE.search(text) or _WHERE_WE_LOSE.search(text))


def _is_put(clause: Clause) -> bool:
    """As a plan, or as what nobody can tell; a mere comparison ("lower than theirs") is told as done."""
    supposed = clause.standing.supposed in lists()["unreal"] | {"could", "might", "may", "should", "can"}
    return supposed or any(v.modal in ("will", "would", "should") for v in clause.verbs[:2])
