"""Names above their organisation, without marks: IEEE, ACM and NeurIPS blocks in columns, one-column stacks."""

import re
from collections.abc import Sequence

from citetrail.records.organisations import HeaderLayout
from extractors.header.abstract_column import is_prose
from extractors.header.affiliation_lines import split_strings
from extractors.header.collective_names import signs_as_group
from extractors.header.columns import columns
from extractors.header.doubtful_names import ends_in_doubtful_name, is_doubtful_name, set_alike
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import assign_emails, domain_names, find_emails, is_email_line, without_emails
from extractors.header.former_places import split_former
from extractors.header.groups import Group, share, stacked
from extractors.header.header_words import is_label, is_noise, names_organisation, names_place, plain
from extractors.header.inline_places import name_before_mail, names_with_places
from extractors.header.marks import taken_apart, tidy
from extractors.header.membership import tells_grade
from extractors.header.name_titles import without_retired
from extractors.header.notes import is_note
from extractors.header.people_names import (
    is_full_name,
    is_one_name,
    looks_like_names,
    may_be_name,
    split_names,
    without_extras,
)
from extractors.header.programmes import is_programme
from extractors.header.role_lines import tells_of_honour
from extractors.header.segments import Segment, flat, unmarked
from extractors.header.told_lines import is_motto, says_something, tells_of_body


def read_blocks(zone: Sequence[Segment]) -> Draft:
    """Names with the organisation printed below them in their column, or below all of them."""
    draft = Draft(HeaderLayout.BLOCKS)
    kept = _without_notes(zone)
    closing = max((s.row for s in kept if not is_email_line(flat(s.text))), default=-1)
    name_rows = _name_rows(kept)
    groups = [g for block in columns(kept) for g in _groups(block, name_rows, _lone_company(block, kept, closing))]
    groups.sort(key=lambda g: (g.row, g.x0))
    groups = stacked(groups)
    share(groups)
    for group in groups:
        _add(draft, group)
    draft.emails = list(dict.fromkeys(draft.emails))
    return draft


def _without_notes(zone: Sequence[Segment]) -> list[Segment]:
    """The segments that speak of people and organisations; a note that runs on takes its next lines along."""
    kept: list[Segment] = []
    note: Segment | None = None
    for segment in zone:
        text = flat(segment.text)
        goes_on = note is not None and segment.row == note.row + 1 and segment.font == note.font
        bare = without_extras(text).strip() if _ORCID.search(text) else ""
        if name_before_mail(segment):
            note = None
            kept.append(segment)
        elif says_something(text) and "@" not in text:
            note = segment
        elif names_organisation(bare) and not is_note(bare):
            note = None
            kept.append(_only(segment, bare))
        elif bare and looks_like_names(bare):
            note = None
            kept.append(_only(segment, without_extras(segment.text).strip()))  # its digits would be a postal code
        elif bare and is_note(text):
            note = None
        elif names_organisation(split_former(text).present) and split_former(text).present != text:
            note = None
            kept.append(segment)  # "University of Clay (formerly with X)" is an address and a note
        elif is_note(text) or (goes_on and note is not None and not flat(note.text).rstrip().endswith(".")):
            note = None if _CORRESPONDS.fullmatch(text) else segment
        elif _speaks(segment):
            kept.append(segment)
    return kept


def _speaks(segment: Segment) -> bool:
    text = flat(segment.text)
    return (
        not (is_noise(text) or signs_as_group(text) or is_motto(text) or tells_of_honour(text) or tells_of_body(text))
        and bool(re.search(r"[^\W_]", text) and not _LONE_MARK.fullmatch(text))
        and plain(text) not in {"and", "&"}
        and not is_label(text)
    )


def _lone_company(block: Sequence[Segment], kept: Sequence[Segment], closing: int) -> bool:
    """Whether a block is one short line, the last in the header, under a row of several names: their organisation."""
    first = block[0]
    alone = all(s is first or s.row != first.row for s in kept)
    above = [s for s in kept if s.row < first.row and looks_like_names(s.text)]
    last_row = max((s.row for s in above), default=-1)
    several = sum(1 for s in above if s.row == last_row) > 1
    alike = is_full_name(first.words) and not names_organisation(first.words) and bool(above)
    if alike and set_alike(first, above[-1]) and not any("@" in s.text for s in kept):
        return False  # the last of an odd number of authors, set as they are; addresses below would tell of a company
    return first.row == closing and alone and several and not re.search(r",|\sand\s", first.text) and len(above) > 1


