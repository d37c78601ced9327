"""Title pages of theses and reports: the body above the title, or below the degree, and few authors."""

import re
from collections.abc import Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.abstract_column import is_prose
from extractors.header.draft import Draft, DraftLine
from extractors.header.header_words import heads_in, is_noise, names_organisation, names_place, plain
from extractors.header.marks import tidy
from extractors.header.programmes import without_programmes
from extractors.header.role_lines import opens_with_role
from extractors.header.segments import Segment, flat
from extractors.header.title import Front

# What the title page of a thesis calls it, in English, German, Spanish, French and Dutch, without accents.
_THESIS = re.compile(
    r"\b(?:thesis|dissertation|degree of|doctor of|master of|bachelor of|habilitation|masterarbeit|diplomarbeit"
    r"|tesis|tese de|dissertacao|tesi di|these (?:de|presentee|soutenue|pour)|proefschrift|avhandling|afhandling"
    r"|(?:magistrsko|diplomsko|zakljucno) delo|(?:doktorska|doktorski) disertacija|(?:magistrska|diplomska) naloga"
    r"|(?:diplomski|zavrsni|magistarski) rad|(?:diplomova|bakalarska|dizertacna) prac[ae]"
    r"|praca (?:magisterska|dyplomowa|inzynierska)|diplomamunka|szakdolgozat|lucrare de (?:licenta|disertatie)"
    r"|praca doktorska|rozprawa|disertacni|doktora tezi"
    r"|requirements for the degree)\b|^\W*(?:these|tesi|tese|memoire de master)\W*$"
)
# The sentence that says what was submitted, for which degree: no part of an address.
_SUBMITTED = re.compile(
    r"(?:(?:an? |this )?(?:\w+['’]?s? )?(?:thesis|dissertation)\b.*\b(?:submitted|presented|degree|fulfil\w+)"
    r"|(?:submitted )?in (?:partial )?fulfil|for the degree of|(?:inaugural-?)?dissertation zur\b|zur erlangung"
    r"|these (?:de doctorat|presentee|soutenue)|presentee? (?:par|pour)|tesis (?:presentada|doctoral)"
    r"|(?:tese|dissertacao) (?:\w+ )?apresentada|tesi (?:\w+ )?presentata"
    r"|requirements for the degree)"
)
# "submitted to the Graduate School of the University of Clay", up to what the degree is for.
_SUBMITTED_TO = re.compile(
    r"\b(?:to|at|of|an der|der|à|a la|alla)\s+(?:the\s+)?(?P<place>[^\W\d_a-z].*?)"
    r"(?=[,.;]?\s*$|\s+(?:in|for|as|para|per|pour|zur)\s)"
)
# A line of the sentence breaks off so.
_OPEN_END = re.compile(r"(?:,|&|\b(?:of|and|the|to|de|da|do|di|del|della|du|des|der|für|und|et|y|e|à|van))$", re.I)
# Bodies that no word of a whole organisation names: a line opens so.
_ACADEMY = re.compile(
    r"(?:akademi\w*|ac?cademia)\b"
    r"|(?:ecole|escuela|escola|scuola) (?:de l['’]air|de guerre|naval\w*|militai?r\w*|polite[ck]ni\w*|polytechni\w*"
    r"|normale|nationale|superi\w+|centrale)\b"
)
# What libraries add to the page: subjects, a supervisor, the name turned round.
_CARD = re.compile(
    r"\W*(?:dados internacionais de )?(?:ficha catalografica|catalogacao|catalogacion|cataloguing|cataloging"
    r"|library of congress catalog\w*|british library catalog\w*)\b"
)
_NEXT_LINE = 0.8  # type sizes
_LEADS_TO = re.compile(r"^(?:aan de|at the|in the|at|an der|à l[’']|vid|ved|presso l[’']|presso)\s*(?=[^\W\d_a-z])")
_REPORT = re.compile(
    r"^\W*(?:(?:[a-z]{2,6} )?(?:technical|research|scientific|internal|interagency|contractor|final)"
    r" (?:report|note|memorandum)"
    r"|report (?:no|nr|number)|rapport(?:nr|nummer)|berichts?-?(?:nr|nummer)|(?:abschluss|schluss|forschungs)bericht"
    r"|rapport (?:technique|scientifique|final|de recherche)|(?:informe|relatorio|rapporto) (?:tecnico|final\w*))\b"
)
# "Clay Research Institute", "Institute of Clay": bodies that publish reports of their own.
_INSTITUTE = re.compile(
    r"(?:[^\W\d]+ ){0,4}\w*(?:institut(?:e|et|o)?|laborator(?:y|ies|io|ium)|establishment)"
    r"(?: (?:of|for|fur|de|di|voor) .*)?"
)
# A thesis has one author, and supervisors are named beside; more names are those of a paper.
_MOST_AUTHORS = 3
_LONGEST = 160  # characters


