"""The contestant rdflib-endpoint, over the Oxigraph store for rdflib.

``python -m benchmarks.endpoint FILE PORT``
"""

from __future__ import annotations

import sys

import uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint

if __name__ == "__main__":
    graph = Graph(store="Oxigraph")
    graph.parse(sys.argv[1], format="ox-nt", transactional=False)
    uvicorn.run(SparqlEndpoint(graph=graph), port=int(sys.argv[2]), log_level="warning", access_log=False)
