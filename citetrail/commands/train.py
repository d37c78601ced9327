"""`citetrail train`: the weights of the sentence models, from labelled sentences or from people's decisions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from citetrail.commands.named_paths import named_path
from citetrail.commands.runs import open_known_store
from citetrail.commands.user_errors import UserError
from citetrail.paths import DATA, passages
from citetrail.records.counted import counted
from extractors.usage.sentence_encoder import FOLDER
from extractors.usage.sentence_model import WEIGHTS, read_weights

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
OwnOnly = Annotated[bool, typer.Option("--own-only", help="learn from the project's own sentences alone")]
Out = Annotated[
    Path | None, typer.Option("--out", help="the file (of the encoder: the folder) to write", parser=named_path)
]
Decisions = Annotated[
    str, typer.Option("--decisions", metavar="TARGET", help="move the weights by what people decided on this target")
]
Encoder = Annotated[
    str, typer.Option("--encoder", metavar="PYTHON", help="make the second model, by an interpreter that has torch")
]
Rows = Annotated[int, typer.Option("--rows", min=0, help="of the encoder: so many sentences a stage, to try it out")]
Keep = Annotated[
    Path | None,
    typer.Option("--keep", help="of the encoder: a folder for the model after each stage", parser=named_path),
]


@app.command()
def train(
    own_only: OwnOnly = False,
    decisions: Decisions = "",
    encoder: Encoder = "",
    rows: Rows = 0,
    keep: Keep = None,
    out: Out = None,
) -> None:
    """Rebuild the sentence model from data/training and, where present, real labelled sentences.

    With --decisions the weights in use are kept and moved by the accepted and rejected uses of the store. A fifth of
    the papers is held back; the new weights are written only where they read those better.

    With --encoder the second model is made instead: MiniLM, fine-tuned on these and on data/training/encoder.
    """
    if (encoder and decisions) or ((rows or keep) and not encoder):
        raise UserError("--encoder makes another model than --decisions moves; --rows and --keep belong to it alone")
    if decisions:
        _from_decisions(decisions, out or WEIGHTS)
    elif encoder:
        _encoder(encoder, out or FOLDER, own_only=own_only, rows=rows, keep=keep)
    else:
        _from_sentences(out or WEIGHTS, own_only=own_only)


def _from_sentences(out: Path, *, own_only: bool) -> None:
    from citetrail.evaluation.labelled_sentences import own_sentences, parsed
    from citetrail.evaluation.sentence_training import examples, write
    from citetrail.evaluation.sentence_training import train as fitted

    own, real = own_sentences(DATA / "training"), _real(own_only=own_only)
    write(fitted(examples(parsed([*own, *real]))), out)
    _tell(len(own), len(real), out)


def _encoder(python: str, out: Path, *, own_only: bool, rows: int, keep: Path | None) -> None:
    from citetrail.evaluation.encoder_training import counts_of, make_encoder, stages, thinned
    from citetrail.evaluation.labelled_sentences import FOR_ENCODER, own_sentences

    given = stages(own_sentences(), own_sentences(FOR_ENCODER), _real(own_only=own_only))
    given = thinned(given, rows) if rows else given
    make_encoder(python, given, out, keep=keep)
    _tell(*counts_of(given), out)


def _real(*, own_only: bool) -> list[Any]:
    from citetrail.evaluation.labelled_sentences import real_sentences

    real = [] if own_only else real_sentences(passages())
    if not real and not own_only:
        typer.echo(f"no real sentences at {passages()}: learning from the project's own alone", err=True)
    return real


def _tell(own: int, real: int, out: Path) -> None:
    typer.echo(f"learnt from {counted(own, 'sentence')} of the project and {real:,} of papers; written to {out}")


def _from_decisions(target: str, out: Path) -> None:
    import json

    from citetrail.evaluation.decided_sentences import FEWEST_JUDGED, compare, held_back, moved
    from citetrail.evaluation.sentence_training import write

    before: Mapping[str, Any] = json.loads(read_weights(WEIGHTS)[1])
    given = _decided(target)
    judged = [e for e in given if held_back(e)]
    if len(judged) < FEWEST_JUDGED:
        many = counted(len(given), "settled use")
        raise UserError(
            f"{many} of {target} with a sentence, {len(judged)} in the fifth that is held "
            f"back: at least {FEWEST_JUDGED} are wanted there. Decide on more cards first."
        )
    after = moved(before, [e for e in given if not held_back(e)])
    found = compare(before, after, judged)
    many = counted(len(given) - len(judged), "decision")
    typer.echo(f"learnt from {many}; read right of {found.count} that were held back:")
    typer.echo(f"  use or none    {found.use_before} before, {found.use_after} after")
    typer.echo(f"  and its role   {found.role_before} before, {found.role_after} after")
    if found.better:
        write(after, out)
        typer.echo(f"better: written to {out}; `citetrail extract` reads the papers again with it")
    else:
        typer.echo("not better: the weights stay as they are")


def _decided(slug: str) -> list[Any]:
    """The settled uses of the store as examples."""
    from citetrail.evaluation.decided_sentences import decided_sentences
    from citetrail.evaluation.labelled_sentences import parsed
    from citetrail.evaluation.sentence_training import examples
    from citetrail.records.settings import load
    from citetrail.records.target_files import load_target
    from citetrail.store.decided_uses import settled_uses

    target = load_target(slug)
    kinds = {member.slug: member.kind for member in target.members}
    with open_known_store(load()).connect() as connection:
        uses = list(settled_uses(connection, target.slug))
    return examples(parsed(list(decided_sentences(uses, kinds.get))))
