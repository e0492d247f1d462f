"""A thing in a few lines: the preview that other tools show in a frame, and what they show beside a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from ngograph.media import HTML
from ngograph.reconciling.entities import scheme_key
from ngograph.web.headers import PREVIEW_POLICY
from ngograph.web.reconciling.results import description
from ngograph.web.reconciling.speaking import direction

if TYPE_CHECKING:
    from ngograph.reconciling import Entities, Entity
    from ngograph.web.reconciling.speaking import Speech
    from ngograph.web.service import Service

_NAMES: Final = 6


def preview(service: Service, entities: Entities, entity: Entity, speech: Speech) -> Response:
    """Return the page that shows *entity* in a frame of another tool."""
    html = service.templates.get_template("preview.html").render(
        lang=speech.lang, **_shown(entities, entity, speech)
    )
    headers = {
        "content-security-policy": PREVIEW_POLICY,
        "content-language": speech.lang,
        "vary": "Accept-Language",
    }
    return Response(html, headers=headers, media_type=HTML.media_type)


def flyout(service: Service, entities: Entities, entity: Entity, speech: Speech) -> str:
    """Return a few words about *entity* as markup."""
    template = service.templates.get_template("flyout.html")
    return template.render(lang=speech.lang, **_shown(entities, entity, speech)).strip()


def flyout_of_word(service: Service, name: str, definition: str, speech: Speech) -> str:
    """Return a few words about a type or a property as markup."""
    return (
        service.templates.get_template("flyout.html")
        .render(title={"name": name, **direction(speech.lang)}, description=definition, names=[], codes=[])
        .strip()
    )


def _shown(entities: Entities, entity: Entity, speech: Speech) -> dict[str, Any]:
    title = speech.of(entity)
    others = dict.fromkeys(text for text in entity.labels.values() if text != title["name"])
    return {
        "title": title,
        "description": description(entity, entities, speech),
        "names": list(others)[:_NAMES],
        "more": max(0, len(others) - _NAMES),
        "codes": [
            (code.scheme, code.notation)
            for code in sorted(entity.codes, key=lambda one: (scheme_key(one.scheme), one.notation))
            if code.strong
        ],
        "id": entity.id,
    }
