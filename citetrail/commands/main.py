"""The command line. Commands are listed here and imported only when called, so that help is instant."""

import atexit
import gc
import importlib
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from citetrail.rarely_collected import look_rarely

# name → module in commands/, help; in the order in which a newcomer needs them.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "Run the main job offline on the embedded sample."),
    "mine": ("mine", "The whole road for a target: discover, fetch, extract, assess."),
    "discover": ("discover", "Find papers that cite or name the family."),
    "fetch": ("fetch", "Fetch the PDFs of the papers that are due."),
    "extract": ("extract", "Read the PDFs: text, usage, authors, organisations."),
    "assess": ("assess", "Make claims of what was read, for the queue."),
    "review": ("review", "Serve the verification queue on this machine."),
    "publish": ("publish", "Write a release: report datasets, map, report page."),
    "status": ("status", "Show the funnel, failures by reason, the review."),
    "read": ("read", "Read PDF files without a store; JSON, one object a file."),
    "doctor": ("doctor", "Check settings, store, disk and services before a run."),
    "papers": ("papers", "Papers of your own, wanted ones, and doubtful pairs: add, wanted, join, part."),
    "documents": ("documents", "PDFs of your own: add, list, attach, refuse."),
    "targets": ("targets", "Begin, list, check and show target files."),
    "organisations": ("organisations", "Update and look into the organisation data."),
    "match": ("match", "Resolve the affiliation strings of a CSV file."),
    "names": ("names", "Filter the dataset's list of people by biography."),
    "reviewers": ("reviewers", "Add and list the people who may review."),
    "decisions": ("decisions", "Export, import and verify the log of decisions."),
    "annotations": ("annotations", "What readers wrote on the papers elsewhere: import, list, settle."),
    "objections": ("objections", "Record objections to claims, and the answers."),
    "train": ("train", "Rebuild the weights of the sentence model from labelled sentences."),
    "evaluate": ("evaluate", "Precision, recall and F1 against hand-labelled papers."),
    "schedule": ("schedule", "Serve the flows on a cron schedule."),
    "backup": ("backup", "Copy the store to a file, also while it is in use."),
    "restore": ("restore", "Put a backup back."),
}


class LazyGroup(TyperGroup):
    """Imports a command's module when the command is called, not when the program starts."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list in the help, from the table above: no module is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


def load_command(name: str) -> Any:
    """The real command of that name: a module's `app`, or its function `command`."""
    module = importlib.import_module(f"citetrail.commands.{COMMANDS[name][0]}")
    if hasattr(module, "app"):
        group = typer.main.get_command(module.app)
        group.name = name
        return group
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(name=name, help=module.command.__doc__)(module.command)
    return typer.main.get_command(single)


app = typer.Typer(
    cls=LazyGroup,
    name="citetrail",
    help="Find the papers that used a face dataset, quote where they say so, and let people confirm each claim.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("citetrail"))
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", help="print the version and end", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Typer wants a callback where a group has no commands of its own."""


def _leave() -> None:
    """At its end Python looks for circles among all that is left; the operating system takes it as it is.

    DuckDB's binding counts on that look, and complains of what is left without it.
    """
    if "duckdb" not in sys.modules:
        gc.freeze()


def run() -> None:
    """Entry point. Expected errors end with one line that says what to do, and exit code 2."""
    from citetrail.commands.user_errors import describe

    look_rarely()
    # Pydantic would look through all that is installed for plugins, at its first model; what the user set stays.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    atexit.register(_leave)
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. What was finished is kept; the same command goes on from there.\n")
        sys.exit(130)
    except Exception as error:
        message = describe(error)
        if message is None:
            raise
        sys.stderr.write(message + "\n")
        sys.exit(2)
