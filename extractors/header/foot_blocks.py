"""Affiliations at the foot of a page, each below the name of its author: "Ada Brink, University of Clay"."""

from collections import Counter
from collections.abc import Callable, Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import find_emails, is_email_line, without_emails
from extractors.header.header_words import names_organisation, names_place, plain
from extractors.header.marked_lines import marked_lines
from extractors.header.marks import finish, normal, tidy
from extractors.header.name_particles import is_particle
from extractors.header.notes import is_note
from extractors.header.people_names import PrintedName, is_full_name, people_of, split_names, without_extras
from extractors.header.segments import RAISE, Segment, flat
from extractors.header.surnames_first import SYMBOLS

# Of a block at the foot of page 1 that holds an affiliation; a longer one is the text of the paper.
_MOST_LINES = 6
_MOST_COLUMNS = 4  # of blocks side by side
_BULLETS = ("•", "▪", "◦", "‣")
_FEWEST = 2  # names above a line that may be one more


def read_foot_blocks(draft: Draft, rest: Sequence[Segment]) -> None:
    """Link names to the lines below their second printing. Each line of names must hold authors and nobody else."""
    number = _forms([n.text for n in draft.names])
    first = {name.partition(" ")[0] for name in number}
    # Most lines name nobody, which is seen at once.
    able = [(at, s) for at, s in enumerate(rest) if any(map(plain(flat(s.text)).__contains__, first))]
    if any(_read_marked_again(draft, rest, at, number) for at, s in able if RAISE in s.text):
        return
    heads = [(at, people) for at, s in able if (people := _authors(s, number))]
    for at, people in heads:
        text, emails = _below(rest, at, {other for other, _ in heads})
        if not text:
            continue
        known = next((i for i, line in enumerate(draft.lines) if line.text == text), None)
        if known is None:
            draft.lines.append(DraftLine(text))
        for person in people:
            draft.link(person, len(draft.lines) - 1 if known is None else known)
        if len(people) == 1 and len(emails) == 1:
            draft.email_of.setdefault(people[0], emails[0])


def _read_marked_again(draft: Draft, rest: Sequence[Segment], at: int, number: dict[str, int]) -> bool:
    """Whether a line prints all names once more, each with a mark, over a legend, which the draft then follows.

    So do pages with a repository's note above the paper's own header, and headers in a second language.
    """
    again = split_names([rest[at]])
    who = [number.get(plain(n.text), -1) for n in again]
    if sorted(who) != list(range(len(draft.names))) or not all(n.marks for n in again):
        return False
    needed = {normal(mark) for n in again for mark in n.marks}
    lines = marked_lines(rest[at + 1 :], needed)
    told = {normal(m) for line in lines for m in line.marks} == needed
    if not told or not any(names_organisation(line.text) for line in lines):
        return False
    for person, name in zip(who, again, strict=True):
        draft.names[person].marks = name.marks
    draft.lines, draft.layout = lines, HeaderLayout.MARKS
    finish(draft)
    return True


def with_last_of_stack(draft: Draft, rest: Callable[[], Sequence[Segment]]) -> None:
    """Make a name of the only line of a header that prints names alone, where the foot gives it its own address.

    "Harbour Light" below two people may be their company; printed again above an address, it is a third.
    """
    if len(draft.lines) != 1 or len(draft.names) < _FEWEST or draft.layout is not HeaderLayout.BLOCKS:
        return
    text = draft.lines[0].text
    if not is_full_name(text) or names_organisation(text) or any(n.marks for n in draft.names):
        return
    number = {plain(text): 0}
    segments = rest()
    if any(_authors(s, number) and _below(segments, at, set())[0] for at, s in enumerate(segments)):
        draft.names.append(PrintedName(text.split(), closed=True))
        draft.lines.clear()
        draft.links.clear()


def _forms(names: Sequence[str]) -> dict[str, int]:
    """Each name, and each as publishers shorten it where nobody else is shortened so: "A. M. Brink"."""
    whole = {plain(name): i for i, name in enumerate(names)}
    parts = {i: (form.split(), _family(names[i].split())) for form, i in whole.items()}
    forms: dict[str, int] = {}
    for most in (1, 2):
        short = {i: _shortened(words, at, most) for i, (words, at) in parts.items() if most == 1 or at >= most}
        often = Counter(short.values())
        forms |= {form: i for i, form in short.items() if often[form] == 1}
    return forms | whole


def _family(parts: Sequence[str]) -> int:
    """Where the surname begins, with its particles."""
    return next((i for i, part in enumerate(parts) if i and _is_of_surname(part)), len(parts) - 1)


def _is_of_surname(part: str) -> bool:
    return part[0].islower() or is_particle(part)


def _shortened(parts: Sequence[str], family: int, most: int) -> str:
    """The first initials, and the surname with its particles: "s. van der falk"."""
    return " ".join([*(f"{part[0]}." for part in parts[:family][:most]), *parts[family:]])


def _authors(segment: Segment, number: dict[str, int]) -> list[int]:
    alone = number.get(plain(without_extras(flat(segment.text))).strip(f"{SYMBOLS} ()"))
    if alone is not None:
        return [alone]  # also where the surname is an organisation's word
    pieces = split_names([segment])
    names = [plain(n.text) for n in people_of(pieces)]
    if len(names) < len(pieces):
        return []  # "Ada Brink and Bo Lindqvist are with the College of …" is a sentence
    return [number[n] for n in names] if names and all(n in number for n in names) else []


def _below(rest: Sequence[Segment], at: int, heads: set[int]) -> tuple[str, list[str]]:
    """The address below a line of names, and the e-mails that end it."""
    head = last = rest[at]
    said: list[str] = []
    emails: list[str] = []
    lines = 0
    for i in range(at + 1, min(at + 1 + _MOST_LINES * _MOST_COLUMNS, len(rest))):
        segment = rest[i]
        if segment.beside(head) <= 0:
            continue  # of a block beside this one
        lines += 1
        if lines > _MOST_LINES:
            break
        text = flat(segment.text)
        if i in heads or segment.y0 - last.y1 > 0.6 * head.size or abs(segment.size - head.size) > 0.1 * head.size:
            break
        if said and text.lstrip().startswith(_BULLETS):
            break  # the next item of a list, "• Entries: …"
        emails += find_emails(text)
        if not is_email_line(text):
            if emails or is_note(text):
                break
            said.append(tidy(without_emails(text.lstrip("".join(_BULLETS) + " "))))
        last = segment
    address = ", ".join(filter(None, said))
    return (address if names_organisation(address) or names_place(address) else ""), emails
