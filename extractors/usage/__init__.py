"""Does a paper use a family's data, and how? `read_usage` and `read_contexts` are the ways in.

The bodies import where they are used, so that naming the package costs nothing at the start of a command.
"""

from collections.abc import Sequence

from citetrail.records.targets import Target
from citetrail.records.text import DocumentText
from citetrail.records.usage import Usage
from citetrail.records.vocabulary import Verdict
from extractors.usage.citation_contexts import SourceContext, read_contexts
from extractors.usage.described_data import leads_to_data
from extractors.usage.document_usage import read_document_usage

__all__ = ["SourceContext", "leads_to_data", "read_contexts", "read_usage"]


def read_usage(
    document: DocumentText, target: Target, *, contexts: Sequence[SourceContext] = (), year: int | None = None
) -> Usage:
    """What the paper says of the family; without readable text, what citation contexts say of it.

    `year` is the paper's, where it is known: packages change what they load. Else the text is asked for it.
    """
    usage = read_document_usage(document, target, year)
    return read_contexts(contexts, target) if usage.verdict is Verdict.NO_TEXT and contexts else usage
