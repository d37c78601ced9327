"""Operators behind what they run: "Kiln National Laboratory, managed by Clay Alliance, LLC" names no company.

National laboratories are run by companies made for that, whose legal form is printed behind the laboratory's name.
Nobody but the laboratory is meant.
"""

import re

_FORM = r"(?:L\.?L\.?C\b\.?|Inc\b\.?|Incorporated\b|Corp\b\.?|Corporation\b|Company\b|Ltd\b\.?|Limited\b|LLP\b)"
# An operator's name, and its form with a comma before it or without.
_OPERATOR = rf"(?:the )?[^\W\d_][^,;()]{{1,80}}?,? {_FORM}"
_OWNED = rf"(?:,? an? (?:wholly[ -]owned )?subsidiary of {_OPERATOR})?"
# "(operated by Clay Alliance, LLC)", ", a facility managed and operated for the Clay Office by Clay Alliance, LLC".
_RUN = re.compile(
    r"\s*(?P<open>[(\[])?,?\s*(?:(?:and|which is|that is|is|a) )?(?:[\w-]+ ){0,3}"
    r"(?:managed|operated|run|administered)(?: (?:and|&) (?:managed|operated))?"
    rf"(?: for [^,;()]{{1,80}}?)?,? by {_OPERATOR}{_OWNED}(?(open)[)\]])",
    re.I,
)
# "Kiln National Laboratory, Clay Alliance, LLC": the next part is the operator, by its form.
_BEHIND = re.compile(
    r"(?P<body>\b(?:national|natl)\b[^,;()]{0,60}\b(?:laborator(?:y|ies)|labs?|accelerator facility)\b[^,;]{0,60})"
    rf",\s*(?!(?:and|&) ){_OPERATOR}{_OWNED}(?=\s*(?:[,;.)]|$))",
    re.I,
)
# Asked first, for speed: few strings name a laboratory and have one of these.
_SIGNS = (" LLC", " L.L.C", " Inc", " Corp", " Company", " Limited", " Ltd", " LLP", ",LLC", ",Inc")


def without_operators(raw: str) -> str:
    """The string without the companies that, as it says, run the laboratory that it names."""
    return _RUN.sub("", raw) if _may_name_operator(raw) else raw


def without_form_behind(text: str) -> str:
    """The string without what stands behind a national laboratory and is a company by its form."""
    return _BEHIND.sub(r"\g<body>", text) if _may_name_operator(text) else text


def _may_name_operator(text: str) -> bool:
    return ("Lab" in text or "acility" in text or "LAB" in text) and any(sign in text for sign in _SIGNS)
