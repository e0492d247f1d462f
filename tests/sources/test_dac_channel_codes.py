from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from ngograph.errors import ContentError
from ngograph.sources.dac_channel_codes import read
from ngograph.sources.statements import term, thing

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def codelist(shared: Path) -> Path:
    return shared / "data" / "iati-codelists" / "nonembedded" / "CRSChannelCode.xml"


def test_both_components_are_named_in_two_languages(codelist: Path) -> None:
    names = {
        (triple.subject, triple.object.language): triple.object.value  # type: ignore[union-attr]
        for triple in read(codelist).triples
        if triple.predicate == term("skos:prefLabel")
    }
    assert names == {
        (thing("organisation", "icrc"), "en"): "International Committee of the Red Cross",
        (thing("organisation", "icrc"), "fr"): "Comité international de la Croix-Rouge",
        (thing("organisation", "ifrc"), "en"): (
            "International Federation of Red Cross and Red Crescent Societies"
        ),
        (thing("organisation", "ifrc"), "fr"): (
            "Fédération internationale des Sociétés de la Croix-Rouge et du Croissant-Rouge"
        ),
    }


def test_the_locator_finds_the_item(codelist: Path) -> None:
    locators = [
        triple.object.value  # type: ignore[union-attr]
        for triple in read(codelist).triples
        if triple.predicate == term("ngo:locator")
    ]
    root = ET.parse(codelist).getroot()
    items = [root.find(f".{locator.removeprefix('/codelist')}") for locator in sorted(locators)]
    assert [item.findtext("code") for item in items if item is not None] == ["21016", "21018"]


def test_nothing_is_lost(codelist: Path) -> None:
    account = read(codelist).account
    assert account.read == codelist.read_text(encoding="utf-8").count("<codelist-item ")
    assert account.produced == 2


@pytest.mark.parametrize("text", ["", "<codelist>", "<codelist/>"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.xml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="IATI codelist"):
        read(file)
