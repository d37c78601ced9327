"""Companies that no table knows: by the words of their names, their namesakes, their domain, a form in their part.

"Quorvex Robotics" ends as companies do, and "Quorvex" is nobody else's; whoever is called "Kestrel Labs" is of a name
that only companies bear; "Teapot Vision" writes from teapotvision.com; "University of X; Quorvex Inc." names two.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from citetrail.records.organisations import OrganisationMatch
from citetrail.records.vocabulary import MatchMethod, Sector
from extractors.organisations.address import Address
from extractors.organisations.candidates import MOST_NAMESAKES, SINGLE_WORD, Tables
from extractors.organisations.military_words import printed_in
from extractors.organisations.name_lookup import Span, find_spans
from extractors.organisations.name_rules import NameRule, apply_rules, company_name, parts_of
from extractors.organisations.name_tokens import COMPANY_FORMS, fold, key
from extractors.organisations.name_words import word_list
from extractors.organisations.places import open_places
from extractors.organisations.position import Position
from extractors.organisations.ror_index import key_hash
from extractors.organisations.ror_sectors import is_company

_TAILS = word_list("company tail")
_NO_NAMES = word_list("common in names") | word_list("subject") | word_list("unit") | word_list("school")
_PARTS = word_list("company part")
# How adjectives and what is done end: "Experimental Therapeutics", "Learning Analytics".
_SUBJECT_ENDS = re.compile(r"(?:al|ic|ive|ing|ed|ar|ary|ory|ous|tion|tional|ology|omics|ics|ment|ity|ence|ance)$")
_WORD = re.compile(r"[^\W\d_][\w&’'.+-]{0,40}$")
_LONGEST, _SHORTEST_WORD = 4, 4  # words of a name; letters of a word that tells
# "Teapot Vision, Inc.", "Co., Ltd.": a comma before a form parts no names.
_COMMA_BEFORE_FORM = re.compile(r",\s*(?=(?:Inc|Ltd|LLC|L\.L\.C|Corp|GmbH|PLC|S\.A|B\.V|Co)\b)")
_LEAD = re.compile(r"^.*\s(?:and|und|et|&)\s+(?=[^\W\d_a-z])")
# Words of ROR's names that carry less, in hundredths of a nat, stand in two of them or more: "Cavendish", "Enzyme".
_COINED = 1_200
# Domains that companies take, with the label that names them.
_TRADE = re.compile(r"(?:^|[.@])([\w-]{4,40})\.(?:com|ai|io|tech|co|biz|co\.[a-z]{2}|com\.[a-z]{2})$")
# Bodies that write from such domains and are no companies.
_NO_COMPANIES = word_list("school") | {"institute", "hospital", "foundation", "society", "association", "ministry"}
# A company stands in the first two parts of a string that names nobody else.
_MOST_WORDS = 10
# As sure as what a rule tells: people look at it before anything else is said.
_SCORE = 0.5


def company_matches(
    address: Address,
    matches: Sequence[OrganisationMatch],
    email_domains: Sequence[str],
    rules: Sequence[NameRule],
    tables: Tables,
) -> list[OrganisationMatch]:
    """A company that the string names beside what was found in it, as a sector and the name printed; mostly none."""
    formed = not COMPANY_FORMS.isdisjoint([w.word for w in address.words])
    if (matches and not formed) or any(m.sector is Sector.COMMERCIAL for m in matches):
        return []  # nearly all strings
    country = next((m.country for m in matches if m.country), None) or address.country_for(-1) or address.context
    found: list[tuple[str, Callable[[], str]]] = []
    if formed:
        found.append(("a company's form in a part of its own", lambda: _beside(address, matches, rules, country)))
    if not matches:
        found.append(("a company's last word behind a name", lambda: _by_words(address, tables)))
        found.append(("a name that only companies bear", lambda: _by_namesakes(address, tables)))
        found.append(("the name of the e-mail's domain", lambda: _by_domain(address, email_domains)))
    for why, look in found:
        if name := look():
            return [OrganisationMatch(None, MatchMethod.NAME_RULE, _SCORE, Sector.COMMERCIAL, country, why, name)]
    return []


def _by_words(address: Address, tables: Tables) -> str:
    """The first part between commas that ends as companies' names do behind a word of nobody else's; or empty."""
    return next((part.strip() for part in parts_of(address.text) if _ends_as_company(part.split(), tables)), "")


def _ends_as_company(words: list[str], tables: Tables) -> bool:
    if not 2 <= len(words) <= _LONGEST or words[-1].lower().rstrip(".") not in _TAILS:
        return False
    named = words[:-1]
    capitals = all(_WORD.match(w) and w[0].isupper() for w in words)
    # "Kestrel Vision AI": behind the name may stand what parts of companies are called.
    own = [w for i, w in enumerate(named) if not (i and fold(w) in _PARTS and _tells(named[0], tables))]
    return capitals and not any(fold(w) in _NO_NAMES for w in own) and any(_tells(w, tables) for w in own)


def _tells(word: str, tables: Tables) -> bool:
    """Whether a word can only be a name, and one of its own: "Quorvex", not "Soft", "Oslo", "KAIST" or "Stanford"."""
    plain = fold(word)
    if len(plain) < _SHORTEST_WORD or word.isupper() or _SUBJECT_ENDS.search(plain):
        return False
    if open_places().is_city(plain) or key_hash(plain) in tables.gazetteer.beginnings:
        return False
    known = tables.index.get("words", plain) if tables.index else None
    return known is None or known.weight >= _COINED


def _beside(
    address: Address, matches: Sequence[OrganisationMatch], rules: Sequence[NameRule], country: str | None
) -> str:
    """The company in a part of its own that has a company's form, and in which nobody else was found."""
    companies = [r for r in rules if r.sector is Sector.COMMERCIAL]
    printed = [printed_in(m) for m in matches]
    for part in parts_of(_COMMA_BEFORE_FORM.sub(" ", address.text)):
        own = _LEAD.sub("", part)
        rule = None if any(p in own or own.strip() in p for p in printed) else apply_rules(companies, own, country)
        found = rule.pattern.search(own) if rule else None
        if rule and found and COMPANY_FORMS.issuperset(key(own[found.end() :]).split()):
            name = company_name(own, rule.pattern)
            if len(name) >= _SHORTEST_WORD:
                return name
    return ""


