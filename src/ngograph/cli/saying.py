"""An answer in the language of its reader: what a question, its columns and the things in it are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ngograph import tabular
from ngograph.translation import Catalogue, number, plural
from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ngograph.queries import Query

_LABELS: Final = (NamedNode(f"{PREFIXES['skos']}prefLabel"), NamedNode(f"{PREFIXES['rdfs']}label"))
_ROWS: Final = MappingProxyType(
    {"en": ("row", "rows"), "bs": ("red", "reda", "redova"), "ru": ("строка", "строки", "строк")}
)


class Language(StrEnum):
    """The languages that tables are in."""

    EN = "en"
    BS = "bs"
    RU = "ru"


@dataclass(frozen=True)
class Said:
    """What an answer says beside its values.

    Attributes:
        lang: the language.
        sentences: what questions say of themselves in it.
    """

    lang: str = Language.EN
    sentences: Catalogue = field(default_factory=Catalogue)

    def title(self, query: Query) -> str:
        """Return the title of *query*."""
        return str(query.head.get("titles", {}).get(self.lang, query.title))

    def column(self, name: str) -> str:
        """Return what the column *name* is called."""
        return self.sentences.called(f"column {name}", tabular.words(name), self.lang)

    def parameter(self, name: str) -> str:
        """Return what the parameter *name* is called."""
        return self.sentences.called(f"parameter {name}", name, self.lang)

    def many(self, rows: int) -> str:
        """Return how many rows there are, in words.

        >>> Said("ru").many(22)
        '22 строки'
        """
        return f"{number(rows, self.lang)} {plural(rows, _ROWS[self.lang], self.lang)}"

    def labelled(self, rows: tabular.Rows, store: Store) -> tabular.Rows:
        """Return *rows* with the names that *store* has in the language; in English as they are."""
        return (
            rows
            if self.lang == Language.EN
            else tabular.relabelled(rows, lambda thing: self.label(thing, store))
        )

    def label(self, thing: NamedNode, store: Store) -> Literal | None:
        """Return what *store* calls *thing* in the language, None where it does not."""
        found = (
            quad.object
            for predicate in _LABELS
            for quad in store.quads_for_pattern(thing, predicate, None, None)
            if isinstance(quad.object, Literal) and quad.object.language == self.lang
        )
        return min(found, key=lambda label: label.value, default=None)
