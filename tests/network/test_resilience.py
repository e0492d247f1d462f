"""What a network loses when one leaves: by hand, and always."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.errors import NotInNetwork
from ngograph.network import Network, Node, Tie, suggest, two_mode, without

Row = dict[str, str | None]
ID = "https://example.org/id/"


def network(*ties: str, more: str = "") -> Network:
    """Return the network of ties such as `a-P partner` or `d$P`: lower case are bodies, capitals projects."""
    made, names = [], set(more.split())
    for tie in ties:
        ends, *roles = tie.split()
        kind = "funding" if "$" in ends else "participation"
        source, target = ends.replace("$", "-").split("-")
        names |= {source, target}
        made.append(Tie(source, target, kind, "asserted", roles=tuple(roles)))
    kinds = {name: "Organisation" if name.islower() else "Project" for name in names}
    kinds |= {name: "Meeting" for name in names if name.startswith("M")}
    return Network(tuple(sorted(Node(name, kinds[name], name) for name in names)), tuple(sorted(made)))


def short(iris: object) -> list[str]:
    assert isinstance(iris, tuple | dict | list)
    return [iri.removeprefix(ID) for iri in iris]


def test_the_middle_of_a_chain() -> None:
    # a ── P ── b ── Q ── c: of three pairs all reach each other; without b none of a and c.
    chain = network("a-P", "b-P", "b-Q", "c-Q")
    lost = without(chain, "b")
    assert [(tie.source, tie.target) for tie in lost.ties] == [("b", "P"), ("b", "Q")]
    assert lost.things == {"P": ("a",), "Q": ("c",)}
    assert lost.bare == ("P", "Q")
    assert lost.partnerless == ("a", "c")
    assert (lost.before.bodies, lost.before.components, lost.before.pairs, lost.before.fragmentation) == (
        (3, 1, 3, 0)
    )
    assert (lost.after.bodies, lost.after.components, lost.after.pairs, lost.after.fragmentation) == (
        (2, 2, 0, 1)
    )
    assert lost.pairs_lost == 1
    assert [node.iri for node in lost.remaining.nodes] == ["P", "Q", "a", "c"]
    assert without(chain, "a").pairs_lost == 0


def test_a_thing_leaves_with_all_that_it_joins() -> None:
    lost = without(network("a-P", "b-P", "b-Q", "c-Q", "d$P"), "P")
    assert lost.things == {}
    assert lost.partnerless == ("a",)
    assert lost.unfunded_bodies == ("a", "b")
    assert lost.unfunded_things == ()
    assert (lost.before.pairs, lost.after.pairs, lost.pairs_lost) == (6, 1, 5)


def test_a_funder_among_others_is_nobodys_last() -> None:
    shared = network("d$P", "e$P", "d$Q", "a-P", "b-Q", "d-P funder")
    lost = without(shared, "d")
    assert lost.unfunded_things == ("Q",)
    assert lost.unfunded_bodies == ("b",)
    assert without(shared, "e").unfunded_bodies == ()
    assert without(shared, "e").things == {}


def test_who_is_paid_directly_and_who_receives_what_is_paid() -> None:
    nodes = tuple(Node(iri, "Project" if iri == "P" else "Organisation", iri) for iri in "Pabd")
    ties = (
        Tie("a", "P", "receipt", "asserted"),
        Tie("d", "P", "funding", "asserted"),
        Tie("d", "b", "funding", "asserted"),
    )
    assert without(Network(nodes, ties), "d").unfunded_bodies == ("a", "b")


def test_a_programme_leaves_with_the_funds_that_pass_through_it() -> None:
    nodes = tuple(Node(iri, "Project" if iri in "PR" else "Organisation", iri) for iri in "PRad")
    ties = (Tie("a", "P", "participation", "asserted"), Tie("d", "P", "funding", "asserted", via="R"))
    assert without(Network(nodes, ties), "R").unfunded_things == ("P",)


def test_events_and_other_roles_make_no_partner() -> None:
    met = network("a-M", "b-M", "a-P lead", "c-P presented-work", "a-Q lead", "d-Q beneficiary")
    lost = without(met, "a")
    assert lost.partnerless == ("d",)
    assert lost.things == {"M": ("b",), "P": ("c",), "Q": ("d",)}


def test_less_than_two_bodies_are_not_fragmented() -> None:
    lost = without(network("a-P", "b-P"), "a")
    assert (lost.before.fragmentation, lost.after.fragmentation) == (0, None)


def test_the_donors_of_five_articles(rows: list[Row]) -> None:
    known = two_mode(rows)
    found = {
        donor: (short(lost.unfunded_things), short(lost.unfunded_bodies))
        for donor in ("eu", "usaid", "swiss", "un", "giz")
        for lost in [without(known, ID + donor)]
    }
    assert found == {
        "eu": (["nscep"], ["ba", "bg", "tr", "tuzla", "uk"]),
        "usaid": (["counter"], ["djevojka", "kali-sara", "klub"]),
        "swiss": ([], []),
        "un": ([], []),
        "giz": (["bolja"], ["otaharin", "wg-bijeljina", "wg-brcko", "wg-zivinice"]),
    }


def test_the_only_partner_of_two(rows: list[Row]) -> None:
    lost = without(two_mode(rows), f"{ID}uz")
    assert short(lost.partnerless) == ["icrc", "icrc-ca"]
    assert short(lost.bare) == ["central-asia", "emergency", "general", "ihl", "meeting-uz"]
    assert lost.pairs_lost == 1


def test_who_is_not_there_is_named_with_the_nearest(rows: list[Row]) -> None:
    known = two_mode(rows)
    with pytest.raises(NotInNetwork) as by_label:
        without(known, "klub mladih roma")
    assert by_label.value.nearest[0] == f"{ID}klub"
    with pytest.raises(NotInNetwork) as by_iri:
        without(known, f"{ID}kali-sarra")
    assert by_iri.value.nearest[0] == f"{ID}kali-sara"
    assert f"{ID}kali-sara" in str(by_iri.value)


TIES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("-$"), st.sampled_from("PQRM")).map("".join),
    min_size=1,
    max_size=12,
    unique=True,
)


@given(TIES, st.randoms(use_true_random=False))
def test_what_is_lost_is_what_is_not_there_afterwards(ties: list[str], chance: object) -> None:
    whole = network(*ties)
    node = chance.choice(whole.nodes).iri  # type: ignore[attr-defined]
    lost = without(whole, node)
    assert sorted([*lost.ties, *lost.remaining.ties]) == list(whole.ties)
    assert not any(node in (tie.source, tie.target) for tie in lost.remaining.ties)
    assert lost.pairs_lost >= 0
    assert lost.after.pairs + lost.pairs_lost <= lost.before.pairs
    assert node not in (*lost.partnerless, *lost.unfunded_bodies, *lost.unfunded_things)
    assert set(lost.bare) <= set(lost.things)
    assert all(node not in who for who in lost.things.values())


@given(TIES)
def test_an_isolate_leaves_without_a_trace(ties: list[str]) -> None:
    lost = without(network(*ties, more="z"), "z")
    assert (lost.ties, lost.things, lost.bare, lost.partnerless) == ((), {}, (), ())
    assert (lost.unfunded_things, lost.unfunded_bodies, lost.pairs_lost) == ((), (), 0)
    assert lost.remaining == network(*ties)
    assert lost.after.pairs == lost.before.pairs
    assert lost.after.components == lost.before.components - 1


def test_rows_that_do_not_say_the_kind_of_tie_tell_of_taking_part() -> None:
    rows = [{"source": one, "target": thing} for one, thing in ("aP", "bP", "bQ", "cQ")]
    assert without(two_mode(rows), "b").partnerless == ("a", "c")
    assert [one.node for one in suggest(two_mode(rows), "a").suggestions] == ["c"]
    members = [{**row, "kind": "member"} for row in rows]
    assert without(two_mode(members), "b").partnerless == ("a", "c")


@pytest.mark.parametrize("kind", ["Place", "Concept", "Organisation", "Meeting"])
def test_to_be_in_a_place_or_of_a_topic_is_no_partnership(kind: str) -> None:
    rows = [{"source": one, "target": "x", "targetType": f"o#{kind}"} for one in "ab"]
    assert without(two_mode(rows), "b").partnerless == ()
