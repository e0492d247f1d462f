"""What the routes share: the release, the engine over it, the questions, and the pages' templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Protocol

from ngograph import __version__
from ngograph.store.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jinja2 import Environment
    from pyoxigraph import Store

    from ngograph.analysis.analyst import Analyst
    from ngograph.names import NameIndex
    from ngograph.queries import Catalogue
    from ngograph.store.answering import Engine
    from ngograph.web.authorising import Writing
    from ngograph.web.jsonld import Context
    from ngograph.web.once import Once
    from ngograph.web.selfdescription import SelfDescription
    from ngograph.web.settings import Settings
    from ngograph.web.showing.choosing import Index
    from ngograph.web.startpage import Overview
    from ngograph.web.words import Words


_INDEX_BYTES: Final = 32_000_000
"""How much is kept of large things, so that the next page of one need not gather all again."""


class Served(Protocol):
    """What the service needs of a release."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def digest(self) -> str:
        """The digest of what it holds."""

    @property
    def built(self) -> datetime:
        """The moment it was built."""

    def store(self) -> Store:
        """Open what is asked."""


@dataclass(frozen=True)
class Service:
    """Everything a route may need, made once by `create_app`.

    Args:
        names: finds things by name; made when it is first needed, as are the next four.
        words: what terms of the ontology are called.
        overview: what the start page says.
        drawing: the map as SVG in each language of the pages, or None if there is nothing to draw.
        context: the words of JSON-LD.
        itself: what the service says of itself.
        tongues: the same words in each language of the pages.
        ties: the rows that maps are drawn from, in each language of the pages.
        writing: makes changes, and knows who may; None where nobody may.
        analyst: analyses the network; None where there are no tables to make one of.
        indexes: what there is to show of the large among the things that were shown, by IRI and language; the
            language is empty where it does not matter.
    """

    release: Served
    engine: Engine
    catalogue: Catalogue
    settings: Settings
    templates: Environment
    names: Once[NameIndex]
    words: Once[Words]
    overview: Once[Overview]
    drawing: Mapping[str, Once[bytes | None]]
    context: Once[Context]
    itself: SelfDescription
    tongues: Mapping[str, Once[Words]]
    ties: Mapping[str, Once[tuple[Mapping[str, str | None], ...]]]
    writing: Writing | None = None
    analyst: Analyst | None = None
    indexes: Kept[tuple[str, str], Index] = field(default_factory=lambda: Kept(_INDEX_BYTES))

    @cached_property
    def stamp(self) -> str:
        """What an answer depends on beside its request: the release, this program and its settings."""
        return stamp(self.release, self.settings)


def stamp(release: Served, settings: Settings) -> str:
    """Return what answers of the service of *release* depend on beside their requests."""
    return sha256(f"{release.digest} {__version__} {settings!r}".encode()).hexdigest()[:16]
