"""A new target file as text: what is known is filled in, and each line says what belongs there."""

import json
import re
import unicodedata
from dataclasses import dataclass

from citetrail.records.identifiers import arxiv_id, doi
from citetrail.records.targets import IntroducingPaper

PLACEHOLDER = "The paper that introduced"


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """What is known of a new target; `source` is an address that describes the dataset."""

    slug: str
    name: str
    summary: str
    source: str
    aliases: tuple[str, ...] = ()
    paper: IntroducingPaper | None = None
    domain: tuple[str, ...] = ("face", "faces", "facial")
    year: int | None = None


def placeholder_title(name: str) -> str:
    """What stands for a title that is not known yet; `targets check` warns of it."""
    return f"{PLACEHOLDER} {name}"


def is_placeholder(title: str) -> bool:
    return title.casefold().startswith(f"{PLACEHOLDER.casefold()} ")


def slug_of(name: str) -> str:
    """A slug from a name: "MS-Celeb-1M" is "ms-celeb-1m"; empty where no Latin letter or digit is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def paper_address(paper: IntroducingPaper) -> str:
    """The address of an introducing paper, from its best id; empty where it has none."""
    if paper.arxiv:
        return f"https://arxiv.org/abs/{paper.arxiv}"
    if paper.doi:
        return f"https://doi.org/{paper.doi}"
    return f"https://www.semanticscholar.org/paper/{paper.s2_id}" if paper.s2_id else ""


def introducing_paper(title: str, identifier: str) -> IntroducingPaper:
    """The paper that a person names by title and DOI, arXiv id or Semantic Scholar id.

    Raises ValueError for an identifier that is none of these.
    """
    if not identifier:
        return IntroducingPaper(title)
    # Before arXiv's: a DOI may end like an arXiv id. arXiv's own DOIs are arXiv ids.
    if (found := doi(identifier)) and not found.startswith("10.48550/"):
        return IntroducingPaper(title, doi=found)
    if found := arxiv_id(identifier):
        return IntroducingPaper(title, arxiv=found)
    if hexadecimal := re.fullmatch(r"(?:https?://\S+/)?([0-9a-f]{40})", identifier.lower()):
        return IntroducingPaper(title, s2_id=hexadecimal[1])
    if corpus := re.fullmatch(r"(?i:CorpusId:)?\s*(\d{1,12})", identifier):
        return IntroducingPaper(title, corpus_id=corpus[1])
    raise ValueError(f"{identifier!r} is no DOI, arXiv id, Semantic Scholar id or CorpusId")


def render(draft: TargetDraft) -> str:
    """The text of the file. It can be loaded as it is; what a person should think about stands in comments."""
    return "\n".join((*_head(draft), *_root(draft), *_paper(draft.paper), *_rest(draft))) + "\n"


def _head(draft: TargetDraft) -> list[str]:
    return [
        f"# {_comment(draft.name)} and what was made of it. Every field: docs/targets.md.",
        f"slug = {quoted(draft.slug)}",
        f"name = {quoted(draft.name)}",
        "# Shown in the queue, the map and the report: what it is, how many people, who made it, what became of it.",
        f"summary = {quoted(draft.summary)}",
        "# Words that every paper of the field prints; a model's name in a paper without them means something else.",
        f"domain = {_list(draft.domain)}",
        "# What arXiv is asked: all:, ti:, abs:, AND; names of several words in quotation marks.",
        f"arxiv_queries = [{_query(draft.name)}]",
    ]


def _root(draft: TargetDraft) -> list[str]:
    aliases = draft.aliases or (draft.name,)
    year = draft.year or (draft.paper.year if draft.paper else None)
    return [
        "",
        "# The dataset itself is the first member.",
        "[[members]]",
        f"slug = {quoted(draft.slug)}",
        f"name = {quoted(draft.name)}",
        'kind = "dataset"',
        "# What papers do with it where a sentence says only “use”: trained_on for training sets, evaluated_on for",
        "# benchmarks, uses_pretrained_model for models.",
        'typical = "trained_on"',
        "# Names that mean it wherever they stand. Case, spaces and hyphens need not be repeated.",
        f"aliases = {_list(aliases)}",
        "# Names that mean it only beside one of the cues: an abbreviation, a word of English.",
        '# ambiguous = ["ABC"]',
        '# cues = ["benchmark", "verification"]',
        "# Sizes as papers print them; they tell it from its derivatives.",
        '# figures = ["3.3M", "9,131"]',
        "# Distinctive names worth a search in full texts.",
        f"queries = {_list([draft.name])}",
        f"{'' if year else '# '}year = {year or 2018}",
        "# identities = 9131",
        "# images = 3310000",
        '# host = "who published it"',
        '# licence = "as its page says"',
        '# available = "yes"  # or no, partly, unknown',
        "# Where this row can be checked: the dataset's page or its paper.",
        f"source = {quoted(draft.source)}",
    ]


def _paper(paper: IntroducingPaper | None) -> list[str]:
    if paper is None:
        return [
            "",
            "# The paper that introduced it: its citations are followed. Without an id they cannot be listed.",
            "# [[members.papers]]",
            '# title = "…"',
            '# arxiv = "1710.08092"  # or doi, corpus_id, s2_id',
        ]
    ids = {key: getattr(paper, key) for key in ("arxiv", "doi", "corpus_id", "s2_id")}
    lines = ["", "# The paper that introduced it: its citations are followed.", "[[members.papers]]"]
    lines += ["# As references print it: they are matched by it.", f"title = {quoted(paper.title)}"]
    lines += [f"{key} = {quoted(value)}" for key, value in ids.items() if value]
    if not any(ids.values()):
        lines.append("# Without an id its citations cannot be listed: give arxiv, doi, corpus_id or s2_id.")
    return [*lines, *([f"year = {paper.year}"] if paper.year else [])]


def _rest(draft: TargetDraft) -> list[str]:
    return [
        "",
        "# A derivative, or a model that was trained on it; one table each.",
        "# [[members]]",
        f'# slug = "{draft.slug}-clean"',
        f"# name = {quoted(draft.name + ', cleaned')}",
        '# kind = "dataset"  # or model',
        f'# parent = "{draft.slug}"',
        f"# aliases = {_list([draft.name + '-Clean'])}",
        '# source = "https://…"',
        "",
        "# Sourced statements for the report, and what happened when.",
        "# [[facts]]",
        '# text = "…"',
        '# source = "https://…"',
        "",
        "# [[events]]",
        '# date = "2019-06"',
        '# title = "Withdrawn"',
        '# text = "…"',
        '# source = "https://…"',
    ]


def _query(name: str) -> str:
    """arXiv's search for a name, in TOML: between single quotes, where nothing needs a backslash."""
    phrase = " ".join(name.replace('"', " ").split())
    plain = phrase.isprintable() and "'" not in phrase
    return f"'all:\"{phrase}\"'" if plain else quoted(f'all:"{phrase}"')


def quoted(text: str) -> str:
    """A TOML string of one line. Text from services may hold anything: what TOML forbids is escaped or replaced."""
    safe = text.encode("utf-8", "replace").decode()
    # JSON's strings are TOML's, but for DEL, which TOML wants escaped.
    return json.dumps(safe, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(words: tuple[str, ...] | list[str]) -> str:
    return f"[{', '.join(map(quoted, words))}]"


def _comment(text: str) -> str:
    return "".join(c for c in " ".join(text.split()) if c.isprintable())
