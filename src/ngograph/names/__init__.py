"""Names of things across languages, scripts and inflections, and the index that finds a thing by one."""

from ngograph.names.index import Name, NameIndex, expand, index, read
from ngograph.names.keys import exact_keys, stem_keys
from ngograph.names.searching import Found, search

__all__ = ["Found", "Name", "NameIndex", "exact_keys", "expand", "index", "read", "search", "stem_keys"]
