"""The content and the imported sources as one: things joined, values settled, what breaks a rule left out."""

from ngograph.uniting.united import Taken, United, united

__all__ = ["Taken", "United", "united"]