def _name_rows(kept: Sequence[Segment]) -> frozenset[int]:
    """Rows of several segments that all look like names: of people, unless addresses stand right below them."""
    rows: dict[int, list[Segment]] = {}
    for segment in kept:
        rows.setdefault(segment.row, []).append(segment)
    return frozenset(n for n, row in rows.items() if len(row) > 1 and _all_names(row))


def _all_names(row: Sequence[Segment]) -> bool:
    """Whether a row holds names alone; one whose surname is an organisation's word counts beside one set alike."""
    sure = [s for s in row if looks_like_names(s.text)]
    return bool(sure) and all(s in sure or (set_alike(s, sure[0]) and may_be_name(s.words)) for s in row)


def _groups(block: Sequence[Segment], name_rows: frozenset[int], company: bool = False) -> list[Group]:
    """A block's groups: names, then lines, then addresses; a name after those begins the next."""
    groups: list[Group] = []
    in_turns = _in_turns(block)
    for i, segment in enumerate(block):
        text = flat(segment.text)
        group = groups[-1] if groups else None
        # Lines of two kinds first: a name with its e-mail, e-mails alone, a name with its organisation. Each
        # would pass for a plain line of an address further down.
        named = name_before_mail(segment)
        if named:
            group = _open(groups, segment)
            group.people.append(_only(segment, named))
            group.emails.extend(find_emails(text))
            continue
        if is_email_line(text):
            if group is None:
                group = _open(groups, segment)
            group.emails.extend(find_emails(text))
            continue
        inline = _inline(segment, group, block[i + 1 :])
        for people, organisation in inline:
            group = _open(groups, segment)
            group.people.append(_only(segment, people))
            group.lines.append(organisation)
        if inline:
            continue
        if company and i == 0:
            _open(groups, segment).lines.append(text)
            continue
        if i < in_turns and i % 2:
            group = group or _open(groups, segment)
            group.lines.append(text)
        elif i < in_turns:
            group = _open(groups, segment)
            group.people.append(_only(segment, _EDITS.sub("", segment.words)))
        elif _is_people(segment, group, block[i + 1 :], name_rows):
            if group is None or group.lines or group.emails:
                group = _open(groups, segment)
            group.people.append(segment)
        else:
            if group is None:
                group = _open(groups, segment)
            group.emails.extend(find_emails(text))
            if _is_line(segment, group):
                group.font, group.size = group.font or segment.font, group.size or segment.size
                group.lines.append(without_emails(text))
        group.x0, group.x1 = min(group.x0, segment.x0), max(group.x1, segment.x1)
    return groups


def _is_line(segment: Segment, group: Group) -> bool:
    """Whether a line can be part of an address: not prose, and above names only when it says that it is."""
    if is_prose(segment) or len(segment.text) > 300 or _ORCID.search(segment.words):
        return False
    if _YEAR.fullmatch(segment.words):
        return False  # of a cover
    if not group.lines and not re.search(r"[^\W\d_]{2}", segment.words):
        return False  # digits below a name; below an address they may be a postal code
    if names_organisation(segment.words) or names_place(segment.words):
        return True
    if not group.people or (len(group.lines) > 8 and not names_place(segment.words)):
        return False
    parts = re.findall(r"[^\W\d_]{2,}", segment.words)
    upper = sum(1 for p in parts if not p[0].islower())
    return bool(parts) and 2 * upper >= len(parts) and len(parts) <= 10


# A line of its own below a name.
_CORRESPONDS = re.compile(r"\W*(?:[Cc]orresponding|[Cc]ontact|[Ff]irst) [Aa]uthor[*.)\s]*")
_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")
_LONE_MARK = re.compile(r"\W*\d{1,2}\W*")  # set apart from what it marks
_ORCID = re.compile(r"\b\d{4}(?:[-‐‑–−]\d{4}){2}[-‐‑–−]\d{3}[\dX]\b|orcid", re.I)


