"""Which IRIs things bear: by a strong code, else by what tells them apart within their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.minting import minted, slug
from ngograph.sources.statements import key, thing

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import NamedNode

    from ngograph.sources.facts import Body, Holder, Paper, Spot, Work


def of_body(source: str, item: Body) -> NamedNode:
    """Return the IRI of a body that *source* names."""
    return _node(source, "organisation", item, item.country)


def of_holder(source: str, item: Holder) -> NamedNode:
    """Return the IRI of a person that *source* names."""
    return _node(source, "person", item)


def of_work(source: str, item: Work) -> NamedNode:
    """Return the IRI of an activity that *source* names."""
    return _node(source, "activity", item)


def of_paper(source: str, item: Paper) -> NamedNode:
    """Return the IRI of a document that *source* names: one address holds another document another day."""
    return thing("document", f"{source}-{minted(f'{item.address} {item.issued}'.strip())}")


def of_spot(source: str, item: Spot, node_of: Callable[[Spot], str]) -> NamedNode:
    """Return the IRI of a place that *source* names; *node_of* gives the place that it lies in."""
    if item.country:
        return thing("place", item.country.lower())
    within = f"{_last(node_of(item.within))}-" if item.within and not item.key else ""
    strong = any(code.strength == "strong" for code in item.codes)
    own = item.key or ("" if strong else f"{within}{slug(item.names[0].text)}" if item.names else "")
    return _node(source, "place", item._replace(key=own.removeprefix(f"{source}-")))


def _node(source: str, kind: str, item: Body | Holder | Work | Spot, country: str = "") -> NamedNode:
    strong = next((code for code in item.codes if code.strength == "strong"), None)
    if strong:
        return thing(kind, f"{key(strong.scheme)}-{minted(strong.notation)}")
    if item.key:
        return thing(kind, f"{source}-{minted(item.key)}")
    called = slug(item.names[0].text) if item.names else slug(item.codes[0].notation)
    return thing(kind, "-".join(filter(None, (source, called, country.lower()))))


def _last(node: str) -> str:
    return node[1:-1].rpartition("/")[2]
