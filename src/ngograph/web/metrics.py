"""What is counted, for Prometheus."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from ngograph.store.answering import Loaded
from ngograph.store.cached import Cached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ngograph.web.service import Service

METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
_RELEASE: Final = "ngograph_release_info"
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The counts of one service, which go on when it turns to another release.

    Plain numbers, for each request moves a handful of them; they are made families when they are asked for.
    """

    def __init__(self) -> None:
        """Begin at nothing."""
        self.in_progress = 0
        self._requests: dict[tuple[str, str, int], int] = {}
        self._seconds: dict[str, _Spread] = {}
        self._bytes = self._broken = 0
        self._process = CollectorRegistry()
        ProcessCollector(registry=self._process)

    def count(
        self, *, method: str, route: str, status: int, seconds: float, sent: int, complete: bool
    ) -> None:
        """Count one answer.

        Args:
            route: the template of the address, so that there are few of them.
        """
        key = method if method in METHODS else "other", route, status
        self._requests[key] = self._requests.get(key, 0) + 1
        if (spread := self._seconds.get(route)) is None:
            spread = self._seconds[route] = _Spread()
        spread.counts[bisect_left(_SECONDS, seconds)] += 1
        spread.sum += seconds
        self._bytes += sent
        if not complete:
            self._broken += 1

    def collect(self) -> Iterator[Metric]:
        """Yield what is counted, as Prometheus has it."""
        requests = CounterMetricFamily(
            "ngograph_requests", "Requests answered.", labels=("method", "route", "status")
        )
        for (method, route, status), number in list(self._requests.items()):
            requests.add_metric((method, route, str(status)), number)
        yield requests
        seconds = HistogramMetricFamily(
            "ngograph_request_seconds", "Seconds from a request to the end of its answer.", labels=("route",)
        )
        for route, spread in list(self._seconds.items()):
            bounds = (*(str(float(bound)) for bound in _SECONDS), "+Inf")
            below = [float(number) for number in accumulate(spread.counts)]
            seconds.add_metric((route,), list(zip(bounds, below, strict=True)), spread.sum)
        yield seconds
        yield CounterMetricFamily(
            "ngograph_response_bytes", "Bytes of the bodies that were sent.", self._bytes
        )
        yield CounterMetricFamily(
            "ngograph_broken_off", "Answers that did not come to their end.", self._broken
        )
        yield GaugeMetricFamily(
            "ngograph_requests_in_progress", "Requests that are being answered.", self.in_progress
        )

    def text(self, service: Service) -> bytes:
        """Return everything that is counted, and how *service* stands at this moment."""
        registry = CollectorRegistry()
        registry.register(_Families(list(self.collect())))
        return b"".join(map(generate_latest, (self._process, registry, _standing(service))))


class _Spread:
    """How many answers took how long: one count for each bound, and one for what is beyond all."""

    def __init__(self) -> None:
        self.counts = [0] * (len(_SECONDS) + 1)
        self.sum = 0.0


def serving(counted: bytes) -> str:
    """Return the id of the release that is served by who has *counted* this."""
    families = text_string_to_metric_families(counted.decode())
    (release,) = (family.samples[0] for family in families if family.name == _RELEASE)
    return release.labels["release"]


def together(counted: Mapping[str, bytes]) -> bytes:
    """Return what several processes have counted as one text, in which `process` tells them apart.

    They are not added up: a process that ends takes its counts along, and a sum that falls would be taken for
    one that began again at nothing.

    Args:
        counted: the text of each, by its number.
    """
    families: dict[str, Metric] = {}
    for number, text in sorted(counted.items()):
        for family in text_string_to_metric_families(text.decode()):
            whole = families.setdefault(family.name, Metric(family.name, family.documentation, family.type))
            for sample in family.samples:
                whole.samples.append(sample._replace(labels={"process": number, **sample.labels}))
    registry = CollectorRegistry()
    registry.register(_Families(families.values()))
    return generate_latest(registry)


class _Families(Collector):
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        """Return the families."""
        return self._families


def _standing(service: Service) -> CollectorRegistry:
    registry = CollectorRegistry()
    release = service.release
    Gauge(_RELEASE, "The release that is served.", ("release", "digest"), registry=registry).labels(
        release.id, release.digest
    ).set(1)
    Gauge("ngograph_release_built_timestamp_seconds", "When the release was built.", registry=registry).set(
        release.built.timestamp()
    )
    engine = service.engine
    if isinstance(engine, Cached):
        for name, said, number in (
            ("hits", "Questions answered from what is kept of this release.", engine.hits),
            ("misses", "Questions that the engine was asked, and whose answer may be kept.", engine.misses),
        ):
            Counter(f"ngograph_cache_{name}", said, registry=registry).inc(number)
        Gauge("ngograph_cache_bytes", "Bytes of the answers that are kept.", registry=registry).set(
            engine.size
        )
        Gauge("ngograph_cache_answers", "Answers that are kept.", registry=registry).set(len(engine))
        engine = engine.engine
    if isinstance(engine, Loaded):
        load = engine.load
        Gauge("ngograph_queries_running", "Questions that are worked on.", registry=registry).set(
            load.running
        )
        Gauge("ngograph_queries_waiting", "Questions that wait for their turn.", registry=registry).set(
            load.waiting
        )
        lent = "Connections over which a worker answers small questions by itself."
        Gauge("ngograph_connections_lent", lent, registry=registry).set(load.lent)
    return registry


__all__ = ["CONTENT_TYPE", "Metrics", "together"]
