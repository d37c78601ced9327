"""Groups that sign papers: "the X Consortium", "on behalf of the Y Study Group". They are no persons."""

import re

from extractors.header.header_words import heads_in, names_place

_LONGEST_LABEL = 100  # characters
# Consortia sign papers beside people; they are no persons and have no surname to be matched by.
_GROUP = re.compile(
    r"\b(?:consortium|collaborations?|initiative|working group|study group|research group|group|team|investigators"
    r"|task force|network|alliance|community|committee|volunteers)\b|^\s*(?:on behalf of|for the)\b",
    re.I,
)
# Of those, what no department is called.
_COLLECTIVE = re.compile(
    r"\b(?:consortium|collaborations?|initiative|study group|working group|investigators|task force)\b"
    r"|^\W*(?:and )?on behalf of\b",
    re.I,
)


def signs_as_group(text: str) -> bool:
    """Whether a line is a collective author alone; a group of a university has place or university beside it."""
    return bool(_COLLECTIVE.search(text)) and not (heads_in(text) or names_place(text))


def is_group(text: str) -> bool:
    """A collective author: "the X Consortium", "on behalf of the Y Study Group"."""
    return bool(_GROUP.search(text))


def without_group_label(text: str) -> str:
    """The names behind "The X Collaboration:"."""
    label, colon, names = text.partition(":")
    return names if colon and len(label) < _LONGEST_LABEL and is_group(label) else text