def read_title_page(draft: Draft, front: Front) -> None:
    """Give the authors of a thesis the university that its title page prints, those of a report the body above it."""
    if draft.lines or not 0 < len(draft.names) <= _MOST_AUTHORS:
        return
    lines = [*front.zone, *front.rest]
    ordered = sorted(lines, key=lambda s: s.y0)
    if not any(map(is_of_thesis, lines)):
        found = _above_report(ordered, front)
    elif any(is_prose(s) and not is_of_thesis(s) for s in lines):
        return
    else:
        found = universities(ordered) or submitted_to(ordered)
    for text in found:
        draft.lines.append(DraftLine(text))
        for i in range(len(draft.names)):
            draft.link(i, len(draft.lines) - 1)
        draft.layout = HeaderLayout.TITLE_PAGE
        return


def _above_report(ordered: Sequence[Segment], front: Front) -> list[str]:
    """Whose report it is, on a cover that says that it is one: the body printed above the title."""
    top = min((s.y0 for s in front.title), default=0.0)
    above = [s for s in ordered if s.y1 <= top]
    if not any(_REPORT.search(plain(flat(s.text))) for s in ordered):
        return []
    return universities(above) or [t for s in above if _INSTITUTE.fullmatch(plain(t := tidy(flat(s.text))))]


def without_degree_lines(segments: Sequence[Segment]) -> list[Segment]:
    """The segments without the sentence on the degree that a thesis was submitted for."""
    said = without_programmes(segments)
    return [s for s in said if not _SUBMITTED.match(plain(flat(s.text)))]


def is_of_thesis(segment: Segment) -> bool:
    """Whether a line of a page calls what it opens a thesis."""
    return bool(_THESIS.search(plain(flat(segment.text))))


def universities(lines: Sequence[Segment]) -> list[str]:
    """The lines that are a whole organisation's name, without the word that leads to it."""
    texts = [_LEADS_TO.sub("", tidy(flat(s.text))) for s in lines]
    return [
        text
        for text in texts
        if len(text) <= _LONGEST
        and names_organisation(text)
        and (heads_in(text) or names_place(text) or _ACADEMY.match(plain(text)))
        and not (is_noise(text) or opens_with_role(text) or _THESIS.search(plain(text)))
    ]


def above_card(lines: Sequence[Segment]) -> list[Segment]:
    """The lines of a page from the top down to a library's catalogue card."""
    at = next((i for i, s in enumerate(lines) if _CARD.match(plain(flat(s.text)))), len(lines))
    return list(lines[:at])


def _sentence_at(lines: Sequence[Segment], at: int) -> str:
    """A line with the next one where it breaks off behind "of" or "de"."""
    first = lines[at]
    text = flat(first.text).rstrip()
    after = next((s for s in lines[at + 1 :] if s.beside(first) > 0), None)
    if after is None or not _OPEN_END.search(text):
        return text
    near = after.y0 - first.y1 < _NEXT_LINE * first.size and (after.size, after.font) == (first.size, first.font)
    return f"{text} {flat(after.text)}" if near else text


def submitted_to(lines: Sequence[Segment]) -> list[str]:
    """Where no line names the university alone, the sentence on the degree may."""
    texts = [_sentence_at(lines, i) for i, s in enumerate(lines) if _SUBMITTED.match(plain(flat(s.text)))]
    found = [tidy(match["place"]) for text in texts if (match := _SUBMITTED_TO.search(text))]
    return [place for place in found if len(place) <= _LONGEST and heads_in(place)]
