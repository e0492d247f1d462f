"""The description of the service for machines, OpenAPI 3.1: every route, and every question by itself.

FastAPI knows the routes; what they answer with is said here: formats, statuses, and for each question its
typed parameters, their examples and the columns of the answer.

::

    describing ──┬──► offers       what each route answers in, with an example of its path
                 ├──► sparql       `/sparql`
                 ├──► questions    each question
                 ├──► networks     each analysis
                 ├──► reconciling  `/reconcile`
                 └──► writing      graphs and updates, where writing is on
                         └──► parts    schemas, statuses and parameters that return
"""

from ngograph.web.openapi.describing import install

__all__ = ["install"]
