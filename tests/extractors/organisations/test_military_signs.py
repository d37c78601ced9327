"""By which letters a string may satisfy the military rules of a language.

Covers: extractors.organisations.military_signs.
"""

import pytest

from extractors.organisations.force_rules import force_rules
from extractors.organisations.force_words import GROUPS, force_words, lower, signs_of
from extractors.organisations.military_signs import NAMED, SignTable, group_of, military_groups


def test_a_sign_is_there_with_all_its_pieces() -> None:
    table = SignTable({"clay": [("hospital", "clay")], "kiln": [("kiln road",), ("k2",)]})
    assert table.groups("Hospitals of Barclays") == {"clay"}
    assert table.groups("Hospital of Kiln") == frozenset()
    assert table.groups("12 Kiln Road") == {"kiln"}
    assert table.groups("THE K2, CLAYHOSPITAL") == {"clay", "kiln"}


def test_words_seen_before_are_answered_as_at_first() -> None:
    table = SignTable({"clay": [("clay",)], "pot": [("pot", "clay")]})
    assert table.groups("clay") == table.groups("clay") == {"clay"}
    assert table.groups("clay pots") == table.groups("clay pots") == {"clay", "pot"}


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("armée de terre", "ARMEE DE TERRE"),
        ("vojašk* bolnišnic*", "Vojaska bolnišnica"),
        ("hôpital d'instruction", "Hopital dinstruction"),
        ("kara kuvvetleri", "KARA KUVVETLERİ"),
        ("đội", "DOI"),
        ("防衛省", "防衛省"),
    ],
)
def test_letters_that_stay_however_a_word_is_printed(word: str, printed: str) -> None:
    assert any(all(piece in lower(printed) for piece in sign) for sign in signs_of(word))


def test_whatever_a_rule_of_the_table_finds_has_its_sign() -> None:
    patterns = {rule.group: rule.pattern for rule in force_rules()}
    for language, kinds in force_words().items():
        for kind, telling in GROUPS.items():
            group = group_of(language, kind)
            for word in (w.replace("*", "") for k in telling for w in kinds.get(k, ())):
                if patterns[group].search(word):
                    assert group in military_groups(word), word
                    assert group in military_groups(word.upper()), word


def test_most_strings_have_no_sign() -> None:
    assert military_groups("Department of Clay, Hospital of X, Institut für Ton, Universitas Y") == frozenset()
    assert NAMED in military_groups("Royal Navy, Faslane")
