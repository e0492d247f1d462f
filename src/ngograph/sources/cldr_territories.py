"""Names of countries in one language, from a `territories.json` of the Unicode CLDR."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from ngograph.errors import ContentError
from ngograph.sources.ifrc_go import LANGUAGES
from ngograph.sources.reading import Document, Reading, account, content_of, digest
from ngograph.sources.statements import ALT_LABEL, PREF_LABEL, mentioned, named, thing, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    from ngograph.sources.register import Register

SCRIPTS: Final = {"uz": "uz-Latn", "sr": "sr-Cyrl"}
NO_SOCIETY: Final = "a region or territory without a national society of its own"


def read(path: Path, known: Register, source: str = "cldr-territories") -> Reading:
    """Read the names at *path*; a short or variant form becomes an alternative label.

    Raises:
        MissingFile: there is no such file.
        ContentError: the file is not such a list of names.
    """
    content = content_of(path)
    language, names = _names(path, content)
    triples: list[Triple] = []
    skipped: list[str] = []
    for code, name in names.items():
        if code.partition("-")[0].lower() in known.countries:
            triples += _country(language, code, tidy(name), known)
        else:
            skipped.append(NO_SOCIETY)
    document = _document(source, path, content, language)
    return Reading(document, tuple(dict.fromkeys(triples)), account(len(names), skipped))


def _names(path: Path, content: bytes) -> tuple[str, dict[str, str]]:
    try:
        ((language, about),) = json.loads(content)["main"].items()
        names = about["localeDisplayNames"]["territories"]
        return language, {str(code): str(name) for code, name in names.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ContentError(f"{path}: expected the territories of one CLDR locale, found {error!r}") from error


def _country(language: str, code: str, name: str, known: Register) -> Iterator[Triple]:
    alpha2, _, form = code.partition("-")
    node = thing("place", alpha2.lower())
    yield from mentioned(node, "Place", known.countries[alpha2.lower()])
    preferred = not form and language not in LANGUAGES
    yield named(node, PREF_LABEL if preferred else ALT_LABEL, name, SCRIPTS.get(language, language))


def _document(source: str, path: Path, content: bytes, language: str) -> Document:
    return Document(
        source=source,
        title=f"Unicode CLDR: names of territories ({SCRIPTS.get(language, language)})",
        sha256=digest(content),
        file_name=path.name,
        media_type="application/json",
        languages=(SCRIPTS.get(language, language),),
        licence="https://www.unicode.org/license.txt",
        rights="Unicode Common Locale Data Repository, Unicode License v3.",
    )
