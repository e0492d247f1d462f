"""Names propose, what tells two bodies apart keeps them from it, and an acronym alone is never safe."""

from __future__ import annotations

from collections import defaultdict

from ngograph.identity.suggesting import Bodies, Suggestion, in_content, may_be_one, suggest
from ngograph.names.index import Name
from ngograph.vocab import ID, NGO

ABOVE = frozenset({f"{NGO}Organisation"})


def known(
    *told: tuple[str, str, str],
    seats: dict[str, str] | None = None,
    sources: dict[str, str] | None = None,
    **more: str,
) -> Bodies:
    """Bodies by key, class and name; *seats* and *sources* by key; *more*: acronyms by key."""
    names: dict[str, list[Name]] = defaultdict(list)
    for key, _, name in told:
        iri = f"{ID}organisation/{key}"
        names[iri].append(Name(iri, name, "organisation", preferred=True))
    for key, short in more.items():
        names[f"{ID}organisation/{key}"].append(Name(f"{ID}organisation/{key}", short, "organisation"))
    return Bodies(
        names={iri: tuple(found) for iri, found in names.items()},
        labels={f"{ID}organisation/{key}": name for key, _, name in told},
        classes={
            f"{ID}organisation/{key}": {f"{NGO}{kind}": ABOVE | {f"{NGO}{kind}"}} for key, kind, _ in told
        },
        sources={
            f"{ID}organisation/{key}": frozenset({(sources or {}).get(key, "graph")}) for key, _, _ in told
        },
        seats={f"{ID}organisation/{key}": frozenset({place}) for key, place in (seats or {}).items()},
    )


def pairs(
    bodies: Bodies, *looked_up: str, decided: tuple[frozenset[str], ...] = ()
) -> dict[tuple[str, str], Suggestion]:
    found = suggest(bodies, [f"{ID}organisation/{key}" for key in looked_up], decided)
    return {(one.left.rpartition("/")[2], one.right.rpartition("/")[2]): one for one in found}


def test_a_name_written_otherwise_proposes_and_is_safe_if_nothing_else_is_near() -> None:
    bodies = known(
        ("own", "NationalSociety", "Nepal Red Cross Society"),
        ("sheet", "Organisation", "NEPAL RED CROSS SOCIETY"),
        ("other", "Organisation", "Swiss Development Cooperation"),
    )
    (found,) = pairs(bodies, "sheet").values()
    assert (found.left_label, found.right_label) == ("NEPAL RED CROSS SOCIETY", "Nepal Red Cross Society")
    assert found.safe
    assert "exact" in found.why
    assert pairs(bodies, "other") == {}


def test_two_bodies_of_one_name_are_not_safe() -> None:
    told = [(key, "Organisation", "Ministry of Health") for key in ("here", "there", "sheet")]
    found = pairs(known(*told), "sheet")
    assert set(found) == {("sheet", "here"), ("sheet", "there")}
    assert not any(one.safe for one in found.values())


def test_several_sources_may_call_one_body_the_same() -> None:
    told = [(key, "Organisation", "Nepal Red Cross Society") for key in ("own", "sheet", "flows")]
    apart = known(*told, sources={key: key for key, *_ in told})
    assert [one.safe for one in pairs(apart, "sheet", "flows").values()] == [True] * 3
    twice = known(*told, sources={"own": "content", "sheet": "table", "flows": "table"})
    assert not any(one.safe for one in pairs(twice, "sheet", "flows").values())


def test_a_name_that_may_be_that_of_a_third_is_not_safe() -> None:
    told = [
        ("own", "Organisation", "Mercy Corps"),
        ("sheet", "Organisation", "Mercy Corps"),
        ("third", "Organisation", "Mercy Corps International"),
    ]
    assert not pairs(known(*told), "sheet")["sheet", "own"].safe
    assert pairs(known(*told[:2]), "sheet")["sheet", "own"].safe


def test_what_the_content_tells_apart_is_not_proposed() -> None:
    bodies = known(("a", "Organisation", "Green House"), ("b", "Organisation", "Greene House"))
    ids = [f"{ID}organisation/{key}" for key in "ab"]
    assert len(suggest(bodies, ids, ())) == 1
    assert suggest(bodies, ids, (), own=ids) == []
    assert in_content(bodies, ["graph"]) == frozenset()
    assert in_content(bodies, ["another"]) == frozenset(ids)


def test_an_acronym_alone_is_never_safe() -> None:
    bodies = known(
        ("own", "Organisation", "Islamic Relief Worldwide"), ("sheet", "Organisation", "IR"), own="IR"
    )
    assert not any(one.safe for one in pairs(bodies, "sheet").values())
    caritas = known(("own", "Organisation", "Caritas"), ("sheet", "Organisation", "CARITAS"))
    assert [one.safe for one in pairs(caritas, "sheet").values()] == [False]


def test_what_tells_bodies_apart_is_not_proposed() -> None:
    told = [
        ("a", "Ministry", "Red House"),
        ("b", "NationalSociety", "Red House"),
        ("c", "Ministry", "Red House"),
    ]
    bodies = known(*told, seats={"a": "ba", "c": "rs"})
    ids = {key: f"{ID}organisation/{key}" for key in "abc"}
    assert not may_be_one(bodies, ids["a"], ids["b"]), "of kinds that exclude each other"
    assert not may_be_one(bodies, ids["a"], ids["c"]), "in different countries"
    same = known(*told[:1], ("b", "PublicBody", "Red House"), ("c", "Organisation", "Red House"))
    assert may_be_one(same, ids["a"], ids["c"])
    assert pairs(same, "a", decided=(frozenset((ids["a"], ids["c"])),)) == {}
