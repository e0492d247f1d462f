"""`/reconcile`: the Reconciliation API 0.2 and, under `/reconcile/1.0-draft`, what is to become 1.0."""

from ngograph.web.reconciling.routes import router

__all__ = ["router"]
