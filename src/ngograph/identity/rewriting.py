"""Statements with one IRI for one thing, and the redirects from those that stand no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from ngograph.identity.joining import Canonical

REPLACED: Final = NamedNode(f"{PREFIXES['dct']}isReplacedBy")
_KEPT: Final = frozenset({NamedNode(f"{NGO}left"), NamedNode(f"{NGO}right"), REPLACED})
"""Properties that speak of records and not of things."""


def rewritten(triple: Triple, canonical: Canonical) -> Triple:
    """Return *triple* with what stands for its subject and its object now; itself if they stand."""
    subject, value = canonical.get(triple.subject), canonical.get(triple.object)
    if (subject is None and value is None) or triple.predicate in _KEPT:
        return triple
    return Triple(subject or triple.subject, triple.predicate, value or triple.object)


def redirects(canonical: Canonical) -> list[Triple]:
    """Return for each former IRI what stands for it now.

    >>> redirects({})
    []
    """
    return [Triple(old, REPLACED, new) for old, new in sorted(canonical.items(), key=lambda o: o[0].value)]
