"""What all errors have in common."""

from __future__ import annotations


class NgographError(Exception):
    """Anything that a user of ngograph can act on."""
