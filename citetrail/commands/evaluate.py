"""`citetrail evaluate`: figures against hand-labelled papers."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from citetrail.commands.named_paths import named_path
from citetrail.commands.user_errors import UserError
from citetrail.paths import DATA, RULES, passages, shared
from citetrail.records.counted import counted

app = typer.Typer(
    no_args_is_help=True,
    help="Precision, recall and F1 against hand-labelled papers.",
    pretty_exceptions_enable=False,
)
Gold = Annotated[
    list[Path] | None,
    typer.Argument(help="gold files; those beside the checkout when none is named", parser=named_path),
]
TargetName = Annotated[str, typer.Option("--target", "-t", help="target whose family is labelled")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object")]


@app.command()
def usage(gold: Gold = None, target: TargetName = "ms-celeb-1m", as_json: AsJson = False) -> None:
    """Usage: both classes, members, roles, quotations, calibration, effort; tuned and held-out parts apart."""
    paths = _gold_files(gold, [shared() / "gold" / "papers" / "papers.jsonl"])
    if paths is None:
        return
    from citetrail.evaluation.usage_scores import report

    found = report(_judge(paths, target))
    if as_json:
        sys.stdout.write(json.dumps(_plain(found), indent=1, ensure_ascii=True) + "\n")
    else:
        _print_usage(found)


@app.command()
def sentences(
    own_only: Annotated[bool, typer.Option("--own-only", help="skip the cross-validation")] = False,
) -> None:
    """Single sentences: use and role by a model that learnt from other papers, and by one that saw none."""
    path = passages()
    if _gold_files(None, [path]) is None:
        return
    from citetrail.evaluation.labelled_sentences import own_sentences, parsed, real_sentences
    from citetrail.evaluation.read_sentences import read_alone
    from citetrail.evaluation.sentence_scores import cross_validated, unseen
    from citetrail.evaluation.sentence_training import examples

    own, real = examples(parsed(own_sentences())), examples(parsed(real_sentences(path)))
    runs = [("the project's own sentences", unseen(own, real))]
    if not own_only:
        runs.append(("and other papers' (five-fold)", cross_validated(own, real)))
        runs.append(("the same, by the whole reading", read_alone(own, real)))
    _print_sentences("learnt from", runs)


@app.command()
def models() -> None:
    """Single sentences by other models, each learning from the project's own sentences and other papers'."""
    path = passages()
    if _gold_files(None, [path]) is None:
        return
    from citetrail.evaluation.labelled_sentences import own_sentences, parsed, real_sentences
    from citetrail.evaluation.model_comparison import compared
    from citetrail.evaluation.sentence_training import examples

    own, real = examples(parsed(own_sentences())), examples(parsed(real_sentences(path)))
    _print_sentences("model", list(compared(own, real)))


def _print_sentences(what: str, runs: list[tuple[str, list[Any]]]) -> None:
    from citetrail.evaluation.sentence_scores import scores_by_kind

    table = Table(what, "names", "count", "used", "not used", "role", "sure: used", "not used", "role", title="F1")
    for title, answers in runs:
        for kind, s in scores_by_kind(answers).items():
            figures = (s.used.f1, s.not_used.f1, s.role, s.sure_used.f1, s.sure_not_used.f1, s.sure_role)
            table.add_row(title, f"{kind}s", str(s.count), *(f"{f:.3f}" for f in figures))
    Console(width=120).print(table)


@app.command()
def denials() -> None:
    """Denials read as use, and uses that stand beside such words; half of each second file was kept aside."""
    from citetrail.evaluation.denial_scores import WRITTEN, read_file, summary

    paths = sorted([*WRITTEN.glob("denials*.csv"), *WRITTEN.glob("uses_beside*.csv")])
    if _gold_files(None, paths or [WRITTEN]) is None:
        return
    table = Table("file", "half", "sentences", "right", "left to a person", title="Denials and uses beside them")
    for path in paths:
        rows = list(read_file(path))
        for half, held_out in (("first", False), ("kept aside", True)):
            table.add_row(path.name, half, *map(str, summary([r for r in rows if r.held_out is held_out])))
    Console(width=100).print(table)


@app.command()
def calibrate(gold: Gold = None, target: TargetName = "ms-celeb-1m") -> None:
    """Fit the calibration of usage scores on the tuned part and write data/rules/usage_calibration.toml."""
    paths = _gold_files(gold, [shared() / "gold" / "papers" / "papers.jsonl"])
    if paths is None:
        return
    from citetrail.evaluation.calibrating import fit, write
    from citetrail.evaluation.split import held_out

    judged = _judge(paths, target)
    slope, offset = fit(judged)
    count = sum(j.gold.counted and not held_out(j.gold.key) for j in judged)
    write(slope, offset, count)
    typer.echo(f"slope {slope:.4f}, offset {offset:.4f}, fitted on {counted(count, 'paper')}")


@app.command()
def affiliations() -> None:
    """Affiliations: ROR ids, countries, sectors; organisations and links per paper; speed, memory, false military."""
    folder = shared() / "gold"
    if _gold_files(None, [folder / "papers" / "papers.jsonl", folder / "affiliations" / "springer.csv"]) is None:
        return
    from citetrail.evaluation.affiliation_scores import evaluate
    from citetrail.evaluation.read_papers import PdfReader

    resolver = _resolver()
    reader = PdfReader(shared() / "corpus" / "pdf", resolver)
    for line in evaluate(shared(), resolver, reader):
        typer.echo(line)
    typer.echo("\n".join(reader.lines()))


def _resolver() -> Any:
    """Over the index in use, else over one compiled for the occasion from the dump beside the labelled papers."""
    from tempfile import TemporaryDirectory

    from citetrail.records.settings import load
    from extractors.organisations import open_resolver
    from extractors.organisations.compile_ror import compile_index
    from extractors.organisations.countries import open_countries
    from extractors.organisations.ror_dump import open_dump

    settings = load()
    index = settings.ror_index
    dumps = sorted((shared() / "ror").glob("*-ror-data.zip"))
    if index.is_file() or not dumps:
        return open_resolver(DATA, index)
    with TemporaryDirectory() as folder:
        compiled = Path(folder) / "ror.index"
        compile_index(open_dump(dumps[-1]), compiled, open_countries(RULES))
        return open_resolver(DATA, compiled)


@app.command(name="all")
def everything(as_json: AsJson = False) -> None:
    """Usage of whole papers and affiliations, against the gold files beside the checkout."""
    if not shared().is_dir():  # told once, not by each part
        _gold_files(None, [shared()])
        return
    usage(None, "ms-celeb-1m", as_json)
    if not as_json:
        affiliations()


def _gold_files(gold: list[Path] | None, usual: list[Path]) -> list[Path] | None:
    """The files to use; None, with a message, when the usual ones are absent."""
    if gold:
        for path in gold:
            if not path.is_file():
                raise UserError(f"{path}: no such gold file")
        return gold
    if all(p.is_file() for p in usual):
        return usual
    missing = next(p for p in usual if not p.is_file())
    typer.echo(f"Skipped: the hand-labelled papers are not at {missing} (set CITETRAIL_SHARED).", err=True)
    return None


def _judge(paths: list[Path], target: str) -> list[Any]:
    from rich.progress import track

    from citetrail.evaluation.gold_usage import load_gold
    from citetrail.evaluation.usage_scores import judge, read_gold
    from citetrail.records.target_files import load_target

    family = load_target(target)
    papers = [p for path in paths for p in load_gold(path, family)]
    hidden = not sys.stderr.isatty()
    steps = track(papers, "reading", console=Console(stderr=True), disable=hidden)
    return [judge(paper, read_gold(paper), family) for paper in steps]


def _print_usage(found: dict[str, dict[str, Any]]) -> None:
    console = Console()
    parts = list(found)
    table = Table("figure", *parts, title="Usage")
    for name in ("papers", "uses"):
        table.add_row(name, *(str(found[p][name]) for p in parts))
    for name in ("used", "not used", "members", "roles"):
        table.add_row(f"{name}: precision / recall / F1", *(_prf(found[p][name]) for p in parts))
    table.add_row("members exactly right", *(f"{found[p]['members exact']} of {found[p]['uses']}" for p in parts))
    table.add_row("first role right", *("{} of {}".format(*found[p]["first role right"]) for p in parts))
    table.add_row("quotes that are exact", *(f"{found[p]['exact quotes']} of {found[p]['quotes']}" for p in parts))
    table.add_row("Brier score", *(f"{found[p]['brier']:.3f}" for p in parts))
    table.add_row("to read for 95 % of uses", *("{} of {}".format(*found[p]["effort"]) for p in parts))
    console.print(table)
    bins = Table("score", "papers", "mean score", "are uses", title="Reliability, all papers")
    for row in found["all"]["reliability"]:
        bins.add_row(f"{row.low:.1f}–{row.high:.1f}", str(row.count), f"{row.said:.2f}", f"{row.so:.2f}")
    console.print(bins)
    for name in ("errors", "other documents"):
        rows = Table("document", "label", "allowed", "verdict", "score", "members", title=name.capitalize())
        for e in found["all"][name]:
            rows.add_row(
                f"{e['key'][:8]} {e['title'][:50]}",
                e["label"],
                " ".join(e["allowed"]),
                e["verdict"],
                f"{e['score']:.2f}",
                " ".join(e["members"]),
            )
        console.print(rows)


def _prf(scores: Any) -> str:
    return f"{scores.precision:.3f} / {scores.recall:.3f} / {scores.f1:.3f}"


def _plain(value: Any) -> Any:
    """Records as plain JSON values."""
    if hasattr(value, "f1"):
        return {"precision": value.precision, "recall": value.recall, "f1": value.f1}
    if hasattr(value, "__dataclass_fields__"):
        return {k: getattr(value, k) for k in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value
