"""From plain facts to statements: how each is said in the words of the ontology, and which IRIs it bears.

An IRI comes from a register's code where there is a strong one, so that two sources that know the code speak
of one thing; else from what tells the thing apart within its source, under the name of the source. A
relationship belongs to its source: two sources never state one, however alike.

Statements are text from the first, as N-Triples writes them: a large file makes millions of them, and what
checks, sorts and keeps them reads text.
"""

from ngograph.sources.stating.blocks import Block, lines, of_triples
from ngograph.sources.stating.source import Stated, Stating
from ngograph.sources.stating.things import Told

__all__ = ["Block", "Stated", "Stating", "Told", "lines", "of_triples"]
