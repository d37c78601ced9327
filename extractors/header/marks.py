"""Names with marks, and the organisations that the marks lead to: CVF, LNCS, Elsevier, PLOS, MDPI, Hindawi …"""

import re
from collections.abc import Sequence
from enum import StrEnum

from citetrail.records.organisations import AffiliationNote, HeaderLayout
from extractors.header.collective_names import signs_as_group
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import find_emails, is_email_line, without_emails
from extractors.header.everybodys_place import is_everybodys, without_lead
from extractors.header.former_places import Split, split_former
from extractors.header.header_words import NoteKind, is_label, is_noise, names_organisation, names_place, note_kind
from extractors.header.notes import is_note, place_in_note
from extractors.header.owners_by_initials import mark_owners
from extractors.header.people_names import (
    could_be_names,
    looks_like_names,
    people_of,
    split_marks,
    split_names,
    without_extras,
)
from extractors.header.posts import place_told_of
from extractors.header.role_lines import opens_with_role, tells_of_honour
from extractors.header.segments import LOWER, RAISE, Segment, flat
from extractors.header.surnames_first import SYMBOLS
from extractors.header.told_lines import is_aside, is_motto, tells_of_body, without_told
from extractors.header.two_scripts import keep_one_script

_ORDINALS = {"st", "nd", "rd", "th", "TM", "R", "tm"}
_SYMBOL = re.escape(SYMBOLS)
# A mark is what is raised, brackets and spaces aside, or a symbol: publishers set symbols on the line as well.
_RAISED = re.compile(
    rf"{RAISE}\(?\s*(?P<marks>[^{LOWER}]{{1,14}}?)\s*\)?{LOWER}|(?P<symbols>[{_SYMBOL}](?:\s?[{_SYMBOL}])*)"
)
# A letter is a mark only with a full stop or bracket behind it: "a University" would be one otherwise.
LEADING = re.compile(
    r"^\s*[\[(]?(?P<mark>\d{1,2}|[a-z](?=[\s.:)\]]))[\])]?[.:)]?\s*"
    r"(?=(?:[(（][주株유有][)）])?[A-Z\u00c0-\u024f\u0400-\u04ff\u05d0-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])"
)


_SAME_SIGN = str.maketrans("∗⋆★☆‖♯", "****∥#")
# A line of so many words is a label or a date and ends with itself.
_LABEL_WORDS = 7
_TITLE = 1.3  # of the legend's size: the title once more in another language
_ENDS_RAISED = re.compile(rf"{RAISE}\d{{1,2}}{LOWER}\W*$")
_GLUED_LETTER = re.compile(r"^\s*(?P<mark>[a-z])(?=[A-Z][a-z])")


class LineKind(StrEnum):
    """What a line of the zone below the title is."""

    NAMES = "names"
    EMAILS = "emails"
    LEGEND = "legend"  # an affiliation behind its mark
    NOTE = "note"
    MORE = "more"  # of the line above
    NOTHING = ""


def read_marks(zone: Sequence[Segment]) -> Draft:
    """Names with marks and marked lines in the zone below the title."""
    draft = Draft(HeaderLayout.MARKS)
    people: list[Segment] = []
    noted = False  # a note without a mark runs on until the next mark
    plain_digits = not any(_starts_with_mark(s) and "digit" in _kind_of_mark(s) for s in zone)
    told = _told_by_legend(zone)
    sentence: Segment | None = None  # the last line of one that says nothing of places, and goes on below
    for segment in zone:
        kind = LineKind.NAMES if segment is told else _kind(segment, draft, people, plain_digits)
        runs_on = sentence is not None and _goes_on(sentence, segment, kind)
        kind = LineKind.NOTHING if runs_on else kind
        said = kind is LineKind.NOTHING and (runs_on or len(segment.words.split()) > _LABEL_WORDS)
        sentence = segment if said else None
        if kind is LineKind.NAMES:
            people.append(segment)
        elif kind is LineKind.EMAILS:
            draft.emails.extend(find_emails(flat(segment.text)))
        elif kind is LineKind.LEGEND:
            pieces = split_legend(segment, plain_digits, draft.lines)
            if pieces and is_label(flat(segment.text)):  # of a form: what it labels goes on below
                pieces[0].text = ""
            draft.lines.extend(pieces)
            noted = False
        elif kind is LineKind.NOTE:
            noted = True
        elif kind is LineKind.MORE and not noted:
            _continue(draft.lines, segment, plain_digits)
    draft.names = people_of(split_names(people), told is not None)
    keep_one_script(draft)
    finish(draft)
    return draft


