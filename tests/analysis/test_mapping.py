"""Maps of a scope: time by time, thinned to what stands out, with a country in focus."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.analysis import Scope
from ngograph.analysis.mapping import mapped
from ngograph.analysis.narrowing import standing_out
from ngograph.errors import DrawingError, NetworkError, ParameterError, UnknownChoice
from ngograph.network import incidence, project
from ngograph.vocab import CONCEPT, ID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.analysis import Known
    from ngograph.network import OneMode


def drawn(known: Known, kind: str, **told: str) -> str:
    given = {name.replace("_", "-").strip("-"): [text] for name, text in told.items()}
    return mapped(known, kind, "svg", given).picture.decode()


def test_a_timeline_in_steps_covers_the_time_that_is_asked_for(known: Known) -> None:
    picture = drawn(
        known, "timeline", ties="partnership", from_="2021-05-01", until="2023-02-01", step="year"
    )
    named = re.findall(r">(20[-\d]+(?: – [-\d]+)?) · Ties: \d+<", picture)
    assert named == ["2021", "2022", "2023-01-01 – 2023-02-01"]


def test_without_a_time_it_covers_all_days_that_are_known(known: Known) -> None:
    picture = drawn(known, "timeline", ties="partnership", step="decade")
    assert re.findall(r">(\d{4} – \d{4}|\d{4}) · Ties: \d+<", picture)[-1] == "2020 – 2029"


def test_too_fine_a_step_is_refused(known: Known) -> None:
    with pytest.raises(DrawingError, match="at most 24"):
        drawn(known, "timeline", ties="partnership", step="month")
    with pytest.raises(UnknownChoice, match="month"):
        drawn(known, "timeline", step="months")


def test_a_projection_is_thinned_where_it_is_asked_for_and_says_so(known: Known) -> None:
    told = {"backbone": "disparity", "alpha": "0.3"}
    said = re.search(r"Of (\d+) ties the (\d+) are drawn", drawn(known, "projection", ties="contact", **told))
    assert said
    assert int(said[1]) > int(said[2]) > 0


def thin(known: Known, **told: Any) -> tuple[OneMode, OneMode, Sequence[str]]:
    """The projection of all contacts by count, what is drawn of it, and what is said of that."""
    chosen = known.selection(Scope(ties=("contact",)))
    whole = project(chosen.incidence, "count")
    return whole, *standing_out(chosen, whole, {"backbone": "auto", "alpha": 0.05, "seed": 1, **told}, "en")


def test_all_of_a_small_projection_is_drawn_unless_told_otherwise(known: Known) -> None:
    for told in ({}, {"backbone": "none"}):
        whole, shown, said = thin(known, **told)
        assert (shown, said) == (whole, ())


def test_a_backbone_by_two_modes_keeps_the_strengths_of_the_map(known: Known) -> None:
    whole, shown, said = thin(known, backbone="sdsm", alpha=1.0)
    assert abs(shown.strength - whole.strength).sum() == 0
    assert (shown.nodes, shown.weighting) == (whole.nodes, "count")
    assert said[0].startswith(f"Of {whole.strength.nnz // 2} ties the {whole.strength.nnz // 2} are drawn")


def test_where_nothing_stands_out_it_is_said(known: Known) -> None:
    with pytest.raises(DrawingError, match=r"found none among \d+; draw all of them.*Too small"):
        thin(known, backbone="sdsm")


def test_a_large_one_is_thinned_by_itself_and_drawn_whole_where_nothing_stands_out(known: Known) -> None:
    def auto(pairs: list[tuple[str, str]]) -> tuple[OneMode, OneMode, Sequence[str]]:
        chosen = known.selection(Scope(ties=("contact",)))
        whole = project(incidence(pairs), "count")
        return whole, *standing_out(chosen, whole, {"backbone": "auto", "alpha": 0.05, "seed": 1}, "en")

    meeting = [(f"x:{number:02}", "x:meeting") for number in range(21)]
    whole, shown, said = auto(meeting)
    assert shown == whole
    assert said == ("None of 210 ties stands out against chance (disparity, p ≤ 0.05): all are drawn.",)
    whole, shown, said = auto([*meeting, *((f"x:0{body}", f"x:{at}") for body in (0, 1) for at in range(9))])
    assert (shown.strength.nnz, said) == (
        2,
        ("Of 210 ties the 1 are drawn that stand out against chance (disparity, p ≤ 0.05).",),
    )


def test_a_country_in_focus_is_the_one_whose_places_are_listed(known: Known) -> None:
    picture = drawn(known, "geo", ties="contact", focus=f"{ID}place/uz")
    assert "Central office of the Red Crescent" in picture
    assert "Municipality of Kalesija" not in picture
    with pytest.raises(NetworkError, match=r"expected a country.*, which lies in .*/ba>"):
        drawn(known, "geo", focus=f"{ID}place/tuzla-canton")


def test_a_caption_names_what_was_asked_for(known: Known) -> None:
    told = {
        "topic": f"{CONCEPT}topic/migration",
        "source": f"{ID}document/nscep-staff-exchanges",
        "place": f"{ID}place/tuzla-canton",
    }
    assert "Topics: migration ·" in drawn(known, "two-mode", topic=told["topic"])
    picture = drawn(known, "two-mode", source=told["source"], place=told["place"], lang="bs")
    assert "Mjesta: Tuzlanski kanton" in picture
    assert "Izvori: Članak o razmjeni" in picture


def test_dots_are_bounded(known: Known) -> None:
    with pytest.raises(ParameterError, match="from 36 to 1200"):
        drawn(known, "two-mode", dpi="1201")
