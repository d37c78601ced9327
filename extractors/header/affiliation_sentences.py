"""Affiliations told in sentences: the footnotes of journals ("X is with …"), addresses, biographies."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

from citetrail.records.identifiers import title_key
from citetrail.records.organisations import AffiliationNote
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import assign_emails, find_emails
from extractors.header.former_places import split_former
from extractors.header.header_words import names_country, names_organisation, names_place
from extractors.header.marks import taken_apart
from extractors.header.posts import WITH, company_and_city, tells_of_others

# The first page has a tenth of that; what has more is an attack.
MOST_CHARS = 60_000
# Far more than a paper has whose affiliations are told in sentences.
MOST_PEOPLE = 300
MOST_SENTENCES = 300  # "is with" also occurs in prose
MOST_LINES = 12  # of names above one sentence
# "… is with X and also with Y": the second place has no verb of its own.
_AND_WITH = re.compile(
    r"[\s,;]+(?:and|as well as)\s+(?:(?:is|are)\s+)?(?:also\s+|currently\s+|now\s+)?(?:with|at)\s+", re.I
)
_LISTED = re.compile(r",\s+(?:and\s+)?the\s+(?=[A-Z])")
# What follows the last place in a footnote, and is none: addresses, marks, dates, DOI lines. Letters keep their case,
# so that "Received" ends a place and "received" in a sentence does not.
_STOP = re.compile(
    r"\s*[(\[]?\b(?:[Cc]orresponding\s+)?[Ee]-?\s?mails?\b|\s[•∗†‡§*]|;\s|\n\s*\n|\s\(?[\w.{}, -]{1,60}@|[Hh]omepage:|https?://"
    r"|\s\(?[Cc]orresponding [Aa]uthor"
    r"|\n\s*(?:Abstract|ABSTRACT|Summary|SUMMARY|Key[ -]?words|Index Terms)\b"
    r"|,\s+(?:which|where|who|whom|whose)\b|\s+and\s+(?:is\s+)?(?:also\s+)?(?:an?\s+)?(?:visiting|honorary|guest|adjunct)\b"
    r"|\bDigital Object|\bManuscript |\bColor versions|\bThis (?:work|paper|article)|\bRecommended|\bReceived "
    r"|,?\s(?:when|while|during)\s(?:this|the|he|she|doing)"
)
# The work was done there: "… was with Y when this work was done".
_WHEN = re.compile(r"[\s,]*(?:when|while|during)\b")
_FULL_STOP = re.compile(r"\.(?=\s|$)")
_SHORT = frozenset(
    ["st", "no", "co", "ltd", "inc", "dept", "univ", "dr", "corp", "mr", "prof", "ave", "rd", "mt", "ft", "blvd"]
)
# Who stands before the verb when the sentence is about all: no name is found there.
_EVERYONE = re.compile(
    r"\b(?:all (?:the )?authors|the authors|both authors|authors are|all of the authors|both are|all are)\b", re.I
)
# Mathematicians' foot notes: "The second author is with …", "The first and third authors are at …".
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth"
_BY_NUMBER = re.compile(
    rf"\b[Tt]he\s+(?P<which>(?:{_ORDINAL})(?:(?:,\s+|\s+and\s+|,\s+and\s+)(?:{_ORDINAL}))*)(?:[\s-]+named)?\s+authors?\s*$"
)
_PRONOUN = re.compile(r"(?:^|[.;]\s+|\s)(?:he|she|they)\s*$", re.I)
# Characters of one sentence; a longer one has run into the next paragraph.
_LONGEST = 420


def read_sentences(draft: Draft, text: str, page: int) -> None:
    """Give the draft's names the affiliations that sentences of the page tell, each with its span."""
    text = text[:MOST_CHARS]
    people = [_forms(n.text) for n in draft.names[:MOST_PEOPLE]]
    surnames = [n.words[-1] for n in draft.names[:MOST_PEOPLE] if n.words]
    before: list[int] = []
    last = 0
    for match in islice(WITH.finditer(text), MOST_SENTENCES):
        # who is named before the last verb is told of there: "…, Leeds, UK. Ada Brink is with …"
        window = _below_names(_sentence_before(text[last:], match.start() - last), people)
        last = match.end()
        if match["post"] and match["verb"] in ("was", "were"):
            continue  # a life: where somebody once was, and no place of the work
        who = [] if tells_of_others(window, match, surnames) else _who(window, people, before)
        if not who:
            continue
        before = who
        note = _note(match, window)
        for start, end in _organisations(text, match.end(), _first_names(draft)):
            is_work = note is AffiliationNote.WORK_DONE_AT and not _WHEN.match(text, end)
            is_past = not split_former(text[start:end]).present  # "She was with Y until 2016"
            if is_work and (is_past or all(_is_elsewhere(draft, person) for person in who)):
                note = AffiliationNote.FORMERLY_AT  # "A is with X. She was with Y."
            line = DraftLine(text[start:end], note=note, page=page, start=start, end=end)
            line.reads = company_and_city(line.text)
            for number in _numbers(draft, line):
                for person in who:
                    draft.link(person, number)
    emails = find_emails(text)
    taken = assign_emails([n.text for n in draft.names], emails)
    draft.emails = list(dict.fromkeys([*draft.emails, *(e for e in taken if e)]))
    for i, email in enumerate(taken):
        if email:
            draft.email_of.setdefault(i, email)


def _is_elsewhere(draft: Draft, person: int) -> bool:
    """Whether a sentence before has said where the person is."""
    return any(not draft.lines[i].note for i in draft.links.get(person, ()))


