"""The near way to `/sparql`: from the bytes of a small question to those of its answer, without a detour.

::

    bytes ──come──► question, head ──Exchange──► engine ──told──► head, body ──► bytes
      └── whatever is not understood wholly ──► the server's protocol, the application

Most questions are short, and come from clients that send the same head each time; and so are their answers.
For those nothing is made that is only made for others: no scope, no task, no middleware. What is sent is what
the application would have sent, for it is put together by the same functions. Everything else goes the long
way; what has been begun is handed over to it, and not begun anew.

A connection over which such questions come one after another is lent to a worker, which then answers by
itself, and as it would be answered here, until anything else comes.
"""
