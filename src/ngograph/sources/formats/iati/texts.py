"""Texts of the elements of IATI in their languages: `narrative` of version 2, bare text of version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element


LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def texts(element: _Element | None, language: str) -> tuple[Name, ...]:
    """Return what *element* says, each text in its language; *language* is that of a text that says none."""
    if element is None:
        return ()
    around = language_of(element) or language
    found = [
        Name(text, language_of(child) or around)
        for child in element
        if child.tag == "narrative" and (text := said_by(child))
    ]
    if not found:
        return (Name(text, around),) if (text := tidied(element.text)) else ()
    return tuple(dict.fromkeys(found)) if len(found) > 1 else (found[0],)


def texts_of(elements: Sequence[_Element], language: str) -> tuple[Name, ...]:
    """Return what all *elements* of one name say: version 1 has one for each language."""
    if len(elements) == 1:
        return texts(elements[0], language)
    return tuple(dict.fromkeys([name for element in elements for name in texts(element, language)]))


def said_by(element: _Element) -> str:
    """Return the text of *element*, with that of markup within it, in one line."""
    return tidied("".join(map(str, element.itertext())) if len(element) else element.text)


def language_of(element: _Element) -> str:
    """Return the BCP 47 tag that *element* itself bears, in lower case; empty if it bears none."""
    stated = element.get(LANGUAGE) if element.keys() else None  # the sooner told where nothing is borne
    return stated.strip().lower() if stated else ""


def tidied(text: str | None) -> str:
    """Return *text* in one line, without blanks at its ends."""
    return " ".join(text.split()) if text else ""


def code_of(element: _Element, attribute: str = "code") -> str:
    """Return the code that *element* bears, in lower case: its attribute, else its text as in version 1."""
    return (element.get(attribute) or element.text or "").strip().lower()
