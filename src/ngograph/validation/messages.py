"""Messages of rules with the names of what was found in place of their variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.validation.terms import Term, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_VARIABLE: Final = re.compile(r"\{[?$]([A-Za-z_][A-Za-z0-9_]*)\}")
_MOST: Final = 5
NOTHING: Final = "nothing"


def filled(template: str, found: Mapping[str, Sequence[Term]]) -> str:
    """Return *template* with each ``{?variable}`` replaced by what was *found* for it.

    >>> filled("expected one, found {?value}", {"value": []})
    'expected one, found nothing'
    """
    return _VARIABLE.sub(lambda match: listed(found.get(match[1], ())), template)


def listed(terms: Sequence[Term]) -> str:
    """Return *terms* as a list in words, cut short where it is long."""
    names = [shown(term) for term in terms[:_MOST]]
    more = [f"{len(terms) - _MOST} more"] if len(terms) > _MOST else []
    return ", ".join(names + more) or NOTHING
