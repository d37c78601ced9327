"""The rules that tell a sector by a name alone, and what must not be taken for it."""

from pathlib import Path

import pytest

from extractors.organisations.name_rules import (
    EXCEPTIONS,
    NameException,
    NameRule,
    load_exceptions,
    load_name_rules,
    military_rule,
)
from extractors.organisations.strict_csv import GazetteerError

OWN = Path(__file__).parents[3] / "data" / "organisations"
RULES = load_name_rules(OWN / "name_rules.csv")
OWN_EXCEPTIONS = load_exceptions(OWN / EXCEPTIONS)
# A row of every kind that no name has, so that a kind of one row stays known without it.
KINDS = "".join(f"{kind},\u0001,\u0001,\n" for kind in {e.kind for e in OWN_EXCEPTIONS})
RULE = "army,army,military,M1,,,civil,https://x.example,\n"


HEADER = "rule,pattern,sector,tier,flags,countries,exceptions,source,note\n"


def write(folder: Path, rule: str, exceptions: str, header: str = HEADER) -> Path:
    (folder / EXCEPTIONS).write_text("exceptions,phrase,example,note\n" + exceptions, encoding="utf-8")
    path = folder / "name_rules.csv"
    path.write_text(header + rule, encoding="utf-8")
    return path


def test_a_rule_has_the_phrases_of_all_its_kinds(tmp_path: Path) -> None:
    path = write(
        tmp_path, RULE.replace("civil", "civil|club"), "civil,salvation,Salvation Army,\nclub,yacht,Yacht,\n"
    )
    (rule,) = load_name_rules(path)
    assert rule.name == "army"
    assert rule.exceptions is not None
    assert all(rule.exceptions.search(name) for name in ("Salvation Army", "Army Yacht Club"))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("civil,,Army,\n", "matches nothing or everything"),
        ("civil,(army,Army,\n", "missing"),
        ("civil,a.*b,Army,\n", "without bound"),
        ("civil,salvation,Army,\n", "an example that has the phrase"),
        (",salvation,Salvation Army,\n", "the name of its kind"),
    ],
)
def test_a_faulty_exception_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(GazetteerError, match=rf"name_rule_exceptions\.csv:2.*{reason}"):
        load_name_rules(write(tmp_path, RULE, row))


@pytest.mark.parametrize(
    "rule",
    [
        "(,military,M1,,,,https://x.example,",
        "(?:a )*army,military,M1,,,,https://x.example,",
        "army.*school,military,M1,,,,https://x.example,",
        "army,military,,,,,https://x.example,",
        "army,military,M4,,,,https://x.example,",
        "army,commercial,M1,,,,https://x.example,",
        "army,military,M1,,,,,",
        "army,military,M1,,China,,https://x.example,",
        ",military,M1,,,,https://x.example,",
    ],
)
def test_a_faulty_rule_is_refused(tmp_path: Path, rule: str) -> None:
    with pytest.raises(GazetteerError, match=r"name_rules\.csv:2"):
        load_name_rules(write(tmp_path, f"army,{rule}\n", ""))


def test_kinds_that_the_table_lacks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"name_rules\.csv:2.*civil"):
        load_name_rules(write(tmp_path, RULE, "club,yacht,Army Yacht Club,\n"))


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"name_rules\.csv:3"):
        load_name_rules(write(tmp_path, RULE + RULE, "civil,salvation,Salvation Army,\n"))


@pytest.mark.parametrize("exception", OWN_EXCEPTIONS, ids=[e.line for e in OWN_EXCEPTIONS])
def test_every_exception_of_the_project_is_needed(exception: NameException, tmp_path: Path) -> None:
    """Without its row a rule takes the example that does not with it."""
    rows = (OWN / EXCEPTIONS).read_text(encoding="utf-8").splitlines(keepends=True)[1:]
    del rows[int(exception.line.rpartition(":")[2]) - 2]
    header, end, rules = (OWN / "name_rules.csv").read_text(encoding="utf-8").partition("\n")
    without = load_name_rules(write(tmp_path, rules, "".join(rows) + KINDS, header + end))
    assert {r.name for r in without if takes(r, exception.example)} > {
        r.name for r in RULES if takes(r, exception.example)
    }


def takes(rule: NameRule, text: str) -> bool:
    return bool(rule.pattern.search(text)) and not (rule.exceptions and rule.exceptions.search(text))


def test_a_rule_does_not_hold_in_the_countries_it_leaves_out(tmp_path: Path) -> None:
    header = "rule,pattern,sector,tier,flags,countries,not_countries,exceptions,source,note\n"
    row = "academy,military academy,military,M1,,,US,,https://x.example,\n"
    rules = load_name_rules(write(tmp_path, row, "", header))
    assert military_rule(rules, "Clay Military Academy", "PL") is not None
    assert military_rule(rules, "Clay Military Academy", "US") is None


def test_a_name_that_goes_on_to_a_civil_body_is_no_military_one() -> None:
    assert military_rule(RULES, "Royal Navy Pottery Society", "GB") is None
    assert military_rule(RULES, "Royal Navy", "GB") is not None
