"""One header out of the readings of a layout: the one that gives the most names an affiliation."""

import re
from collections.abc import Sequence

from citetrail.records.mail_addresses import may_hold_address
from citetrail.records.organisations import AffiliationString, Author, Header, HeaderLayout
from citetrail.records.text import DocumentText, LayoutPage, PageText
from extractors.header.affiliation_sentences import read_sentences
from extractors.header.align import Squeezed, fold, printed_title
from extractors.header.attributed_places import read_attributed, split_attributed
from extractors.header.author_tables import read_table
from extractors.header.biographies import read_biographies, read_joined
from extractors.header.blocks import link_shared, read_blocks
from extractors.header.broken_names import join_broken_names
from extractors.header.characters import without_latin_title
from extractors.header.choose_reading import findings, marks_of_names, marks_stand
from extractors.header.continued import read_continued
from extractors.header.cover_forms import read_form, without_form
from extractors.header.curriculum_vitae_header import read_curriculum_vitae
from extractors.header.draft import Draft, DraftLine
from extractors.header.emails import assign_emails, find_emails, likeness
from extractors.header.end_matter import read_correspondence, read_end_matter
from extractors.header.foot_blocks import read_foot_blocks, with_last_of_stack
from extractors.header.form_authors import join_form_authors
from extractors.header.group_members import read_group_members
from extractors.header.header_pages import begins_late, printed_elsewhere
from extractors.header.institutions_first import read_institutions_first
from extractors.header.labelled_places import read_labelled, read_labels
from extractors.header.lone_foot import read_lone_foot
from extractors.header.marked_lines import marked_lines
from extractors.header.marks import finish, normal, read_marks
from extractors.header.membership import join_graded
from extractors.header.people_names import is_full_name, looks_like_names
from extractors.header.place_runs import read_run
from extractors.header.plain_text_draft import read_plain_text_draft
from extractors.header.printed_marks import raise_printed
from extractors.header.reference_entries import without_entries
from extractors.header.segments import flat, join_groups
from extractors.header.sentence_paragraphs import without_sentences
from extractors.header.signed import is_book_details, read_signed
from extractors.header.thesis_candidate import read_candidate
from extractors.header.title import Front, find_front
from extractors.header.title_pages import read_title_page, without_degree_lines
from extractors.header.two_columns import read_two_columns
from extractors.text.curriculum_vitae import is_curriculum_vitae

# Longer lists are cut: nobody reviews them, and hostile pages make them.
MOST_AUTHORS = 2_000
LONGEST_STRING = 600
# Of `likeness`: an address with a family name or initials says whose it is.
_SAYS_NAME = 2
# "– comparison of model and trial", a title's second line; "Clay Workshop, sponsored by the Navy".
# "Spring Meeting of Potters, Clay College, Oslo": where the page was shown, and who was host.
_NO_HEADER = re.compile(
    r"^\s*[–—]\s+[^\W\d_]|\b(?:workshop|conference|symposium|meeting),? sponsored by\b"
    r"|^[^,;:\ue000]*\b(?:meeting|workshop|conference|symposium|colloquium|seminar|tagung|kolloquium|conf[eé]rence|congr[eè]s)"
    r"\s*(?:$|,|['’]?\d)",
    re.I,
)

# Above the names, the title once more in another language: no organisation is called so.
_SECOND_TITLE = re.compile(
    r"[^,;@]*\s(?:among|between|during|using|under|through|against|versus|towards?|within|via|after|before|about|into)\s[^,;@]*"
)


def read_header(layout: Sequence[LayoutPage], document: DocumentText) -> Header:
    """Title, authors in order, affiliation strings and e-mails. Never raises; what is not there stays empty."""
    texts = {page.number: page for page in document.pages}
    pages = [page for page in layout if page.number in texts or not texts]
    if begins_late(document):
        pages.sort(key=lambda page: page.number != 2)
    if is_curriculum_vitae(document.pages[:1]):
        return read_curriculum_vitae(document.pages[0])
    best = Header()
    for page in pages[:2]:
        header = _read_page(page, document, texts)
        if header.authors and header.affiliations:
            return header
        if len(header.authors) > len(best.authors) or not best.title:
            best = header
    return best


