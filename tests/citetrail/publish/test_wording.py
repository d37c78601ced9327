"""Whatever can happen to a paper has words in the report."""

import tomllib

from citetrail.publish.wording import TEMPLATES
from citetrail.records.vocabulary import Outcome


def test_every_reason_for_which_a_paper_is_missing_has_words() -> None:
    for file in TEMPLATES.glob("*/words.toml"):
        told = tomllib.loads(file.read_text("utf-8"))["reasons"]
        assert set(Outcome) - {Outcome.OK} <= set(told), file
