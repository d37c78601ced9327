"""The command that lists what rules take off first pages still sees each rule at work.

Covers: extractors.header.
"""

from pathlib import Path

import pytest

from tests.bench.ended_blocks import Taken, main, taken_from_pdf, taken_from_text
from tests.extractors.header.papers import PAGE, abstract, centred, compiled, raised, title

HEADER = "\n".join(
    [
        "Ada Brink, Bo Lindqvist",
        "University of Uppsala",
        "Kiln time paid by Harbour Works Ltd",
        "Fellow of the Coastal Guild",
        "",
        "Edited by",
        "Rosa Kent",
        "Coastal Academy",
        "",
        "[1] A. Marl and B. Quill. Kilns. Journal of Clay, 2001.",
    ]
)


def test_each_line_of_a_text_that_a_rule_takes_is_told_with_the_rule() -> None:
    taken = taken_from_text(HEADER)
    assert {one.rule for one in taken} >= {"role", "reference", "honour", "told", "noise"}
    assert [one.text for one in taken if one.rule == "role"] == ["Edited by", "Rosa Kent", "Coastal Academy"]
    assert Taken("role", "Coastal Academy").kind == "organisation"
    assert Taken("role", "Rosa Kent").kind == "names"
    assert not {"Ada Brink, Bo Lindqvist", "University of Uppsala"} & {one.text for one in taken}


def test_rules_are_watched_while_a_pdf_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = centred("Ada Brink" + raised("1")) + centred(raised("1") + "University of Uppsala, Sweden")
    lines += centred("Edited by Rosa Kent, Coastal Academy")
    source = PAGE + title() + lines + abstract()
    assert Taken("role", "Edited by Rosa Kent, Coastal Academy") in taken_from_pdf(compiled(source))
    (tmp_path / "one.pdf").write_bytes(compiled(source))
    main([str(tmp_path)])
    told = capsys.readouterr().out.splitlines()
    assert "role\torganisation\tone.pdf\tEdited by Rosa Kent, Coastal Academy" in told
    assert "1 first pages" in told
