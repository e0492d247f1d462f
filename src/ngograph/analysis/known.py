"""What a release knows, as analyses need it: its tables, the names of things, and the networks of a scope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ngograph.errors import NetworkError
from ngograph.network import geography_in, named, project, seats, selection
from ngograph.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from ngograph.analysis.scope import Scope
    from ngograph.network import Geography, Network, OneMode, Selection
    from ngograph.release import Release

_LABELS: Final = {"en": "labelEn", "bs": "labelBs", "ru": "labelRu"}


@dataclass(frozen=True, eq=False)
class Known:
    """One release.

    Attributes:
        tables: by name, as `docs/tables.md` tells of them.
        release: its id.
        digest: of its dump.
        built: when.
    """

    tables: Mapping[str, pl.DataFrame]
    release: str
    digest: str
    built: datetime

    def selection(self, scope: Scope, **other: Any) -> Selection:
        """Return the ties of *scope*, in which *other* fields may be put in the place of its own.

        Raises:
            EmptySelection: a filter leaves nothing; knows which.
        """
        asked: dict[str, Any] = {
            "ties": scope.ties,
            "modalities": scope.modality,
            "places": scope.place,
            "topics": scope.topic,
            "sources": scope.source,
            "as_of": scope.as_of,
            "since": scope.since,
            "until": scope.until,
            "undated": scope.undated,
            "collapse": scope.collapse,
        }
        return selection(self.tables, **asked | other)

    def network(self, chosen: Selection, lang: str) -> Network:
        """Return what was *chosen* with its evidence and with names in *lang*."""
        return named(chosen, lang)

    def projection(self, chosen: Selection, scope: Scope) -> OneMode:
        """Return the bodies of what was *chosen*, tied by what they share, weighed as *scope* says."""
        return project(chosen.incidence, weight=scope.weight)

    def labels(self, lang: str) -> Mapping[str, str]:
        """Return the name of each thing in *lang*, else in English, else in any."""
        return self._labels[lang]

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The local name of the most specific class of each thing."""
        local = pl.col("type").str.split("#").list.last()
        return dict(self.tables["things"].select("thing", local).drop_nulls().iter_rows())

    def country(self, iri: str) -> str:
        """Return *iri*, which is that of a country.

        Raises:
            NetworkError: it is that of something else.
        """
        place = self.geography.places.get(iri)
        if place is None or place.country != iri:
            lies = f", which lies in <{place.country}>" if place is not None and place.country else ""
            raise NetworkError(f"expected a country to look from, found <{iri}>{lies}")
        return iri

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """The country of each body as far as it is asserted, by IRI; see `network.seats`."""
        return seats(self.geography, self.tables["affiliations"])

    @cached_property
    def geography(self) -> Geography:
        """Who and what is where, as far as it is asserted."""
        return geography_in(self.tables)

    def called(self, iri: str, lang: str) -> str:
        """Return the name of a thing, a concept or a document in *lang*, else in any, else its IRI."""
        return self.labels(lang).get(iri) or self._titles[lang].get(iri, iri)

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, str]]:
        """The labels of concepts and the titles of documents, by language."""
        documents = dict(self.tables["documents"].select("document", "title").drop_nulls().iter_rows())
        return {lang: documents | dict(_named(self.tables["concepts"], lang).iter_rows()) for lang in _LABELS}

    @cached_property
    def _labels(self) -> Mapping[str, Mapping[str, str]]:
        return {lang: dict(_named(self.tables["things"], lang).iter_rows()) for lang in _LABELS}

    def names(self, iris: Iterable[str], lang: str) -> list[str]:
        """Return the names of *iris* in *lang*, sorted."""
        labels = self.labels(lang)
        return sorted(labels.get(iri, iri) for iri in iris)


def known_of(release: Release) -> Known:
    """Return what *release* knows.

    Raises:
        ReleaseError: it was built without tables.
    """
    return Known(dict(Tables(release)), release.id, release.digest, release.built)


def _named(table: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Return the first column of *table* and the name in *lang*, else in any; rows without one are out."""
    return table.select(table.columns[0], pl.coalesce(_LABELS[lang], *_LABELS.values())).drop_nulls()
