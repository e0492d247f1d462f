"""What an operator may set, each from the environment as ``NGOGRAPH_…``: every limit is one setting."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ngograph.errors import SettingError


class Settings(BaseSettings):
    """Settings of the service."""

    model_config = SettingsConfigDict(env_prefix="NGOGRAPH_", frozen=True, extra="ignore")

    title: str = Field(default="ngograph", description="What the pages call the graph.")
    publisher: str = Field(default="ngograph", description="Who publishes the graph.")
    address: str = Field(
        default="", description="The address the service is known by; empty: as it is called."
    )
    query_seconds: float = Field(
        default=30, gt=0, description="How long the engine may work at an answer, in seconds."
    )
    query_megabytes: int = Field(
        default=512, ge=16, description="How much memory a question may need, in megabytes."
    )
    answer_seconds: float = Field(
        default=600,
        gt=0,
        description="How long an answer may take in all, its reader's time too, in seconds.",
    )
    in_memory_megabytes: int = Field(
        default=64, ge=0, description="The largest dump of a release that is held in memory, in megabytes."
    )
    own_megabytes: int = Field(
        default=2048,
        ge=0,
        description="The largest release of which each process has a copy in memory, in megabytes there.",
    )
    queries_at_once: int = Field(
        default=16, ge=1, description="How many questions are worked on at the same time."
    )
    queries_waiting: int = Field(default=256, ge=0, description="How many more may wait for their turn.")
    reader_seconds: float = Field(
        default=30, gt=0, description="How long a reader may take nothing, in seconds."
    )
    request_bytes: int = Field(
        default=1_000_000, ge=1, description="The largest body of a request, in bytes."
    )
    request_seconds: float = Field(
        default=60, gt=0, description="How long a client may take to send a request, in seconds."
    )
    page_rows: int = Field(default=500, ge=1, description="The most rows that a page for people shows.")
    description_rows: int = Field(
        default=20_000, ge=1, description="The most statements that describe one thing."
    )
    cache_bytes: int = Field(
        default=64_000_000, ge=0, description="The finished answers that are kept, in bytes; 0 keeps none."
    )
    cache_answer_bytes: int = Field(
        default=1_000_000, ge=0, description="The largest answer that is kept, in bytes."
    )
    cache_seconds: int = Field(
        default=0, ge=0, description="How long clients may use an answer without asking again, in seconds."
    )
    address_bytes: int = Field(
        default=32_000, ge=100, description="The longest address with its query, in bytes."
    )
    header_bytes: int = Field(default=32_000, ge=100, description="All headers of a request, in bytes.")
    rate_per_second: float = Field(
        default=0, ge=0, description="Requests a second that one client may make for long; 0 is no limit."
    )
    rate_burst: int = Field(default=60, ge=1, description="Requests that one client may make at once.")
    release_seconds: float = Field(
        default=1, gt=0, description="How often to look for a new release, in seconds."
    )
    tokens: str = Field(
        default="", description="The file of the tokens; empty: `.tokens.json` in the folder of the releases."
    )
    write_bytes: int = Field(
        default=16_000_000, ge=1, description="The largest graph or update that is written, in bytes."
    )
    write_seconds: float = Field(
        default=120, gt=0, description="How long the work on a change may take, in seconds."
    )
    write_megabytes: int = Field(
        default=512, ge=16, description="How much memory a change may need beyond others, in megabytes."
    )
    writes_waiting: int = Field(default=16, ge=0, description="How many changes may wait for their turn.")
    written_releases: int = Field(
        default=20, ge=0, description="How many releases that changes made are left behind."
    )
    analysis_seconds: float = Field(
        default=60, gt=0, description="How long an analysis of the network may take, in seconds."
    )
    analysis_megabytes: int = Field(
        default=1024, ge=16, description="How much memory an analysis may need, in megabytes."
    )
    analyses_waiting: int = Field(default=16, ge=0, description="How many analyses may wait for their turn.")
    reconcile_queries: int = Field(
        default=1000,
        ge=1,
        description="The most queries, or things to tell of, in one batch of `/reconcile`.",
    )
    store_user: str = Field(default="", description="Who we are to another store.")
    store_password: str = Field(default="", repr=False, description="The password to it.")
    store_token: str = Field(default="", repr=False, description="The bearer token to it.")
    store_connect_seconds: float = Field(
        default=5, gt=0, description="How long it may take to be connected with another store, in seconds."
    )
    store_read_seconds: float = Field(
        default=30, gt=0, description="How long another store may say nothing, in seconds."
    )
    store_tries: int = Field(
        default=3, ge=1, description="How often another store is asked that is not to be reached."
    )
    store_load_seconds: float = Field(
        default=600, gt=0, description="How long another store may take to load a graph, in seconds."
    )
    pinned: bool = Field(
        default=True,
        description="Whether each process keeps to a core of its own, where there are as many as cores.",
    )
    log: Literal["auto", "json", "text", "off"] = Field(
        default="auto", description="The form of the log: auto is text on a terminal and JSON elsewhere."
    )

    def shared(self, processes: int) -> Settings:
        """Return the part of one of several *processes* in what these settings allow the whole service."""
        bounds = ("queries_at_once", "queries_waiting", "analyses_waiting", "cache_bytes")
        return self.model_copy(update={name: -(-getattr(self, name) // processes) for name in bounds})


def settings() -> Settings:
    """Return the settings of the environment.

    Raises:
        SettingError: one of them is not of its kind.
    """
    try:
        return Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = f"NGOGRAPH_{'_'.join(map(str, fault['loc'])).upper()}"
        expected = fault["msg"].partition(",")[0].removeprefix("Input should be ")
        raise SettingError(name, expected, str(fault["input"])) from None
