"""What leads to a place that is all authors': "All authors: X", "Affiliation of both authors: X", "(both at X)"."""

import re

from extractors.header.membership import without_grade

_EVERYBODY = r"(?:(?:all|both)(?:\s+of)?(?:\s+the)?(?:\s+(?:\w{3,5}\s+)?authors)|the\s+authors)"
# Forms print "Affiliation: University of Clay"; the label is no part of the name.
_LABEL = re.compile(
    r"^\s*(?:(?:(?:author(?:s|['’]s|s['’]?)?|institutional|performing)\s+)?"
    r"(?:affiliations?|institutions?|address(?:es)?|filiation|organi[sz]ations?)"
    rf"(?:\s+(?:of|for)\s+{_EVERYBODY}|\s*\({_EVERYBODY}\))?|{_EVERYBODY})\s*:\s+",
    re.I,
)
_LEAD = re.compile(
    r"^\s*(?P<bracket>\(?)\s*(?:[Aa]ll|[Bb]oth)(?:\s+authors)?,?\s+(?:at|from|of|with)\s+(?:the\s+)?(?=[^\W\d_a-z])"
)


_OF_ALL = re.compile(rf"^\W*(?:affiliations?\s+of\s+)?{_EVERYBODY}\s*:\s", re.I)


def is_everybodys(text: str) -> bool:
    """Whether a line says that its address is all authors': "* Both authors: University of Clay"."""
    return bool(_OF_ALL.match(text))


def without_lead(text: str) -> str:
    """The line without what says that it is an address, or that all authors are there."""
    bare = without_grade(_LABEL.sub("", text))
    lead = _LEAD.match(bare)
    if lead is None:
        return bare
    said = bare[lead.end() :]
    return re.sub(r"\)\s*$", "", said) if lead["bracket"] and said.count(")") > said.count("(") else said
