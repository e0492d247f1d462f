"""Backbones: the ties of a network that stand out against a model of chance.

Of one mode: the disparity filter and the marginal likelihood filter, which ask what the strengths of the
nodes explain. Of two modes: the stochastic and the fixed degree sequence model, which ask what the degrees of
bodies and things explain; they are what tests a projection, for they know what it was projected from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from ngograph.errors import UnknownChoice
from ngograph.network.backbone.bicm import Bicm, bicm
from ngograph.network.backbone.disparity import disparity
from ngograph.network.backbone.fdsm import fdsm
from ngograph.network.backbone.marginal import marginal_likelihood
from ngograph.network.backbone.sdsm import sdsm
from ngograph.network.backbone.values import Backbone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ngograph.network.backbone.ground import GraphLike
    from ngograph.network.matrices import TwoMode

__all__ = [
    "BACKBONES",
    "Backbone",
    "Bicm",
    "backbone",
    "bicm",
    "disparity",
    "fdsm",
    "marginal_likelihood",
    "sdsm",
]

Method = Literal["disparity", "marginal_likelihood", "sdsm", "fdsm"]
BACKBONES: Final[Mapping[str, Callable[..., Backbone]]] = {
    "disparity": disparity,
    "marginal_likelihood": marginal_likelihood,
    "sdsm": sdsm,
    "fdsm": fdsm,
}


def backbone(
    network: GraphLike | TwoMode, method: Method = "disparity", alpha: float = 0.05, **options: Any
) -> Backbone:
    """Return the ties of *network* that stand out by one of the methods.

    Args:
        network: Of one mode for `disparity` and `marginal_likelihood`, of two modes for `sdsm` and `fdsm`.
        method: The name of the function.
        alpha: The level of significance.
        options: What else that function takes: `correction`, `ends`, `samples`, `seed`.

    Raises:
        UnknownChoice: There is no such method.
        NetworkError: What the method cannot work with.
    """
    if method not in BACKBONES:
        raise UnknownChoice("method", method, tuple(BACKBONES))
    return BACKBONES[method](network, alpha, **options)
