"""What validation says: one finding a broken rule, and all of them with what was looked at."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VIOLATION: Final = PREFIXES["sh"] + "Violation"
WARNING: Final = PREFIXES["sh"] + "Warning"


@dataclass(frozen=True)
class Finding:
    """One rule that one node breaks.

    IRIs stand as they are, blank nodes as ``_:x`` and literals in N-Triples syntax, with their quotes.

    Args:
        shape: the rule that was broken: a property shape, a named constraint, or else the node shape.
        node: the node that breaks it.
        path: where from the node, as a SPARQL property path; a single IRI in most cases.
        value: the offending value, where it is one.
        component: the kind of constraint, such as sh:MinCountConstraintComponent.
        message: what is wrong and what is expected, in English.
        severity: sh:Violation stops a build, sh:Warning and sh:Info are only shown.
    """

    shape: str
    node: str
    path: str | None
    value: str | None
    component: str
    message: str
    severity: str = VIOLATION

    def __lt__(self, other: Finding) -> bool:
        """Order by node, then by rule, so that what is wrong with one thing stands together."""
        return self._key() < other._key()

    def _key(self) -> tuple[str, ...]:
        return (
            self.node,
            self.shape,
            self.path or "",
            self.value or "",
            self.component,
            self.message,
            self.severity,
        )


@dataclass(frozen=True)
class Report:
    """All that validation found, and how many nodes each shape looked at.

    Args:
        findings: in stable order, each once.
        looked_at: the number of nodes by the IRI of the shape. A shape that looked at nothing proved nothing.
    """

    findings: tuple[Finding, ...] = ()
    looked_at: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.severity == VIOLATION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that are only shown: warnings and less."""
        return tuple(finding for finding in self.findings if finding.severity != VIOLATION)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON, the same for the same findings."""
        return {
            "conforms": self.conforms,
            "findings": [asdict(finding) for finding in self.findings],
            "looked_at": dict(sorted(self.looked_at.items())),
        }


def report(findings: Iterable[Finding], looked_at: Mapping[str, int]) -> Report:
    """Return a report of *findings*, sorted and each once."""
    return Report(tuple(sorted(set(findings))), MappingProxyType(dict(sorted(looked_at.items()))))
