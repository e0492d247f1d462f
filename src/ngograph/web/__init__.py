"""The service: SPARQL, descriptions of things, questions as links, and pages for people, over one release."""

from ngograph.web.app import create_app
from ngograph.web.logs import write_logs
from ngograph.web.operation import operation
from ngograph.web.settings import Settings, settings

__all__ = ["Settings", "create_app", "operation", "settings", "write_logs"]
