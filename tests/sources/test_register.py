from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources import ifrc_go
from ngograph.sources.register import name_key, register

if TYPE_CHECKING:
    from pathlib import Path


def test_the_register_holds_every_society_once_with_its_country(shared: Path) -> None:
    known = register(ifrc_go.read(shared / "data" / "ifrc-go" / "go-api" / "Countries.json").triples)
    assert len(known.societies) == len({society.country for society in known.societies}) == 191
    society = known.society_in("ba")
    assert society is not None
    assert society.english == "The Red Cross Society of Bosnia and Herzegovina"
    assert society.others == {"Red Cross Society of Bosnia and Herzegovina"}
    assert known.countries["tr"] == "Türkiye"


def test_a_country_without_society_has_none() -> None:
    assert register(()).society_in("ba") is None


def test_words_that_do_not_tell_bodies_apart_are_left_out() -> None:
    assert name_key("Red Crescent Society of Uzbekistan") == name_key("The Uzbekistan Red Crescent")
    assert name_key("Swiss Red Cross") != name_key("British Red Cross")