def _open(groups: list[Group], segment: Segment) -> Group:
    groups.append(Group(row=segment.row, x0=segment.x0, x1=segment.x1))
    return groups[-1]


def _only(segment: Segment, text: str) -> Segment:
    return Segment(text, *(segment.x0, segment.y0, segment.x1, segment.y1, segment.size, segment.font, segment.row))


# A name set in type larger by this than the address above it opens the next author's lines.
_LARGER = 1.12


# Degrees that states are abbreviated like: "Ada Brink, MD".
_DOCTOR = re.compile(r"(?:,\s(?:MD|MA|MS|DC|BA|BS|DO|PE|RN))+\W*$")


def _is_people(segment: Segment, group: Group | None, below: Sequence[Segment], name_rows: frozenset[int]) -> bool:
    text = segment.text
    if group and group.people and is_programme(segment.words):
        return False
    if ends_in_doubtful_name(segment, below) or (group and _is_set_as_name(segment, group, below)):
        return True
    if segment.row in name_rows and not looks_like_names(text):
        # "Paul Army" in a row of names, with an address below: the row tells what the word does not
        return group is None and bool(below) and _is_below_name(below[0])
    said = without_retired(without_extras(segment.words))  # an ORCID's digits are no postal code
    if looks_like_names(text):
        # behind each of the names in "Ada Brink, MD; Per Noor, DO, USAF" stand degrees and services
        said = "; ".join(n.text for n in split_names([segment])) if ";" in said else _DOCTOR.sub("", said)
    if names_organisation(said) or names_place(said):
        return False
    if not looks_like_names(text):
        going_on = group is not None and bool(group.people) and not group.lines and not group.emails
        last = flat(group.people[-1].text).rstrip() if group and group.people else ""
        return going_on and last.endswith(",") and all(n.valid for n in split_names([segment]))
    if group is None or not group.people or _ORCID.search(text):
        return True
    first = group.people[0]
    # After an organisation, a name set apart from the lines of the address is the next author's.
    other = segment.font != group.font or segment.size > _LARGER * group.size
    apart = bool(group.font) and other and is_one_name(segment.words)
    # Names that share one address stand below each other.
    further = below[next((i for i, s in enumerate(below) if not _is_next_name(s, segment)), len(below)) :]
    follows = _something_follows(further) or _place_follows(further) or (bool(below) and segment.row in name_rows)
    if apart and group.lines and (first.font or segment.font) and follows:
        return True
    alike = segment.font == first.font and abs(segment.size - first.size) < 0.05 * first.size
    if apart and alike and group.lines and below and below[0].font == group.font:
        return True  # set as the first name was, between lines set as addresses
    if group.emails:
        return alike or len(split_names([segment])) > 1
    listed = bool(re.search(r"(?:,|\sand)\s*$", unmarked(group.people[-1].text))) or bool(
        re.search(r",|\sand\s", segment.words) and not is_one_name(segment.words)
    )
    if group.lines:
        # a second name after an organisation, set as the first was: a stack of several authors
        return alike and first.font != "" and not listed and _something_follows(below)
    if listed:
        # the grades behind names may be set in the italic of their font, and most of a line with them
        return alike or (segment.font.split("-")[0] == first.font.split("-")[0] and segment.size == first.size)
    if not below and segment.row in name_rows:
        return alike
    # a mark behind each line is that of a note on a person: a company in the last of them would have none
    marked = all(n.marks for n in split_names([*group.people, segment]))
    return alike and (marked or tells_grade(text) or not _is_company_like(segment, below))


# "F. Brink", "B. Holm, Ed.": authors of drafts that standards bodies print, of whom one edits the text.
_INITIALED = re.compile(r"(?:[^\W\d_a-z]\.[ -]?){1,3} ?(?:[\w’'-]+ ){0,2}?[^\W\d_a-z][\w’'-]+(?:, Eds?\.)?")
_EDITS = re.compile(r", Eds?\.$")