def _read_page(page: LayoutPage, document: DocumentText, texts: dict[int, PageText]) -> Header:
    front = find_front(page)
    text = texts.get(page.number, PageText(page.number, page.width, page.height, ""))
    draft = _best_draft(front)
    draft.names = draft.names[:MOST_AUTHORS]
    _look_elsewhere(draft, front, text, document)
    read_group_members(draft, front, text)
    read_signed(draft, text, document)
    draft.without_strays()
    draft.settle_present()
    _emails(draft, front)
    return _header(front, draft, text)


def _best_draft(front: Front) -> Draft:
    told = read_candidate(front) or read_plain_text_draft(front.upper)
    if told is not None:
        return told
    said = [s for s in front.zone if not (is_book_details(flat(s.text)) or _NO_HEADER.search(s.text))]
    if any(s.text.endswith(":") for s in said):
        outside = without_form(said)
        told = read_form(said)
        if told is not None:
            return told
        said = outside
    people = next((i for i, s in enumerate(said) if looks_like_names(s.text)), 0)
    said = [s for i, s in enumerate(said) if i >= people or not _SECOND_TITLE.fullmatch(flat(s.text))]
    said = without_latin_title(said)
    said = join_form_authors(join_broken_names(join_graded(without_degree_lines(without_sentences(said)))))
    zone = raise_printed(join_groups(said))
    listed = read_table(zone) or read_run(zone) or read_labelled(zone)
    listed = listed or read_two_columns(zone) or read_institutions_first(zone)
    if listed is not None:
        return listed
    marks, blocks = read_marks(zone), read_blocks(zone)
    _legend_below(marks, blocks, front)
    found = findings(marks, blocks)
    if not marks_stand(found):
        return blocks
    if found.numbers_lead_nowhere:
        # e-mail domains may tell who belongs where
        taken = assign_emails([n.text for n in marks.names], marks.emails)
        link_shared(marks, range(len(marks.names)), range(len(marks.lines)), taken)
    elif found.marks_lead:
        _notes_below(marks, front)
    return marks


def _legend_below(marks: Draft, blocks: Draft, front: Front) -> None:
    """Where the marks of names lead nowhere in the header, their legend may stand below it."""
    needed = marks_of_names(marks)
    if marks.names and marks.linked < len(marks.names) and any(m.isalnum() for m in needed):
        have = {normal(m) for line in marks.lines for m in line.marks}
        if not have & {m for m in needed if m.isalnum()}:
            marks.lines += marked_lines(without_entries(front.rest), _singles(needed))
            finish(marks)
    elif marks.names and needed and not marks.lines and not any(g for g in blocks.links.values()):
        marks.lines = marked_lines(without_entries(front.rest), needed)
        finish(marks)


def _singles(marks: set[str]) -> set[str]:
    return marks | {c for m in marks for c in m}


def _notes_below(draft: Draft, front: Front) -> None:
    """Marks without a line in the header may lead to a note at the foot of the page: work done elsewhere."""
    have = {normal(m) for line in draft.lines for m in line.marks}
    open_marks = {normal(m) for n in draft.names for m in n.marks} - have
    if open_marks:
        notes = marked_lines(without_entries(front.rest), open_marks)
        if notes:
            draft.lines += [n for n in notes if {normal(m) for m in n.marks} & open_marks]
            finish(draft)


def _look_elsewhere(draft: Draft, front: Front, text: PageText, document: DocumentText) -> None:
    if not draft.names:
        return
    # What is set as a list of people and places comes before running text, page 1 before the end of the paper and the
    # next page; most are asked only while nothing was found, so that the surer one is never overwritten.
    with_last_of_stack(draft, lambda: front.rest)
    if draft.layout is HeaderLayout.BLOCKS:
        split_attributed(draft)
    if not draft.linked:
        read_foot_blocks(draft, front.rest)
    read_title_page(draft, front)
    if not draft.lines:
        read_attributed(draft, text.text, text.number)
    if not draft.lines:
        read_labels(draft, text.text, text.number)
    if draft.linked < len(draft.names):
        before = len(draft.lines)
        if draft.linked == 0 or all(line.note for line in draft.lines):
            read_sentences(draft, text.text, text.number)
            read_joined(draft, text.text, text.number)
        if len(draft.lines) > before:
            draft.layout = HeaderLayout.FOOTNOTE
    if not draft.lines or printed_elsewhere(document):
        read_end_matter(draft, document)
    if not draft.lines:
        read_correspondence(draft, text)
    if not draft.lines:
        read_biographies(draft, document)
    if not draft.lines:
        read_lone_foot(draft, front.rest, text.height)
    following = next((p for p in document.pages if p.number == text.number + 1), None)
    if following:
        read_continued(draft, following)
        if draft.layout is HeaderLayout.FOOTNOTE and draft.linked < len(draft.names):
            read_sentences(draft, following.text, following.number)


