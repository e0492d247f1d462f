"""What is counted, for Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from ngograph.store.answering import Loaded
from ngograph.store.cached import Cached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.web.service import Service

METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
_RELEASE: Final = "ngograph_release_info"
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The counts of one service, which go on when it turns to another release."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._of: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "ngograph_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "ngograph_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._bytes = Counter(
            "ngograph_response_bytes", "Bytes of the bodies that were sent.", registry=self.registry
        )
        self._broken = Counter(
            "ngograph_broken_off", "Answers that did not come to their end.", registry=self.registry
        )
        self.in_progress = Gauge(
            "ngograph_requests_in_progress", "Requests that are being answered.", registry=self.registry
        )

    def count(
        self, *, method: str, route: str, status: int, seconds: float, sent: int, complete: bool
    ) -> None:
        """Count one answer.

        Args:
            route: the template of the address, so that there are few of them.
        """
        counted = self._of.get((method, route, status))
        if counted is None:
            known = method if method in METHODS else "other"
            counted = self._requests.labels(known, route, str(status)), self._seconds.labels(route)
            if known == method:
                self._of[method, route, status] = counted
        counted[0].inc()
        counted[1].observe(seconds)
        self._bytes.inc(sent)
        if not complete:
            self._broken.inc()

    def text(self, service: Service) -> bytes:
        """Return everything that is counted, and how *service* stands at this moment."""
        return generate_latest(self.registry) + generate_latest(_standing(service))


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
    return registry


__all__ = ["CONTENT_TYPE", "Metrics", "together"]
