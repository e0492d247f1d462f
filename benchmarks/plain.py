"""The contestant that one writes in an afternoon: a FastAPI route over pyoxigraph.

``python -m benchmarks.plain FILE PORT``
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store


def create(file: Path) -> FastAPI:
    """Return the application over the triples of *file*."""
    store, app = Store(), FastAPI()
    store.bulk_load(path=file, format=RdfFormat.N_TRIPLES)

    @app.get("/sparql")
    def sparql(query: str) -> Response:
        found = store.query(query)
        if isinstance(found, QueryTriples):
            return Response(status_code=406)
        form = QueryResultsFormat.JSON
        return Response(found.serialize(format=form), media_type=form.media_type)

    return app


if __name__ == "__main__":
    uvicorn.run(create(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning", access_log=False)