def _goes_on(sentence: Segment, segment: Segment, kind: LineKind) -> bool:
    """Whether a line is the rest of a sentence; one like names only of a sentence on somebody's role."""
    told = any(opens_with_role(piece) for piece in re.split(r"\s[/|·]\s", flat(sentence.text)))
    return (kind is LineKind.MORE or (kind is LineKind.NAMES and told)) and _runs_on(sentence, segment)


def _runs_on(sentence: Segment, segment: Segment) -> bool:
    """Whether a line goes on with the sentence right above it, which no full stop has ended."""
    alike = segment.font == sentence.font and abs(segment.size - sentence.size) < 0.1
    below = segment.row == sentence.row + 1 and abs(segment.x0 - sentence.x0) < 2 * segment.size
    return alike and below and not flat(sentence.text).rstrip().endswith(".")


def _told_by_legend(zone: Sequence[Segment]) -> Segment | None:
    """The line of names whose surnames are all organisations' words: its marks are those of the legend below it."""
    if any(looks_like_names(s.text) for s in zone):
        return None
    first = next((s for s in zone if could_be_names(s.text)), None)
    if first is None:
        return None
    legend = {m for s in zone if s.row > first.row and _starts_with_mark(s) for m in first_marks(s.text)}
    marks = {m for n in split_names([first]) for m in n.marks}
    return first if marks and marks <= legend else None


# What readers run into the last address of a page; the marks of such notes are not raised in all fonts.
TRAILING_NOTE = re.compile(
    r"(?<=[\w)]{2})[.;,]?\s+[*∗†‡§]?\s*(?:Correspondence|Corresponding author|Equal contribution|These authors|"
    r"[Ee]-?mails?\b|Received\b|Proceedings of|Copyright|This work was|Work (?:partially |partly )?supported|"
    r"Supported (?:by|in part)|This research (?:was|is)|Research (?:was )?supported|Funded by|We thank|"
    r"We are grateful|The authors? (?:thank|acknowledge|wish))"
)


# Notes that tell where somebody is or was.
PLACES = (NoteKind.FORMER, NoteKind.PRESENT)


def finish(draft: Draft) -> None:
    """Take notes apart from affiliations and e-mails out of them, then link names to lines by their marks."""
    mark_owners(draft)
    lines: list[DraftLine] = []
    for line in draft.lines:
        if is_everybodys(line.text):
            for name in draft.names:
                name.marks += [m for m in line.marks if m not in name.marks]
        if line.note or line.reads:
            lines.append(line)  # taken apart before: further lines were found since
            continue
        draft.emails.extend(find_emails(line.text))
        said = without_told(TRAILING_NOTE.split(flat(line.text))[0])
        bare = tidy(without_emails(said))
        if (
            opens_with_role(bare)
            or tells_of_honour(bare)
            or (tells_of_body(bare) and note_kind(line.text) not in PLACES)
        ):
            continue  # "† We thank …": nothing behind it is anybody's affiliation
        split = split_former(bare)
        if split.former or split.present != bare:
            lines += taken_apart(line, bare, split)
            continue
        told = place_told_of(bare, [n.words[-1] for n in draft.names])
        if told and names_organisation(told):
            # "A. Brink is with the Kiln Institute": who is there is no part of the place
            lines.append(DraftLine(bare, line.marks, "", line.last, line.page, line.start, line.end, reads=told))
            continue
        place, note = place_in_note(line.text)
        if place:
            lines.append(DraftLine(tidy(place), line.marks, note))
        elif bare and not is_note(said) and not is_noise(bare) and len(re.findall(r"[^\W\d_]", bare)) >= 2:
            lines.append(DraftLine(bare, line.marks, "", line.last, line.page, line.start, line.end))
    draft.lines = lines
    draft.emails = list(dict.fromkeys(draft.emails))
    link_by_marks(draft)


def taken_apart(line: DraftLine, bare: str, split: Split) -> list[DraftLine]:
    """The printed line for where the author is, read without what the author left; and that, as a note."""
    made: list[DraftLine] = []
    if split.present:
        made.append(DraftLine(bare, line.marks, "", line.last, line.page, line.start, line.end, reads=split.present))
    if split.former:
        note = AffiliationNote.AWAY_AT if split.away else AffiliationNote.FORMERLY_AT
        made.append(DraftLine(split.former, line.marks, note))
    return made


def link_by_marks(draft: Draft) -> None:
    """Names to lines; digits printed without commas are taken apart where the whole is no mark of a line."""
    draft.links = {}
    at: dict[str, list[int]] = {}
    for i, line in enumerate(draft.lines):
        for mark in line.marks:
            at.setdefault(normal(mark), []).append(i)
    for i, name in enumerate(draft.names):
        for mark in name.marks:
            whole = normal(mark)
            for one in [whole] if whole in at else list(whole):
                for number in at.get(one, ()):
                    draft.link(i, number)


