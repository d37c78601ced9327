"""A large release is checked, and written in forms that take long, by the second process beside this one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from citetrail.publish import other_standards
from citetrail.publish.assertions import Assertions
from citetrail.publish.checks import ChecksFailed, ReleaseCandidate, check
from citetrail.publish.second_process import Second, SecondProcess, check_and_write


@dataclass(frozen=True, slots=True)
class Finish:
    """What ends a release. Both raise ChecksFailed where an assertion does not hold."""

    check: Callable[[], None]  # before more is written
    forms: Callable[[], None]  # before the files are listed: the large forms are there


def begin(
    candidate: ReleaseCandidate,
    rules: Assertions,
    folder: Path,
    title: str,
    day: str,
    second: SecondProcess,
) -> Finish:
    """Checks and large forms of the tables in `folder`, to which nobody writes any more.

    Without a second process they are made when they are asked for; else it begins with them at once, and the
    entities are left to this one, which has less to do.
    """
    if not second.is_there:
        forms = (candidate.tables, folder, title, day)
        return Finish(lambda: check(candidate, rules), lambda: other_standards.write_large(*forms))
    result = second.ask(Second.check_and_write, candidate.previous, candidate.uncarried, rules, title, day)

    def finished() -> None:
        other_standards.write_entities(candidate.tables, folder)
        if failures := result.otherwise(lambda: check_and_write(candidate, rules, folder, title, day)):
            raise ChecksFailed(failures)

    return Finish(lambda: None, finished)