def _emails(draft: Draft, front: Front) -> None:
    found = draft.emails or [e for s in front.zone for e in find_emails(flat(s.text))]
    if not found and front.may_hold(may_hold_address):
        found = find_emails("\n".join(flat(s.text) for s in front.rest))
        taken = assign_emails([n.text for n in draft.names], found)
        found = [e for e in taken if e]
    draft.emails = list(dict.fromkeys(found))
    names = [n.text for n in draft.names]
    # an address taken for its place alone gives way to one that says the name
    by_place = [i for i, email in draft.email_of.items() if i < len(names) and not likeness(names[i], email)]
    if by_place or not draft.email_of:
        taken = assign_emails(names, draft.emails)
        wanted = range(len(names)) if not draft.email_of else by_place
        for i in wanted:
            email = taken[i]
            if email and (i not in by_place or likeness(names[i], email) >= _SAYS_NAME):
                draft.email_of[i] = email


def _header(front: Front, draft: Draft, text: PageText) -> Header:
    squeezed = Squeezed(text)
    title = printed_title(front.title_text, squeezed) if front.title else None
    after = title[1] if title else 0
    numbers: dict[int, int] = {}
    strings: list[AffiliationString] = []
    for i, line in enumerate(draft.lines):
        string = _string(line, squeezed, after)
        known = next((k for k, s in enumerate(strings) if (s.raw, s.note) == (string.raw, string.note)), None)
        if known is None:
            strings.append(string)
        numbers[i] = len(strings) - 1 if known is None else known
    authors = [
        Author(
            name=name.text,
            affiliations=tuple(dict.fromkeys(numbers[n] for n in draft.links.get(i, ()))),
            email=draft.email_of.get(i),
        )
        for i, name in enumerate(draft.names)
    ]
    authors = _without_echoes(authors, [bool(n.marks) for n in draft.names])
    if not any(is_full_name(n.text) or (n.likely and not n.valid) for n in draft.names):
        authors = []
    authors = _once(authors)
    return Header(
        title=fold(text.text[title[0] : title[1]]) if title else front.title_text,
        authors=tuple(authors),
        affiliations=tuple(strings),
        emails=tuple(draft.emails),
        layout=draft.layout if authors else "",
    )


def _without_echoes(authors: Sequence[Author], marked: Sequence[bool]) -> list[Author]:
    """Without a name that stands again and has no mark where it had one: a column prints who corresponds."""
    first = {a.name: i for i, a in reversed(list(enumerate(authors)))}
    return [a for i, a in enumerate(authors) if first[a.name] == i or marked[i] or not marked[first[a.name]]]


def _once(authors: Sequence[Author]) -> list[Author]:
    """A list of names printed twice ("Authors" in the form of a report) is the same people."""
    names = [a.name for a in authors]
    half = len(names) // 2
    twice = len(names) > 1 and len(names) % 2 == 0 and names[:half] == names[half:]
    return list(authors[:half] if twice else authors)


def _string(line: DraftLine, squeezed: Squeezed, after: int) -> AffiliationString:
    page = squeezed.page
    if line.start is not None and line.end is not None:
        assert line.page is not None
        return AffiliationString(fold(line.text), line.page, line.start, line.end, note=line.note, address=line.reads)
    raw = line.text[:LONGEST_STRING].strip()
    found = squeezed.find(raw, after)
    if found is None:
        return AffiliationString(fold(raw), page.number, note=line.note, address=line.reads or _address(raw))
    printed = fold(page.text[found[0] : found[1]])
    return AffiliationString(printed, page.number, *found, note=line.note, address=line.reads or _address(raw))


def _address(text: str) -> str:
    """The lines of an address with commas between them; empty when it is one line."""
    lines = [fold(line).strip(" ,;") for line in text.split("\n")]
    return ", ".join(filter(None, lines)) if len(lines) > 1 else ""
