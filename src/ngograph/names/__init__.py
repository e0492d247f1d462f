"""Names of things across languages, scripts and inflections, and the index that finds a thing by one."""

from ngograph.names.forms import hidden_labels
from ngograph.names.index import Name, NameIndex, expand, index, read
from ngograph.names.keys import exact_keys, stem_keys
from ngograph.names.languages import language
from ngograph.names.matching import Candidate, MatchIndex, candidates, match_index
from ngograph.names.searching import Found, search

__all__ = [
    "Candidate",
    "Found",
    "MatchIndex",
    "Name",
    "NameIndex",
    "candidates",
    "exact_keys",
    "expand",
    "hidden_labels",
    "index",
    "language",
    "match_index",
    "read",
    "search",
    "stem_keys",
]
