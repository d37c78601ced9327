"""A small transformer that reads one sentence with one name in it, as a second opinion beside the word model.

It is MiniLM (six layers of BERT, Wang et al., 2020) fine-tuned on labelled sentences by `citetrail train --encoder`.
The name itself is not shown to it: what it says holds for data and models of any name. Its layers run in ONNX Runtime
with weights of eight bits; the vectors of the vocabulary stay on the disk but for the words that are asked for.
"""

import hashlib
import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from citetrail.paths import MODELS
from citetrail.records.vocabulary import USE_ROLES, MemberKind
from extractors.spare_memory import give_back
from extractors.usage.numbered_words import NumberedWords
from extractors.usage.sentence_model import MEND, WeightsDamaged
from extractors.usage.word_pieces import WordPieces

FOLDER = MODELS / "encoder"
CARD = "card.json"  # the labels, and the SHA-256 of each of the others
LAYERS, WORDS, SCALES, PLACES, VOCABULARY = "layers.onnx", "words.npy", "scales.npy", "places.npy", "vocabulary.txt"
FILES = (LAYERS, WORDS, SCALES, PLACES, VOCABULARY)
# Numbers of the vocabulary without words of their own, taken for the marks around the name and for the name.
OPENS = {MemberKind.DATASET: "[unused1]", MemberKind.MODEL: "[unused2]"}
HIDDEN = {MemberKind.DATASET: "[unused4]", MemberKind.MODEL: "[unused5]"}
CLOSES, BEGINS, ENDS = "[unused3]", "[CLS]", "[SEP]"
# Word pieces: of the sentence beside the name, of its place, heading, caption, and the sentences before and after.
MOST_SENTENCE, MOST_PLACE, MOST_HEADING, MOST_CAPTION, MOST_BEFORE, MOST_AFTER = 69, 6, 10, 16, 22, 18
MOST_LETTERS = 2_000  # of each text: what is beyond could not be shown, and would still be looked through
MOST_NAME = 12  # where it is shown
LONGEST = 160  # places that have vectors: of all of these and the marks between them


@dataclass(frozen=True, slots=True)
class Marked:
    """One name in its sentence: what stands left and right of it as printed, and what the page tells around."""

    kind: MemberKind
    left: str
    right: str
    place: str = ""  # section and zone
    heading: str = ""
    caption: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """`use`: probability that the paper itself uses what is named; `roles`: probabilities of the labels."""

    use: float
    roles: Mapping[str, float]


class SentenceEncoder:
    """Pure and deterministic on one machine: the same sentence gives the same numbers."""

    def __init__(self, pieces: WordPieces, labels: Sequence[str], network: "Network") -> None:
        self._pieces = pieces
        self._labels = labels
        self._network = network

    def read(self, marked: Marked) -> Opinion:
        """What the sentence says the paper does with the name."""
        found = self._network.run(*numbered(self._pieces, marked))
        return _opinion(found, self._labels, marked.kind)


class Numbered(NamedTuple):
    """Numbers of the sentence and of what stands around it, and where the mark before the name is."""

    sentence: list[int]
    around: list[int]
    at: int


