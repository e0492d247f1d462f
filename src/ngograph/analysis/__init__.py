"""What analysts ask of a network, from a release to a report: the same for command line, HTTP and Python."""

from ngograph.analysis.analysis import Analysis
from ngograph.analysis.known import Known, known_of
from ngograph.analysis.options import Option
from ngograph.analysis.page import page
from ngograph.analysis.registry import ANALYSES
from ngograph.analysis.report import Report
from ngograph.analysis.scope import Scope
from ngograph.analysis.speaking import Shown, shown, spoken
from ngograph.analysis.writing import write_csv

__all__ = [
    "ANALYSES",
    "Analysis",
    "Known",
    "Option",
    "Report",
    "Scope",
    "Shown",
    "known_of",
    "page",
    "shown",
    "spoken",
    "write_csv",
]
