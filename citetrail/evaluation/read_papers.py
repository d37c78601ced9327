"""What the whole program finds in the PDFs of labelled papers: headers, links and the organisations behind them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from citetrail.evaluation.header_scores import GoldHeader, HeaderScores, OrganisationsOf, score_header, total
from citetrail.records.organisations import AffiliationString, OrganisationMatch
from extractors.header import pages_wanted, read_header
from extractors.organisations.header_affiliations import resolve_header
from extractors.organisations.name_tokens import key
from extractors.organisations.resolver import Resolver
from extractors.text.document import read_document
from extractors.text.layout import read_layout
from extractors.text.open_pdf import OpenPdf

# The limits of settings.py: what is measured is what a run would read.
MAX_BYTES, MAX_PAGES = 60_000_000, 400


@dataclass
class PdfReader:
    """Reads the PDFs in `folder`; call it with a paper for its matches. Scores of headers gather on the side."""

    folder: Path
    resolver: Resolver
    headers: list[HeaderScores] = field(default_factory=list)
    seconds: float = 0.0  # of the header step: layout of its pages, header, organisations

    def __call__(self, paper: GoldHeader) -> Sequence[OrganisationMatch]:
        with OpenPdf((self.folder / f"{paper.sha}.pdf").read_bytes()) as pdf:
            document = read_document(pdf, max_bytes=MAX_BYTES, max_pages=MAX_PAGES)
            started = time.process_time()
            header = read_header(read_layout(pdf, pages_wanted(document)), document)
            resolved = resolve_header(header, self.resolver)
            self.seconds += time.process_time() - started
        # An address of now or then, told by its note, is no affiliation of the paper.
        matches = [m for a in resolved if not a.string.note for m in a.matches]
        by_raw = {a.string.raw: a.matches for a in resolved}
        self.headers.append(score_header(paper, header, _labelled(paper, by_raw)))
        return matches

    def lines(self) -> list[str]:
        """Titles, authors and links over all papers read, and how fast that went."""
        rate = len(self.headers) / self.seconds if self.seconds else 0.0
        return [*total(self.headers).lines(), f"header step {rate:,.1f} papers/s of one core"]


def _labelled(paper: GoldHeader, by_raw: dict[str, tuple[OrganisationMatch, ...]]) -> OrganisationsOf:
    """The paper's labels that a string's matches answer; a match that answers none counts under its own name."""

    def organisations(string: AffiliationString) -> set[str]:
        found = set()
        for match in by_raw.get(string.raw, ()):
            known = [o for o in (match.organisation, match.unit) if o]
            names = {o.ror for o in known if o.ror} | {key(o.name) for o in known} | {key(match.printed)}
            label = next((a.org for a in paper.affiliations if names & {a.ror, key(a.org)}), None)
            if label or known:
                found.add(label or known[0].name)
        return found

    return organisations