def normal(mark: str) -> str:
    """Marks that different fonts print differently, made one."""
    return mark.translate(_SAME_SIGN)


def tidy(text: str) -> str:
    """One line without the punctuation and conjunctions that separated it from its neighbours."""
    text = re.sub(r"(?<=[a-zà-ÿ])- (?=[a-zà-ÿ])", "", " ".join(flat(text).split()))
    text = re.sub(
        r"[;,]?\s*\((?:[A-Z]\.-?){1,4}(?:[,;]\s*(?:[A-Z]\.-?){1,4})*\)[;,.]?", "", text
    )  # "(M.C.)": whose address
    text = without_lead(text)
    text = re.sub(r"\s+([,;.])", r"\1", text).strip(' ,;:.|/&·•☐✉-–—"')
    text = re.sub(r"^(?:and|&|with)\s+|[\s,;]+(?:and|&)$", "", text)
    return text + "." if re.search(r"\b(?:Inc|Ltd|Co|Corp|U\.S\.A|P\.R|U\.K|U\.S)$", text) else text


def _kind_of_mark(segment: Segment) -> str:
    marks = first_marks(segment.text)
    return "digit" if any(m.isdigit() or m.isalpha() for m in marks) else "symbol" if marks else ""


def first_marks(text: str) -> list[str]:
    """The marks that a line opens with."""
    match = _RAISED.match(text.lstrip())
    return _marks_of(match) if match else []


def _marks_of(match: re.Match[str]) -> list[str]:
    inner = (match["marks"] or match["symbols"] or "").strip()
    return [] if inner in _ORDINALS else split_marks(inner)


def _starts_with_mark(segment: Segment) -> bool:
    match = _RAISED.match(segment.text.lstrip())
    return bool(match and _marks_of(match) and re.search(r"[^\W\d_]{2}", segment.text.lstrip()[match.end() :]))


def _kind(segment: Segment, draft: Draft, people: Sequence[Segment], plain_digits: bool) -> LineKind:
    text = segment.text
    if is_email_line(flat(text)) and not (draft.lines and "@" not in text):
        # An address that carries the mark of the name above it is a part of the names.
        return LineKind.NAMES if people and not draft.lines and _ENDS_RAISED.search(text) else LineKind.EMAILS
    if not people:
        return LineKind.NAMES if looks_like_names(text) else LineKind.NOTHING
    listed = not draft.lines and bool(re.search(r"(?:,|\sand)\s*$", people[-1].text))
    if listed and _starts_with_mark(people[0]) and looks_like_names(text):
        return LineKind.NAMES  # marks before the names, and the names go on
    if _starts_with_mark(segment):
        return LineKind.LEGEND
    if draft.lines and _is_open(draft.lines[-1]):
        return LineKind.MORE  # the mark of this line ended the one above
    if not draft.lines and is_label(flat(text)):
        return LineKind.NOTHING  # "AFFILIATIONS" over the legend
    if not draft.lines and segment.row == people[-1].row and could_be_names(text):
        return LineKind.NAMES  # a surname that is an organisation's word, side by side with other names
    if not draft.lines and _completes_name(people, segment):
        return LineKind.NAMES
    if plain_digits and LEADING.match(text):
        said = LEADING.sub("", text)
        if names_organisation(said) or note_kind(said) or (names_place(said) and _counts_on(text, draft.lines)):
            return LineKind.LEGEND
    if looks_like_names(text) and (not draft.lines or _trails_marks(text)):
        return LineKind.NAMES
    if not draft.lines and _only_name_parts(segment):
        return LineKind.NAMES
    if is_noise(text) or (signs_as_group(flat(text)) and not _starts_with_mark(segment)):
        return LineKind.NOTHING
    said = flat(text)
    if is_note(said) or is_motto(said) or tells_of_honour(said) or tells_of_body(said):
        return LineKind.NOTE
    if draft.lines:
        last = draft.lines[-1].last
        return LineKind.NOTHING if last is not None and segment.size > _TITLE * last.size else LineKind.MORE
    return LineKind.LEGEND if names_organisation(text) or names_place(text) else LineKind.NOTHING


def _counts_on(text: str, before: Sequence[DraftLine]) -> bool:
    """Whether the number in front is the next of a legend: "2 Kestrel.com, Oslo" below number 1."""
    found = LEADING.match(text)
    return bool(before) and found is not None and found["mark"] == _following([m for d in before for m in d.marks])


def _completes_name(people: Sequence[Segment], segment: Segment) -> bool:
    """Whether a name broken at the line's end goes on here: half of it stands above, half before the first mark."""
    last = split_names(people)[-1:]
    if not last or last[0].closed or len(last[0].words) != 1:
        return False
    whole = split_names([*people, segment])
    return (
        len(whole) >= len(split_names(people))
        and all(n.likely for n in whole)
        and _trails_marks(without_extras(segment.text).rstrip())
    )