def _in_turns(block: Sequence[Segment]) -> int:
    """How many lines from the first on are, in turn, a name with initials and its body, set alike; 0 for one pair."""
    count = 0
    for i, segment in enumerate(block):
        named = bool(_INITIALED.fullmatch(segment.words))
        if named == bool(i % 2) or not set_alike(segment, block[0]) or segment.row != block[0].row + i:
            break
        count = i + 1
    bodies = block[1:count:2]
    # "A. Brink", "Bo Holm", "C. Dag" are people
    sure = sum(1 for s in bodies if names_organisation(s.words) or not looks_like_names(s.text))
    return count - count % 2 if len(bodies) > 1 and 2 * sure > len(bodies) else 0


def _is_set_as_name(segment: Segment, group: Group, below: Sequence[Segment]) -> bool:
    """Whether a line with an organisation's word is set as the names above it are, between lines of addresses."""
    after = bool(group.people and group.lines and below) and below[0].font == group.font
    return after and is_doubtful_name(segment, group.people[0], group.font)


def _inline(segment: Segment, group: Group | None, below: Sequence[Segment]) -> list[tuple[str, str]]:
    """Names and organisations of one line; none where it is set as the place of the name above it."""
    told = (group is not None and _is_set_below_name(segment, group)) or ends_in_doubtful_name(segment, below)
    return [] if told else names_with_places(segment)


def _is_set_below_name(segment: Segment, group: Group) -> bool:
    """Whether a line right below one name is set otherwise: "Royal Kestrel, University of Clay" is a place."""
    first = group.people[0] if group.people else segment
    alone = len(group.people) == 1 and not group.lines and not group.emails and is_one_name(first.words)
    return alone and bool(first.font) and first.font != segment.font


def _is_below_name(segment: Segment) -> bool:
    return is_email_line(flat(segment.text)) or names_organisation(segment.words)


def _is_next_name(segment: Segment, name: Segment) -> bool:
    return set_alike(segment, name) and is_full_name(segment.words)


def _something_follows(below: Sequence[Segment]) -> bool:
    return bool(below) and names_organisation(below[0].words)


def _place_follows(below: Sequence[Segment]) -> bool:
    return bool(below) and names_place(below[0].words)


def _is_company_like(segment: Segment, below: Sequence[Segment]) -> bool:
    """Below a single name and above an address (or at the end) stands an organisation, whatever it looks like."""
    if not below or is_email_line(flat(below[0].text)):
        return True
    # A line that names organisation and place is a whole address: what stands above it is one more name.
    return names_place(below[0].words) and not (names_organisation(below[0].words) and "," in below[0].words)


def _add(draft: Draft, group: Group) -> None:
    names = [n for n in split_names(group.people) if n.valid or may_be_name(n.text)]
    draft.emails.extend(group.emails)
    strings = split_strings([line for line in group.lines if tidy(line)])
    numbers = [number for text in strings for number in _line_numbers(draft, text)]
    first = len(draft.names)
    draft.names.extend(names)
    taken = assign_emails([n.text for n in names], group.emails)
    for i, email in enumerate(taken):
        if email:
            draft.email_of[first + i] = email
    link_shared(draft, range(first, len(draft.names)), numbers, taken)


def link_shared(draft: Draft, people: Sequence[int], numbers: Sequence[int], emails: Sequence[str | None]) -> None:
    """One string belongs to all; of several, only what an e-mail domain or a lone author makes plain."""
    if len(numbers) == 1 or len(people) == 1:
        for i in people:
            for number in numbers:
                draft.link(i, number)
        return
    for i, email in zip(people, emails, strict=True):
        domain = email.rpartition("@")[2] if email else ""
        fitting = [n for n in numbers if domain and domain_names(domain, draft.lines[n].text)]
        if len(fitting) == 1:
            draft.link(i, fitting[0])


def _line_numbers(draft: Draft, text: str) -> list[int]:
    """Where the string stands among the draft's lines; a place that the author has left is a line of its own."""
    split = split_former(text)
    if not split.former and split.present == text:
        return [_line_number(draft, text)]
    first = len(draft.lines)
    draft.lines.extend(taken_apart(DraftLine(text), text, split))
    return list(range(first, len(draft.lines)))


def _line_number(draft: Draft, text: str) -> int:
    for i, line in enumerate(draft.lines):
        if plain(line.text) == plain(text):
            return i
    draft.lines.append(DraftLine(text))
    return len(draft.lines) - 1
