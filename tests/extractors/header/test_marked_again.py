"""Names printed twice on a page, with marks and a legend below the second time.

Covers: extractors.header.foot_blocks.
"""

from tests.extractors.header.typesetting import Set, belongs, read

HEAD = [
    Set("Les Visages d'Argile sous la Glaçure", 80, size=18),
    Set("Ada Brink, Odile Le Guerrec, Bo Holm", 110, size=12),
    Set("To cite this version:", 150, x=60),
    Set("Ada Brink, Odile Le Guerrec, Bo Holm. Les Visages d'Argile. 2019.", 164, x=80),
]
AGAIN = [
    Set("Les Visages d'Argile sous la Glaçure", 300, size=13),
    Set("A. Brink^{1}, O. Le Guerrec^{2}, B. Holm^{1}", 330, size=11),
]
LEGEND = [
    Set("^{1} Institut de l'Argile, Marine de Kilnhaven, France", 350, size=9.5),
    Set("^{2} Université de Clayville, Clayville, France", 361, size=9.5),
]
PROSE = [
    Set("We look at many faces and say what they show to those who look at them.", 440 + 12 * i, x=60)
    for i in range(6)
]


def test_the_second_printing_tells_who_is_where() -> None:
    marine, clay = "Institut de l'Argile, Marine de Kilnhaven, France", "Université de Clayville, Clayville, France"
    told = belongs(read([*HEAD, *AGAIN, *LEGEND, Set("Abstract", 420, x=60), *PROSE]))
    assert told == {"Ada Brink": [marine], "Odile Le Guerrec": [clay], "Bo Holm": [marine]}


def test_other_names_with_marks_tell_nothing() -> None:
    other = [Set("A. Brink^{1}, R. Kent^{2}, B. Holm^{1}", 330, size=11)]
    told = belongs(read([*HEAD, *other, *LEGEND, Set("Abstract", 420, x=60), *PROSE]))
    assert not any(told.values())


def test_a_mark_that_the_legend_lacks_tells_nothing() -> None:
    told = belongs(read([*HEAD, *AGAIN, LEGEND[0], Set("Abstract", 420, x=60), *PROSE]))
    assert not any(told.values())
