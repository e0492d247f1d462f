"""A map as one HTML file that needs nothing else: picture, data, style and script, bound by its own policy.

The policy names the style and the script by their digests and forbids everything else, so that nothing in the
data can become code, and nothing is loaded from anywhere.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ngograph.network.drawing import nodes
from ngograph.network.drawing.style import stroke
from ngograph.network.drawing.svg import element, words
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ngograph.network.drawing.subject import Source
    from ngograph.network.values import Network, Tie

CANVAS: Final = 300  # nodes above which the picture is painted, not kept as elements
_SAID: Final = """
    search found nothing-found more nodes-list picture keys closer further whole ties-of evidence-of statement
    at-source no-evidence choose page-of asserted planned implied reported
    """
_UNSAFE: Final = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def page(
    picture: str,
    network: Network,
    *,
    title: str,
    caption: Sequence[str],
    lang: str,
    kinds: Mapping[str, str],
    href: Callable[[str], str] | None,
    sources: Mapping[str, Source],
) -> bytes:
    """Return *picture* as a page on which one can move, search, and read what a node or a tie rests on.

    Args:
        picture: The SVG document, whose marks count the nodes and ties of *network*.
        network: What is drawn.
        title: The headline.
        caption: Paragraphs that stand on the picture too, where they may be small.
        lang: Language of the words on the page.
        kinds: Names of kinds of node by local name of the class, and of roles by key.
        href: From IRI to the address that it links to; None links the IRI itself.
        sources: Where evidence stands, by the IRI of the evidence.
    """
    said = {key: word(key, lang) for key in _SAID.split()}
    data = _data(network, lang=lang, kinds=kinds, href=href, sources=sources)
    data["words"] = said
    data["canvas"] = len(network.nodes) > CANVAS
    style, script = _file("page.css"), _file("page.js")
    parts = (
        "<!doctype html>",
        f'<html lang="{words(lang)}"><head><meta charset="utf-8">',
        element("meta", http_equiv="Content-Security-Policy", content=policy()),
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{words(title)}</title><style>{style}</style></head><body>",
        f'<main><section id="stage" aria-label="{words(said["picture"])}">',
        f'<div id="sheet" role="application" tabindex="0" aria-label="{words(said["picture"])}"'
        f' aria-describedby="keys">{picture}</div>',
        '<div id="tools" hidden>',
        *(
            f'<button type="button" id="{key}" aria-label="{words(said[key])}">{sign}</button>'
            for key, sign in (("closer", "+"), ("further", "−"), ("whole", "⤢"))
        ),
        f'</div></section><section id="side"><h1>{words(title)}</h1>',
        f'<p id="keys">{words(said["keys"])}</p>',
        f'<div id="asked" hidden><label for="search">{words(said["search"])}</label>',
        '<input id="search" type="search" autocomplete="off"><p id="found" role="status"></p>',
        f'<ul id="list" aria-label="{words(said["nodes-list"])}"></ul></div>',
        f'<div id="told" tabindex="-1" aria-live="polite"><p>{words(said["choose"])}</p></div>',
        *(f'<p class="quiet">{words(paragraph)}</p>' for paragraph in caption),
        "</section></main>",
        f'<script type="application/json" id="data">{_json(data)}</script>',
        f"<script>{script}</script></body></html>\n",
    )
    return "\n".join(parts).encode()


def policy() -> str:
    """Return the Content-Security-Policy that each page carries; a server may send the same."""
    return (
        f"default-src 'none'; script-src {_digest('page.js')}; style-src {_digest('page.css')}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _file(name: str) -> str:
    return files("ngograph.network.drawing").joinpath(name).read_text("utf-8")


def _digest(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_file(name).encode()).digest()).decode()}'"


def _json(value: object) -> str:
    """As JSON that no HTML parser can take for markup."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _data(
    network: Network,
    *,
    lang: str,
    kinds: Mapping[str, str],
    href: Callable[[str], str] | None,
    sources: Mapping[str, Source],
) -> dict[str, object]:
    number = {node.iri: at for at, node in enumerate(network.nodes)}
    spoken = sorted({iri for tie in network.ties for iri in tie.evidence})
    place = {iri: at for at, iri in enumerate(spoken)}
    return {
        "nodes": [
            {
                "label": node.label,
                "kind": nodes.kind(node, kinds, lang),
                "iri": node.iri,
                "href": _link(node.iri, href),
            }
            for node in network.nodes
        ],
        "ties": [
            _tie(tie, network, number, place, lang=lang, kinds=kinds, href=href) for tie in network.ties
        ],
        "evidence": [_evidence(iri, href, sources) for iri in spoken],
    }


def _tie(
    tie: Tie,
    network: Network,
    number: Mapping[str, int],
    place: Mapping[str, int],
    *,
    lang: str,
    kinds: Mapping[str, str],
    href: Callable[[str], str] | None,
) -> dict[str, object]:
    looks = stroke(tie, network.index[tie.target]).name
    via = [network.index[tie.via].label] if tie.via else []
    return {
        "ends": [number[tie.source], number[tie.target]],
        "said": [word(looks, lang), *(kinds.get(role, role.replace("-", " ")) for role in tie.roles), *via],
        "modality": tie.modality,
        "time": " – ".join(dict.fromkeys(day for day in (tie.start, tie.end) if day)),
        "statements": [_link(iri, href) or iri for iri in tie.relationships],
        "evidence": [place[iri] for iri in tie.evidence],
    }


def _evidence(iri: str, href: Callable[[str], str] | None, sources: Mapping[str, Source]) -> dict[str, str]:
    source = sources.get(iri)
    own = {"iri": iri, "href": _link(iri, href)}
    if source is None:
        return own
    link = _link(source.iri, href) if source.iri else ""
    return {**own, "title": source.title, "link": link, "issued": source.issued, "place": source.place}


def _link(iri: str, href: Callable[[str], str] | None) -> str:
    """Where *iri* leads; what is no address of the web leads nowhere."""
    if href is not None:
        return href(iri)
    return iri if iri.startswith(("http://", "https://")) else ""
