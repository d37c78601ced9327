"""Title pages of theses: who wrote it stands behind a word; jury, rector and sponsors wrote nothing."""

import pytest

from tests.extractors.header.typesetting import Set, belongs, read

TITLE = "Faces of Clay under Glaze"
PROSE = [
    Set("We look at many faces and say what they show to those who look at them.", 640 + 12 * i) for i in range(6)
]


@pytest.mark.parametrize(
    ("kind", "label", "name"),
    [
        ("Thèse de doctorat", "par", "Odile Marchand-Kerlo"),
        ("Proefschrift", "door", "Sietske Jeltje VEENBOER"),
        ("Dissertation", "vorgelegt von", "Dipl.-Ing. Odile Marchand-Kerlo"),
        ("Tesis doctoral", "presentada por", "Odile Marchand"),
        ("A thesis for the degree of Master of Science", "by", "Odile Marchand"),
        ("Tesi di laurea", "Candidata:", "Odile Marchand"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_the_candidate_and_nobody_of_the_jury(kind: str, label: str, name: str, above: bool) -> None:
    at = 200 if above else 330
    page = [
        Set("Université de Vellmark", 60, x=60, size=14),
        Set(kind, 120, size=12),
        Set(TITLE, 280, size=20),
        Set(label, at),
        Set(name, at + 24, size=14),
        Set("Composition du jury", 440, x=60, size=11),
        Set("Présidente :", 460, x=60, size=9),
        Set("Ida Holm", 460, x=180, size=9),
        Set("Professeure, Université de Clayville", 460, x=300, size=9),
        Set("Bo Lind", 472, x=180, size=9),
        Set("Capitaine, École navale de Kilnhaven", 472, x=300, size=9),
        Set("Invité :", 484, x=60, size=9),
        Set("Per Noor", 484, x=180, size=9),
        Set("Kestrel Robotics SAS", 484, x=300, size=9),
        Set("Résumé", 600, x=60, size=12),
        *PROSE,
    ]
    header = read(page)
    assert header.title == TITLE
    said = name.removeprefix("Dipl.-Ing. ")
    assert belongs(header) == {said: ["Université de Vellmark"]}


def test_label_and_name_on_one_line() -> None:
    page = [
        Set("Doctor of Philosophy thesis", 90, size=12),
        Set(TITLE, 160, size=20),
        Set("Presented by Ada Brink", 220, size=12),
        Set("University of Vellmark, Oslo, Norway", 250, size=12),
    ]
    assert belongs(read(page)) == {"Ada Brink": ["University of Vellmark, Oslo, Norway"]}


def test_the_university_to_which_a_dissertation_was_submitted() -> None:
    page = [
        Set("Ada Brink de Moura", 90, size=13),
        Set(TITLE, 160, size=20),
        Set("Dissertação apresentada à Universidade de Vellmark para obtenção do grau de Mestre", 220),
        Set("Orientador: Prof. Doutor Per Noor", 250),
        Set("Júri", 290),
        Set("Arguente: Cap. Ida Kent, Escola Naval de Kilnhaven", 304),
    ]
    assert belongs(read(page)) == {"Ada Brink de Moura": ["Universidade de Vellmark"]}


def test_a_paper_by_somebody_is_no_thesis() -> None:
    page = [
        Set(TITLE, 100, size=20),
        Set("by", 140),
        Set("Ada Brink and Per Noor", 156),
        Set("University of Vellmark, Oslo, Norway", 175),
        Set("Abstract", 220, x=60, size=12),
        *PROSE,
    ]
    place = ["University of Vellmark, Oslo, Norway"]
    assert belongs(read(page)) == {"Ada Brink": place, "Per Noor": place}


def test_the_only_name_above_the_title_of_a_thesis_without_by() -> None:
    page = [
        Set("AKADEMIA MORSKA KILNHAVEN", 57, size=13),
        Set("WYDZIAŁ GLAZURY I POPIOŁU", 90, size=11),
        Set("mgr inż. Ada Brink-Noor", 150, size=13),
        Set(TITLE, 190, size=18),
        Set("ROZPRAWA DOKTORSKA", 248, size=13),
        Set("Promotor: prof. dr hab. inż. Per Holm,", 300, x=300),
        Set("Politechnika Clayville", 312, x=300),
        Set("KILNHAVEN 2019", 380),
        Set("Streszczenie", 420, x=60, size=12),
        *PROSE,
    ]
    assert belongs(read(page)) == {"Ada Brink-Noor": ["AKADEMIA MORSKA KILNHAVEN"]}


def test_a_catalogue_card_turns_the_name_round_for_nobody() -> None:
    page = [
        Set("ADA BRINK NOOR", 60, size=13),
        Set(TITLE, 150, size=18),
        Set("Dissertação apresentada à Escola Politécnica da Universidade de", 218, x=280),
        Set("Vellmark para obtenção do título de Mestre em Cerâmica.", 230, x=280),
        Set("Ficha catalográfica", 330, x=130, size=8),
        Set("Noor, Ada Brink", 345, x=130, size=8),
        Set("1.Barro 2.Cinza I.Universidade de Vellmark. Escola", 362, x=130, size=8),
        Set("Ao meu pai, Capitão Otávio Noor, e à Kestrel Robótica Ltda", 420, x=280),
        Set("Resumo", 460, size=12),
        *PROSE,
    ]
    assert belongs(read(page)) == {"Ada Brink Noor".upper(): ["Escola Politécnica da Universidade de Vellmark"]}


def test_of_two_names_above_the_title_of_a_thesis_neither_is_guessed() -> None:
    page = [
        Set("Kilnhaven Naval Academy", 50, x=60),
        Set("Ada Brink", 70, x=60, size=11),
        Set("Per Noor", 90, x=400, size=11),
        Set(TITLE, 190, size=18),
        Set("Doctoral thesis", 248, size=13),
        Set("Abstract", 420, x=60, size=12),
        *PROSE,
    ]
    assert belongs(read(page)) == {}
