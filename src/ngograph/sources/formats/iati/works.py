"""Activities by their identifiers alone: what others refer to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ngograph.sources.facts import Code, Work

ACTIVITY: Final = "IATI activity"

# An identifier begins with that of an organisation, so there is more to it than a number.
_IDENTIFIER: Final = re.compile(r"(?=.{6})[^\s-]+[-/]\S+")


@lru_cache(1 << 14)
def work_called(identifier: str) -> Work:
    """Return the activity with *identifier*; it is strong where it has the form of an identifier of IATI."""
    if _IDENTIFIER.fullmatch(identifier):
        return Work(codes=(Code(ACTIVITY, identifier),))
    return Work(codes=(Code(ACTIVITY, identifier, "weak"),), key=identifier)
