"""The settings with which a run asks the stand-in services and nobody else."""

from pathlib import Path

from citetrail.paths import SAMPLE
from citetrail.records.settings import Settings


def sample_settings(url: str, var: Path, contact: str) -> Settings:
    """Everything from the stand-in at `url`, at no pace, into `var`, whatever the environment says."""
    return Settings(
        s2_url=url,
        arxiv_api_url=url,
        arxiv_pdf_url=url,
        arxiv_mirror="",
        s2_interval=0,
        arxiv_interval=0,
        arxiv_pdf_interval=0,
        host_interval=0,
        contact=contact,
        gazetteer=SAMPLE / "organisations",
        var=var,
        database_url="",
        documents_url="",
    )
