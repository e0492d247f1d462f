"""Parts of IRIs: made from a register's code, or from a name where there is none."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from anyascii import anyascii

from ngograph.sources.characters import meant
from ngograph.sources.statements import key

_LOSSLESS: Final = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_LONGEST_KEY: Final = 80


def minted(code: str) -> str:
    """Return *code* as part of an IRI; codes that differ in more than case give different parts.

    >>> minted("GB-CHC-202918")
    'gb-chc-202918'
    >>> minted("A/1") == minted("A-1")
    False
    """
    if _LOSSLESS.fullmatch(code):
        return code.lower()
    return f"{slug(code)}-{hashlib.sha256(code.casefold().encode()).hexdigest()[:8]}".strip("-")


def slug(name: str) -> str:
    """Return *name* as part of an IRI; names that differ in case, accents or punctuation alone give the same.

    >>> slug("Médecins  Sans Frontières")
    'medecins-sans-frontieres'
    """
    folded = key(anyascii(meant(name)))
    if folded and len(folded) <= _LONGEST_KEY:
        return folded
    rest = hashlib.sha256((folded or name.casefold()).encode()).hexdigest()[:12]
    return f"{folded[: _LONGEST_KEY - 20].rstrip('-')}-{rest}".strip("-")
