"""The graph as a schema.org Dataset, for search engines: data in the head of the start page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from ngograph.media import N_QUADS, TRIG
from ngograph.web.selfdescription.dcat import ABOUT
from ngograph.web.selfdescription.service import DATASET

if TYPE_CHECKING:
    from datetime import datetime


def dataset(title: str, publisher: str, built: datetime, base: str) -> Markup:
    """Return the JSON-LD that says what the start page below *base* is about, safe within a page."""
    said = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": DATASET.value,
        "name": title,
        "description": ABOUT,
        "url": base,
        "dateModified": built.isoformat(),
        "version": built.strftime("%Y-%m-%d"),
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "publisher": {"@type": "Organization", "name": publisher},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": title, "url": f"{base}catalogue"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": form.label,
                "encodingFormat": form.media_type,
                "contentUrl": f"{base}dumps/ngograph.{form.name}",
            }
            for form in (N_QUADS, TRIG)
        ],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