def numbered(pieces: WordPieces, marked: Marked, name: str = "") -> Numbered:
    """What the encoder is given. `name`: shown in training, that the words of names be learnt beside the mark."""
    numbers, one = pieces.numbers, pieces.number
    shown = numbers(name)[:MOST_NAME] or [one(HIDDEN[marked.kind])]
    left, right = numbers(marked.left[-MOST_LETTERS:]), numbers(marked.right[:MOST_LETTERS])
    room = MOST_SENTENCE + 1 - len(shown)
    if len(left) + len(right) > room:
        left = left[-max(room // 2, room - len(right)) :]
        right = right[: room - len(left)]
    end = [one(ENDS)]
    sentence = [one(BEGINS), *left, one(OPENS[marked.kind]), *shown, one(CLOSES), *right, *end]
    around = [
        *numbers(marked.place)[:MOST_PLACE], *end,
        *numbers(marked.heading[:MOST_LETTERS])[:MOST_HEADING],
        *numbers(marked.caption[:MOST_LETTERS])[:MOST_CAPTION], *end,
        *numbers(marked.before[-MOST_LETTERS:])[-MOST_BEFORE:], *end,
        *numbers(marked.after[:MOST_LETTERS])[:MOST_AFTER], *end,
    ]  # fmt: skip
    return Numbered(sentence, around, 1 + len(left))


def word_pieces(vocabulary: Path) -> WordPieces:
    """Of a file with a word or part of one a line, by their numbers from 0."""
    return WordPieces(NumberedWords(vocabulary.read_bytes()))


class Network:
    """The vectors of words, and the layers over them."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self._numpy = np
        self._words = _Rows(folder / WORDS)
        self._scales = np.load(folder / SCALES)
        self._places = np.load(folder / PLACES)
        self._session = _session(folder / LAYERS)

    def run(self, sentence: Sequence[int], around: Sequence[int], at: int) -> Sequence[float]:
        np = self._numpy
        numbers = np.array([*sentence, *around])
        vectors = self._words.read(numbers).astype(np.float32) * self._scales[numbers][:, None]
        vectors += self._places[: len(numbers)]
        vectors[len(sentence) :] += self._places[-1]  # the second part of the text
        mean = np.zeros((1, len(numbers)), np.float32)
        mean[0, : len(sentence)] = 1 / len(sentence)
        mark = np.zeros_like(mean)
        mark[0, at] = 1
        found = self._session.run(None, {"vectors": vectors[None], "mean": mean, "mark": mark})[0][0]
        return [float(x) for x in found]


class _Rows:
    """Rows of an array in a file, read when they are asked for: a mapped file's pages would stay with the process,
    each with its neighbours.
    """

    def __init__(self, path: Path) -> None:
        import numpy as np

        self._numpy = np
        mapped = np.load(path, mmap_mode="r")
        self._kind, self._width = mapped.dtype, mapped.shape[1]
        self._first, self._step = mapped.offset, mapped.strides[0]
        self._file = path.open("rb", buffering=0)

    def read(self, numbers: Any) -> Any:
        file, first, step = self._file.fileno(), self._first, self._step
        rows = b"".join([os.pread(file, step, first + number * step) for number in numbers.tolist()])
        return self._numpy.frombuffer(rows, self._kind).reshape(-1, self._width)


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Sentences of all lengths would each leave memory behind for the next of that length.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    give_back()  # the file and the weights as they stand in it: those in the order that the processor wants are made
    return session


def _opinion(found: Sequence[float], labels: Sequence[str], kind: MemberKind) -> Opinion:
    """From the numbers of both kinds' labels, then of both kinds' use."""
    model = kind is MemberKind.MODEL
    width = len(labels)
    numbers = found[width : 2 * width] if model else found[:width]
    most = max(numbers)
    each = [math.exp(n - most) for n in numbers]
    total = sum(each)
    roles = {label: e / total for label, e in zip(labels, each, strict=True)}
    told = sum(p for label, p in roles.items() if label in USE_ROLES)
    use = 1 / (1 + math.exp(-found[2 * width + model]))
    return Opinion((use + told) / 2, roles)


@lru_cache(maxsize=1)
def sentence_encoder(folder: Path = FOLDER) -> SentenceEncoder:
    """The encoder that is shipped, loaded once a process. Raises WeightsDamaged."""
    labels = checked_labels(folder)
    return SentenceEncoder(word_pieces(folder / VOCABULARY), labels, Network(folder))


@lru_cache(maxsize=1)
def checked_labels(folder: Path = FOLDER) -> tuple[str, ...]:
    """What the encoder tells sentences to be; WeightsDamaged where a file is missing or not as its card says."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        labels, told = tuple(map(str, card["labels"])), dict(card["sha256"])
        wrong = [name for name, digest in digests(folder).items() if told.get(name) != digest]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsDamaged(f"{folder} cannot be read ({error}): {MEND}") from None
    if not set(labels) >= USE_ROLES:
        wrong.append(CARD)
    if wrong:
        raise WeightsDamaged(f"{folder}: not as its card says: {', '.join(wrong)}: {MEND}")
    return labels


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each file but the card."""
    return {name: _digest(folder / name) for name in FILES}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
