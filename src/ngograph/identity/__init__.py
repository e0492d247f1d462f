"""Which records are one thing: by decisions of people and by strong codes; names only propose."""

from ngograph.identity.contradicting import contradict
from ngograph.identity.decisions import with_decisions
from ngograph.identity.joining import Canonical, Joined, KeptApart, joined
from ngograph.identity.rewriting import REPLACED, redirects, rewritten

__all__ = [
    "REPLACED",
    "Canonical",
    "Joined",
    "KeptApart",
    "contradict",
    "joined",
    "redirects",
    "rewritten",
    "with_decisions",
]
