"""What is asked of a release as a whole: answered once, when it is built, and kept within it.

::

    questions/*.rq ──► answers ──► write ──► the release's folder summary/ ──► Summarised ──► the service

The account of the release tells the digest of each question. A release that was built without answers, or
with other questions, and a store that holds no release, are asked instead.
"""

from ngograph.summary.answering import Summarised
from ngograph.summary.asking import NAMES, answers, digests, question
from ngograph.summary.keeping import kept, read, write

__all__ = ["NAMES", "Summarised", "answers", "digests", "kept", "question", "read", "write"]
