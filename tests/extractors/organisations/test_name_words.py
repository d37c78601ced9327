"""The lists of words that names are read with."""

from pathlib import Path

import pytest

from extractors.organisations.name_words import VARIANTS, read_variants, read_word_lists, word_list
from extractors.organisations.strict_csv import GazetteerError


def test_a_variant_leads_to_its_word(tmp_path: Path) -> None:
    path = tmp_path / "word_variants.csv"
    path.write_text("word,variants\nuniversity,univ|universita\n", encoding="utf-8")
    assert read_variants(path) == {"univ": "university", "universita": "university"}


@pytest.mark.parametrize("rows", ["kiln,oven\nstove,oven\n", "kiln,oven\noven,stove\n"])
def test_a_variant_has_one_word_and_none_of_its_own(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "word_variants.csv"
    path.write_text("word,variants\n" + rows, encoding="utf-8")
    with pytest.raises(GazetteerError, match="oven"):
        read_variants(path)


def test_a_word_stands_once_in_a_list(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("list,word\nkiln,a\nkiln,a\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"words\.csv:3"):
        read_word_lists(path)


def test_the_project_has_its_own() -> None:
    assert read_variants(VARIANTS)["univ"] == "university"
    assert "university" in word_list("school")
