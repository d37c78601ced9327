"""Lines of an address run together: "School of KilnsFernbrook UniversityOslo0155Norway".

Asked only where a string names nobody as it stands: a capital inside a word may be that of a name ("AstraZeneca").
"""

import re

_SMALL, _LARGE = "a-zà-öø-ÿ", "A-ZÀ-ÖØ-Þ"
_NAME = rf"(?=[{_LARGE}][{_SMALL}]{{2}})"
# A word of four letters before and one that begins with a capital behind, or a number of four digits on either side.
_LINE_END = re.compile(rf"(?<=[{_SMALL}]{{4}}){_NAME}|(?<=[{_SMALL}]{{4}})(?=\d{{4}})|(?<=\d{{4}}){_NAME}")
# "Academy ofEngineering"
_SMALL_WORD = re.compile(rf"(?<=\bof)(?=[{_LARGE}][{_SMALL}])|(?<=\b(?:and|for|the))(?=[{_LARGE}][{_SMALL}])")
# What is one word with whom it is named after, "ClayStiftung", is no line of its own.
_FOUNDATION = re.compile(rf"(?<=[{_SMALL}]{{4}})(?=Stiftung|Foundation)")


def parted_words(raw: str) -> str:
    """The string with commas where lines of it are glued, and a blank behind small words that are."""
    return _LINE_END.sub(", ", _SMALL_WORD.sub(" ", _FOUNDATION.sub(" ", raw)))
