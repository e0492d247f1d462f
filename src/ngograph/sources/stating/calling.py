"""What things are called: names with the tags of their languages, and the codes of registers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from ngograph.sources.characters import meant
from ngograph.sources.minting import minted
from ngograph.sources.statements import ALT_LABEL, PREF_LABEL, key, thing, tidy
from ngograph.sources.stating.blocks import Block, plain, typed, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode

    from ngograph.sources.facts import Code, Name

_TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*", re.IGNORECASE)
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")


def called(node: NamedNode, names: tuple[Name, ...], codes: tuple[Code, ...], language: str) -> Iterator[str]:
    """Yield what is said of the names of *node*, of which *language* is where they do not say."""
    told = [(tidy(meant(_CONTROLS.sub(" ", name.text))), tag(name, language)) for name in names]
    told = [(text, tagged) for text, tagged in told if text] or [(code.notation, "en") for code in codes[:1]]
    preferred: dict[str, str] = {}
    for text, tagged in told:
        if preferred.setdefault(tagged, text) != text:
            yield f"{ALT_LABEL} {Literal(text, language=tagged)} ."
    # A name that has no English form stands in English as it is.
    preferred.setdefault("en", told[0][0] if told else node.value.rpartition("/")[2])
    for tagged, text in preferred.items():
        yield f"{PREF_LABEL} {Literal(text, language=tagged)} ."


def tag(name: Name, language: str) -> str:
    """Return the tag of *name*, one that the graph uses; of *language* where the name does not say."""
    said = (name.language or language or "en").replace("_", "-")
    if not _TAG.fullmatch(said):
        return "en"
    if said.lower().partition("-")[0] == "sr" and not re.match(r"sr-(latn|cyrl)", said.lower()):
        return "sr-Cyrl" if _CYRILLIC.search(name.text) else "sr-Latn"
    return said


def is_tag(text: str) -> bool:
    """Say whether *text* has the form of a tag of BCP 47."""
    return _TAG.fullmatch(text) is not None


def coded(codes: tuple[Code, ...]) -> Iterator[Block]:
    """Yield what registers are and call a thing by *codes*."""
    for code in codes:
        said = (
            typed("Identifier"),
            plain("ngo:scheme", code.scheme),
            plain("skos:notation", code.notation),
            plain("ngo:strength", code.strength),
        )
        yield Block(str(_identifier(code)), said)


def bears(codes: tuple[Code, ...]) -> Iterator[str]:
    """Yield that a thing bears *codes*."""
    return (f"{word('ngo:identifier')} {_identifier(code)} ." for code in codes)


def _identifier(code: Code) -> NamedNode:
    return thing("identifier", f"{key(code.scheme)}-{minted(code.notation)}")
