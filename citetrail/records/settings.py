"""Settings, from the environment (CITETRAIL_…) or `citetrail.toml` in the working folder; the environment wins."""

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


class Settings(BaseSettings):
    """Every setting with its default; a test holds the README to this list."""

    model_config = SettingsConfigDict(env_prefix="CITETRAIL_", toml_file="citetrail.toml", extra="forbid")

    s2_url: str = Field("https://api.semanticscholar.org", description="base address of Semantic Scholar")
    s2_api_key: SecretStr | None = Field(
        None, description="Semantic Scholar key; without one the public rate applies"
    )
    s2_interval: float = Field(1.1, ge=0, description="seconds between requests to Semantic Scholar")
    arxiv_url: str = Field("https://export.arxiv.org", description="base address of arXiv's /api/query and /pdf/")
    arxiv_interval: float = Field(3.0, ge=0, description="seconds between requests to arXiv")
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
    workers: int = Field(2, ge=1, description="processes that read PDFs")
    max_bytes: int = Field(60_000_000, ge=1, description="largest PDF taken, in bytes")
    max_pages: int = Field(400, ge=1, description="most pages read of one PDF")
    read_seconds: float = Field(60, gt=0, description="wall-clock limit for reading one PDF")
    worker_memory: int = Field(2_000_000_000, ge=1, description="address space of one reading process, in bytes")
    task_runner: str = Field("thread", description="Prefect task runner: thread or dask")
    dask_address: str = Field("", description="address of a Dask scheduler, for task_runner dask")
    review_host: str = Field("127.0.0.1", description="address that the queue binds to")
    review_port: int = Field(8765, ge=0, le=65535, description="port of the queue")
    two_reviewers: bool | None = Field(
        None, description="two accepting reviewers for sensitive claims; default on with several reviewers"
    )
    audit_share: float = Field(0.05, ge=0, le=1, description="share of decided claims that come back for audit")
    publisher: str = Field("", description="name under which releases are published")
    corrections: str = Field("", description="e-mail or web address for corrections, printed in releases")

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

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(**overrides: Any) -> Settings:
    """The settings in force here; pydantic's ValidationError names the bad one."""
    return Settings(**overrides)
