#!/usr/bin/env bash
# Package: metapub 0.7.5
# Behaviour: of an author's institutions the first is kept. PubMed writes each in an AffiliationInfo of its own, and
#   PubMedAuthor looks into the first of these, while its attribute is a list, affiliations. Of an abstract in parts,
#   those with one label (METHODS twice) overwrite each other: the last is kept, at the first's place.
# A good guess: a list of affiliations holds all of them, and an abstract all of its parts.
# Matters: who works for a university and an army is an academic; "we trained on ..." is missing from an abstract
#   whose methods come in two parts.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check metapub==0.7.5
HOME="$d" "$d/venv/bin/python" - <<'PY'
import sys
import warnings

from metapub.pubmedarticle import PubMedArticle

warnings.simplefilter("error")


def author(family: str, *institutions: str) -> str:
    named = "".join(f"<AffiliationInfo><Affiliation>{name}</Affiliation></AffiliationInfo>" for name in institutions)
    return f"<Author><LastName>{family}</LastName><ForeName>Ann</ForeName><Initials>A</Initials>{named}</Author>"


PARTS = [("METHODS", "We chose Harbour."), ("RESULTS", "It was fair."), ("METHODS", "We trained on Market.")]
abstract = "".join(f'<AbstractText Label="{label}">{text}</AbstractText>' for label, text in PARTS)
article = PubMedArticle(
    "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
    "<Journal><JournalIssue><PubDate><Year>2016</Year></PubDate></JournalIssue><Title>J</Title></Journal>"
    f"<ArticleTitle>Gait</ArticleTitle><Abstract>{abstract}</Abstract><AuthorList>"
    + author("Lee", "Example University", "Army Laboratory")
    + author("Ode", "Army Laboratory")
    + "</AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
)
institutions = [one.affiliations for one in article.author_list]
as_described = (
    institutions == [["Example University"], ["Army Laboratory"]]
    and article.abstract == "METHODS: We trained on Market.\nRESULTS: It was fair."
)
if not as_described:
    sys.exit(f"changed: {institutions} {article.abstract!r}")
print("ok: metapub keeps the first of an author's institutions, and the last of an abstract's parts with one label")
PY
