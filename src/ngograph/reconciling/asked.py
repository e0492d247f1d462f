"""What is asked of one row: a name, the types it may be of, and what else is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from ngograph.vocab import NGO

Strictness = Literal["should", "any", "all"]
Quantifier = Literal["any", "all", "none"]

COUNTRY: Final = "country"
IDENTIFIER: Final = "identifier"
NAME: Final = "name"
TYPE: Final = "type"
ID: Final = "id"
COMPARED: Final = (NAME, COUNTRY, TYPE, IDENTIFIER, ID)
"""The properties by which things are told apart; `identifier/SCHEME` is one register's identifier."""


@dataclass(frozen=True)
class Condition:
    """What a row says of one property.

    Args:
        property: one of `COMPARED`, or ``identifier/`` and the key of a scheme; others are known to nothing.
        values: names, codes, IRIs or identifiers of things.
        required: whether only what fulfils it is wanted; else it speaks for what does, and against what does
            not.
        quantifier: whether any of the values has to fit, all of them, or none.
    """

    property: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True)
class Asked:
    """One question: which things does this row mean?

    Args:
        text: the name, in any language or script, or an identifier; empty where only conditions are given.
        types: names of classes, such as Ministry; empty for any.
        strictness: whether a thing should be of one of the types, must be of any, or of all.
        conditions: what else the row says.
        most: how many candidates are wanted.
    """

    text: str = ""
    types: tuple[str, ...] = ()
    strictness: Strictness = "should"
    conditions: tuple[Condition, ...] = ()
    most: int = 10


def type_name(text: str) -> str:
    """Return the name of the class that *text* means: an IRI, a prefixed name, or the name itself.

    >>> type_name("https://w3id.org/ngograph/ontology#Ministry"), type_name("ngo:Ministry")
    ('Ministry', 'Ministry')
    """
    return text.strip().removeprefix(NGO).removeprefix("ngo:")
