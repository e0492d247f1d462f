"""Answers in JSON, also to old clients that take them as a script; and forms that were sent."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ngograph.media import JSON
from ngograph.web.replies import freshness

if TYPE_CHECKING:
    from starlette.requests import Request

    from ngograph.web.service import Service

_CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$]{0,60}(\.[A-Za-z_$][\w$]{0,60}){0,4}", re.ASCII)
SCRIPT: Final = "text/javascript"


def said(
    service: Service,
    request: Request,
    body: dict[str, Any],
    *,
    kept: bool = True,
    varies: str = "Accept-Language",
) -> Response:
    """Return *body* as JSON, or as the call of the function that `callback` names (JSONP).

    Args:
        service: what is served.
        request: what is answered.
        body: the answer.
        kept: whether the answer may be kept for as long as others.
        varies: the headers that it depends on.

    Raises:
        HTTPException: that is no name of a function: 400.
    """
    headers = {"vary": varies, "cache-control": freshness(service) if kept else "no-store"}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    callback = request.query_params.get("callback")
    if callback is None:
        return Response(text, headers=headers, media_type=JSON.media_type)
    if not _CALLBACK.fullmatch(callback):
        raise HTTPException(400, f"callback: expected the name of a function, found {callback[:60]!r}.")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Response(f"/**/{callback}({text});", headers=headers, media_type=f"{SCRIPT}; charset=utf-8")


def form(text: str) -> dict[str, list[str]]:
    """Return the fields of a form that was sent as *text*.

    Raises:
        HTTPException: it is none: 400.
    """
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise HTTPException(400, f"Expected a form in UTF-8: {error}.") from error
