"""Questions run in processes that can be killed: the pool of them, and what each is allowed.

::

    the service ──control──► nursery ──forks──► worker, worker, worker …
         └───────────────── a socket to each ──────┘

The nursery is one single-threaded process that holds the release (in memory, where it fits) and does nothing
but fork and bury workers, so that a new one stands ready within milliseconds and shares its memory. A worker
answers one question at a time and streams the answer over its socket. Time is up: it is killed. Its memory
is bounded by the kernel, and it can open neither file nor socket.

One worker may be lent connections of clients that ask small questions one after another::

    client ──request──► worker's counter ──answer──► client
         clerk ◄──what was answered, connections back──┘

It reads those questions and writes the answers by itself. Its clerk in the service sees, over a few shared
bytes, what it is about: a question that is not small ends it, and what it has not answered is still unread in
the connections. The nursery ends when the service ends,
however that ends, and the workers when the nursery does.
"""
