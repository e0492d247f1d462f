"""What the service says of itself to those who reconcile, in both versions of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph import __version__
from ngograph.reconciling.entities import KINDS
from ngograph.vocab import ID, NGO

if TYPE_CHECKING:
    from ngograph.web.reconciling.speaking import Speech
    from ngograph.web.service import Service

VERSIONS: Final = ("0.1", "0.2")
VERSIONS_1: Final = ("1.0-draft",)
PATH: Final = "reconcile"
PATH_1: Final = "reconcile/1.0-draft"
_WIDTH, _HEIGHT = 430, 220
_BATCH: Final = 100
"""What clients are asked to send at once, so that people see how it goes on; more is taken."""


def manifest(service: Service, address: str, speech: Speech) -> dict[str, Any]:
    """Return the manifest of version 0.2.

    Args:
        service: what is offered.
        address: where it is known, with a slash at its end.
        speech: how the client is answered; a language that it named stands in every address.
    """
    asked = f"?lang={speech.named}" if speech.named else ""
    further = f"&lang={speech.named}" if speech.named else ""
    base = address.rstrip("/")

    def suggest(what: str) -> dict[str, str]:
        return {
            "service_url": base,
            "service_path": f"/{PATH}/suggest/{what}{asked}",
            "flyout_service_path": f"/{PATH}/flyout/{what}?id=${{id}}{further}",
        }

    return {
        "versions": list(VERSIONS),
        **_common(service, address, speech),
        "identifierSpace": ID,
        "schemaSpace": NGO,
        "view": {"url": f"{address}id/{{{{id}}}}{asked}"},
        "feature_view": {"url": f"{address}{PATH}?format=html{further}#feature-{{{{id}}}}"},
        "suggest": {what: suggest(what) for what in ("entity", "property", "type")},
        "preview": {
            "url": f"{address}{PATH}/preview?id={{{{id}}}}{further}",
            "width": _WIDTH,
            "height": _HEIGHT,
        },
        "extend": {
            "propose_properties": {
                "service_url": base,
                "service_path": f"/{PATH}/extend/propose{asked}",
            },
            "property_settings": [
                {"label": speech.phrase("most-values"), **_setting("name", "help_text", speech)}
            ],
        },
    }


def manifest_1(service: Service, address: str, speech: Speech) -> dict[str, Any]:
    """Return the manifest of version 1.0, whose parts are found by where they are."""
    asked = f"?lang={speech.named}" if speech.named else ""
    further = f"&lang={speech.named}" if speech.named else ""
    return {
        "versions": list(VERSIONS_1),
        **_common(service, address, speech),
        "lang": speech.lang,
        "dir": "ltr",
        "view": {"url": f"{address}id/{{+id}}{asked}"},
        "featureView": {"url": f"{address}{PATH}?format=html{further}#feature-{{id}}"},
        "suggest": {"entity": True, "property": True, "type": True},
        "preview": {"width": _WIDTH, "height": _HEIGHT},
        "extend": {
            "proposeProperties": True,
            "propertySettings": [
                {**_setting("id", "helpText", speech), "name": speech.phrase("most-values")}
            ],
        },
        "standardizedScore": True,
    }


def _common(service: Service, address: str, speech: Speech) -> dict[str, Any]:
    return {
        "name": service.settings.title,
        "documentation": f"{address}{PATH}?format=html",
        "logo": f"{address}static/icon.svg",
        "serviceVersion": __version__,
        "defaultTypes": [{"id": name, "name": speech.of_class(name)} for name in KINDS],
        "batchSize": min(_BATCH, service.settings.reconcile_queries),
    }


def _setting(name: str, hint: str, speech: Speech) -> dict[str, Any]:
    return {name: "limit", "type": "number", "default": 0, hint: speech.phrase("most-values-hint")}