def _numbers(draft: Draft, line: DraftLine) -> list[int]:
    """Where the place stands among the draft's lines; "…, on leave from Y" makes a line of its own."""
    known = next((i for i, k in enumerate(draft.lines) if (k.start, k.end) == (line.start, line.end)), None)
    if known is not None:
        return [known]
    split = split_former(line.text)
    parted = not line.note and bool(split.present) and split.present != line.text
    first = len(draft.lines)
    draft.lines.extend(taken_apart(line, line.text, split) if parted else [line])
    return list(range(first, len(draft.lines)))


def _first_names(draft: Draft) -> list[str]:
    return [n.text for n in draft.names]


def _note(match: re.Match[str], window: str) -> AffiliationNote | Literal[""]:
    if re.search(r"previously|formerly", match["how"] or ""):
        return AffiliationNote.FORMERLY_AT
    if match["verb"] in {"was", "were"}:
        return AffiliationNote.WORK_DONE_AT
    if "now" in (match["how"] or "").split() and _PRONOUN.search(window):
        return AffiliationNote.PRESENT_ADDRESS
    return ""


def _sentence_before(text: str, end: int) -> str:
    """What stands before the verb in its sentence: the names."""
    window = text[max(0, end - 600) : end]
    cut = 0
    for stop in re.finditer(r"•|\n\s*\n|(?<=\w{3})\.[\s\n]+|@\S+[.;]?\s|\)\.?\s|/\.\s", window):
        # a full stop after an initial or before a pronoun does not end what concerns us
        if stop.end() < len(window):
            cut = stop.end()
    return window[cut:]


def _below_names(window: str, people: Sequence[tuple[str, re.Pattern[str] | None]]) -> str:
    """What stands below a line of names that begins no sentence: everybody named below it is named there too."""
    named = [people[i] for i in _who(window, people, [])]
    for end in islice(re.finditer(r"\n", window), MOST_LINES if named else 0):
        here = _who(window[end.end() :], named, [])
        if here and set(here) <= set(_who(window[: end.start()], named, [])):
            return window[end.end() :]
    return window


def _who(window: str, people: Sequence[tuple[str, re.Pattern[str] | None]], before: list[int]) -> list[int]:
    if _EVERYONE.search(window):
        return list(range(len(people)))
    if _PRONOUN.search(window) and len(window.strip()) <= 12:
        return before
    numbered = _BY_NUMBER.search(window)
    if numbered:
        which = [_ORDINAL.split("|").index(word) for word in re.findall(_ORDINAL, numbered["which"])]
        return which if max(which) < len(people) else []
    squeezed = title_key(window)
    return [i for i, (whole, short) in enumerate(people) if whole in squeezed or (short and short.search(window))]


def _forms(name: str) -> tuple[str, re.Pattern[str] | None]:
    """A name as squeezed letters, and as journals shorten it: "J. Zhao", "V. M. Patel", "Dr. Zhao"."""
    whole = title_key(name)
    parts = name.split()
    if len(parts) < 2:
        return whole, None
    family = re.escape(parts[-1])
    initials = rf"{re.escape(parts[0][0])}(?:[.\s-]+[A-Z]\.?)*\.[\s-]*"
    return whole, re.compile(rf"\b(?:{initials}|(?:Dr|Prof|Mr|Ms)\.?\s+){family}\b", re.I)


def tells_place_of(text: str, names: Sequence[str]) -> bool:
    """Whether the text begins with a sentence that says where one of the people named is."""
    match = WITH.search(text)
    return match is not None and bool(_who(text[: match.start()], [_forms(n) for n in names[:MOST_PEOPLE]], []))


def organisation_spans(text: str, start: int) -> list[tuple[int, int]]:
    """The spans of the organisations that the sentence names from `start` on."""
    return list(_organisations(text, start, ()))


def _organisations(text: str, start: int, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The spans of the organisations that a sentence goes on to name."""
    end = _end(text, start, names)
    while start < end:
        more = _next_organisation(text, start, end)
        stop = more.start() if more else end
        span = _trim(text, start, stop)
        piece = text[span[0] : span[1]]
        if (
            len(piece) > 1
            and (names_organisation(piece) or names_place(piece) or piece[:1].isupper())
            and len(piece) < _LONGEST
        ):
            yield span
        if more is None:
            return
        start = more.end()


def _next_organisation(text: str, start: int, end: int) -> re.Match[str] | None:
    """Where another organisation follows: "and with …", or ", the …" after a complete address."""
    found = _AND_WITH.search(text, start, end)
    for listed in _LISTED.finditer(text, start, found.start() if found else end):
        if names_country(text[start : listed.start()].rpartition(",")[2]):
            return listed
    return found


def _end(text: str, start: int, names: Sequence[str]) -> int:
    """Where the organisation's sentence ends: an address, a bullet, a full stop that ends no abbreviation."""
    limit = min(len(text), start + _LONGEST)
    stop = _STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    for dot in _FULL_STOP.finditer(text, start, end):
        word = re.split(r"[\s.,]", text[max(start, dot.start() - 12) : dot.start()])[-1]
        after = text[dot.end() : dot.end() + 60].lstrip()
        abbreviation = (len(word) == 1 and word.isupper()) or word.lower() in _SHORT
        if (
            not abbreviation
            or not after
            or any(after.startswith(n) for n in names)
            or re.match(r"(?:He|She|They)\s", after)
        ):
            return dot.start()
    return end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    article = re.compile(r"\s*(?:the|The)\s+").match(text, start, end)
    if article:
        start = article.end()
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1] in " \n\t,;:.(•":
        end -= 1
    return start, end
