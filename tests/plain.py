"""Requests by httpx to services on loopback: patient, and without certificates, which take long to read."""

from __future__ import annotations

from functools import partial

import httpx

get = partial(httpx.get, verify=False, timeout=60)
post = partial(httpx.post, verify=False, timeout=60)
options = partial(httpx.options, verify=False, timeout=60)
request = partial(httpx.request, verify=False, timeout=60)
stream = partial(httpx.stream, verify=False, timeout=60)
Client = partial(httpx.Client, verify=False, timeout=60)