def _by_domain(address: Address, email_domains: Sequence[str]) -> str:
    """The first part, where the authors write from a domain of trade that is called as it begins."""
    part = parts_of(address.text)[0].strip()
    if not _NO_COMPANIES.isdisjoint(key(part).split()):
        return ""
    letters = _squeezed(part)
    for domain in email_domains:
        label = _TRADE.search(domain.lower())
        name = _squeezed(label[1]) if label else ""
        if len(name) >= _SHORTEST_WORD and (letters.startswith(name) or (name.startswith(letters) and letters)):
            return part
    return ""


def _squeezed(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def _by_namesakes(address: Address, tables: Tables) -> str:
    """The name that opens a part, fills it but for words of a company's parts, and is of companies alone in ROR."""
    if tables.index is None:
        return ""
    words = [w for w in address.words[:_MOST_WORDS] if w.segment <= 1]
    for span in find_spans(words, tables.gazetteer, tables.index):
        position = Position(span, address)
        named = position.fills_part or position.fills_part_of_company
        if not named or not span.ror or len(span.key) < _SHORTEST_WORD or _is_place(span, address):
            continue
        if span.ror.weight >= SINGLE_WORD and all(_company_types(span, tables)):
            return address.text[address.words[span.first].start : address.words[span.last].end]
    return ""


def _is_place(span: Span, address: Address) -> bool:
    """Whether the words are a country, a city, or stand last, where places do."""
    hit = any(h.first <= span.last and span.first <= h.last for h in address.hits)
    last = address.words[span.last].segment == address.words[-1].segment != address.words[0].segment
    return hit or last or open_places().is_city(span.key)


def _company_types(span: Span, tables: Tables) -> Iterator[bool]:
    assert span.ror is not None
    assert tables.index is not None
    for posting in span.ror.postings[:MOST_NAMESAKES]:
        yield is_company(tables.index.record(posting.number))
