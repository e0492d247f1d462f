"""Which things of the graph the rows of a table mean: by name, and by what else a row says."""

from ngograph.reconciling.answering import answer
from ngograph.reconciling.asked import Asked, Condition
from ngograph.reconciling.entities import Code, Entities, Entity, Match
from ngograph.reconciling.reading import QUESTIONS, read

__all__ = ["QUESTIONS", "Asked", "Code", "Condition", "Entities", "Entity", "Match", "answer", "read"]
