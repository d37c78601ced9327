"""`citetrail train`: the weights of the sentence model, from labelled sentences."""

import os
from pathlib import Path
from typing import Annotated

import typer

from citetrail.paths import CHECKOUT, DATA
from extractors.usage.sentence_model import WEIGHTS

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
OwnOnly = Annotated[bool, typer.Option("--own-only", help="learn from the project's own sentences alone")]
Out = Annotated[Path, typer.Option("--out", help="where the weights go")]


def passages() -> Path:
    """Real labelled sentences, where they lie beside the checkout."""
    shared = Path(os.environ.get("CITETRAIL_SHARED", CHECKOUT.parent / "shared"))
    return shared / "gold" / "passages" / "dev.jsonl"


@app.command()
def train(own_only: OwnOnly = False, out: Out = WEIGHTS) -> None:
    """Rebuild the sentence model from data/training and, where present, real labelled sentences."""
    from citetrail.evaluation.labelled_sentences import own_sentences, parsed, real_sentences
    from citetrail.evaluation.sentence_training import examples, write
    from citetrail.evaluation.sentence_training import train as fitted

    own = own_sentences(DATA / "training")
    real = [] if own_only else real_sentences(passages())
    if not real and not own_only:
        typer.echo(f"no real sentences at {passages()}: learning from the project's own alone", err=True)
    write(fitted(examples(parsed([*own, *real]))), out)
    typer.echo(f"learnt from {len(own):,} sentences of the project and {len(real):,} of papers; written to {out}")
