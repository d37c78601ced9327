"""Settings, from the environment (CITETRAIL_…) or `citetrail.toml` in the working folder; the environment wins."""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from citetrail.records.copies import CopyPolicy

# How alike a misspelt setting is to the one that was meant (difflib), 0..1; variables of tests are less alike.
CLOSE = 0.8
PREFIX, FILE = "citetrail_", Path("citetrail.toml")
_KEY = re.compile(r"[A-Za-z0-9._~+/=-]{8,200}")


class Settings(BaseModel):
    """Every setting with its default; a test holds the README to this list.

    What is given goes before the environment, and that before the file.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    s2_url: str = Field("https://api.semanticscholar.org", description="base address of Semantic Scholar")
    s2_api_key: SecretStr | None = Field(
        None, description="Semantic Scholar key; without one the public rate applies"
    )
    s2_interval: float = Field(1.1, ge=0, description="seconds between requests to Semantic Scholar")
    arxiv_api_url: str = Field("https://export.arxiv.org", description="base address of arXiv's /api/query")
    arxiv_pdf_url: str = Field("https://arxiv.org", description="base address of arXiv's /pdf/")
    arxiv_url: str = Field("", description="sets both of arXiv's addresses at once, for a stand-in")
    arxiv_interval: float = Field(3.0, ge=0, description="seconds between requests to arXiv's query API")
    arxiv_pdf_interval: float = Field(
        15.0, ge=0, description="seconds between PDFs from arXiv: the Crawl-delay of its robots.txt"
    )
    arxiv_mirror: str = Field("", description="fsspec address of a mirror of arXiv's PDFs, asked first")
    copies: CopyPolicy = Field(
        CopyPolicy.EACH_KIND, description="how many copies of a paper are fetched: first, each kind or all"
    )
    host_interval: float = Field(2.0, ge=0, description="seconds between requests to any other paper host")
    request_seconds: float = Field(30, gt=0, description="how long an answer of a service may stall")
    fetch_seconds: float = Field(120, gt=0, description="wall-clock limit for downloading one PDF")
    contact: str = Field("", description="e-mail or address sent in the user agent, so that hosts can reach you")
    var: Path = Field(Path("var"), description="folder of the store and the documents")
    database_url: str = Field("", description="SQLAlchemy address of the store; default SQLite in the var folder")
    documents_url: str = Field("", description="fsspec address of the documents; default a folder in the var folder")
    zenodo_url: str = Field("https://zenodo.org", description="base address of Zenodo, where ROR publishes its dump")
    organisations: Path | None = Field(None, description="compiled ROR index; default in the var folder")
    gazetteer: Path | None = Field(None, description="folder with further organisations*.csv of your own")
    watched: Path | None = Field(None, description="folder whose PDFs each run of mine adds as documents add does")
    workers: int = Field(2, ge=1, description="processes that read PDFs")
    max_bytes: int = Field(60_000_000, ge=1, description="largest PDF taken, in bytes")
    max_pages: int = Field(400, ge=1, description="most pages read of one PDF")
    read_seconds: float = Field(60, gt=0, description="wall-clock limit for reading one PDF")
    worker_memory: int = Field(2_000_000_000, ge=1, description="address space of one reading process, in bytes")
    task_runner: str = Field("thread", description="Prefect task runner: thread or dask")
    dask_address: str = Field("", description="address of a Dask scheduler, for task_runner dask")
    review_host: str = Field("127.0.0.1", description="address that the queue binds to")
    review_port: int = Field(8765, ge=1, le=65535, description="port of the queue")
    two_reviewers: bool | None = Field(
        None, description="two accepting reviewers for sensitive claims; default on with several reviewers"
    )
    audit_share: float = Field(0.05, ge=0, le=1, description="share of decided claims that come back for audit")
    publisher: str = Field("", description="name under which releases are published")
    corrections: str = Field("", description="e-mail or web address for corrections, printed in releases")
    notify: SecretStr | None = Field(
        None, description="addresses of apprise that a run tells what is new; several parted by blanks"
    )
    author_names: bool = Field(True, description="whether releases name authors, as the papers print them")

    def __init__(self, **given: Any) -> None:
        super().__init__(**_in_file() | _in_environment() | given)

    @model_validator(mode="after")
    def _one_address_for_both(self) -> Self:
        if self.arxiv_url:
            for name in {"arxiv_api_url", "arxiv_pdf_url"} - self.model_fields_set:
                setattr(self, name, self.arxiv_url)
        return self

    @field_validator("s2_url", "arxiv_api_url", "arxiv_pdf_url", "arxiv_url", "zenodo_url")
    @classmethod
    def _sound_address(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            is_sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_sound = False
        if value and not is_sound:
            raise ValueError("is no address: it begins with http:// or https:// and names a host")
        return value

    @field_validator("var", "organisations", "gazetteer", "watched", mode="before")
    @classmethod
    def _named_place(cls, value: object) -> object:
        """An empty name would be the folder in which the program was started."""
        if isinstance(value, str) and not value.strip():
            raise ValueError("is empty: name a file or folder, or leave the setting out")
        return value

    @field_validator("s2_api_key", mode="before")
    @classmethod
    def _sound_key(cls, value: object) -> object:
        """A key without the blanks and quotation marks that copying leaves around it; refused where it is none."""
        told = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not isinstance(told, str):
            return value
        plain = told.strip().strip("\"'\u201c\u201d\u2018\u2019").strip()
        if not plain:
            return None
        if not _KEY.fullmatch(plain):
            # The value is not repeated: it may be a key with a line break in it.
            raise ValueError("is no key: a key is 8 to 200 letters, digits and - . _ ~ + / = without blanks")
        return SecretStr(plain)

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite:///{(self.var / 'citetrail.sqlite').absolute()}"

    @property
    def store_documents_url(self) -> str:
        return self.documents_url or f"file://{(self.var / 'documents').absolute()}"

    @property
    def ror_index(self) -> Path:
        """Where the compiled ROR index lies, or would lie."""
        return self.organisations or self.var / "organisations" / "ror.index"

    @property
    def compiled_ror_index(self) -> Path | None:
        """The same where it lies there; without one the gazetteer alone resolves."""
        return self.ror_index if self.ror_index.exists() else None


class SettingsError(Exception):
    """A setting that nobody reads, most likely a misspelt one."""


def load(**overrides: Any) -> Settings:
    """The settings in force here; pydantic's ValidationError names the bad one, SettingsError a misspelt one."""
    for name, meant in misspelt().items():
        if meant:
            raise SettingsError(
                f"{name} is no setting: did you mean {meant}? `citetrail doctor` lists all that are set."
            )
    return Settings(**overrides)


def misspelt() -> dict[str, str]:
    """Variables CITETRAIL_… that are no setting → the setting that was probably meant, or nothing."""
    found = {}
    for name in sorted(os.environ):
        prefix, _, rest = name.lower().partition("_")
        if prefix == "citetrail" and rest not in Settings.model_fields:
            meant = get_close_matches(rest, list(Settings.model_fields), 1, CLOSE)
            found[name] = f"CITETRAIL_{meant[0].upper()}" if meant else ""
    return found


def sources() -> dict[str, str]:
    """The settings that were set → "the environment" or "citetrail.toml"."""
    here, in_file = _in_environment(), _in_file()
    found = {name: "the environment" for name in Settings.model_fields if name in here}
    return found | {name: str(FILE) for name in Settings.model_fields if name in in_file and name not in here}


def _in_environment() -> dict[str, str]:
    """What the environment sets; a variable that is no setting is `misspelt`'s to tell."""
    here = {name.lower(): value for name, value in os.environ.items()}
    return {name: here[PREFIX + name] for name in Settings.model_fields if PREFIX + name in here}


def _in_file() -> dict[str, Any]:
    if not FILE.is_file():
        return {}
    import tomllib

    return tomllib.loads(FILE.read_text("utf-8"))
