"""The ICRC and the IFRC in the channel codes of the OECD's Development Assistance Committee.

Many channel codes stand for many bodies; these two stand for one each, so they identify. Nothing else of the
list, which IATI publishes, is read: its other bodies are no part of the Movement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from pyoxigraph import Triple

from ngograph.errors import ContentError
from ngograph.sources.reading import Document, Reading, account, content_of, digest
from ngograph.sources.statements import (
    ALT_LABEL,
    EVIDENCE,
    PREF_LABEL,
    evidence,
    identified,
    named,
    thing,
    tidy,
    typed,
    witnessed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMPONENTS: Final = {"21016": "icrc", "21018": "ifrc"}
OTHER: Final = "a channel that is no single body of the Movement"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read(path: Path, source: str = "dac-channel-codes") -> Reading:
    """Read the codelist at *path*.

    Raises:
        MissingFile: there is no such file.
        ContentError: the file is not an IATI codelist.
    """
    content = content_of(path)
    try:
        items = ET.fromstring(content).findall("./codelist-items/codelist-item")
    except ET.ParseError as error:
        raise ContentError(f"{path}: expected an IATI codelist in XML: {error}") from error
    if not items:
        raise ContentError(f"{path}: expected an IATI codelist in XML, found no codelist-item")
    read_here = [item for item in items if item.findtext("code") in COMPONENTS]
    triples = dict.fromkeys(triple for item in read_here for triple in _component(source, item))
    skipped = [OTHER] * (len(items) - len(read_here))
    return Reading(_document(source, path, content), tuple(triples), account(len(items), skipped))


def _component(source: str, item: ET.Element) -> Iterator[Triple]:
    code = item.findtext("code", "")
    node = thing("organisation", COMPONENTS[code])
    yield typed(node, "MovementComponent")
    yield from identified(node, "DAC channel code", code)
    yield from witnessed(source, code, f'/codelist/codelist-items/codelist-item[code="{code}"]')
    yield Triple(node, EVIDENCE, evidence(source, code))
    given: set[str] = set()
    for narrative in item.findall("./name/narrative"):
        language = narrative.get(_LANGUAGE, "en")
        yield named(node, ALT_LABEL if language in given else PREF_LABEL, tidy(narrative.text), language)
        given.add(language)


def _document(source: str, path: Path, content: bytes) -> Document:
    return Document(
        source=source,
        title="IATI codelist CRSChannelCode: channels of delivery",
        sha256=digest(content),
        file_name=path.name,
        media_type="application/xml",
        languages=("en", "fr"),
        rights="A list of the OECD's DAC, published by IATI; reuse with attribution.",
    )