def _trails_marks(text: str) -> bool:
    """Whether some name has its mark behind it: raised, a sign or a digit, before a comma, "and" or the end."""
    return bool(
        re.search(rf"[^\W\d_.]\.?,?\s?(?:{RAISE}[^{LOWER}]+{LOWER}|[{_SYMBOL}\d]+)[\s,*]*(?:$|,|\s(?:and|&))", text)
    )


def _only_name_parts(segment: Segment) -> bool:
    return all(n.valid for n in split_names([segment])) and not names_place(segment.words)


def split_legend(segment: Segment, plain_digits: bool, before: Sequence[DraftLine]) -> list[DraftLine]:
    """A segment's marked pieces; each mark that text follows begins one."""
    text = segment.text
    if plain_digits:
        text = _raise_plain(text, before)
    pieces: list[DraftLine] = []
    marks: list[str] = []
    start = 0
    for match in _RAISED.finditer(text):
        found = _marks_of(match)
        if not found:
            continue
        body = text[start : match.start()]
        if re.search(r"[^\W\d_]", flat(body)) or not marks:
            if body.strip():
                pieces.append(DraftLine(body, tuple(marks), last=segment))
            marks = list(found)
        else:
            marks += found
        start = match.end()
    begun = bool(pieces and pieces[0].marks)
    symbol = (
        bool(marks)
        and not any(m.isalnum() for m in marks)
        and set(marks).isdisjoint(pieces[-1].marks if pieces else ())
    )
    goes_on = begun and (symbol or marks == [_following([m for p in pieces for m in p.marks])])
    if text[start:].strip() or goes_on:  # a mark that ends the line is that of the next one
        pieces.append(DraftLine(text[start:], tuple(marks), last=segment))
    return pieces


def _raise_plain(text: str, before: Sequence[DraftLine]) -> str:
    """Raise the marks that count on from the last: "1 Department …, Brazil, 2 Institute …", "aSchool … bCentre …"."""
    expected = _following([m for line in before for m in line.marks])
    leading = LEADING.match(text) or (_GLUED_LETTER.match(text) if expected.isalpha() else None)
    if leading and (not leading["mark"].isdigit() or not expected.isdigit() or int(leading["mark"]) <= int(expected)):
        expected = _following([leading["mark"]])
        text = f"{RAISE}{leading['mark']}{LOWER}{text[leading.end() :]}"
    for _ in range(60):
        capital = r"(?=[^\W\d_a-zß-ÿ])"
        following = re.search(rf"(?<=[,;.·•|] ){expected}\s?{capital}|(?<=\s){expected}{capital}", text)
        if following is None:
            return text
        text = f"{text[: following.start()]}{RAISE}{expected}{LOWER}{text[following.end() :]}"
        expected = _following([expected])
    return text


def _following(marks: Sequence[str]) -> str:
    """The number or letter that counts on from the last of the marks; 1 when there is none."""
    letters = [m for m in marks if re.fullmatch("[a-y]", m)]
    digits = [int(m) for m in marks if m.isdigit()]
    if letters and not digits:
        return chr(ord(max(letters)) + 1)
    return str(max(digits, default=0) + 1)


def _continue(lines: list[DraftLine], segment: Segment, plain_digits: bool) -> None:
    """A line without a mark of its own goes on from the line above it."""
    over = [
        line
        for line in lines
        if line.last is not None and line.last.beside(segment) > 0 and line.last.row < segment.row
    ]
    last = lines[-1].last
    if not over and last is not None and not 0 <= segment.x0 - last.x1 < 4 * segment.size:
        return  # side notes stand beside the header
    home = over[-1] if over and not _flows_on(over[-1], lines[-1]) and not _is_open(lines[-1]) else lines[-1]
    pieces = split_legend(segment, plain_digits, lines)
    if is_aside(tidy(home.text), flat(segment.text)):
        return
    if pieces and not pieces[0].marks:
        home.text += " " + pieces.pop(0).text
    home.last = segment
    lines.extend(pieces)


def _is_open(line: DraftLine) -> bool:
    """Whether only the mark of an address or note was printed so far: it ended a line."""
    return bool(line.marks) and not flat(line.text).strip()


def _flows_on(above: DraftLine, last: DraftLine) -> bool:
    """Whether a row of addresses is one flow whose last goes on in the next row below the complete first."""
    one_row = above.last is not None and last.last is not None and above.last.row == last.last.row
    return one_row and names_place(tidy(above.text)) and not names_place(tidy(last.text))
