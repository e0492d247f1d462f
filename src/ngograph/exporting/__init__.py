"""Out again: a release, or a part of it, as files for others.

One room for every way out. What is meant is said once (`selecting`); each file beside it knows one format.
"""

from ngograph.exporting.forms import FORMS, Form, export, form_called
from ngograph.exporting.selecting import Chosen, Wanted, choose

__all__ = ["FORMS", "Chosen", "Form", "Wanted", "choose", "export", "form_called"]
