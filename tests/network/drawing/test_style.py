"""Every kind has a look, told by shape as well as colour, and readable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ngograph.network.drawing.geometry import Box
from ngograph.network.drawing.outlines import PADDING, outline
from ngograph.network.drawing.style import (
    FAMILIES,
    MODALITY_DASHES,
    OTHER,
    PAPER,
    QUIET,
    STROKES,
    contrast,
    family,
    stroke,
)
from ngograph.network.drawing.words import _LANGUAGES, _WORDS, word
from ngograph.network.values import EVENTS, THINGS, Node, Tie

if TYPE_CHECKING:
    from ngograph.content import Content
    from ngograph.network.drawing.style import Family


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", FAMILIES, ids=lambda look: look.name)
def test_text_and_border_stand_out(look: Family) -> None:
    assert contrast(look.text, look.tint) >= 4.5
    assert contrast(look.border, PAPER) >= 3
    assert contrast(look.border, look.tint) >= 3


def test_ties_and_caption_stand_out() -> None:
    assert all(contrast(line.colour, PAPER) >= 3 for line in STROKES.values())
    assert contrast(QUIET, PAPER) >= 4.5


def test_no_two_families_share_a_shape_unless_by_colour_alone_nobody_is_lost() -> None:
    shapes = [look.shape for look in FAMILIES if look is not OTHER]
    assert len(shapes) == len(set(shapes))


def test_ties_differ_in_more_than_colour() -> None:
    looks = {(line.width, line.dashes, line.arrow) for line in STROKES.values()}
    assert len(looks) == len(STROKES)
    assert len(set(MODALITY_DASHES.values())) == len(MODALITY_DASHES)


@pytest.mark.parametrize("shape", sorted(PADDING))
def test_outlines_stay_in_their_box(shape: str) -> None:
    drawn = outline(shape, Box(50, 50, 100, 60))
    assert drawn.startswith("M")
    assert drawn.count("Z") >= 1
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", drawn):
        assert 0 <= float(x) <= 100
        assert 20 <= float(y) <= 80


def test_every_class_of_the_ontology_has_a_family(content: Content) -> None:
    text = "".join(file.read_text("utf-8") for file in content.ontology.glob("*.ttl"))
    known = {kind for look in FAMILIES for kind in look.kinds}
    classes = set(re.findall(r"^ngo:(\w+) a owl:Class", text, re.MULTILINE))
    below = {"Organisation", "Activity", "Partnership"}
    while wider := {
        name
        for name, body in re.findall(
            r"^ngo:(\w+) a owl:Class(.*?)^\s*$", text + "\n", re.MULTILINE | re.DOTALL
        )
        if name not in below and set(re.findall(r"ngo:(\w+)", body.split("rdfs:label")[0])) & below
    }:
        below |= wider
    assert len(below) > 20
    assert (below & classes) - {"Donor"} <= known
    assert EVENTS <= THINGS


def test_an_unknown_kind_is_an_organisation() -> None:
    assert family(Node("x", "Guild", "X")) is OTHER


def test_a_tie_looks_like_what_it_leads_to() -> None:
    tie = Tie("a", "x", "participation", "asserted")
    assert stroke(tie, Node("x", "Visit", "x")).name == "attendance"
    assert stroke(tie, Node("x", "Project", "x")).name == "participation"
    assert (
        stroke(Tie("a", "x", "party", "asserted", ("supporter",)), Node("x", "Partnership", "x")).name
        == "support"
    )
    assert stroke(Tie("a", "x", "funding", "asserted"), Node("x", "Visit", "x")).arrow == "end"


def test_every_look_has_its_words_in_every_language() -> None:
    for name in [look.name for look in FAMILIES] + list(STROKES) + list(MODALITY_DASHES):
        assert all(_WORDS[name][lang] for lang in _LANGUAGES)
    assert word("title", "xx") == word("title", "en")
