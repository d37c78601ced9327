"""How a name stands in its string, one record: whether it fills its part, hangs on another word, or goes on."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.organisations.address import LONGEST_CITY, Address
from extractors.organisations.military_context import follows_as_unit, is_explained
from extractors.organisations.name_lookup import LONGEST_CODE, Span
from extractors.organisations.name_tokens import COMPANY_FORMS, Token
from extractors.organisations.name_words import word_list
from extractors.organisations.places import open_places

# Words of the names of schools that stand for themselves, and of the units that schools and academies have.
SCHOOLS = word_list("school")
UNITS = word_list("unit")
DEPARTMENTS = word_list("department")
# What kind of university: "Technical University of X" is not the University of X.
QUALIFIERS = word_list("qualifier")
# What follows the one-word name of a company in the names of its parts.
COMPANY_PARTS = word_list("company part")
# Words after a name, and before it, that make a street of it: "Naval Academy Road", "via dell'Accademia Navale".
STREETS = word_list("street")
STREETS_BEFORE = word_list("street before")
_QUARTERS = word_list("quarter")
# Words that make another name when they follow one: "X University Alumni Association".
LONGER = word_list("longer name")
# "삼성서울병원": hospitals, schools and foundations that carry a company's name, in scripts without spaces.
_GLUED_HONOUR = re.compile(
    r"[가-힣]{0,8}(?:병원|의료원|재단|학교|미술관)"
    r"|[一-鿿]{0,8}(?:病院|財団|基金会|基金會|医院|醫院)"
)
# Nouns of civil bodies, which borrow the names of military ones.
CIVIL = word_list("civil body")
# What is named after a company and is no part of it.
HONOURS = word_list("honour")
# What stands before the company's name that it bears: "Fondation Kiln".
_FUNDS = frozenset({"foundation", "fonds", "fund", "endowment"})
_UNIVERSITY_UNITS = frozenset({"technology", "research", "center", "partnership", "program", "innovation"})
# Who has left a school, and still carries its name.
GRADUATES = word_list("graduate")
# Words after "of" that leave a military body military: "University of Engineering of the Chinese PLA".
FORCES = word_list("after of")
# Units that are called after what they teach: "Faculty of Science".
_WITH_SUBJECTS = UNITS | DEPARTMENTS | {"school", "college"}
# Bodies that a department of theirs may stand before.
_NAMED_KINDS = SCHOOLS | {"hospital", "institute"}
# "X Hospital for Children" is another than X Hospital.
_SERVING = frozenset({"hospital", "clinic"})
_FORMERLY = re.compile(r"[(\[]\s*(?:formerly|former|previously)\b[^)\]]{0,200}$", re.I)
_OF = frozenset({"of", "de", "du", "des", "del", "della", "di", "do", "da", "für", "for"})
# A name in Chinese, Japanese or Korean characters is a street's when one of these follows at once.
_CJK_STREET = re.compile(r"(?:[东西南北中東]?[路街巷道]|大[道街]|길|로(?=\s|$|,))")
_ROMAN = re.compile(r"[IVX]{1,4}\b")
# "Fort Halstead", "Camp Zama": where forces sit is in no list of cities.
_SITES = frozenset({"fort", "ft", "camp"})
_FORCE_UNITS = word_list("force unit")


def makes_longer(words: Sequence[str]) -> bool:
    """Whether words behind a name make another name of it: "Alumni Association", "City College"."""
    return not LONGER.isdisjoint(words) or any(f"{a} {b}" in LONGER for a, b in pairwise(words))


def is_place(words: Sequence[str]) -> bool:
    """Whether words are names of cities, post codes and the letters before them, and nothing else."""
    at = 0
    while at < len(words):
        site = words[at] in _SITES
        if site or len(words[at]) <= LONGEST_CODE or any(c.isdigit() for c in words[at]):
            at += 1 + site
            continue
        tried = (n for n in range(LONGEST_CITY, 0, -1) if open_places().is_city(" ".join(words[at : at + n])))
        if not (step := next(tried, 0)):
            return False
        at += step
    return True


class Position(NamedTuple):
    """A name in its string, and what can be told from where it stands there."""

    span: Span
    address: Address

    @property
    def first_word(self) -> Token:
        return self.address.words[self.span.first]

    @property
    def last_word(self) -> Token:
        return self.address.words[self.span.last]

    def following(self, most: int) -> list[str]:
        """The words behind the name in its own part, at most so many."""
        words, last = self.address.words, self.span.last
        return [w.word for w in words[last + 1 : last + 1 + most] if w.segment == words[last].segment]

    @property
    def starts_part(self) -> bool:
        """Whether nothing stands before it in its part."""
        return self.span.first == 0 or self.address.words[self.span.first - 1].segment != self.first_word.segment

    @property
    def fills_part(self) -> bool:
        """Whether the span is all that stands between two commas, but for the form of a company."""
        words = self.address.words
        last = self.span.last
        while last + 1 < len(words) and words[last + 1].word in COMPANY_FORMS:
            last += 1
        ends = last == len(words) - 1 or words[last + 1].segment != words[last].segment
        return ends and self.starts_part

    @property
    def fills_part_but_place(self) -> bool:
        """Whether it opens its part, and the rest of that tells the place: "CERN CH-1211 Geneva 23, Switzerland"."""
        words, at = self.address.words, self.span.last + 1
        if not self.starts_part:
            return False
        known = {i for h in self.address.hits for i in range(h.first, h.last + 1)}
        rest = [
            w.word for i, w in enumerate(words) if i >= at and w.segment == self.last_word.segment and i not in known
        ]
        return bool(rest or at in known) and is_place(rest)

    @property
    def ends_after_of(self) -> bool:
        """Whether the span ends its part and hangs on a unit of it: "10th Research Institute of CETC"."""
        words = self.address.words
        if self.starts_part:
            return False
        ends = self.span.last == len(words) - 1 or words[self.span.last + 1].segment != self.last_word.segment
        between = self.address.text[words[self.span.first - 1].end : self.first_word.start]
        return ends and between.split() in (["of"], ["at"], ["of", "the"])

    @property
    def heads_unit(self) -> bool:
        """Whether the span opens its part and a unit of it follows: "CETC Key Laboratory of …"."""
        if not self.starts_part:
            return False
        rest = self.following(7)
        return not {*UNITS, "school", "college", "group"}.isdisjoint(rest)

    @property
    def heads_force_unit(self) -> bool:
        """Whether the span opens its part and a unit that only forces have is the rest: "IDF Medical Corps"."""
        rest = self.following(7)
        return self.starts_part and not _FORCE_UNITS.isdisjoint(rest) and is_explained(rest)

    @property
    def is_bracketed(self) -> bool:
        """Whether it stands in brackets after other words, which it then is short for."""
        start = self.first_word.start
        return self.span.first > 0 and self.address.text[:start].rstrip()[-1:] in ("(", "[")

    @property
    def heads_company(self) -> bool:
        """Whether a single word opens its part and, if more follows, that is the name of a company's part."""
        if not self.starts_part:
            return False
        following = self.following(4)
        # Before the words of schools: a company's joint laboratory with a university is the company's too.
        if "joint" in following:
            return True
        if SCHOOLS.intersection(following):
            return False
        behind = (self.span.last + 1, self.span.last + len(following))
        if any((h.first, h.last) == behind for h in self.address.hits):
            return True  # "Kiln Egypt": the company of a country
        if "institute" in following and following[0] not in ("research", "advanced", "ai", "r"):
            return False
        return not following or following[0] in COMPANY_FORMS or following[0] in COMPANY_PARTS

    @property
    def fills_part_of_company(self) -> bool:
        """Whether all that follows in its part are words of a company's parts: "Kestrel Technology Center"."""
        rest = self.following(8)
        known = all(w in COMPANY_PARTS or w in COMPANY_FORMS or (at and w == "center") for at, w in enumerate(rest))
        return self.starts_part and bool(rest) and known

    @property
    def names_street(self) -> bool:
        """Whether the words are the name of a street, which is no organisation: "Defense Medical College Road"."""
        words = self.address.words
        rest = self.following(2)
        if not self.last_word.word.isascii() and _CJK_STREET.match(self.address.text, self.last_word.end):
            return True
        if rest and (rest[0] in STREETS or (len(rest) == 2 and rest[0] in _QUARTERS and rest[1] in STREETS)):
            return True
        before = words[self.span.first - 1] if self.span.first else None
        return before is not None and before.segment == self.first_word.segment and before.word in STREETS_BEFORE

    def crosses_badly(self, *, strong: bool) -> bool:
        """Whether a name over a comma is made of two: "University, York" out of "Cornell University, York"."""
        words = self.address.words
        if self.first_word.segment == self.last_word.segment:
            return False
        if self.is_torn:
            return True
        if self.starts_part:
            return False
        return not strong or self.first_word.segment != words[self.span.first + 1].segment

    @property
    def is_torn(self) -> bool:
        """Whether a name over a comma breaks off, like "War Studies, University" out of "…, University of Warsaw"."""
        words = self.address.words
        last = self.last_word
        alone = self.span.last > self.span.first and self.first_word.segment != words[self.span.first + 1].segment
        if alone and self.first_word.word in SCHOOLS and not self.starts_part:
            # "University, Helsinki" out of "National Defence University, Helsinki".
            return True
        following = words[self.span.last + 1] if self.span.last + 1 < len(words) else None
        if self.first_word.segment == last.segment or following is None or following.segment != last.segment:
            return False
        # "Electronics Institute, Bergen University": the town is the beginning of another name.
        if SCHOOLS.isdisjoint(self.span.key.split()) and following.word in SCHOOLS:
            return True
        return " of " in self.address.text[last.end : following.start]

    @property
    def is_qualified(self) -> bool:
        """Whether a word before makes it another name: "Technical" University of X, "Department of" X."""
        if self.starts_part:
            return False
        before, first = self.address.words[self.span.first - 1], self.first_word
        tied = before.end == first.start - 1
        if tied and self.address.text[before.end] == "-":
            return first.word not in SCHOOLS and not self.address.text[before.start : before.end].isupper()
        if first.word == "university":
            return tied and before.word in QUALIFIERS and not self._follows_subject
        if (
            first.word in ("institute", "center")
            and tied
            and before.word.isalpha()
            and before.word not in DEPARTMENTS
        ):
            # "Beijing Institute of Basic Medical Sciences" is not any Institute of Basic Medical Sciences.
            return self.address.text[before.start].isupper()
        return before.word in DEPARTMENTS and _NAMED_KINDS.isdisjoint(self.span.key.split())

    @property
    def _follows_subject(self) -> bool:
        """Whether the word before ends another name: "Faculty of Science University of X", nothing between."""
        words, first = self.address.words, self.span.first
        if first < 2 or self.span.size == 1 or words[first - 2].segment != self.first_word.segment:
            return False
        unit = words[first - 2]
        between = self.address.text[unit.end : words[first - 1].start]
        return unit.word in _WITH_SUBJECTS and between == " of "

    @property
    def goes_on(self) -> bool:
        """Whether the printed name is longer, and so another one.

        "Kaiserslautern-Landau", "Université Paris VI", "X University Hospital", "X University of Faces",
        "X Alumni Network", "X University Innovation Ltd".
        """
        words = self.address.words
        if self.span.last + 1 >= len(words) or words[self.span.last + 1].segment != self.last_word.segment:
            return False
        following = words[self.span.last + 1]
        if following.start == self.last_word.end + 1:
            if self.address.text[self.last_word.end] == "-" and following.word.isalpha() and not self._names_subject:
                return True
            if _ROMAN.match(self.address.text, following.start, following.end):
                return True
        rest = self.following(4)
        between = self.address.text[self.last_word.end : following.start]
        if makes_longer(rest) or self._is_school_of(rest) or (self.last_word.word in _SERVING and between == " for "):
            return True
        if not SCHOOLS.isdisjoint(self.span.key.split()) and not COMPANY_FORMS.isdisjoint(rest):
            return True
        return self.last_word.word == "university" and ("hospital" in rest or self._is_university_of)

    @property
    def _names_subject(self) -> bool:
        """Whether a hyphen ties a subject to a university's name, "Deakin University-Psychology", and no campus."""
        following = self.address.words[self.span.last + 1].word
        return self.last_word.word in SCHOOLS and not open_places().is_city(following) and following not in SCHOOLS

    def _is_school_of(self, rest: list[str]) -> bool:
        """Whether a school is named after a body that is none: "X Police Force Academy" is not the X Police Force."""
        own = set(self.span.key.split())
        if self.span.size == 1 or not own.isdisjoint(SCHOOLS | UNITS | {"academy", "hospital"}):
            return False
        return len(rest) == 1 and rest[0] in ("academy", "college", "university")

    @property
    def belongs_to_civil_body(self) -> bool:
        """Whether words beside it make a civil body of a military name.

        Words of the same part do ("Chess Club of X", "X Stamp Society"), graduates before it ("Alumni Association,
        X"), and what it is "of", if that is no place and no force ("X of Thought"); what it was called is not
        what it is.
        """
        words = self.address.words
        parts = range(self.first_word.segment, self.last_word.segment + 1)
        beside = [w.word for i, w in enumerate(words) if w.segment in parts and i not in self.span.places]
        before = (w.word for w in words[: self.span.first] if w.clause == self.first_word.clause)
        return (
            not CIVIL.isdisjoint(beside)
            or "friends" in beside
            or not GRADUATES.isdisjoint(before)
            or self._is_of_another
            or self._goes_on_unexplained
            or (self.span.size == 1 and self._is_other_acronym)
            or bool(_FORMERLY.search(self.address.text, 0, self.first_word.start))
        )

    @property
    def _goes_on_unexplained(self) -> bool:
        """Whether words follow in its part that no unit, place or military name is made of."""
        words = self.address.words
        after = [w for i, w in enumerate(words) if i > self.span.last and w.segment == self.last_word.segment]
        known = {i for h in self.address.hits for i in range(h.first, h.last + 1)}
        after = [w for w in after if words.index(w) not in known]
        if not after:
            return False
        return not follows_as_unit([w.word for w in after], self.address.text[after[0].start : after[-1].end])

    @property
    def is_honour(self) -> bool:
        """Whether a company's name is only carried: by a chair, a fellow, a building, a prize, a school."""
        rest = self.following(6)
        if _GLUED_HONOUR.match(self.address.text, self.last_word.end):
            return True
        # "Kiln University Technology Centre" is a unit of a university, "Kiln Institute" may be a school.
        if rest[:1] == ["institute"] or (rest[:1] == ["university"] and not _UNIVERSITY_UNITS.isdisjoint(rest[1:3])):
            return True
        words, segment = self.address.words, self.first_word.segment
        if any(w.word in _FUNDS for w in words[: self.span.first] if w.segment == segment):
            return True
        return not HONOURS.isdisjoint(rest) and "joint" not in rest

    def is_other_campus(self, name: str) -> bool:
        """Whether the printed name of a system goes on to the city of another campus than that of `name` (a key)."""
        words, at = self.address.words, self.span.last + 1
        campus = name.removeprefix(f"{self.span.key} ")
        if campus == name or self.span.extra or at >= len(words) or words[at].segment != self.last_word.segment:
            return False
        return words[at].word != campus.split()[0] and open_places().is_city(words[at].word)

    @property
    def _is_of_another(self) -> bool:
        """Whether "of" follows with what is neither a place nor a force: "Naval School of Thought"."""
        words, at = self.address.words, self.span.last + 1
        if at >= len(words) or words[at].segment != self.last_word.segment:
            return False
        between = self.address.text[self.last_word.end : words[at].start].casefold().split()
        if not between or between[0] not in _OF or words[at].word in FORCES:
            return False
        return words[at].word not in self.address.cities and not any(
            h.first <= at <= h.last for h in self.address.hits
        )

    @property
    def is_spelled_out(self) -> bool:
        """Whether a bracket right behind an acronym spells it out as another body: "NPS (National Park Service)"."""
        words, at = self.address.words, self.span.last + 1
        if (
            self.span.size > 1
            or at >= len(words)
            or "(" not in self.address.text[self.last_word.end : words[at].start]
        ):
            return False
        bracket = [w for w in words[at:] if w.segment == words[at].segment]
        initials = "".join(w.word[0] for w in bracket)
        return len(bracket) > 1 and initials == self.span.key

    @property
    def _is_other_acronym(self) -> bool:
        """Whether letters are tied to others ("IME-USP"), or spelled out elsewhere ("NGA, National Gallery")."""
        words = self.address.words
        printed = self.address.text[self.first_word.start : self.first_word.end]
        if re.match(r"[-–][A-Z]{2,8}\b", self.address.text[self.last_word.end :]):
            return True
        if not printed.isupper():
            return False
        before = words[max(self.span.first - len(self.span.key), 0) : self.span.first]
        if self.is_bracketed and "".join(w.word[0] for w in before) == self.span.key:
            return True
        parts: dict[int, str] = {}
        for i, word in enumerate(words):
            if i not in self.span.places:
                parts[word.segment] = parts.get(word.segment, "") + word.word[0]
        return self.span.key in parts.values()

    @property
    def _is_university_of(self) -> bool:
        """Whether "of" and no place follows: "Wuhan University of Crafts", unlike "Peking University of China"."""
        at = self.span.last + 1
        between = self.address.text[self.last_word.end : self.address.words[at].start]
        if between.strip(" .") != "of" or self.span.key.split()[-1] != "university":
            return False
        place = self.address.words[at].word in self.address.cities or any(
            h.first <= at <= h.last for h in self.address.hits
        )
        return not place and self.address.words[at].word not in self.span.key.split()
