"""What is SPARQL and still not run here: SERVICE, which would let a question dial out, and updates.

The store has no switch against SERVICE. A scanner of our own could be led astray, because in SPARQL the
sign `<` is either "less than" or the start of an IRI, as the grammar has it: in `?a<?b)SERVICE?x#>` a naive
scanner sees one IRI where the store sees a comparison, a SERVICE and a comment. So the store's own parser
is the judge: every run of the letters "service" is replaced by a word that means nothing. If the text still
is SPARQL, each of those runs stood within a string, an IRI, a comment or a name, and the text is harmless.
If not, it is not run. The scanner only chooses the words in which that is said.
"""

from __future__ import annotations

import re
from itertools import product
from string import ascii_lowercase
from typing import Final

from pyoxigraph import Store

from ngograph.errors import QueryRefused
from ngograph.store.syntax import position, query_syntax_error
from ngograph.store.tokens import words
from ngograph.vocab import ROOT

UPDATES: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
)
"""The words that an operation of an update begins with."""
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def refuse(text: str) -> None:
    """Return if *text* may be run as a query, or is none.

    Raises:
        QueryRefused: it holds the keyword SERVICE.
        QuerySyntaxError: it holds the letters of that keyword and is not SPARQL in any case.
    """
    if "service" not in text.casefold():
        return
    refuse_update(text)
    masked = masked_word(text, "service")
    try:
        Store().query(masked, base_iri=ROOT)
    except SyntaxError as error:
        for token in words(text):
            if token.group().upper() == "SERVICE":
                line, column = position(text, token.start())
                raise QueryRefused(
                    f"line {line}, column {column}: SERVICE is not run here: a question stays on this machine"
                ) from None
        raise query_syntax_error(masked, str(error)) from error


def refuse_update(text: str) -> None:
    """Return unless *text* begins as an update.

    Raises:
        QueryRefused: it is an update.
    """
    if (update := _update(text)) is not None:
        raise QueryRefused(f"expected a query, found an update ({update}): this graph is only read")


def _update(text: str) -> str | None:
    """Return the first word of an update, None if *text* begins as a query or as nothing known."""
    found = (token.group().upper() for token in words(text))
    first = next((word for word in found if word in UPDATES | _FORMS), None)
    return first if first in UPDATES else None


def masked_word(text: str, word: str) -> str:
    """Return *text* with another word of as many letters, found nowhere in it, for each run of *word*."""
    folded = text.lower()
    candidates = ("".join(letters) for letters in product(ascii_lowercase, repeat=len(word)))
    stand_in = next(candidate for candidate in candidates if candidate not in folded)
    return re.sub(word, stand_in, text, flags=re.IGNORECASE | re.ASCII)
