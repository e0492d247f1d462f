"""Countries and territories of ISO 3166-1 by code and name, from the package i18n-iso-countries.

The register of the Movement names those that have a national society. Here are the others, so that a file
which tells of Eritrea, Kosovo or Western Sahara finds its place, and further English names of all. Which
names there are, and which stands first, is the package's word, not a judgement of ours. A table of names
(`langs/fr.json`) is read beside the English one and beside the codes, which lie in the same package.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ngograph.errors import ContentError
from ngograph.sources.reading import Document, Reading, account, content_of, digest
from ngograph.sources.statements import ALT_LABEL, PREF_LABEL, identified, mentioned, named, thing, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    from ngograph.sources.register import Register

NAMED: Final = "a country that the register names in this language"
_CODES: Final = ("ISO 3166-1 alpha-2", "ISO 3166-1 alpha-3")
_ENGLISH: Final = "en"
_USERS_OWN: Final = "X"
"""ISO leaves XA to XZ to its users: of XK, for Kosovo, the two letters are agreed upon and nothing else."""


def read(path: Path, known: Register, source: str = "countries") -> Reading:
    """Read the names at *path*, a table of one language in the folder `langs` of the package.

    Raises:
        MissingFile: there is no such file, or the English names or the codes are not beside it.
        ContentError: the file is not such a table.
    """
    content = content_of(path)
    language, names = _names(path, content)
    english = _names(path, content_of(path.with_name("en.json")))[1]
    codes = _codes(path.parents[1] / "codes.json")
    triples: list[Triple] = []
    skipped: list[str] = []
    for code, forms in names.items():
        there = known.countries.get(code.lower())
        if there is None:
            triples += _country(code, language, forms, english[code][0], codes.get(code, ()))
        elif language == _ENGLISH and (others := [form for form in forms if form != there]):
            node = thing("place", code.lower())
            triples += mentioned(node, "Place", there)
            triples += [named(node, ALT_LABEL, form, language) for form in others]
        else:
            skipped.append(NAMED)
    document = _document(source, path, content, language)
    return Reading(document, tuple(dict.fromkeys(triples)), account(len(names), skipped))


def _country(
    code: str, language: str, forms: tuple[str, ...], english: str, codes: tuple[str, ...]
) -> Iterator[Triple]:
    node = thing("place", code.lower())
    yield from mentioned(node, "Place", english)
    yield named(node, PREF_LABEL, forms[0], language)
    for form in forms[1:]:
        yield named(node, ALT_LABEL, form, language)
    if language == _ENGLISH:
        for scheme, notation in zip(_CODES, codes, strict=False):
            yield from identified(node, scheme, notation)


def _names(path: Path, content: bytes) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return the language of a table and the names in it by alpha-2 code, the first of each the preferred."""
    try:
        table = json.loads(content)
        return str(table["locale"]), {str(code): _forms(name) for code, name in table["countries"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise ContentError(
            f"{path}: expected the names of i18n-iso-countries in one language, found {error!r}"
        ) from error


def _forms(name: Any) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(tidy(str(one)) for one in (name if isinstance(name, list) else [name])))
    return forms if forms[0] else forms[1:]


def _codes(path: Path) -> dict[str, tuple[str, ...]]:
    try:
        rows = json.loads(content_of(path))
        return {row[0]: (row[0],) if row[0].startswith(_USERS_OWN) else (row[0], row[1]) for row in rows}
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise ContentError(f"{path}: expected the codes of i18n-iso-countries, found {error!r}") from error


def _document(source: str, path: Path, content: bytes, language: str) -> Document:
    return Document(
        source=source,
        title=f"i18n-iso-countries: names of countries and territories ({language})",
        sha256=digest(content),
        file_name=path.name,
        media_type="application/json",
        languages=(language,),
        licence="https://spdx.org/licenses/MIT",
        rights="i18n-iso-countries, MIT licence.",
    )
