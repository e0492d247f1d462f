"""JSON as the formats write it: readable, in UTF-8, in the order of the network."""

from __future__ import annotations

import json
from typing import Any


def dumped(value: Any) -> bytes:
    """Return *value* as JSON; a number that JSON does not have is an error."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
